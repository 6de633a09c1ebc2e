"""Facility and discrimination: what is shown of how many answers, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.intervals import Interval
from quiz.reports.items.discrimination import (
    FEWEST,
    Discrimination,
    discrimination,
    top_weights,
    upper_lower,
)
from quiz.reports.items.facility import band, facility
from quiz.reports.items.intervals import clustered, fisher


def test_a_share_has_an_interval_from_five_answers_on() -> None:
    """Rule S1."""
    assert facility([1.0] * 4, [0.25] * 4).interval is None
    five = facility([1.0, 0.0, 1.0, 1.0, 0.0], [0.25] * 5)
    assert five.share == pytest.approx(0.6)
    assert five.interval is not None
    assert five.interval.low < 0.25 < 0.6 < 0.87 < five.interval.high


def test_guessing_is_taken_off() -> None:
    """Rule P1: who knows nothing of four options has a quarter right."""
    assert facility([0.25] * 4, [0.25] * 4).corrected == pytest.approx(0.0)
    assert facility([1.0], [0.25]).corrected == 1
    assert facility([0.7], [0.0]).corrected == pytest.approx(0.7)


def test_the_bands_are_those_of_the_guide() -> None:
    words = [band(share) for share in (0, 0.05, 0.1, 0.2, 0.34, 0.35, 0.64, 0.66, 0.9, 0.95, 1)]
    assert words[0] == words[1] == "extremely difficult, or wrong"
    assert words[5] == words[6] == "about right"
    assert words[4] == "moderately difficult"
    assert words[9] == words[10] == "extremely easy"


def test_discrimination_is_said_from_thirty_answers_on() -> None:
    """Rule S2."""
    scores = [float(i % 2) for i in range(FEWEST)]
    rests = [i / FEWEST for i in range(FEWEST)]
    assert discrimination(scores[:-1], rests[:-1], rests[:-1]) is None
    assert discrimination(scores, rests, rests) is not None
    assert discrimination([1.0] * FEWEST, rests, rests) is None  # nothing to correlate
    assert discrimination(scores, [0.5] * FEWEST, rests) is None


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (-0.4, -0.01, "probably invalid"),
        (-0.4, 0.01, "very weak"),
        (-0.1, 0.19, "very weak"),
        (-0.1, 0.29, "weak"),
        (0.1, 0.31, ""),
        (0.29, 0.7, ""),
        (0.3, 0.7, "adequate"),
        (0.5, 0.7, "very good"),
    ],
)
def test_a_word_stands_only_where_the_whole_interval_says_so(
    low: float, high: float, word: str
) -> None:
    found = Discrimination(
        n=40, r=(low + high) / 2, interval=Interval(low, high), efficiency=None, upper_lower=0
    )
    assert found.verdict == word


def test_upper_and_lower_groups() -> None:
    """Rule P4: of ten the best and the last three."""
    totals = [float(i) for i in range(10)]
    scores = [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    assert upper_lower(scores, totals) == pytest.approx(1 - 1 / 3)


def test_those_who_tie_at_the_cut_share_its_places() -> None:
    assert top_weights([3, 2, 2, 2, 1], 2) == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert top_weights([1, 1, 1, 1], 1) == pytest.approx([0.25] * 4)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 6)), min_size=30, max_size=60
    ),
    st.randoms(use_true_random=False),
)
def test_no_order_of_the_students_changes_a_digit(
    rows: list[tuple[float, int]], rng: object
) -> None:
    def found(pairs: list[tuple[float, int]]) -> Discrimination | None:
        scores = [score for score, _ in pairs]
        rests = [rest / 7 for _, rest in pairs]
        totals = [(rest + score) / 8 for score, rest in pairs]
        return discrimination(scores, rests, totals)

    shuffled = list(rows)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = found(rows), found(shuffled)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert before.r == after.r
        assert before.interval == after.interval
        assert before.upper_lower == pytest.approx(after.upper_lower, abs=1e-12)


def test_fishers_interval_of_few() -> None:
    assert fisher(0.5, 3) is None
    assert fisher(1.0, 10) == Interval(1.0, 1.0)


def test_answers_of_one_student_are_alike() -> None:
    """Ten students who each know all or nothing say no more than ten answers do."""
    alike = clustered([[float(i % 2)] * 20 for i in range(10)])
    mixed = clustered([[float(j % 2) for j in range(20)] for _ in range(10)])
    assert alike.high - alike.low > 2 * (mixed.high - mixed.low)
    assert alike.low < 0.3 < 0.7 < alike.high
    everything = clustered([[1.0] * 5] * 3)
    assert everything.high == 1
    assert everything.low < 0.9
