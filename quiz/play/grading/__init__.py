"""Grading: one function a form, in one table.

To add a form, write its function and its guess and put them in `RULES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.model import Form, Verdict
from quiz.play.grading import arrange, numbers, pick, typed
from quiz.play.grading.arrange import partners

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.model import Question, Response

__all__ = ["RULES", "grade", "guess", "partners"]


class Rule(NamedTuple):
    """How a form is graded, and what guessing blindly is worth."""

    grade: Callable[[Question, Response], Verdict]
    guess: Callable[[Question], float]


RULES: dict[Form, Rule] = {
    Form.CHOICE: Rule(pick.grade_one, pick.guess_one),
    Form.MULTI: Rule(pick.grade_several, pick.guess_several),
    Form.TRUE_FALSE: Rule(pick.grade_true_false, pick.guess_true_false),
    Form.TYPED: Rule(typed.grade_typed, typed.guess_typed),
    Form.NUMBER: Rule(numbers.grade_number, numbers.guess_number),
    Form.CLOZE: Rule(typed.grade_typed, typed.guess_typed),
    Form.ORDER: Rule(arrange.grade_order, arrange.guess_order),
    Form.MATCH: Rule(arrange.grade_match, arrange.guess_match),
    Form.ODD_ONE_OUT: Rule(pick.grade_one, pick.guess_one),
    Form.TIMELINE: Rule(arrange.grade_timeline, arrange.guess_timeline),
    Form.SOURCES: Rule(pick.grade_sources, pick.guess_sources),
}


def grade(question: Question, response: Response) -> Verdict:
    """Return what the response is worth, from 0 to 1, and what there is to say about it.

    A verdict whose `retry` is set is a question back and no verdict yet. Raises ResponseError
    where the response does not fit the form.
    """
    if response.unknown:
        return Verdict(score=0.0, correct=False, given="")
    return RULES[question.form].grade(question, response)


def guess(question: Question) -> float:
    """Return g of RULES.md 2: the expected score of guessing blindly."""
    return RULES[question.form].guess(question)
