"""Dates as libraries write them, as EDTF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.sources.work import flat
from quiz.packs import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NONE = frozenset({
    "n.d.", "n.d", "nd", "n. d.", "no date", "undated", "s.a.", "s. a.", "o. j.", "o.j.", "s.d.",
    "б. г.", "б.г.", "????", "-",
})  # fmt: skip
"""Ways to say that there is no date."""
_ABOUT = re.compile(r"^(?:circa|ca?\b\.?|about|approx\b\.?|um|около|ок\.)\s*", re.IGNORECASE)
_ERA = re.compile(r"\s*(B\.?\s?C\.?(?:\s?E\.?)?|A\.?\s?D\.?|C\.?\s?E\.?)$", re.IGNORECASE)
_SPAN = re.compile(r"(\d{3,4})\s*(?:--?|[–—/])\s*(\d{1,4})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([^\W\d]+)\.?,?\s+(\d{4})")
_AMERICAN = re.compile(r"([^\W\d]+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})")
_SLASHES = re.compile(r"(\d{4})[/.](\d{1,2})?(?:[/.](\d{1,2})?)?(?:/.*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")


def month(text: str) -> int | None:
    """Return the number of a month or season (21 to 24) in English or in figures."""
    word = flat(text).casefold().rstrip(".")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    if word in _SEASONS:
        return _SEASONS[word]
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    return found[0] if len(word) >= 3 and found else None


def edtf(parts: Sequence[int], *, about: bool = False) -> str:
    """Return year, month and day, as far as they are given and real; the year 1 BC is -1."""
    if not parts or not parts[0]:
        return ""
    year = parts[0] + 1 if parts[0] < 0 else parts[0]
    head = f"{year:05d}" if year < 0 else f"{year:04d}"
    if abs(year) > 9999:
        return ""
    mark = "~" if about else ""
    for length in range(len(parts), 0, -1):  # a day that no month has is left out
        text = "-".join([head, *(f"{part:02d}" for part in parts[1:length])]) + mark
        if real(text):
            return text
    return ""


def real(text: str) -> bool:
    """Tell whether it is a date that a pack takes."""
    try:
        dates.parse(text)
    except dates.DateError:
        return False
    return True


def from_words(text: str) -> str:
    """Return the EDTF of "c. 1113", "430 BC", "1918–21", "5 May 1927"; "" where it is no date.

    What is EDTF already stays as it is.
    """
    text = flat(text)
    if "," not in text:
        text = text.strip("[]() ")  # in brackets stands what the title page lacks
    if not real(text):
        text = text.strip("[]() ").rstrip(".,;")
    if real(text):
        return text
    about = bool(_ABOUT.match(text))
    text = _ABOUT.sub("", text)
    if text.endswith("?"):
        return f"{found}?" if (found := _plain(text[:-1].strip())) and real(f"{found}?") else ""
    found = _plain(text)
    if about and found:
        found = "/".join(f"{end}~" for end in found.split("/"))
    return found if real(found) else ""


def _plain(text: str) -> str:
    era = _ERA.search(text)
    number = text[: era.start()].strip() if era else text
    if number.isdecimal() and len(number) <= 4:
        before = bool(era) and era is not None and era[1][0] in "Bb"
        return edtf([-int(number) if before else int(number)]) if era or len(number) > 2 else ""
    if span := _SPAN.fullmatch(text):
        first, last = span[1], span[2]
        if len(last) < len(first):
            if "/" in text and len(last) == 2 and 1 <= int(last) <= 12 and len(first) == 4:
                return f"{first}-{last}"
            last = first[: len(first) - len(last)] + last
        return f"{int(first):04d}/{int(last):04d}"
    if iso := _ISO.fullmatch(text) or _SLASHES.fullmatch(text):
        return edtf([int(part) for part in iso.groups() if part])
    if day := _DAY.fullmatch(text):
        number_of = month(day[2])
        return edtf([int(day[3]), number_of, int(day[1])]) if number_of else ""
    if day := _AMERICAN.fullmatch(text):
        number_of = month(day[1])
        return edtf([int(p) for p in (day[3], number_of, day[2]) if p]) if number_of else ""
    return ""
