"""How much a typed number is worth by its distance, for systems that know only steps."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from quiz.play.grading.numbers import interval

if TYPE_CHECKING:
    from quiz.model import Question

STEPS = (0.75, 0.5, 0.25, 0.1)
"""Worths below 1. Each begins where the score has fallen to it, so no answer gains by the steps."""


def steps(question: Question) -> list[tuple[float, float, float]]:
    """Return (centre, tolerance, worth): a number within the tolerance of the centre has the worth.

    The narrowest first. RULES.md F5: the score is 2^(-e/h) at the distance e from the interval.
    """
    low, high = interval(question)
    centre, half = (low + high) / 2, (high - low) / 2
    found = [(centre, half, 1.0)]
    if question.half_life:
        found += [
            (centre, half + question.half_life * math.log2(1 / worth), worth) for worth in STEPS
        ]
    return found


def plain(number: float) -> str:
    """Return a number in digits, without an exponent, needless decimals or what floats add."""
    return format(Decimal(f"{number:.15g}"), "f")


def bounds(at: float, off: float) -> tuple[float, float]:
    """Return the numbers `off` below and above `at`, without what floats add."""
    return float(f"{at - off:.15g}"), float(f"{at + off:.15g}")
