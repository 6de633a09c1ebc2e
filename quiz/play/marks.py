"""What is said of an answer after it was given: undone, or right after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer, Question
    from quiz.play.modes import Mode

UNDONE = "undone"
RIGHT = "right"
_TYPED = frozenset({Form.TYPED, Form.CLOZE, Form.NUMBER})


def effective(answer: Answer) -> Answer | None:
    """Return the answer as it counts, None where it was undone.

    One that the student says was right is right in full; after an undo still only rated hard.
    """
    if answer.mark == UNDONE:
        return None
    if answer.mark != RIGHT:
        return answer
    rating = "hard" if answer.redone else "good"
    return replace(answer, correct=True, s=1.0, rating=rating if answer.rated else None)


def claimable(answer: Answer) -> bool:
    """Return whether a student can say of the answer that it was right: one typed, and wrong."""
    return answer.form in _TYPED and not answer.correct and bool(answer.given)


def was_undone(given: Iterable[Answer], question: Question, attempt: int) -> bool:
    """Return whether an answer to this attempt was taken back: its verdict has been seen."""
    this = (question.id, question.variant, attempt)
    return any(
        each.mark == UNDONE and (each.item_id, each.variant_id, each.attempt) == this
        for each in given
    )


def why_no_undo(mode: Mode) -> str:
    """Return why nothing can be taken back, as a sentence."""
    if mode.undoes:
        return "There is no answer to undo."
    return f"Nothing is taken back in this mode ({mode.title.lower()})."
