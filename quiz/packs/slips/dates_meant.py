"""What a date was probably meant to be, written as people write dates."""

from __future__ import annotations

import re

from quiz.packs import dates

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WORD = r"[a-z]{3,9}\.?"
_DASH = "[-–—−‐]"
_ABOUT = re.compile(
    r"^(?:c\.|ca\.?|circa|about|around|approximately|approx\.?|~)\s*", re.IGNORECASE
)


def meant(text: str) -> tuple[str, ...]:
    """Return the EDTF dates that a text may mean, the likeliest first; none if nobody can tell.

    "12/11/1927" may be two: a European has the day first, an American the month.
    """
    said = text.strip().strip("\"'")
    about = _ABOUT.match(said)
    if about:
        said = said[about.end() :]
    found = [_fit(date) for date in _read(said)] or [_fit(date) for date in _span(said)]
    marked = [date + "~" if about and date and "/" not in date else date for date in found]
    return tuple(dict.fromkeys(date for date in marked if date and date != text))


def _fit(date: str) -> str:
    try:
        dates.parse(date)
    except dates.DateError:
        return ""
    return date


def _read(said: str) -> list[str]:
    """Return readings of one date, fit or not."""
    low = said.lower().replace(",", " ")
    if found := re.fullmatch(r"(\d{1,2})\s*[./\-–]\s*(\d{1,2})\s*[./\-–]\s*(\d{4})", low):
        a, b, year = int(found[1]), int(found[2]), found[3]
        return [f"{year}-{b:02}-{a:02}", f"{year}-{a:02}-{b:02}"]
    if found := re.fullmatch(
        rf"(\d{{4}})\s*(?:{_DASH}|[./ ])\s*(\d{{1,2}})(?:\s*(?:{_DASH}|[./ ])\s*(\d{{1,2}}))?", low
    ):
        year, month = found[1], int(found[2])
        if found[3]:
            day = int(found[3])
            return [f"{year}-{month:02}-{day:02}", f"{year}-{day:02}-{month:02}"]
        return [f"{year}-{month:02}"] if month <= 12 else []
    if found := re.fullmatch(r"(\d{1,2})[./](\d{4})", low):
        return [f"{found[2]}-{int(found[1]):02}"]
    if found := re.fullmatch(
        rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?({_WORD})\s+(\d{{4}})", low
    ):
        return [_day(found[3], found[2], found[1])]
    if found := re.fullmatch(rf"({_WORD})\s+(\d{{1,2}})(?:st|nd|rd|th)?\s+(\d{{4}})", low):
        return [_day(found[3], found[1], found[2])]
    if found := re.fullmatch(rf"({_WORD})\s+(\d{{4}})", low):
        return [_day(found[2], found[1], "")]
    if found := re.fullmatch(r"(?:the\s+)?(\d{3})0['’]?s", low):
        return [f"{found[1]}X"]
    if found := re.fullmatch(r"(\d{1,4})\s*(?:bc|bce|b\.c\.|b\.c\.e\.)", low):
        return [f"-{int(found[1]) - 1:04}" if int(found[1]) > 1 else "0000"]
    if found := re.fullmatch(r"(?:(?:ad|ce)\s*)?(\d{1,4})(?:\s*(?:ad|ce|a\.d\.))?", low):
        return [f"{int(found[1]):04}"]
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)\s+century", low):
        return [f"{int(found[1]) - 1:02}XX"]
    return []


def _day(year: str, month_name: str, day: str) -> str:
    stem = month_name.rstrip(".")
    fits = [
        index
        for index, name in enumerate(_MONTHS, 1)
        if name.startswith(stem) or (stem == "sept" and index == 9)
    ]
    if len(fits) != 1:
        return ""
    return f"{year}-{fits[0]:02}" + (f"-{int(day):02}" if day else "")


def _span(said: str) -> list[str]:
    """Return readings of "1918–1921", "1918 to 1921", "1918-21"."""
    if found := re.fullmatch(rf"(\d{{2}})(\d{{2}})\s*(?:{_DASH}|/)\s*(\d{{2}})", said):
        return [f"{found[1]}{found[2]}/{found[1]}{found[3]}"]
    if found := re.fullmatch(r"(?:between|either)\s+(\d{4})\s+(?:and|or)\s+(\d{4})", said.lower()):
        return [f"[{found[1]},{found[2]}]"] if found[1] < found[2] else []
    said = re.sub(r"^from\s+", "", said, flags=re.IGNORECASE)
    parts = re.split(r"\s*[–—−]\s*|\s+(?:to|until|till|-)\s+|(?<=\d{4})-(?=\d{4}$)", said)
    if len(parts) != 2:
        return []
    first, last = ([_fit(p)] if _fit(p) else _read(p) for p in parts)
    if not first or not last or not first[0] or not last[0]:
        return []
    return [f"{first[0]}/{last[0]}"]
