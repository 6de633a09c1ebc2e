"""How alike two values are: a figure from 0 to 1, whatever the values."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from quiz.generate.similarity import number_similarity

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(NUMBERS, NUMBERS)
@example(5e-324, 2850.0)
@example(1e308, 1e-308)
@example(-1e308, 1e308)
def test_numbers(one: float, other: float) -> None:
    assert 0 <= number_similarity(one, other) <= 1
    assert 0 <= number_similarity(other, one) <= 1
