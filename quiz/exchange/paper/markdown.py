"""Markdown: the same paper as text, for whoever lays it out otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.paper.explained import References, explained, in_style
from quiz.exchange.paper.sheets import key, lettered, sheets, shown
from quiz.exchange.told import TYPED, asked, is_single, line
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.exchange.format import Wanted
    from quiz.exchange.paper.explained import Explained, Said
    from quiz.exchange.paper.sheets import Sheet
    from quiz.model import Question
    from quiz.packs.content import Pack

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$^=&-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
INDENT = "    "


def plain(text: str) -> str:
    """Return text in which nothing means anything to Markdown."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield every version, the key, and the key with reasons."""
    found = sheets(tuple(questions), versions=wanted.versions, seed=wanted.seed)
    parts = (pack.title, ", ".join(pack.authors), pack.license, f"seed {wanted.seed}")
    foot = "\n" + plain(" · ".join(line(part) for part in parts if part)) + "\n"
    several = len(found) > 1
    if "sheet" in wanted.parts:
        for sheet in found:
            yield _heading(pack, f"version {sheet.letter}" if several else "")
            yield f"Name: {_line(30)} Date: {_line(12)} "
            yield f"Points: {_line(4)} of {len(sheet.questions)}\n"
            for number, question in enumerate(sheet.questions, 1):
                yield "\n".join(["", *_question(number, question), ""])
            yield foot
    if "key" in wanted.parts:
        yield _heading(pack, "key")
        yield _key(found) + foot
    if "explained" in wanted.parts:
        yield _heading(pack, "key, explained")
        yield from _explained(found, pack, wanted)
        yield foot


def _heading(pack: Pack, what: str) -> str:
    return f"\n# {plain(line(pack.title))}{f', {what}' if what else ''}\n\n"


def _line(length: int) -> str:
    return r"\_" * length


def _question(number: int, question: Question) -> list[str]:
    """Return the lines of a question; what belongs to it is indented below its number."""
    lines = [f"{number}. {plain(asked(question))}", ""]
    return lines + [f"{INDENT}{row}".rstrip() for row in _body(question)]


def _body(question: Question) -> list[str]:
    form = question.form
    if form in TYPED:
        return [_line(40)]
    if form is Form.NUMBER:
        return [_line(12)]
    if form is Form.TRUE_FALSE:
        return _judge(question)
    if form is Form.MATCH:
        lefts = [
            f"- {n}\\. {plain(line(a))} {_line(3)}" for n, (a, _) in enumerate(question.pairs, 1)
        ]
        return [*lefts, "", *_list(shown(question), box="")]
    if form is Form.ORDER:
        places = " ".join([_line(3)] * len(question.shown))
        return [*_list(shown(question), box=""), "", f"The letters in order: {places}"]
    if form is Form.TIMELINE:
        return [
            row
            for letter, text in shown(question)
            for row in (f"- ☐ {letter}", *([f"- {plain(text)}"] if text else []))
        ]
    hint = [] if is_single(question) else ["*More than one may be right.*", ""]
    return [*hint, *_list(shown(question))]


def _list(rows: Sequence[tuple[str, str]], box: str = "☐ ") -> list[str]:
    return [f"- {box}{letter}\\. {plain(text)}" for letter, text in rows]


def _judge(question: Question) -> list[str]:
    judged = [f"- ☐ {plain(line(option.text))}" for option in question.options]
    if question.correction is None:
        return judged
    options = lettered([option.text for option in question.correction.options])
    prompt = plain(line(question.correction.prompt))
    return [*judged, "", f"*If it is false:* {prompt}", "", *_list(options)]


def _key(found: Sequence[Sheet]) -> str:
    heads = [sheet.letter for sheet in found] if len(found) > 1 else ["Answer"]
    rows = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for number, row in enumerate(zip(*(sheet.questions for sheet in found), strict=True), 1):
        rows.append(f"| {number} | {' | '.join(plain(key(question)) for question in row)} |")
    return "\n".join([*rows, ""])


def _explained(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> Iterator[str]:
    references = References(found[0].questions, in_style(pack, wanted.style))
    for number, entry in enumerate(explained(found, references), 1):
        yield "\n".join([*_entry(number, entry), ""])
    yield "\n## References\n"
    for reference in references.listed:
        link = f" <{reference.url}>" if reference.url else ""
        yield f"\n{plain(reference.text)}{link}\n\n"
        for number, place in reference.places:
            yield f"- \\[{number}\\] {plain(place)}\n"


def _entry(number: int, entry: Explained) -> list[str]:
    counts = f" {plain(entry.counts_too)}" if entry.counts_too else ""
    elsewhere = f" ({entry.elsewhere})" if entry.elsewhere else ""
    lines = [
        f"**{number}.** {plain(entry.prompt)}{elsewhere}",
        "",
        f"**{plain(entry.answer)}**{counts}",
        "",
        *(f"- {plain(date)}" for date in entry.dates),
        *([""] if entry.dates else []),
        " ".join(map(_said, entry.reasons)),
    ]
    if entry.wrong:
        lines += ["", *(f"- *Not* {plain(why.option)}: {_said(why)}" for why in entry.wrong)]
    return [*lines, ""]


def _said(said: Said) -> str:
    notes = "".join(f"\\[{number}\\]" for number in said.notes)
    return f"{plain(said.text)} {notes}".strip()


MARKDOWN = Format(
    name="markdown",
    title="paper, as a text to lay out",
    suffix=".md",
    write=write,
    paper=True,
)
