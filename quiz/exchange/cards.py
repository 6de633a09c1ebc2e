"""A question as a card: what stands on the front, and on the back all that explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.told import (
    PICKED,
    TYPED,
    accepted,
    asked,
    choices,
    html_explained,
    html_text,
    html_why,
    line,
)
from quiz.model import Form
from quiz.play.feedback import right_answer
from quiz.play.grading import partners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Question
    from quiz.packs.content import Pack

COLUMNS = ("Question", "Answer", "Explanation", "Id")


def deck(pack: Pack) -> str:
    """Return the deck's name; “::” would begin a deck within it."""
    return re.sub(":{2,}", ":", line(pack.title))


def tags(question: Question, pack: Pack) -> list[str]:
    """Return tags without blanks: where it is from, topic, form, level."""
    found = (pack.id, question.topic, str(question.form), f"level-{question.level}")
    return [re.sub(r"[\s\"]+", "_", line(tag)) for tag in found if tag]


def fields(question: Question) -> tuple[str, str, str, str]:
    """Return what stands in `COLUMNS`, as HTML in which nothing means anything to Anki."""
    front = f"<p>{html_text(asked(question))}</p>{_options(question)}"
    answer = f"<p><b>{html_text(line(right_answer(question)))}</b></p>{_also(question)}"
    return (_inert(front), _inert(answer), _inert(_explained(question)), line(question.id))


def _inert(html: str) -> str:
    """Hide the marks of sounds, formulas and gaps: [sound:…], [latex], \\(…\\), {{c1::…}}."""
    for mark in "[]\\{}":
        html = html.replace(mark, f"&#{ord(mark)};")
    return html.replace("\n", " ").replace("\t", " ")


def _listed(texts: Iterable[str], kind: str) -> str:
    items = "".join(f"<li>{html_text(line(text))}</li>" for text in texts)
    return f'<ol type="{kind}">{items}</ol>'


def _options(question: Question) -> str:
    if question.form is Form.MATCH:
        left = _listed((a for a, _ in question.pairs), "1")
        return left + _listed(partners(question), "A")
    if question.form is Form.ORDER:
        return _listed(question.shown, "A")
    if question.form is Form.TRUE_FALSE:
        return ""
    found = choices(question)
    return _listed((choice.text for choice in found), "A") if found else ""


def _also(question: Question) -> str:
    more = [text for text, _ in accepted(question)][1:] if question.form in TYPED else []
    return f"<p>{html_text('; '.join(more))}</p>" if more else ""


def _explained(question: Question) -> str:
    parts = [html_explained(question)]
    if question.form in PICKED:
        parts += [
            f"<p><i>{html_text(choice.text)}</i>: {html_why(choice.why, choice.citations)}</p>"
            for choice in choices(question)
            if choice.share <= 0 and choice.why
        ]
    return "".join(parts)
