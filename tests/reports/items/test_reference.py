"""To six digits what pingouin, scipy, statsmodels and numpy say of the same numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quiz.reports.intervals import wilson
from quiz.reports.items.discrimination import discrimination, efficiency
from quiz.reports.items.intervals import fisher
from quiz.reports.items.moments import correlation
from quiz.reports.items.reliability import reliability
from quiz.reports.items.special import binomial_at_most, f_above, incomplete_beta
from tests.reports.items import reference

KEPT: dict[str, Any] = json.loads(reference.FILE.read_text("utf-8"))
MATRICES = list(KEPT["data"])


def near(value: Any) -> Any:
    return pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", MATRICES)
def test_reliability_and_moments(name: str) -> None:
    rows, wanted = KEPT["data"][name], KEPT["figures"][name]
    found = reliability(rows)
    assert found.alpha == near(wanted["alpha"])
    assert found.interval is not None
    assert [found.interval.low, found.interval.high] == near(wanted["alpha_interval"])
    assert found.sd == near(wanted["sd"])
    assert found.skewness == near(wanted["skewness"])
    assert found.kurtosis == near(wanted["kurtosis"])
    assert found.sem == near(wanted["sd"] * (1 - wanted["alpha"]) ** 0.5)


@pytest.mark.parametrize("name", MATRICES)
def test_discrimination(name: str) -> None:
    rows, wanted = KEPT["data"][name], KEPT["figures"][name]
    totals = [sum(row) for row in rows]
    for j, column in enumerate(zip(*rows, strict=True)):
        rests = [total - x for total, x in zip(totals, column, strict=True)]
        r = correlation(column, rests)
        assert r == near(wanted["item_rest"][j])
        assert r is not None
        interval = fisher(r, len(rows))
        assert interval is not None
        assert [interval.low, interval.high] == near(wanted["item_rest_interval"][j])
        assert efficiency(column, rests) == near(wanted["efficiency"][j])
        whole = discrimination(column, rests, totals)
        assert whole is not None
        assert (whole.r, whole.interval) == (r, interval)


def test_functions() -> None:
    for right, n, low, high in KEPT["functions"]["wilson"]:
        interval = wilson(right, n)
        assert [interval.low, interval.high] == near([low, high])
    for a, b, x, value in KEPT["functions"]["beta"]:
        assert incomplete_beta(a, b, x) == near(value)
    for tail, df1, df2, value in KEPT["functions"]["f_above"]:
        assert f_above(tail, df1, df2) == near(value)
    for k, n, p, value in KEPT["functions"]["binomial"]:
        assert binomial_at_most(k, n, p) == near(value)


def test_the_kept_data_are_those_that_the_script_makes() -> None:
    assert KEPT["data"] == reference.data()


def test_the_libraries_still_say_so_where_they_are_installed() -> None:
    for name in reference.LIBRARIES:
        pytest.importorskip(name)
    fresh = reference.made()
    for name in MATRICES:
        for figure, value in KEPT["figures"][name].items():
            for kept, now in zip(_flat(value), _flat(fresh["figures"][name][figure]), strict=True):
                assert now == near(kept), figure


def _flat(value: Any) -> list[float]:
    return [x for part in value for x in _flat(part)] if isinstance(value, list) else [value]
