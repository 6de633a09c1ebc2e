"""How sure a share can be when the answers are few."""

from __future__ import annotations

from math import sqrt

from quiz.quick import dataclass

Z = 1.959963984540054
"""The normal deviate that leaves 2.5 % on either side."""
FEW = 30
"""Answers below which a share is shown with its interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a figure lies in 95 of 100 such cases; of a share, both from 0 to 1."""

    low: float
    high: float

    def below(self, threshold: float) -> bool:
        """Return whether all of it lies below the threshold."""
        return self.high < threshold

    def above(self, threshold: float) -> bool:
        """Return whether all of it lies at the threshold or above."""
        return self.low >= threshold


def wilson(right: float, of: float, *, z: float = Z) -> Interval:
    """Return Wilson's score interval (1927) for `right` of `of`; all from 0 to 1 where `of` is 0.

    It stays inside 0 to 1 and is sound for few answers and for shares near the ends.
    """
    if of <= 0:
        return Interval(0.0, 1.0)
    share = min(1.0, max(0.0, right / of))
    scale = 1 + z * z / of
    middle = (share + z * z / (2 * of)) / scale
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / scale
    low = 0.0 if share == 0 else max(0.0, middle - half)
    high = 1.0 if share == 1 else min(1.0, middle + half)
    return Interval(low, high)
