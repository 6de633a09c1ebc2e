"""Intervals of 95 % beyond that of a share: a class of 25 supports few verdicts without one."""

from __future__ import annotations

from math import atanh, fsum, sqrt, tanh
from typing import TYPE_CHECKING

from quiz.reports.intervals import Interval, Z, wilson
from quiz.reports.items.moments import mean
from quiz.reports.items.special import f_above

if TYPE_CHECKING:
    from collections.abc import Sequence


def fisher(r: float, n: int) -> Interval | None:
    """Return the interval of a correlation of n pairs: tanh(atanh r ± z/√(n−3)), Fisher 1921.

    None where n is below 4.
    """
    if n < 4:
        return None
    if abs(r) >= 1:
        return Interval(r, r)
    half = Z / sqrt(n - 3)
    return Interval(tanh(atanh(r) - half), tanh(atanh(r) + half))


def feldt(alpha: float, persons: int, items: int) -> Interval:
    """Return the interval of Cronbach's alpha: 1 − (1−α)·F, Feldt 1965; as pingouin has it.

    F are the quantiles of the F distribution with n−1 and (n−1)(k−1) degrees of freedom, for
    n ≥ 2 persons and k ≥ 2 items.
    """
    df = persons - 1
    return Interval(
        1 - (1 - alpha) * f_above(0.025, df, df * (items - 1)),
        1 - (1 - alpha) * f_above(0.975, df, df * (items - 1)),
    )


def clustered(groups: Sequence[Sequence[float]]) -> Interval:
    """Return the interval of the mean of all scores where those of one group are alike.

    A group is what one student answered. Wilson's interval with the effective number of answers,
    p(1−p)/v: v is the variance of the ratio Σs/Σn between groups (Cochran 1977, 6.3; the interval
    in Franco and others 2019). Never more than the true number; two groups or more, none empty.
    """
    scores = [score for group in groups for score in group]
    n, m, p = len(scores), len(groups), mean(scores)
    residuals = [fsum(group) - p * len(group) for group in groups]
    v = m / (m - 1) * fsum(r * r for r in residuals) / n**2
    effective = min(float(n), p * (1 - p) / v) if v > 0 else float(n)
    effective = max(1.0, effective) if 0 < p < 1 else float(n)
    return wilson(p * effective, effective)
