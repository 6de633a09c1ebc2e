"""Asked values in a form that no wording touches: what a memory tells a new answer by (rule Q8)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.packs import dates
from quiz.packs.content import DateValue, NameValue, NumberValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.packs.content import Pack, Value

LONGEST = 120
"""Characters that are kept of a long text: every answer in the log has the form with it."""


def canonical(pack: Pack, values: Iterable[Value]) -> str:
    """Return the values of a facet as one line: the same for each way to ask for them.

    A name is the key of its row, so that a mended name or another alias changes nothing; a date is
    its days in the New Style, without the marks of doubt; a number stands without its unit; a text
    without capitals. Several values stand in the order of their forms.
    """
    found = {canonical_of(pack, value) for value in values}
    return "; ".join(sorted(found)) if len(found) > 1 else "".join(found)


def canonical_of(pack: Pack, value: Value) -> str:
    """Return one value as `canonical` writes it."""
    if isinstance(value, NameValue):
        fact = pack.facts[value.entity]
        return f"{fact.kind}/{fact.was[-1]}" if fact.was else value.entity
    if isinstance(value, DateValue):
        return _date(value.date)
    if isinstance(value, NumberValue):
        if " to " in value.text:
            return f"{value.low!r}..{value.high!r}"
        return repr(value.number)
    return _text(value.text)


@lru_cache(maxsize=8192)
def _text(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}… {hashlib.sha256(text.encode()).hexdigest()[:12]}"


_MARKS = re.compile(r"[~?%\s]")


def _date(date: dates.Date) -> str:
    plain = _MARKS.sub("", date.edtf)
    if date.calendar is dates.Calendar.GREGORIAN:
        return plain
    first, last = (dates.from_jdn(day) for day in (date.lower, date.upper))
    days = [f"{d.year:04d}-{d.month:02d}-{d.day:02d}" for d in (first, last)]
    return days[0] if days[0] == days[1] else "/".join(days)
