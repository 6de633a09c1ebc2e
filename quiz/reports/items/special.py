"""The few functions of probability that the intervals need, without a library."""

from __future__ import annotations

from math import exp, fsum, inf, lgamma, log, log1p

_TINY = 1e-300
_EPSILON = 1e-15
_STEPS = 10_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return I_x(a, b), the regularised incomplete beta function, for a, b > 0 and 0 ≤ x ≤ 1.

    By its continued fraction (Abramowitz and Stegun 26.5.8), evaluated from the front by Lentz's
    method, on the side where it converges fast.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _not_zero(1 + step * d)
            c = _not_zero(1 + step / c)
            value *= d * c
        if abs(d * c - 1) < _EPSILON:
            break
    return front * value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def f_above(tail: float, df1: float, df2: float) -> float:
    """Return the value that an F variable of these degrees of freedom exceeds with chance `tail`.

    0 < tail < 1. By halving, to the last digit that a float holds.
    """
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if incomplete_beta(df1 / 2, df2 / 2, middle) < 1 - tail:
            low = middle
        else:
            high = middle
    x = (low + high) / 2
    return df2 * x / (df1 * (1 - x)) if x < 1 else inf


def binomial_at_most(k: int, n: int, p: float) -> float:
    """Return the chance of at most k successes in n trials, each with chance 0 < p < 1."""
    logs = (
        lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log1p(-p)
        for i in range(min(k, n) + 1)
    )
    return min(1.0, fsum(map(exp, logs)))
