"""GIFT: a plain text that Moodle and others import."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange import moodle
from quiz.exchange.format import Format
from quiz.exchange.told import (
    TYPED,
    accepted,
    asked,
    choices,
    html_explained,
    html_text,
    html_why,
    is_single,
    line,
)
from quiz.exchange.told_numbers import plain, steps
from quiz.model import Form
from quiz.play.grading import partners
from quiz.play.grading.pick import calls_it_false

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.exchange.reading.found import Reading
    from quiz.exchange.told import Choice
    from quiz.model import Question
    from quiz.packs.content import Pack

_SPECIAL = re.compile(r"([~=#{}:\\])")


def escaped(text: str) -> str:
    """Return text in which nothing means anything to GIFT; a line end is written \\n."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", r"\n")


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield the file, one question at a time."""
    yield f"// {line(pack.title)}. Made by Footnote, seed {line(wanted.seed)}.\n\n"
    yield f"$CATEGORY: {moodle.category(pack)}\n\n"
    for question in questions:
        yield written(question)


def written(question: Question) -> str:
    """Return one question, with the empty line that ends it."""
    tags = " ".join(f"[tag:{_in_comment(tag)}]" for tag in moodle.tags(question))
    prompt = escaped(f"<p>{html_text(asked(question))}</p>")
    told = html_explained(question)
    return "\n".join(
        [
            f"// [id:{_in_comment(moodle.identity(question))}] {tags}",
            f"::{escaped(moodle.name(question))}::[html]{prompt}{{{_kind(question)}",
            *(f"\t{row}" for row in _rows(question)),
            *([f"\t####{escaped(told)}"] if told else []),
            "}",
            "",
            "",
        ]
    )


def _in_comment(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)


def _kind(question: Question) -> str:
    return "#" if question.form is Form.NUMBER else ""


def _rows(question: Question) -> list[str]:
    if question.form is Form.TRUE_FALSE:
        return [_judged(question)]
    if question.form in TYPED:
        return [
            f"={escaped(moodle.no_wildcard(text))}{_feedback(html_text(told))}"
            for text, told in accepted(question)
        ]
    if question.form is Form.NUMBER:
        return [
            f"={'' if worth == 1 else f'%{moodle.percent(worth)}%'}{plain(at)}:{plain(off)}"
            for at, off, worth in steps(question)
        ]
    if question.form is Form.MATCH:
        rows = [*question.pairs]
        rows += [("", text) for text in partners(question) if text in question.spare]
        return [f"={escaped(html_text(line(a)))} -> {escaped(line(b))}" for a, b in rows]
    single = is_single(question)
    return [_choice(choice, single=single) for choice in choices(question)]


def _choice(choice: Choice, *, single: bool) -> str:
    if single and choice.share in (0, 1):
        mark = "=" if choice.share else "~"
    else:
        mark = f"~%{moodle.percent(choice.share)}%"
    why = _feedback(html_why(choice.why, choice.citations))
    return f"{mark}{escaped(html_text(choice.text))}{why}"


def _feedback(html: str) -> str:
    return f"#{escaped(html)}" if html else ""


def _judged(question: Question) -> str:
    """Return T or F; the first feedback is for the wrong answer, the second for the right one."""
    right = wrong = ""
    letter = "T"
    for index, choice in enumerate(choices(question)):
        why = html_why(choice.why, choice.citations)
        if choice.share:
            right, letter = why, "F" if calls_it_false(question, index) else "T"
        else:
            wrong = why
    return f"{letter}#{escaped(wrong)}#{escaped(right)}"


def refuses(question: Question) -> str:
    """Return why GIFT cannot hold a question, or ""."""
    if question.form is Form.ORDER:
        return "GIFT has no question that asks for an order"
    if question.form in TYPED and any("->" in text for text, _ in accepted(question)):
        return "an answer with an arrow in it would be read as a pair"
    return ""


def _read(text: str) -> Reading:
    from quiz.exchange.reading.gift import read  # deferred: most only write

    return read(text)


GIFT = Format(
    name="gift",
    title="GIFT, a plain text for Moodle and others",
    suffix=".gift",
    write=write,
    read=_read,
    refuses=refuses,
    loses=moodle.loses,
)
