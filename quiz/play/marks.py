"""What is said of an answer after it was given: undone, or right after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer
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


Attempt = tuple[str, str, int]
"""A question's id, its variant, and how often it has been answered, from 1."""


def undone(given: Iterable[Answer]) -> frozenset[Attempt]:
    """Return what was taken back: its verdict has been seen."""
    return frozenset(
        (each.item_id, each.variant_id, each.attempt) for each in given if each.mark == UNDONE
    )


def why_no_undo(mode: Mode) -> str:
    """Return why nothing can be taken back, as a sentence."""
    if mode.undoes:
        return "There is no answer to undo."
    return f"Nothing is taken back in this mode ({mode.title.lower()})."
