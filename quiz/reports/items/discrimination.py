"""Discrimination: whether those who know the rest know this question too (rules P2 to P4, S2)."""

from __future__ import annotations

from math import floor, fsum
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.items.intervals import fisher
from quiz.reports.items.moments import correlation, covariance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.reports.intervals import Interval

FEWEST = 30
"""Answers from which discrimination is shown at all (rule S2)."""
REST_ITEMS = 10
"""Other questions that a student must have met where sets differ (rule S6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrimination:
    """How well a question tells those who know from those who do not."""

    n: int
    r: float
    """Corrected item–rest correlation, −1 to 1."""
    interval: Interval
    """Fisher's z."""
    efficiency: float | None
    """Per cent of the most that its facility allows; None where that is nothing."""
    upper_lower: float
    """Share of points of the best 27 % less that of the last 27 %, −1 to 1."""

    @property
    def verdict(self) -> str:
        """What Moodle's guide calls it, "" unless the whole interval says so (rule S2)."""
        if self.interval.below(0):
            return "probably invalid"
        if self.interval.below(0.20):
            return "very weak"
        if self.interval.below(0.30):
            return "weak"
        if self.interval.above(0.50):
            return "very good"
        return "adequate" if self.interval.above(0.30) else ""


def discrimination(
    scores: Sequence[float], rests: Sequence[float], totals: Sequence[float]
) -> Discrimination | None:
    """Return the discrimination of a question; None below `FEWEST` answers or without spread.

    For each student: the score in this question, in the others, and in all of them. Rests may be
    sums, where all had the same questions, or means.
    """
    if len(scores) < FEWEST:
        return None
    r = correlation(scores, rests)
    interval = None if r is None else fisher(r, len(scores))
    if r is None or interval is None:
        return None
    return Discrimination(
        n=len(scores),
        r=r,
        interval=interval,
        efficiency=efficiency(scores, rests),
        upper_lower=upper_lower(scores, totals),
    )


def efficiency(scores: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return 100·cov(x, R)/cov(sorted x, sorted R), rule P3; None where no covariance can be.

    The best that scores of this facility could do with these rests is 100.
    """
    most = covariance(sorted(scores), sorted(rests))
    return 100 * covariance(scores, rests) / most if most > 1e-12 else None


def upper_lower(scores: Sequence[float], totals: Sequence[float], share: float = 0.27) -> float:
    """Return p_U − p_L of the groups of ⌊share·n + ½⌋ with the highest and lowest totals.

    Rule P4. Students who tie at the cut share its places evenly, so that no order matters.
    """
    size = max(1, floor(share * len(scores) + 0.5))
    upper = top_weights(totals, size)
    lower = top_weights([-total for total in totals], size)
    return fsum(w * x for w, x in zip(upper, scores, strict=True)) / size - (
        fsum(w * x for w, x in zip(lower, scores, strict=True)) / size
    )


def top_weights(values: Sequence[float], size: int) -> list[float]:
    """Return how much of each value belongs to the `size` highest: 1, 0, or a part at the cut."""
    cut = sorted(values, reverse=True)[size - 1]
    above = sum(value > cut for value in values)
    tied = sum(value == cut for value in values)
    part = (size - above) / tied
    return [1.0 if value > cut else part if value == cut else 0.0 for value in values]
