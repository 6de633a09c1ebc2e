"""Whether a student who says “sure” is right: per level of confidence, against its band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quiz.reports.intervals import Interval, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

BANDS: Final = {1: (0.0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1.0)}
"""Shares of right answers for which each level pays best (RULES.md 3.3)."""
NAMES: Final = {1: "guessing", 2: "fairly", 3: "sure"}
ENOUGH: Final = 5
"""Answers of a level below which nothing is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of confidence, and what became of the answers given with it."""

    level: int
    name: str
    answers: int
    right: int
    interval: Interval
    band: Interval

    @property
    def share(self) -> float | None:
        """The share of right answers, None without any."""
        return self.right / self.answers if self.answers else None

    @property
    def told(self) -> str:
        """ "few", "fits", "over" (less often right than the band says) or "under"."""
        if self.answers < ENOUGH:
            return "few"
        if self.interval.high < self.band.low:
            return "over"
        if self.interval.low > self.band.high:
            return "under"
        return "fits"


def calibration(counts: Mapping[int, tuple[int, int]]) -> tuple[Level, ...]:
    """Return the three levels, the surest first; none where no answer had one.

    `counts`: by level 1 to 3, how many answers and how many of them right.
    """
    if not any(counts.get(level, (0, 0))[0] for level in BANDS):
        return ()
    return tuple(_level(level, *counts.get(level, (0, 0))) for level in sorted(BANDS, reverse=True))


def _level(level: int, answers: int, right: int) -> Level:
    return Level(
        level=level,
        name=NAMES[level],
        answers=answers,
        right=right,
        interval=wilson(right, answers),
        band=Interval(*BANDS[level]),
    )
