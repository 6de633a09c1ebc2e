"""Reliability: identities that must hold, and what cannot be said."""

from __future__ import annotations

from math import inf
from random import Random

import pytest

from quiz.reports.items.moments import variance
from quiz.reports.items.rasch import Estimate, Met, fit, separation
from quiz.reports.items.reliability import effective_weights, items_for, kr20, kr21, reliability


def matrix(rng: Random, persons: int = 30, items: int = 10) -> list[list[float]]:
    rows = []
    for _ in range(persons):
        able = rng.random()
        rows.append([float(rng.random() < 0.2 + 0.7 * able) for _ in range(items)])
    return rows


def test_kr20_is_alpha_and_kr21_a_lower_bound() -> None:
    """Rule P6: only where Σpq goes with the variance over n."""
    for seed in range(20):
        rows = matrix(Random(seed))
        found = reliability(rows)
        assert found.kr20 == pytest.approx(found.alpha)
        assert found.kr21 is not None
        assert found.kr20 is not None
        assert found.kr21 <= found.kr20 + 1e-12
        totals = [sum(row) for row in rows]
        mixed = variance(totals, ddof=1) / variance(totals, ddof=0)
        assert mixed > 1  # and so would another pairing differ


def test_points_in_between_have_no_kr20() -> None:
    found = reliability([[0.5, 1.0], [0.0, 0.5], [1.0, 1.0]])
    assert found.alpha is not None
    assert found.kr20 is None
    assert found.kr21 is None


def test_where_all_totals_are_equal_nothing_is_said() -> None:
    found = reliability([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert (found.alpha, found.sem, found.interval, found.wanted) == (None, None, None, None)
    assert found.score_band(1.0) is None
    assert kr20([[1, 1], [1, 1]]) is None
    assert kr21([[1, 1], [1, 1]]) is None


def test_a_band_is_196_errors_and_stays_on_the_scale() -> None:
    """Rule P7."""
    found = reliability(matrix(Random(3)))
    assert found.sem is not None
    band = found.score_band(5.0)
    assert band is not None
    assert band.high - band.low == pytest.approx(2 * 1.959964 * found.sem, rel=1e-5)
    edge = found.score_band(10.0)
    assert edge is not None
    assert edge.high == 10


def test_doubling_a_test_is_undone_by_the_formula() -> None:
    """Spearman and Brown: twice the length turns .5 into 2/3."""
    assert items_for(2 / 3, 0.5, 20) == pytest.approx(40)
    assert items_for(0.75, -0.1, 20) == inf


def test_effective_weights_add_to_a_hundred() -> None:
    """Rule P8."""
    weights = effective_weights(matrix(Random(4)))
    assert sum(w for w in weights if w is not None) == pytest.approx(100)
    against = effective_weights([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    assert against[0] is None


def test_the_scale_finds_abilities_and_difficulties_again() -> None:
    rng = Random(5)
    theta = [rng.gauss(0, 1) for _ in range(60)]
    b = [rng.gauss(0, 1) for _ in range(40)]
    answers = []
    for i, ability in enumerate(theta):
        for j in rng.sample(range(40), 25):
            p = 0.25 + 0.75 / (1 + 2.718281828 ** (b[j] - ability))
            answers.append(Met(i, j, float(rng.random() < p), 0.25))
    found = fit(answers, persons=60, items=40)
    errors = [(e.at - t) / e.error for e, t in zip(found.abilities, theta, strict=True)]
    assert sum(error**2 for error in errors) / 60 == pytest.approx(1, abs=0.5)
    misses = [(e.at - t) / e.error for e, t in zip(found.difficulties, b, strict=True)]
    assert sum(miss**2 for miss in misses) / 40 == pytest.approx(1, abs=0.6)
    assert found.separation is not None
    assert 0.5 < found.separation < 0.85


@pytest.mark.parametrize("spread", [0.3, 0.6, 1.0, 1.5])
def test_separation_is_the_squared_correlation_with_the_truth(spread: float) -> None:
    """Rule S4, over classes of any spread."""
    from quiz.reports.items.moments import correlation, mean

    rng, true, told = Random(6), [], []
    for _ in range(12):
        theta = [rng.gauss(0, spread) for _ in range(60)]
        b = [rng.gauss(0, 1) for _ in range(40)]
        answers = [
            Met(i, j, float(rng.random() < 1 / (1 + 2.718281828 ** (b[j] - theta[i]))), 0.0)
            for i in range(60)
            for j in rng.sample(range(40), 20)
        ]
        found = fit(answers, persons=60, items=40)
        r = correlation([e.at for e in found.abilities], theta)
        assert r is not None
        true.append(r * r)
        told.append(found.separation or 0.0)
    assert mean(told) == pytest.approx(mean(true), abs=0.07)


def test_all_right_and_all_wrong_stay_on_the_scale() -> None:
    answers = [Met(0, j, 1.0, 0.25) for j in range(10)] + [Met(1, j, 0.0, 0.25) for j in range(10)]
    found = fit(answers, persons=3, items=10)
    high, low, nobody = (estimate.at for estimate in found.abilities)
    assert 0.5 < high < 4
    assert -4 < low < -0.5
    assert abs(nobody) < 0.5
    assert 0 <= found.expected(1, [0.25] * 10) < found.expected(0, [0.25] * 10) <= 1


def test_of_one_student_nothing_is_separated() -> None:
    assert separation([Estimate(at=0.0, error=0.5)]) is None
