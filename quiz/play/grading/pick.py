"""Forms answered by picking from options: choice, multi, true-false, odd-one-out, sources."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

from quiz.errors import ResponseError
from quiz.model import Verdict
from quiz.play.grading.responses import in_words, key_indices, one, several
from quiz.text import fold

if TYPE_CHECKING:
    from quiz.model import Question, Response


def grade_one(question: Question, response: Response) -> Verdict:
    """Return 1 for the key and 0 for anything else.

    RULES.md F1 and F10, as QTI's choiceInteraction with match_correct and R/exams' schoice.
    """
    option = question.options[one(response, len(question.options))]
    return Verdict(score=float(option.correct), correct=option.correct, given=option.text)


def guess_one(question: Question) -> float:
    """Return 1/k, the chance of picking the key of k options blindly."""
    return 1 / len(question.options)


def partial_score(right_ticks: int, wrong_ticks: int, right: int, options: int) -> float:
    """Return max(0, c/m − w/max(k−m, 2)): c of m right ones ticked, w wrong ones, k options.

    RULES.md F2: the rule "false2" of R/exams without negative points. Ticking all is worth 0
    wherever at least two options are wrong.
    """
    return max(0.0, right_ticks / right - wrong_ticks / max(options - right, 2))


def grade_several(question: Question, response: Response) -> Verdict:
    """Return `partial_score` of the ticks; correct only where every tick is."""
    options = question.options
    chosen = sorted(several(response, len(options)))
    if not chosen:
        raise ResponseError("Choose at least one.")
    key = key_indices(question)
    right_ticks = sum(index in key for index in chosen)
    wrong_ticks = len(chosen) - right_ticks
    score = partial_score(right_ticks, wrong_ticks, len(key), len(options))
    remark = ""
    if score < 1:
        remark = f"{right_ticks} of {len(key)} found" + (
            f", {wrong_ticks} wrong." if wrong_ticks else "."
        )
    given = in_words([options[index].text for index in chosen])
    return Verdict(score=score, correct=score == 1, given=given, remark=remark)


def guess_several(question: Question) -> float:
    """Return the mean score of ticking each option by the toss of a coin (RULES.md F2)."""
    options = len(question.options)
    right = len(key_indices(question))
    wrong = options - right
    total = sum(
        comb(right, c) * comb(wrong, w) * partial_score(c, w, right, options)
        for c in range(right + 1)
        for w in range(wrong + 1)
    )
    return float(total / 2**options)


def grade_sources(question: Question, response: Response) -> Verdict:
    """Grade as a choice where one option is right, as select-several otherwise (RULES.md 5.4)."""
    if len(key_indices(question)) == 1:
        return grade_one(question, response)
    return grade_several(question, response)


def guess_sources(question: Question) -> float:
    """Return the guess of the form that the question is graded as."""
    if len(key_indices(question)) == 1:
        return guess_one(question)
    return guess_several(question)


def calls_it_false(question: Question, index: int) -> bool:
    """Return whether option `index` of a true-false question says that the statement is false."""
    return fold(question.options[index].text).startswith("false")


def grade_true_false(question: Question, response: Response) -> Verdict:
    """Return 0 for the wrong judgement, 1 for "true" of a true statement, 0.5 + 0.5·s for "false".

    RULES.md F3; s is 1 for the right correction and 0 for a wrong one or none. A false statement
    that comes with no correction to choose is worth 1. Correct only at 1: to know that a
    statement is false is not yet to know what is right.
    """
    option = question.options[index := one(response, len(question.options))]
    correction = question.correction
    given = option.text
    better = None
    if correction is not None and response.correction is not None:
        if not 0 <= response.correction < len(correction.options):
            raise ResponseError(f"There are only {len(correction.options)} to choose from.")
        better = correction.options[response.correction]
    if correction is None or not calls_it_false(question, index):
        return Verdict(score=float(option.correct), correct=option.correct, given=given)
    if better is None:
        return Verdict(score=0.5 if option.correct else 0.0, correct=False, given=given)
    given = f"{given}: {better.text}"
    if not option.correct:
        return Verdict(score=0.0, correct=False, given=given)
    remark = "" if better.correct else "False is right; the correction is not."
    return Verdict(
        score=1.0 if better.correct else 0.5, correct=better.correct, given=given, remark=remark
    )


def guess_true_false(question: Question) -> float:
    """Return the mean score of tossing a coin, over true and false statements alike.

    RULES.md F3: .375 where the correction cannot be guessed; one of k corrections to choose from
    adds .125/k. The same for true and false statements, so that it does not tell them apart.
    """
    correction = question.correction
    return 0.375 + (0.125 / len(correction.options) if correction else 0.0)
