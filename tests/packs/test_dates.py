"""Dates: our EDTF subset against the library that defines it, our calendars against another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from convertdate import julian
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from quiz.packs import dates
from quiz.packs.dates import Calendar, DateError, Precision, parse

if TYPE_CHECKING:
    import time

years = st.integers(1000, 2999)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def as_tuple(jdn: int) -> tuple[int, int, int]:
    day = dates.from_jdn(jdn)
    return day.year, day.month, day.day


def oracle(text: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    found = parse_edtf(text)
    lower, upper = found.lower_strict(), found.upper_strict()
    return _ymd(lower), _ymd(upper)


def _ymd(moment: time.struct_time) -> tuple[int, int, int]:
    return moment[0], moment[1], moment[2]


@given(days)
def test_a_day_is_what_edtf_says(day: date) -> None:
    text = day.isoformat()
    ours = parse(text)
    assert (as_tuple(ours.lower), as_tuple(ours.upper)) == oracle(text)
    assert ours.precision is Precision.DAY


@given(years, st.integers(1, 12), st.sampled_from(["", "~", "?", "%"]))
def test_a_month_is_what_edtf_says(year: int, month: int, mark: str) -> None:
    text = f"{year}-{month:02d}{mark}"
    ours = parse(text)
    assert (as_tuple(ours.lower), as_tuple(ours.upper)) == oracle(text)
    assert ours.approximate == (mark in ("~", "%"))
    assert ours.uncertain == (mark in ("?", "%"))


@given(years, years)
def test_an_interval_is_what_edtf_says(one: int, other: int) -> None:
    first, last = sorted((one, other))
    text = f"{first}/{last}"
    ours = parse(text)
    assert (as_tuple(ours.lower), as_tuple(ours.upper)) == oracle(text)
    assert ours.precision is Precision.SPAN


@given(st.integers(100, 299))
def test_a_decade_is_what_edtf_says(decade: int) -> None:
    text = f"{decade}X"
    ours = parse(text)
    assert (as_tuple(ours.lower), as_tuple(ours.upper)) == oracle(text)


@given(days)
def test_the_old_style_is_what_convertdate_says(day: date) -> None:
    new = julian.to_gregorian(day.year, day.month, min(day.day, 28))
    old = parse(f"{day.year}-{day.month:02d}-{min(day.day, 28):02d}", Calendar.JULIAN)
    assert as_tuple(old.lower) == tuple(new)


@given(st.integers(-2_000_000, 4_000_000), st.sampled_from(list(Calendar)))
def test_a_day_number_comes_back(jdn: int, calendar: Calendar) -> None:
    day = dates.from_jdn(jdn, calendar)
    assert dates.to_jdn(day.year, day.month, day.day, calendar) == jdn


def test_the_october_revolution_was_in_november() -> None:
    assert as_tuple(parse("1917-10-25", Calendar.JULIAN).lower) == (1917, 11, 7)


def test_approximate_dates_are_wider_by_one_unit() -> None:
    assert parse("1924~").overlaps(parse("1925"))
    assert not parse("1924").overlaps(parse("1925"))
    assert not parse("1924~").overlaps(parse("1927"))


@given(days, days)
def test_overlap_is_symmetric_and_reflexive(one: date, other: date) -> None:
    a, b = parse(one.isoformat()), parse(other.isoformat()[:7])
    assert a.overlaps(a)
    assert a.overlaps(b) == b.overlaps(a)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1917-13",
        "1917-02-29",
        "17",
        "1917-1-1",
        "1921/1918",
        "../..",
        "yesterday",
        "1917-11-12T1",
    ],
)
def test_what_is_no_date_is_told_apart(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        found = parse(text)
    except DateError:
        return
    assert found.lower <= found.upper
