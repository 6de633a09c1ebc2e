"""Wilson's interval, against figures worked out elsewhere."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.intervals import wilson


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (6, 8, 0.4093, 0.9285),
        (0, 1, 0.0, 0.7935),
        (1, 1, 0.2065, 1.0),
        (8, 10, 0.4902, 0.9433),
        (15, 148, 0.0624, 0.1605),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_known_intervals(right: int, of: int, low: float, high: float) -> None:
    found = wilson(right, of)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


counts = st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(counts)
def test_it_holds_the_share_and_mirrors(count: tuple[int, int]) -> None:
    right, of = count
    found = wilson(right, of)
    assert 0 <= found.low <= right / of <= found.high <= 1
    mirrored = wilson(of - right, of)
    assert mirrored.low == pytest.approx(1 - found.high)
    assert mirrored.high == pytest.approx(1 - found.low)


@given(counts)
def test_more_answers_of_the_same_share_say_more(count: tuple[int, int]) -> None:
    right, of = count
    few, many = wilson(right, of), wilson(10 * right, 10 * of)
    assert many.high - many.low < few.high - few.low


def test_it_covers_as_often_as_it_says() -> None:
    """Of 40 answers at any ability the interval holds the truth in 95 of 100 cases, on average."""
    of = 40
    held = 0.0
    truths = [n / 100 for n in range(5, 96)]
    for truth in truths:
        for right in range(of + 1):
            found = wilson(right, of)
            if found.low <= truth <= found.high:
                held += comb(of, right) * truth**right * (1 - truth) ** (of - right)
    assert held / len(truths) == pytest.approx(0.95, abs=0.01)
