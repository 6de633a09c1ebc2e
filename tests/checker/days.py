"""Dates, counted in days by code of the checker's own: as packs write them and as options show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Count = Callable[[int, int, int], int]
"""Days since 1970-01-01 of a year, month and day in one of the calendars."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
OPEN_START, OPEN_END = -(10**9), 10**9
_PAD = {"day": 1, "month": 31, "season": 92, "year": 366, "decade": 3653, "century": 36525}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date may mean, first and last."""

    low: int
    high: int
    precision: str = "day"
    doubtful: bool = False
    old_style: bool = False

    def touches(self, other: Span) -> bool:
        return self.low <= other.high and other.low <= self.high

    def within(self, other: Span) -> bool:
        return other.low <= self.low and self.high <= other.high

    def padded(self) -> Span:
        """One unit of precision more on either side, where the source itself is not sure."""
        if not self.doubtful:
            return self
        pad = _PAD.get(self.precision, 366)
        return Span(self.low - pad, self.high + pad, self.precision)

    def in_old_style(self) -> Span:
        """The digits of the other calendar, read as if they were of this one (rule A8)."""
        return Span(_digits_of_old_style(self.low), _digits_of_old_style(self.high), self.precision)


def gregorian(year: int, month: int, day: int) -> int:
    """Return days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms")."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _julian_count(year: int, month: int, day: int) -> int:
    year -= month <= 2
    era, of_era = divmod(year, 4)
    return era * 1461 + of_era * 365 + (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1


_REFORM = gregorian(1582, 10, 15) - _julian_count(1582, 10, 5)
"""The day after 4 October 1582 was called the 15th."""


def julian(year: int, month: int, day: int) -> int:
    """Return days since 1970-01-01 of an Old Style day."""
    return _julian_count(year, month, day) + _REFORM


def _digits_of_old_style(days: int) -> int:
    if not OPEN_START < days < OPEN_END:
        return days
    low, high = days - 40, days + 40
    year = 1968 + days // 365
    while julian(year, 1, 1) > days:
        year -= 1
    while julian(year + 1, 1, 1) <= days:
        year += 1
    for month in range(12, 0, -1):
        first = julian(year, month, 1)
        if first <= days:
            digits = gregorian(year, month, 1) + days - first
            return min(max(digits, low), high)
    return days


_ATOM = re.compile(r"(-?\d{4}|Y-?\d+)(?:-(\d\d))?(?:-(\d\d))?([~?%]?)\Z")
_GAP = re.compile(r"(-?\d{2,3})(X{1,2})([~?%]?)\Z")
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}


def read_edtf(text: str, *, old_style: bool = False) -> Span:
    """Return what a pack's date says. Raises ValueError."""
    text = text.strip()
    if text.startswith("["):
        parts = [_atom(part.strip(), old_style) for part in text[1:-1].split(",")]
        low, high = min(p.low for p in parts), max(p.high for p in parts)
        return Span(low, high, "span", doubtful=True, old_style=old_style)
    if "/" in text:
        first, last = text.split("/")
        start = _atom(first, old_style) if first not in ("", "..") else None
        end = _atom(last, old_style) if last not in ("", "..") else None
        doubtful = any(p.doubtful for p in (start, end) if p)
        low = start.low if start else OPEN_START
        high = end.high if end else OPEN_END
        return Span(low, high, "span", doubtful=doubtful, old_style=old_style)
    return _atom(text, old_style)


def _atom(text: str, old_style: bool) -> Span:
    count = julian if old_style else gregorian
    if gap := _GAP.match(text):
        scale = 10 ** len(gap[2])
        year = int(gap[1]) * scale
        first, last = (year, year + scale - 1) if year >= 0 else (year - scale + 1, year)
        precision = "decade" if scale == 10 else "century"
        return Span(count(first, 1, 1), count(last, 12, 31), precision, bool(gap[3]), old_style)
    found = _ATOM.match(text)
    if not found:
        raise ValueError(text)
    year, doubtful = int(found[1].lstrip("Y")), bool(found[4])
    if not found[2]:
        return Span(count(year, 1, 1), count(year, 12, 31), "year", doubtful, old_style)
    month = int(found[2])
    if month in _SEASON_MONTHS:
        first_month = _SEASON_MONTHS[month]
        low, high = count(year, first_month, 1), _month_start(count, year, first_month + 3) - 1
        return Span(low, high, "season", doubtful, old_style)
    if not found[3]:
        low, high = count(year, month, 1), _month_start(count, year, month + 1) - 1
        return Span(low, high, "month", doubtful, old_style)
    day = count(year, month, int(found[3]))
    return Span(day, day, "day", doubtful, old_style)


def _month_start(count, year: int, month: int) -> int:
    return count(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


_MONTH = f"(?:{'|'.join(MONTHS)})"
_YEAR = r"\d{1,4}(?: bc)?"
DATE = rf"(?:(?:\d{{1,2}} )?{_MONTH} {_YEAR}|\b\d{{3,4}}(?: bc)?\b|\b\d{{1,4}} bc\b)"
RANGE = rf"(?:(?:since|until) {DATE}|(?:{DATE}|\d{{1,2}}|{_MONTH})(?:–| to ){DATE}|{DATE})"
_SHOWN = re.compile(rf"(?:(?:(\d{{1,2}}) )?({_MONTH}) )?(\d{{1,4}})( bc)?\Z")
_OLD = re.compile(r" \([^)]*old style\)")
_SEASON_NAMES = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def read_shown(text: str) -> Span | None:
    """Return the days that an option or a prompt means by a date, or None where it is no date."""
    text = re.sub(r"\s+", " ", text.strip().casefold())
    if text.endswith("(old style)") and not re.search(r"\([^)]*\d[^)]*old style\)$", text):
        return _read(text.removesuffix(" (old style)"), julian)
    return _read(_OLD.sub("", text), gregorian)


def _read(text: str, count: Count) -> Span | None:
    text = re.sub(r"^(?:on|in|from) ", "", text)
    if text.startswith("since "):
        start = _one(text.removeprefix("since "), count)
        return Span(start.low, OPEN_END, "span") if start else None
    if text.startswith("until "):
        end = _one(text.removeprefix("until "), count)
        return Span(OPEN_START, end.high, "span") if end else None
    for mark in ("–", " to ", " or "):
        if mark in text and not text.startswith("the years"):
            first, _, last = text.partition(mark)
            end = _one(last, count)
            start = _one(first, count) or _completed(first, last, count)
            return Span(start.low, end.high, "span") if start and end else None
    return _one(text, count)


def _completed(first: str, last: str, count: Count) -> Span | None:
    """Return the start of "18 to 23 March 1919": its month and year stand at the end only."""
    words = last.split()
    for keep in range(1, len(words) + 1):
        found = _one(f"{first} {' '.join(words[-keep:])}", count)
        if found:
            return found
    return None


def _one(text: str, count: Count) -> Span | None:
    text = text.strip()
    doubtful = text.startswith("about ")
    text = text.removeprefix("about ")
    if found := re.fullmatch(r"the (\w+) of (\d{1,4})", text):
        if found[1] in _SEASON_NAMES:
            year, month = int(found[2]), _SEASON_NAMES[found[1]]
            low, high = count(year, month, 1), _month_start(count, year, month + 3) - 1
            return Span(low, high, "season", doubtful)
        return None
    if found := re.fullmatch(r"the (\d{3}0)s", text):
        year = int(found[1])
        return Span(count(year, 1, 1), count(year + 9, 12, 31), "decade", doubtful)
    if found := re.fullmatch(r"the years (\d+) to (\d+)", text):
        low, high = count(int(found[1]), 1, 1), count(int(found[2]), 12, 31)
        return Span(low, high, "century", doubtful)
    found = _SHOWN.match(text)
    if not found:
        return None
    year = 1 - int(found[3]) if found[4] else int(found[3])
    if not found[2]:
        return Span(count(year, 1, 1), count(year, 12, 31), "year", doubtful)
    month = MONTHS.index(found[2]) + 1
    if not found[1]:
        low, high = count(year, month, 1), _month_start(count, year, month + 1) - 1
        return Span(low, high, "month", doubtful)
    day = count(year, month, int(found[1]))
    return Span(day, day, "day", doubtful)


def dates_in(text: str) -> list[Span]:
    """Return every date and every span of dates that stands in a text."""
    found = [read_shown(match) for match in re.findall(RANGE, _OLD.sub("", text.casefold()))]
    return [span for span in found if span]


def year_of(span: Span) -> int:
    """Return the year of a span's first day."""
    year = 1970 + span.low // 366
    while gregorian(year + 1, 1, 1) <= span.low:
        year += 1
    while gregorian(year, 1, 1) > span.low:
        year -= 1
    return year
