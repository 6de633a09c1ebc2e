"""Grading: one function a form, in one table.

To add a form, write its function and its guess and put them in `RULES`. What compares texts and
numbers is loaded where one is graded: else every first page would wait 2 ms for its patterns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.model import Form, Verdict
from quiz.play.grading import arrange, pick
from quiz.play.grading.arrange import partners

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.model import Question, Response

__all__ = ["RULES", "grade", "guess", "partners"]


class Rule(NamedTuple):
    """How a form is graded, and what guessing blindly is worth."""

    grade: Callable[[Question, Response], Verdict]
    guess: Callable[[Question], float]


def _grade_typed(question: Question, response: Response) -> Verdict:
    from quiz.play.grading.typed import grade_typed

    return grade_typed(question, response)


def _guess_typed(question: Question) -> float:
    from quiz.play.grading.typed import guess_typed

    return guess_typed(question)


def _grade_number(question: Question, response: Response) -> Verdict:
    from quiz.play.grading.numbers import grade_number

    return grade_number(question, response)


def _guess_number(question: Question) -> float:
    from quiz.play.grading.numbers import guess_number

    return guess_number(question)


RULES: dict[Form, Rule] = {
    Form.CHOICE: Rule(pick.grade_one, pick.guess_one),
    Form.MULTI: Rule(pick.grade_several, pick.guess_several),
    Form.TRUE_FALSE: Rule(pick.grade_true_false, pick.guess_true_false),
    Form.TYPED: Rule(_grade_typed, _guess_typed),
    Form.NUMBER: Rule(_grade_number, _guess_number),
    Form.CLOZE: Rule(_grade_typed, _guess_typed),
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
