"""Whether a question that was kept can be asked, graded and told in its form.

What we wrote can be. But anybody can make a log, with check sums that fit, and a question without
a right option would end the program in the middle of a sitting.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from quiz.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Citation, Option, Question

_TEXTS = (
    "id", "variant", "facet", "topic", "prompt", "subject", "answer", "unit", "key",
)  # fmt: skip
_SEVERAL = ("facts", "accepted", "items", "shown", "spare", "dates")
_NUMBERS = ("value", "low", "high", "half_life", "tolerance", "difficulty", "level")
_ONE_RIGHT = frozenset({Form.CHOICE, Form.TRUE_FALSE, Form.ODD_ONE_OUT})
_SOME_RIGHT = frozenset({Form.MULTI, Form.SOURCES})
_NAMED = frozenset({Form.TYPED, Form.CLOZE})


def check(question: Question) -> None:
    """Raise ValueError where the question is none, whatever form it says that it has."""
    options = (*question.options, *(question.correction.options if question.correction else ()))
    texts = [getattr(question, name) for name in _TEXTS]
    for name in _SEVERAL:
        texts += getattr(question, name)
    for called in (*question.others, *question.documented):
        texts += (called.text, *called.accepted)
    for pair in question.pairs:
        texts += pair
    for reason in question.reasons:
        texts += (reason.text, *_of_citations(reason.citations))
    if question.correction:
        texts.append(question.correction.prompt)
    texts += (*_of_citations(question.citations), *_of_options(options))
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("A text of a kept question is none.")
    if not all(_is_number(getattr(question, name)) for name in _NUMBERS):
        raise ValueError("A number of a kept question is none.")
    if not _is_whole(question):
        raise ValueError("A kept question lacks what its form needs.")


def _of_options(options: Iterable[Option]) -> Iterable[object]:
    for option in options:
        yield from (option.text, option.why, *option.facts, *_of_citations(option.citations))


def _of_citations(citations: Iterable[Citation]) -> Iterable[object]:
    for one in citations:
        yield from (one.source, one.text, one.locator, one.phrase, one.url or "")


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and math.isfinite(value))


def _is_whole(question: Question) -> bool:
    right = sum(option.correct is True for option in question.options)
    correction = question.correction
    if correction and not any(option.correct is True for option in correction.options):
        return False
    if not all(name.accepted for name in question.documented):
        return False
    form, items, shown = question.form, question.items, question.shown
    if form in _ONE_RIGHT:
        few = 2 if form is Form.TRUE_FALSE else len(question.options)
        return 1 < len(question.options) <= few and right == 1
    if form in _SOME_RIGHT:
        return len(question.options) > 1 and right > 0
    if form in _NAMED:
        return bool(question.answer)
    if form is Form.ORDER:
        return len(set(items)) == len(items) > 1 and sorted(shown) == sorted(items)
    if form is Form.MATCH:
        sides = [right for _, right in question.pairs]
        return bool(sides) and (not shown or set(sides) <= set(shown))
    low = question.low if question.low is not None else question.value
    high = question.high if question.high is not None else question.value
    if low is None or high is None:
        return False
    if form is Form.TIMELINE:
        return bool(items) and bool(shown) and 0 <= round(low) <= round(high) <= len(items)
    return question.half_life is None or question.half_life > 0
