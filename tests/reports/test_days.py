"""Streaks with rest days, the heat map, and what is due."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.reports.days import LEVELS, due, heat, streak

DAY = timedelta(days=1)
STARTS = [date(2024, 2, 20), date(2025, 12, 25), date(2028, 2, 28), date(1999, 12, 20)]
"""Leap days and year ends lie within the weeks after them."""


SPAN = 41
some_days = st.one_of(
    st.sets(st.integers(0, SPAN - 1)),
    st.sets(st.integers(0, SPAN - 1), max_size=7).map(lambda missed: {*range(SPAN)} - missed),
)
"""Few days played, and few missed: only the latter try how near two rest days may be."""


def days(start: date, *offsets: int) -> set[date]:
    return {start + n * DAY for n in offsets}


def whole(played: set[date], first: date, last: date) -> bool:
    """Whether no seven days in a row between the two have more than one that was missed."""
    span = [first + n * DAY for n in range((last - first).days + 1)]
    return all(
        sum(day not in played for day in span[at : at + 7]) <= 1
        for at in range(max(1, len(span) - 6))
    )


def longest(played: set[date], ends: list[date]) -> int:
    """The most days played between a first one and any of the ends, by trying them all."""
    return max(
        (
            sum(first <= day <= last for day in played)
            for last in ends
            for first in played
            if first <= last and whole(played, first, last)
        ),
        default=0,
    )


@given(st.sampled_from(STARTS), some_days, st.integers(0, 42))
@settings(deadline=None)
def test_a_streak_is_what_trying_everything_finds(start: date, offsets: set[int], now: int) -> None:
    played = days(start, *offsets)
    today = start + now * DAY
    before = {day for day in played if day <= today}
    found = streak(played, today)
    assert found.length == longest(before, [today if today in before else today - DAY])
    assert found.best == longest(before, sorted(before))
    assert found.today == (today in before)
    if found.rest is not None:
        assert found.rest not in played
        assert 0 < (today - found.rest).days < 7
        # another day without an answer now would end it, or leave only what came after the rest
        assert streak(before - {today}, today + DAY).length < found.length or not found.today


@given(st.sampled_from(STARTS), some_days.filter(bool))
@settings(deadline=None)
def test_to_play_never_shortens_a_streak(start: date, offsets: set[int]) -> None:
    played = days(start, *offsets)
    today = max(played) + DAY
    assert streak(played | {today}, today).length == streak(played, today).length + 1


MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("offsets", "now", "length", "rest"),
    [
        ((), 0, 0, None),
        ((0,), 0, 1, None),
        ((0,), 1, 1, None),  # today is not over
        ((0,), 2, 1, MONDAY + 1 * DAY),  # yesterday was the rest day
        ((0,), 3, 0, None),
        ((0, 1, 2, 4, 5), 5, 5, MONDAY + 3 * DAY),
        ((0, 1, 2, 4, 5, 6, 7, 8, 9), 9, 9, MONDAY + 3 * DAY),
        ((0, 1, 2, 4, 5, 6, 7, 8, 9), 10, 9, None),  # seven days after: one is free again
        ((0, 1, 2, 4, 5, 7), 7, 3, MONDAY + 6 * DAY),  # the second within seven
        ((0, 2, 3, 4, 5, 6, 8), 8, 6, MONDAY + 7 * DAY),  # six days apart
        ((0, 2, 3, 4, 5, 6, 7, 9), 9, 8, MONDAY + 8 * DAY),  # seven days apart
    ],
)
def test_rest_days(offsets: tuple[int, ...], now: int, length: int, rest: date | None) -> None:
    found = streak(days(MONDAY, *offsets), MONDAY + now * DAY)
    assert (found.length, found.rest) == (length, rest)
    assert found.free_again == (rest and rest + 7 * DAY)


def test_days_that_are_yet_to_come_are_left_out() -> None:
    found = streak(days(MONDAY, 0, 1, 5, 6, 7), MONDAY + DAY)
    assert (found.length, found.best) == (2, 2)


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.integers(1, 60), st.data())
@settings(deadline=None)
def test_a_heat_map_has_every_day_once_and_ends_today(
    today: date, weeks: int, data: st.DataObject
) -> None:
    answers = {
        today - n * DAY: count
        for n, count in data.draw(st.dictionaries(st.integers(-9, 400), st.integers(1, 90))).items()
    }
    found = heat(answers, today, weeks)
    assert len(found.weeks) == weeks
    assert all(len(week) == 7 for week in found.weeks)
    cells = [cell for week in found.weeks for cell in week]
    shown = [cell for cell in cells if cell is not None]
    assert cells[: len(shown)] == shown  # only what is after today is empty
    assert shown[-1].day == today
    first = shown[0].day
    assert first.weekday() == 0
    assert [cell.day for cell in shown] == [first + n * DAY for n in range(len(shown))]
    for cell in shown:
        assert cell.answers == answers.get(cell.day, 0)
        assert cell.level == sum(cell.answers >= least for least in LEVELS)


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
@settings(deadline=None)
def test_months_stand_over_the_week_they_begin_in(today: date, weeks: int) -> None:
    found = heat({}, today, weeks)
    columns = [column for column, _ in found.months]
    assert columns == sorted(columns)
    assert all(after - before > 2 for before, after in pairwise(columns))
    mondays = [next(cell for cell in week if cell is not None).day for week in found.weeks]
    for column, first in found.months:
        assert first.day == 1
        inside = mondays[column] <= first <= mondays[column] + 6 * DAY
        assert inside or (column == 0 and (mondays[0].year, mondays[0].month) == (
            first.year, first.month
        ))  # fmt: skip
    for column, monday in enumerate(mondays):
        begins = [monday + n * DAY for n in range(7) if (monday + n * DAY).day == 1]
        if begins:
            assert (column, begins[0]) in found.months


def test_what_is_due() -> None:
    today = date(2024, 2, 27)
    found = due(
        [date(2024, 1, 1), today, date(2024, 2, 29), date(2024, 3, 4), date(2024, 3, 5)], today
    )
    assert found.today == 2
    assert [count for _, count in found.days] == [2, 0, 1, 0, 0, 0, 1]
    assert [day.isoformat() for day, _ in found.days][2:4] == ["2024-02-29", "2024-03-01"]
    assert (found.week, found.later) == (4, 1)
    assert found.following == date(2024, 2, 29)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.lists(st.integers(-30, 30)))
@settings(deadline=None)
def test_nothing_due_is_lost(today: date, offsets: list[int]) -> None:
    found = due([today + n * DAY for n in offsets], today)
    assert found.week + found.later == len(offsets)
    assert found.today == sum(n <= 0 for n in offsets)
