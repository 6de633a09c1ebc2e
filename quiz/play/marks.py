"""What is said of an answer after it was given: undone, or right after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.model import Answer

UNDONE = "undone"
RIGHT = "right"


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
