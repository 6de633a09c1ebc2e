"""Whether a student who says “sure” is right: per level of confidence, against its band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.play.certainty import LEVELS, Level
from quiz.quick import dataclass
from quiz.reports.intervals import Interval, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

ENOUGH: Final = 5
"""Answers of a level below which nothing is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """One level of confidence, and how its answers sit with its band."""

    level: Level
    interval: Interval

    @property
    def share(self) -> float | None:
        """The share of right answers, None without any."""
        return self.level.right / self.level.of if self.level.of else None

    @property
    def told(self) -> str:
        """Return "few", "fits", "over" (less often right than the band says) or "under"."""
        low, high = self.level.band
        if self.level.of < ENOUGH:
            return "few"
        if self.interval.high < low:
            return "over"
        if self.interval.low > high:
            return "under"
        return "fits"


def calibration(counts: Mapping[int, tuple[int, int]]) -> tuple[Calibrated, ...]:
    """Return the three levels, the surest first; none where no answer had one.

    `counts`: by level 1 to 3, how many answers and how many of them right.
    """
    if not any(counts.get(level, (0, 0))[0] for level in LEVELS):
        return ()
    out = []
    for level in reversed(LEVELS):
        of, right = counts.get(level, (0, 0))
        known = Level(confidence=level, right=right, of=of)
        out.append(Calibrated(level=known, interval=wilson(right, of)))
    return tuple(out)
