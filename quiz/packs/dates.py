"""Dates as the sources give them: EDTF (ISO 8601-2) level 0 and 1, Old and New Style.

A date is an interval of days. Days are counted by Julian Day Number, so that both calendars and
years before the common era are one number line. Our own parser: the library that serves the tests
as an oracle takes longer to import than the home screen takes to start.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from quiz.quick import frozen


class Calendar(StrEnum):
    """Which calendar a date is written in; `julian` is the Old Style."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"


class Precision(StrEnum):
    """How much of a date is said."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"


@frozen
class Day:
    """A calendar day; `year` is astronomical (0 is 1 BC)."""

    year: int
    month: int
    day: int


@frozen
class Date:
    """A date with its precision, as the interval of days that it may mean."""

    edtf: str
    lower: int
    """Julian Day Number of the first day that it can be."""
    upper: int
    """Julian Day Number of the last day that it can be."""
    precision: Precision
    calendar: Calendar = Calendar.GREGORIAN
    approximate: bool = False
    """Marked with ~ or %."""
    uncertain: bool = False
    """Marked with ? or %."""
    open_start: bool = False
    open_end: bool = False

    @property
    def fuzzy(self) -> tuple[int, int]:
        """The interval with one unit of its precision on either side where it is approximate."""
        if not (self.approximate or self.uncertain):
            return self.lower, self.upper
        pad = _PAD[self.precision]
        return self.lower - pad, self.upper + pad

    def overlaps(self, other: Date) -> bool:
        """Tell whether both can be the same day."""
        (low, high), (other_low, other_high) = self.fuzzy, other.fuzzy
        return low <= other_high and other_low <= high

    def years(self) -> tuple[int, int]:
        """The Gregorian years of the first and the last day."""
        return from_jdn(self.lower).year, from_jdn(self.upper).year

    def months(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The Gregorian (year, month) of the first and the last day."""
        low, high = from_jdn(self.lower), from_jdn(self.upper)
        return (low.year, low.month), (high.year, high.month)


_PAD = {
    Precision.DAY: 1,
    Precision.MONTH: 31,
    Precision.SEASON: 92,
    Precision.YEAR: 366,
    Precision.DECADE: 3653,
    Precision.CENTURY: 36525,
    Precision.SPAN: 366,
}

FAR_PAST = -(10**8)
FAR_FUTURE = 10**8
"""What an open end ("..") stands for, in days."""


def to_jdn(year: int, month: int, day: int, calendar: Calendar = Calendar.GREGORIAN) -> int:
    """Return the Julian Day Number of a day (noon).

    Source: L. E. Doggett, "Calendars", in Explanatory Supplement to the Astronomical Almanac
    (1992), section 12.92 and 12.95, with floor division for years before -4716.
    """
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    base = day + (153 * m + 2) // 5 + 365 * y + y // 4
    if calendar is Calendar.JULIAN:
        return base - 32083
    return base - y // 100 + y // 400 - 32045


@lru_cache(maxsize=8192)
def from_jdn(jdn: int, calendar: Calendar = Calendar.GREGORIAN) -> Day:
    """Return the day with that Julian Day Number; the inverse of `to_jdn`."""
    if calendar is Calendar.JULIAN:
        b, c = 0, jdn + 32082
    else:
        a = jdn + 32044
        b = (4 * a + 3) // 146097
        c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return Day(
        year=100 * b + d - 4800 + m // 10,
        month=m + 3 - 12 * (m // 10),
        day=e - (153 * m + 2) // 5 + 1,
    )


def days_in_month(year: int, month: int, calendar: Calendar) -> int:
    """Return how many days the month has."""
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return to_jdn(*following, 1, calendar) - to_jdn(year, month, 1, calendar)


_ATOM = re.compile(
    r"(?P<year>-?\d{4}|Y-?\d{5,8})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)\Z"
)
_UNSPECIFIED = re.compile(r"(?P<head>-?\d{2,3})(?P<gap>X{1,2})(?P<mark>[~?%]?)\Z")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}

EXAMPLES = "1927-11-12, 1927-11, 1927, 1924~ (about), 192X, 1918/1921, [1914,1915]"


class DateError(ValueError):
    """Not a date; the message says what was expected."""


def parse(text: str, calendar: Calendar = Calendar.GREGORIAN) -> Date:
    """Read an EDTF date of level 0 or 1, or a one-of set of level 2.

    Raises DateError.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text, calendar)
    if "/" not in text:
        return _atom(text, calendar)
    first, _, last = text.partition("/")
    start = None if first in ("..", "") else _atom(first, calendar)
    end = None if last in ("..", "") else _atom(last, calendar)
    if start is None and end is None:
        raise DateError("an interval needs a start or an end")
    lower = start.lower if start else FAR_PAST
    upper = end.upper if end else FAR_FUTURE
    if lower > upper:
        raise DateError(f"the interval ends before it begins: {text}")
    ends = [d for d in (start, end) if d]
    return Date(
        edtf=text,
        lower=lower,
        upper=upper,
        precision=Precision.SPAN,
        calendar=calendar,
        approximate=any(d.approximate for d in ends),
        uncertain=any(d.uncertain for d in ends),
        open_start=start is None,
        open_end=end is None,
    )


def _one_of(text: str, calendar: Calendar) -> Date:
    parts = [_atom(part.strip(), calendar) for part in text[1:-1].split(",")]
    return Date(
        edtf=text,
        lower=min(part.lower for part in parts),
        upper=max(part.upper for part in parts),
        precision=Precision.SPAN,
        calendar=calendar,
        uncertain=True,
    )


def _atom(text: str, calendar: Calendar) -> Date:
    if found := _UNSPECIFIED.match(text):
        scale = 10 ** len(found["gap"])
        year = int(found["head"]) * scale
        first, last = (year, year + scale - 1) if year >= 0 else (year - scale + 1, year)
        precision = Precision.DECADE if scale == 10 else Precision.CENTURY
        lower, upper = to_jdn(first, 1, 1, calendar), to_jdn(last, 12, 31, calendar)
        return _marked(text, lower, upper, precision, calendar, found["mark"])
    found = _ATOM.match(text)
    if not found:
        raise DateError(f"{text!r} is not a date; write it like {EXAMPLES}")
    year = int(found["year"].lstrip("Y"))
    if found["month"] is None:
        lower, upper = to_jdn(year, 1, 1, calendar), to_jdn(year, 12, 31, calendar)
        return _marked(text, lower, upper, Precision.YEAR, calendar, found["mark"])
    month = int(found["month"])
    if month in _SEASONS and found["day"] is None:
        first_month, last_month = _SEASONS[month]
        lower = to_jdn(year, first_month, 1, calendar)
        end_year, end_month = (year + 1, last_month - 12) if last_month > 12 else (year, last_month)
        upper = to_jdn(end_year, end_month, days_in_month(end_year, end_month, calendar), calendar)
        return _marked(text, lower, upper, Precision.SEASON, calendar, found["mark"])
    if not 1 <= month <= 12:
        raise DateError(f"{text!r} has no month {month}; months are 01 to 12, seasons 21 to 24")
    length = days_in_month(year, month, calendar)
    if found["day"] is None:
        lower = to_jdn(year, month, 1, calendar)
        return _marked(text, lower, lower + length - 1, Precision.MONTH, calendar, found["mark"])
    day = int(found["day"])
    if not 1 <= day <= length:
        raise DateError(f"{text!r} has no day {day}; that month has {length}")
    exact = to_jdn(year, month, day, calendar)
    return _marked(text, exact, exact, Precision.DAY, calendar, found["mark"])


def _marked(
    text: str, lower: int, upper: int, precision: Precision, calendar: Calendar, mark: str
) -> Date:
    return Date(
        edtf=text,
        lower=lower,
        upper=upper,
        precision=precision,
        calendar=calendar,
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )
