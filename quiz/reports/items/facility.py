"""Facility: which share of the points a question was worth to those who met it first (rule P1)."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.intervals import Interval, wilson
from quiz.reports.items.moments import mean

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 5
"""Answers from which a share is shown with its interval (rule S1)."""

_BANDS = (
    (0.055, "extremely difficult, or wrong"),
    (0.105, "very difficult"),
    (0.20, "difficult"),
    (0.345, "moderately difficult"),
    (0.655, "about right"),
    (0.805, "fairly easy"),
    (0.895, "easy"),
    (0.945, "very easy"),
    (1.01, "extremely easy"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """How easy a question was."""

    n: int
    """First answers."""
    share: float
    """Mean score, 0 to 1."""
    interval: Interval | None
    """Wilson's; None below `FEWEST` answers."""
    guess: float
    """Mean score of blind guessing."""

    @property
    def corrected(self) -> float:
        """The share of those who knew, had the others guessed: (F − g)/(1 − g); may be below 0."""
        return (self.share - self.guess) / (1 - self.guess) if self.guess < 1 else 0.0


def facility(scores: Sequence[float], guesses: Sequence[float]) -> Facility:
    """Return the facility of at least one score from 0 to 1, `guesses` beside each."""
    n = len(scores)
    return Facility(
        n=n,
        share=mean(scores),
        interval=wilson(fsum(scores), n) if n >= FEWEST else None,
        guess=mean(guesses),
    )


def band(share: float) -> str:
    """Return what Moodle's guide calls a facility, for summative tests with one attempt."""
    return next(word for top, word in _BANDS if share < top)
