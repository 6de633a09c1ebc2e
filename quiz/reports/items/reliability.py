"""Reliability of a set that everyone had whole (rules P6 to P8, S4).

`rows` are the students and `rows[i][j]` the score, 0 to 1, of student i in question j: at least
two of each, no gaps.
"""

from __future__ import annotations

from math import fsum, inf, sqrt
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.intervals import Interval, Z
from quiz.reports.items.intervals import feldt
from quiz.reports.items.moments import covariance, kurtosis, mean, skewness, variance

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[float]]

SATISFACTORY = 0.75
"""The least alpha that a test for marks should have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How far the totals of a set can be trusted. Totals are in questions, 0 to `items`."""

    persons: int
    items: int
    mean: float
    median: float
    sd: float
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    """Cronbach's, KR-20 where all scores are 0 or 1; None where all totals are equal."""
    interval: Interval | None
    """Feldt's, of alpha."""
    kr20: float | None
    """None where some score is neither 0 nor 1."""
    kr21: float | None
    """A lower bound, as if all questions were equally hard."""
    sem: float | None
    """Standard error of a total."""
    error_ratio: float | None
    """Per cent of the standard deviation that is chance: 100·√(1 − α)."""
    wanted: float | None
    """Questions of this sort that would reach `SATISFACTORY`; inf where none would."""
    weights: tuple[float | None, ...]
    """Per question: its effective weight in per cent; None where it works against the rest."""

    def score_band(self, total: float) -> Interval | None:
        """Return total ± 1.96·SEM, within 0 and the number of questions."""
        if self.sem is None:
            return None
        half = Z * self.sem
        return Interval(max(0.0, total - half), min(float(self.items), total + half))


def reliability(rows: Rows) -> Reliability:
    """Return every figure of a set."""
    totals = sorted(fsum(row) for row in rows)
    persons, items = len(rows), len(rows[0])
    a = alpha(rows)
    binary = all(score in (0, 1) for row in rows for score in row)
    middle = persons // 2
    kept = None if a is None else max(0.0, min(1.0, a))
    sd = sqrt(variance(totals))
    return Reliability(
        persons=persons,
        items=items,
        mean=mean(totals),
        median=totals[middle] if persons % 2 else (totals[middle - 1] + totals[middle]) / 2,
        sd=sd,
        skewness=skewness(totals),
        kurtosis=kurtosis(totals),
        alpha=a,
        interval=None if a is None else feldt(a, persons, items),
        kr20=kr20(rows) if binary else None,
        kr21=kr21(rows) if binary else None,
        sem=None if kept is None else sd * sqrt(1 - kept),
        error_ratio=None if kept is None else 100 * sqrt(1 - kept),
        wanted=None if a is None else items_for(SATISFACTORY, a, items),
        weights=effective_weights(rows),
    )


def alpha(rows: Rows) -> float | None:
    """Return k/(k−1)·(1 − Σ var_j / var_T), both variances with n−1 (Cronbach 1951, rule P6)."""
    whole = variance([fsum(row) for row in rows])
    if whole < 1e-12:
        return None
    k = len(rows[0])
    parts = fsum(variance(column) for column in zip(*rows, strict=True))
    return k / (k - 1) * (1 - parts / whole)


def kr20(rows: Rows) -> float | None:
    """Return k/(k−1)·(1 − Σpq / σ²_T) for scores of 0 and 1 (Kuder and Richardson 1937).

    Σpq goes with the variance over n, not n−1; then it is `alpha`.
    """
    whole = variance([fsum(row) for row in rows], ddof=0)
    if whole < 1e-12:
        return None
    k = len(rows[0])
    shares = [mean(column) for column in zip(*rows, strict=True)]
    return k / (k - 1) * (1 - fsum(p * (1 - p) for p in shares) / whole)


def kr21(rows: Rows) -> float | None:
    """Return k/(k−1)·(1 − M(k − M)/(k·σ²_T)), M the mean total: never more than `kr20`."""
    totals = [fsum(row) for row in rows]
    whole = variance(totals, ddof=0)
    if whole < 1e-12:
        return None
    k, m = len(rows[0]), mean(totals)
    return k / (k - 1) * (1 - m * (k - m) / (k * whole))


def items_for(wanted: float, alpha: float, items: int) -> float:
    """Return k·α*(1−α)/(α(1−α*)), Spearman and Brown's length for reliability α* (rule P7)."""
    return items * wanted * (1 - alpha) / (alpha * (1 - wanted)) if alpha > 0 else inf


def effective_weights(rows: Rows) -> tuple[float | None, ...]:
    """Return 100·√cov(x_j, T)/Σ√cov, Moodle's effective weight; None where cov is below 0 (P8).

    All are None where no question goes with the total.
    """
    totals = [fsum(row) for row in rows]
    found = [covariance(column, totals) for column in zip(*rows, strict=True)]
    roots = [None if cov < 0 else sqrt(cov) for cov in found]
    whole = fsum(root for root in roots if root is not None)
    return tuple(None if root is None or not whole else 100 * root / whole for root in roots)
