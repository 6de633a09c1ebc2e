"""The heart of Footnote: when does the pack prove that a value is not true of a fact?

Unknown is never false. Everything here is read off what the author declared: how many values a
field has, which lists are complete, which values are unique, what is part of what.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.packs import dates
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.quick import frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.packs.content import Fact, Field, Pack, Value

Reach = tuple[float, float]
"""An interval of days or of numbers."""
_STYLE_END = dates.to_jdn(1923, 12, 31)
"""After it no state kept the Old Style."""


def compatible(pack: Pack, one: Value, other: Value, *, tolerance: float = 0.0) -> bool:
    """Tell whether both values can be true of one fact at once. Reflexive and symmetric.

    Names: the same entity, a shared name, or one part of the other. Dates and numbers: their
    intervals overlap, each date in either calendar. Texts: equal when folded, or one the head of
    the other, as red of dark red; so with any two of their spellings.
    """
    if isinstance(one, TextValue) and isinstance(other, TextValue):
        if not (one.also or other.also):
            return _same_or_a_sort_of(one.text, other.text)
        return any(
            _same_or_a_sort_of(first, second)
            for first in one.spellings
            for second in other.spellings
        )
    if isinstance(one, NameValue) and isinstance(other, NameValue):
        return same_or_part(pack, one.entity, other.entity)
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        return any(
            low <= other_high and other_low <= high
            for low, high in readings(one.date)
            for other_low, other_high in readings(other.date)
        )
    if isinstance(one, NumberValue) and isinstance(other, NumberValue):
        return one.low - tolerance <= other.high and other.low - tolerance <= one.high
    return False


def _same_or_a_sort_of(one: str, other: str) -> bool:
    return _kin_texts(_read(one), _read(other))


@frozen
class Read:
    """A text, ready to be compared."""

    folded: str
    words: tuple[str, ...]
    parts: frozenset[str]


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Read:
    folded = fold(text)
    return Read(folded=folded, words=tuple(folded.split()), parts=parts_of(text))


def read(value: TextValue) -> tuple[Read, ...]:
    """Return a text and all that counts as it, ready to be compared."""
    if not value.also:  # as most
        return (_read(value.text),)
    return tuple(map(_read, value.spellings))


def _kin_texts(one: Read, other: Read) -> bool:
    if one.folded == other.folded:
        return True
    parts, others, short, long = one.parts, other.parts, one.words, other.words
    if len(parts) != len(others) and (parts <= others or others <= parts):
        return True  # what is in force in England and Wales is in force in England
    if len(short) == len(long):
        return False
    if len(short) > len(long):
        short, long = long, short
    many = len(short)
    if not many or not short[-1].isalpha():
        return False
    return long[-many:] == short or (long[:many] == short and long[many] in LINKS)


@lru_cache(maxsize=1 << 14)
def parts_of(text: str) -> frozenset[str]:
    """Return what a text joins by "and", commas and the like, folded."""
    found = _JOINT.split(text)
    return frozenset([fold(text)] if len(found) == 1 else [fold(part) for part in found if part])


_JOINT = re.compile(r",?\s+(?:and|&|or|plus|with)\s+|[,;/]\s*|\s\+\s")
LINKS = frozenset(["of", "with", "who", "which", "that", "in", "for", "from"])
"""Words behind which a text may say no more than which one is meant."""


def same_or_part(pack: Pack, one: str, other: str) -> bool:
    """Tell whether two entities are one, share a name, or contain one another.

    A name without a row of its own may be another name of anything: nothing tells it apart.
    """
    if one == other or other in pack.kin[one]:
        return True
    return pack.facts[one].implicit or pack.facts[other].implicit


def apart(values: Sequence[Value], lone: Callable[[str], bool]) -> bool:
    """Tell whether no two of some values that read differently are compatible.

    At a glance, so that a few dozens cost what two pairs do: where it is not sure it says no.
    `lone` tells of an entity that it has no kin and a row of its own.
    """
    words = 0
    for value in values:
        if isinstance(value, NameValue):
            if not lone(value.entity):
                return False
        elif isinstance(value, TextValue) and not value.also:
            read = _read(value.text)
            words = words or len(read.words)
            if len(read.parts) != 1 or len(read.words) != words:
                return False  # of as many words and one part each, only equal ones are kin
        else:
            return False
    return True


def readings(date: dates.Date) -> tuple[tuple[int, int], ...]:
    """Return the intervals of days that a date may mean, its other calendar included.

    A year or a month of one calendar is a near-miss in the other (rule A8), so an Old Style date
    also stands for the same digits in the New Style.
    """
    low, high = date.fuzzy
    if date.calendar is dates.Calendar.JULIAN:
        return (low, high), (_old_digits(low), _old_digits(high))
    return ((low, high),)


def _old_digits(day: int) -> int:
    """Return the day that bears today the digits which this one had in the Old Style."""
    old = dates.from_jdn(day, dates.Calendar.JULIAN)
    return dates.to_jdn(old.year, old.month, old.day)


def near_misses(date: dates.Date) -> tuple[tuple[int, int], ...]:
    """Return the readings, and for a day or month before 1924 its Old Style digits too."""
    exact = date.precision in (dates.Precision.DAY, dates.Precision.MONTH)
    if exact and date.calendar is dates.Calendar.GREGORIAN and date.upper < _STYLE_END:
        low, high = date.fuzzy
        return (low, high), (_old_digits(low), _old_digits(high))
    return readings(date)


class Known:
    """Values of one fact or one question, made ready to be held against many others.

    `meets` says what `compatible` says of any of them, in a quarter of its time; the others are
    for those who have made the other value ready too.
    """

    __slots__ = (
        "_days",
        "_entities",
        "_named",
        "_numbers",
        "_pack",
        "_texts",
        "_tolerance",
        "_unsure",
        "any",
    )

    def __init__(self, pack: Pack, values: Iterable[Value], *, tolerance: float = 0.0) -> None:
        self._pack = pack
        self._tolerance = tolerance
        self._days: tuple[Reach, ...] = ()
        self._numbers: tuple[Reach, ...] = ()
        self._texts: tuple[Read, ...] = ()
        self._entities: frozenset[str] = _NOBODY
        self._named = self._unsure = self.any = False
        for value in values:
            self.any = True
            if isinstance(value, TextValue):
                self._texts += read(value)
            elif isinstance(value, DateValue):
                self._days += readings(value.date)
            elif isinstance(value, NumberValue):
                self._numbers += (reach(value, tolerance),)
            else:
                self._named = True
                self._unsure = self._unsure or pack.facts[value.entity].implicit
                self._entities |= {value.entity, *pack.kin[value.entity]}

    def meets(self, value: Value) -> bool:
        """Tell whether the value is compatible with any of these."""
        if isinstance(value, TextValue):
            return self.meets_text(read(value))
        if isinstance(value, NameValue):
            return self.meets_name(value.entity)
        if isinstance(value, DateValue):
            return self.meets_days(readings(value.date))
        return self.meets_numbers((reach(value, self._tolerance),))

    def meets_name(self, entity: str) -> bool:
        """Tell what `meets` does of a name."""
        if entity in self._entities:
            return True
        return self._named and (self._unsure or self._pack.facts[entity].implicit)

    def meets_text(self, texts: tuple[Read, ...]) -> bool:
        """Tell what `meets` does of a text with these spellings."""
        for text in texts:
            for known in self._texts:
                if _kin_texts(known, text):
                    return True
        return False

    def meets_days(self, days: tuple[Reach, ...]) -> bool:
        """Tell what `meets` does of a date with these readings."""
        for low, high in days:
            for first, last in self._days:
                if first <= high and low <= last:
                    return True
        return False

    def meets_numbers(self, numbers: tuple[Reach, ...]) -> bool:
        """Tell what `meets` does of a number that reaches so far, with the same tolerance."""
        for low, high in numbers:
            for first, last in self._numbers:
                if first <= high and low <= last:
                    return True
        return False


_NOBODY: frozenset[str] = frozenset()


def reach(value: NumberValue, tolerance: float) -> Reach:
    """Return the interval of a number, with the tolerance on one side.

    Where each of two has it on the same side, they overlap if the numbers do with it between them.
    """
    return value.low - tolerance, value.high


def provably_false(
    pack: Pack, value: Value, fact: Fact, field: Field, owner: Fact | None = None
) -> str | None:
    """Return by which rule the pack proves that `value` is not true of the fact, or None.

    "not": the author said so. "one": the field has one value, and `value` is incompatible with
    every claim of it, of any rank (rule A2). "complete": the list is complete and lacks it.
    "unique": it belongs to another row, and no two rows share a value. "closed": the pack lists
    every row that has it, and this is none of them. None means unknown: not to be used. `owner`: a
    row that is likely to have the value, which is looked at before all others.
    """
    claimed = [v for claim in fact.claims.get(field.key, ()) for v in claim.values]
    if any(compatible(pack, value, known, tolerance=field.tolerance) for known in claimed):
        return None
    return rule_of(pack, value, fact, field, owner, claimed=bool(claimed))


def rule_of(
    pack: Pack, value: Value, fact: Fact, field: Field, owner: Fact | None, *, claimed: bool
) -> str | None:
    """Return what `provably_false` does of a value that meets nothing that is claimed.

    `claimed`: whether anything is.
    """
    denied = fact.false.get(field.key)
    if denied and any(within(pack, value, one) for one in denied):
        return "not"
    if claimed and not field.many:
        return "one"
    if claimed and (field.complete or field.key in fact.complete):
        return "complete"
    if field.unique and has_owner(pack, value, field, fact, owner):
        return "unique"
    if field.closed and has_owner(pack, value, field, fact, owner):
        return "closed"
    return None


def within(pack: Pack, value: Value, wide: Value) -> bool:
    """Tell whether a value is the other one or a part of it: what denies the whole denies it."""
    if isinstance(value, NameValue) and isinstance(wide, NameValue):
        return value.entity == wide.entity or wide.entity in pack.facts[value.entity].wholes
    if isinstance(value, DateValue) and isinstance(wide, DateValue):
        return wide.date.lower <= value.date.lower and value.date.upper <= wide.date.upper
    if isinstance(value, NumberValue) and isinstance(wide, NumberValue):
        return wide.low <= value.low and value.high <= wide.high
    return compatible(pack, value, wide)


def has_owner(
    pack: Pack, value: Value, field: Field, fact: Fact, likely: Fact | None = None
) -> bool:
    """Tell whether another row of the fact's kind is claimed to have the value."""
    if likely is not None and likely.key != fact.key and _has(pack, value, field, likely):
        return True
    return any(
        _has(pack, value, field, other)
        for other in pack.of_kind(fact.kind)
        if other.key != fact.key
    )


def _has(pack: Pack, value: Value, field: Field, fact: Fact) -> bool:
    claims = fact.claims.get(field.key, ())
    return any(compatible(pack, value, known) for claim in claims for known in claim.values)
