"""The student's days: how many in a row, how much on each, and what the coming ones bring.

All dates are local ones: the day that the student's own calendar showed.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

WEEK: Final = 7
LEVELS: Final = (1, 10, 20, 40)
"""Answers a day from which a cell of the heat map is one step darker."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Days played in a row, where one missed day in any seven breaks nothing."""

    length: int
    """Days played; a rest day does not count, and does not end it."""
    best: int
    """The longest ever."""
    today: bool
    """Whether today is played already; a day that is not over is not missed."""
    rest: date | None
    """The rest day that was used in the last seven days; None where one is free."""

    @property
    def free_again(self) -> date | None:
        """The first day that may be missed again; None where one may be at any time."""
        return None if self.rest is None else self.rest + WEEK * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """A day of the heat map."""

    day: date
    answers: int
    level: int
    """0 for none, then 1 to 4: how many of `LEVELS` were reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Weeks, the oldest first, each from Monday to Sunday; None for days yet to come."""

    weeks: tuple[tuple[DayCell | None, ...], ...]
    months: tuple[tuple[int, date], ...]
    """Which week a month begins in, and its first day; the first week's month where it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What comes back, and when."""

    today: int
    """Due today, with all that was due before."""
    days: tuple[tuple[date, int], ...]
    """Today and the six days after it."""
    later: int
    following: date | None
    """The first day after today on which something is due."""

    @property
    def week(self) -> int:
        """How many are due within the seven days."""
        return sum(count for _, count in self.days)


def streak(played: Collection[date], today: date) -> Streak:
    """Return the streak that reaches to today, or to yesterday while today is not played.

    Days after today (the clock was set back) are left out.
    """
    days = sorted({day for day in played if day <= today})
    best = length = 0
    rest: date | None = None
    for before, day in pairwise([None, *days]):
        length, rest = _went_on(length, rest, before, day)
        length += 1
        best = max(best, length)
    if days and days[-1] < today:  # today itself is not over
        length, rest = _went_on(length, rest, days[-1], today)
    used = rest if rest is not None and length and (today - rest).days < WEEK else None
    return Streak(length=length, best=best, today=bool(days) and days[-1] == today, rest=used)


def _went_on(
    length: int, rest: date | None, before: date | None, day: date | None
) -> tuple[int, date | None]:
    """Return what is left of a run, and its last rest day, when the next day played is `day`."""
    if before is None or day is None or (day - before).days > 2:
        return 0, None
    if (day - before).days == 1:
        return length, rest
    missed = day - _DAY
    if rest is not None and (missed - rest).days < WEEK:
        return (before - rest).days, missed  # goes on from the rest day before
    return length, missed


def heat(answers: Mapping[date, int], today: date, weeks: int) -> HeatMap:
    """Return so many weeks that end with the one of today; day by day how much was answered."""
    monday = today - today.weekday() * _DAY
    mondays = [monday - WEEK * _DAY * back for back in reversed(range(max(1, weeks)))]
    return HeatMap(
        weeks=tuple(
            tuple(_cell(answers, first + n * _DAY, today) for n in range(WEEK)) for first in mondays
        ),
        months=tuple(_months(mondays)),
    )


def _cell(answers: Mapping[date, int], day: date, today: date) -> DayCell | None:
    if day > today:
        return None
    count = answers.get(day, 0)
    return DayCell(day=day, answers=count, level=sum(count >= least for least in LEVELS))


def _months(mondays: list[date]) -> list[tuple[int, date]]:
    """Return where months are named: at the week that has their first day."""
    found = [
        (index, sunday.replace(day=1))
        for index, sunday in enumerate(first + 6 * _DAY for first in mondays)
        if sunday.day <= WEEK
    ]
    if not found or found[0][0] > 2:  # else the two names would run into each other
        found.insert(0, (0, mondays[0].replace(day=1)))
    return found


def due(dates: Iterable[date], today: date) -> Due:
    """Return how many of the dates fall on which of the coming days; past ones count as today."""
    counts = Counter(max(day, today) for day in dates)
    week = tuple((day, counts[day]) for day in (today + n * _DAY for n in range(WEEK)))
    return Due(
        today=counts[today],
        days=week,
        later=counts.total() - sum(count for _, count in week),
        following=min((day for day in counts if day > today), default=None),
    )
