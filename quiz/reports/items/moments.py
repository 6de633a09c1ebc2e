"""Mean, variance, covariance, correlation, skewness, kurtosis."""

from __future__ import annotations

from math import fsum, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING = 1e-12
"""A variance below this is rounding, not spread: scores lie between 0 and some hundreds."""


def mean(values: Sequence[float]) -> float:
    """Return Σx/n of at least one value."""
    return fsum(values) / len(values)


def variance(values: Sequence[float], *, ddof: int = 1) -> float:
    """Return Σ(x − x̄)²/(n − ddof) of more than `ddof` values."""
    centre = mean(values)
    return fsum((x - centre) ** 2 for x in values) / (len(values) - ddof)


def covariance(xs: Sequence[float], ys: Sequence[float], *, ddof: int = 1) -> float:
    """Return Σ(x − x̄)(y − ȳ)/(n − ddof) of two sequences of one length."""
    a, b = mean(xs), mean(ys)
    return fsum((x - a) * (y - b) for x, y in zip(xs, ys, strict=True)) / (len(xs) - ddof)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's r, −1 to 1; None where there are fewer than two pairs or no spread."""
    if len(xs) < 2:
        return None
    spread = variance(xs) * variance(ys)
    if variance(xs) < _NOTHING or variance(ys) < _NOTHING:
        return None
    return max(-1.0, min(1.0, covariance(xs, ys) / sqrt(spread)))


def skewness(values: Sequence[float]) -> float | None:
    """Return G1 = k3/k2^1.5 of the k-statistics; None for fewer than 3 values or no spread.

    Rule P9; as in Moodle's statistics report and `scipy.stats.skew(bias=False)`.
    """
    n = len(values)
    if n < 3 or (m2 := variance(values, ddof=0)) < _NOTHING:
        return None
    centre = mean(values)
    m3 = fsum((x - centre) ** 3 for x in values) / n
    return m3 / (m2 * sqrt(m2)) * sqrt(n * (n - 1)) / (n - 2)


def kurtosis(values: Sequence[float]) -> float | None:
    """Return G2 = k4/k2², 0 for a normal law; None for fewer than 4 values or no spread.

    Rule P9; as in Moodle's statistics report and `scipy.stats.kurtosis(bias=False)`.
    """
    n = len(values)
    if n < 4 or (m2 := variance(values, ddof=0)) < _NOTHING:
        return None
    centre = mean(values)
    excess = fsum((x - centre) ** 4 for x in values) / n / m2**2 - 3
    return ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))
