"""A question and a response to it as an interaction in the sense of SCORM and xAPI.

The letters are those of a printed sheet: they name the same option wherever the same variant of a
question was asked. Between the parts of a response stands `[,]`, within a pair `[.]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.exchange.paper.sheets import lettered, shown
from quiz.exchange.told import TYPED, accepted, is_single, line, paragraph, places
from quiz.exchange.told_numbers import plain
from quiz.model import Form
from quiz.play.grading.arrange import right_slots
from quiz.play.grading.numbers import interval
from quiz.play.grading.pick import calls_it_false

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.model import Question, Response

LANGUAGE = "und"
"""The log does not keep the language of a pack: undetermined."""
BETWEEN, WITHIN, TO = "[,]", "[.]", "[:]"
TYPES = {
    Form.CHOICE: "choice",
    Form.MULTI: "choice",
    Form.ODD_ONE_OUT: "choice",
    Form.SOURCES: "choice",
    Form.TIMELINE: "choice",
    Form.TRUE_FALSE: "true-false",
    Form.TYPED: "fill-in",
    Form.CLOZE: "fill-in",
    Form.NUMBER: "numeric",
    Form.ORDER: "sequencing",
    Form.MATCH: "matching",
}


def said(text: str) -> dict[str, str]:
    """Return a text as a language map; empty where there is none."""
    return {LANGUAGE: text} if text else {}


def definition(question: Question) -> dict[str, Any]:
    """Return what is asked, what there is to choose from, and what is right."""
    out: dict[str, Any] = {"interactionType": TYPES[question.form], **_components(question)}
    if right := [pattern for pattern in _right(question) if pattern]:
        out["correctResponsesPattern"] = right
    if prompt := said(paragraph(question.prompt)):
        out["name"] = out["description"] = prompt
    return out


def _components(question: Question) -> dict[str, Any]:
    if question.form is Form.MATCH:
        lefts = [(str(n), line(left)) for n, (left, _) in enumerate(question.pairs, 1)]
        return {"source": _listed(lefts), "target": _listed(shown(question))}
    if question.form is Form.TIMELINE:
        return {"choices": _listed(lettered(places(question)))}
    return {"choices": _listed(rows)} if (rows := shown(question)) else {}


def _listed(rows: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"id": name, **({"description": said(text)} if text else {})} for name, text in rows]


def _right(question: Question) -> list[str]:
    """Return the responses that are right in full; each line is one."""
    form = question.form
    if form in TYPED:
        return [text for text, _ in accepted(question) if _is_one(text)]
    if form is Form.NUMBER:
        low, high = interval(question)
        slack = question.tolerance
        return [f"{plain(low - slack)}{TO}{plain(high + slack)}"]
    if form is Form.TRUE_FALSE:
        at = next(i for i, option in enumerate(question.options) if option.correct)
        return [_judged(question, at)]
    if form is Form.TIMELINE:
        first, last = right_slots(question)
        return [letter for letter, _ in lettered(places(question))[first : last + 1]]
    names = {text: letter for letter, text in shown(question)}
    if form is Form.ORDER:
        return [BETWEEN.join(names[line(item)] for item in question.items)]
    if form is Form.MATCH:
        pairs = enumerate(question.pairs, 1)
        return [BETWEEN.join(f"{n}{WITHIN}{names[line(right)]}" for n, (_, right) in pairs)]
    right = [
        letter
        for (letter, _), option in zip(shown(question), question.options, strict=True)
        if option.correct
    ]
    return right if is_single(question) or form is not Form.MULTI else [BETWEEN.join(right)]


def _is_one(text: str) -> bool:
    """Tell whether a text reads as one answer, and not as several or as a condition."""
    return not any(mark in text for mark in (BETWEEN, WITHIN, TO)) and not text.startswith("{")


def _judged(question: Question, at: int) -> str:
    return "false" if calls_it_false(question, at) else "true"


def response(question: Question, given: Response) -> str:
    """Return what was given; "" for "I don't know", and where it does not fit the question."""
    if given.unknown:
        return ""
    form = question.form
    if form in TYPED or form is Form.NUMBER:
        return line(given.text)
    if form is Form.TRUE_FALSE:
        return _judged(question, given.chosen[0]) if _fits(given.chosen, question.options) else ""
    rows = lettered(places(question)) if form is Form.TIMELINE else shown(question)
    if not _fits(given.chosen, rows):
        return ""
    names = [rows[at][0] for at in given.chosen]
    if form is Form.MATCH:
        return BETWEEN.join(f"{number}{WITHIN}{name}" for number, name in enumerate(names, 1))
    return BETWEEN.join(names)


def _fits(chosen: Sequence[int], among: Sequence[object]) -> bool:
    return bool(chosen) and all(0 <= at < len(among) for at in chosen)
