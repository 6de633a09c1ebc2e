"""A set as it is printed: versions in orders of their own, and what is right in each.

Version A is the set as it was drawn. In the others the questions, and within each what has no
order of its own, stand otherwise; numbers and dates stay sorted (rule C2).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.exchange.told import TYPED, accepted, line
from quiz.exchange.told_numbers import plain
from quiz.generate.rng import Rng
from quiz.model import Form
from quiz.play.feedback import right_answer
from quiz.play.grading import partners
from quiz.play.grading.arrange import right_slots
from quiz.play.grading.numbers import interval, is_year
from quiz.play.grading.pick import calls_it_false
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Option, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One version: its letter, and the questions as they stand on it."""

    letter: str
    questions: tuple[Question, ...]


def sheets(questions: Sequence[Question], *, versions: int, seed: str) -> tuple[Sheet, ...]:
    """Return that many versions of the set, the same ones for the same seed."""
    first = Sheet(letter=LETTERS[0], questions=tuple(questions))
    return (first, *(_turned(first, letter, seed) for letter in LETTERS[1:versions]))


def _turned(first: Sheet, letter: str, seed: str) -> Sheet:
    order = Rng(seed, "sheet", letter).shuffled(first.questions)
    return Sheet(
        letter=letter,
        questions=tuple(_otherwise(q, Rng(seed, "sheet", letter, q.id)) for q in order),
    )


def _otherwise(question: Question, rng: Rng) -> Question:
    """Return the question with its parts in another order, where they have none of their own."""
    if question.correction is not None:
        options = _shuffled(question.correction.options, rng)
        question = replace(question, correction=replace(question.correction, options=options))
    if question.form is Form.MATCH:
        shown = partners(question)
        return replace(
            question,
            pairs=tuple(rng.shuffled(question.pairs)),
            shown=shown if _is_sorted(shown) else tuple(rng.shuffled(shown)),
        )
    if question.form is Form.ORDER:
        shown = tuple(rng.shuffled(question.shown))
        if shown == question.items:  # already right: nothing to do for the student
            shown = (*shown[1:], shown[0])
        return replace(question, shown=shown)
    if question.form in (Form.TRUE_FALSE, Form.TIMELINE):
        return question
    return replace(question, options=_shuffled(question.options, rng))


def _shuffled(options: Sequence[Option], rng: Rng) -> tuple[Option, ...]:
    if _is_sorted([option.text for option in options]):
        return tuple(options)
    return tuple(rng.shuffled(options))


def _is_sorted(texts: Sequence[str]) -> bool:
    """Tell whether the texts are numbers or dates, which were put in order."""
    return all(re.search(r"\d", text) for text in texts)


def lettered(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return (letter, text) of each; beyond Z the letters are doubled."""
    return [(LETTERS[i % 26] * (i // 26 + 1), line(text)) for i, text in enumerate(texts)]


def shown(question: Question) -> list[tuple[str, str]]:
    """Return what is to choose from, or to be put in order, with its letters.

    On a timeline each letter is the place before what stands beside it; the last is the end.
    """
    if question.form is Form.TRUE_FALSE:
        return []
    if question.form is Form.TIMELINE:
        return lettered([*question.items, ""])
    if question.form is Form.MATCH:
        return lettered(partners(question))
    if question.form is Form.ORDER:
        return lettered(question.shown)
    return lettered([option.text for option in question.options])


def key(question: Question) -> str:
    """Return what a student who is right has written: letters, a word, a number."""
    if question.form is Form.TRUE_FALSE:
        return _judged(question)
    if question.form is Form.TIMELINE:
        first, last = right_slots(question)
        return " or ".join(LETTERS[at] for at in range(first, last + 1))
    if question.form is Form.MATCH:
        letters = {text: letter for letter, text in shown(question)}
        return " ".join(
            f"{number}{letters[line(right)]}" for number, (_, right) in enumerate(question.pairs, 1)
        )
    if question.form is Form.ORDER:
        letters = {text: letter for letter, text in shown(question)}
        return " ".join(letters[line(item)] for item in question.items)
    if question.options:
        right = [letter for letter, right in _marked(question.options) if right]
        return ", ".join(right)
    return line(right_answer(question))


def _marked(options: Sequence[Option]) -> list[tuple[str, bool]]:
    letters = lettered([option.text for option in options])
    return [(letter, o.correct) for (letter, _), o in zip(letters, options, strict=True)]


def _judged(question: Question) -> str:
    index = next(i for i, option in enumerate(question.options) if option.correct)
    text = line(question.options[index].text)
    if question.correction is None or not calls_it_false(question, index):
        return text
    better = [letter for letter, right in _marked(question.correction.options) if right]
    return f"{text}, {', '.join(better)}"


def counts_too(question: Question) -> str:
    """Return what else counts as right, as a sentence, or ""."""
    if question.form in TYPED:
        more = [text for text, _ in accepted(question)][1:]
        return f"Also right: {'; '.join(more)}." if more else ""
    if question.form is not Form.NUMBER:
        return ""
    low, high = interval(question)
    low, high = low - question.tolerance, high + question.tolerance
    unit = "" if is_year(question) else f" {line(question.unit)}".rstrip()
    return "" if low == high else f"Right from {plain(low)} to {plain(high)}{unit}."
