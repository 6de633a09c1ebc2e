"""A question that waits to be answered, for the first time or once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.play.marks import Attempt


@dataclass(slots=True)
class Waiting:
    """A question in the queue."""

    question: Question
    attempts: int = 0
    last_chance: bool = False
    """It came back with too few others in between, and does not come back again."""

    @property
    def attempt(self) -> Attempt:
        """Which attempt an answer to it would be."""
        return self.question.id, self.question.variant, self.attempts + 1
