"""Whether any other row's value could be the same as one: told without looking at every row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from quiz.generate.falsity import LINKS, parts_of, readings
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quiz.packs.content import Fact, Field, Pack, Value


class Overlaps:
    """The values of a field, ready to be asked which of them may be compatible with another's.

    It errs on one side only: what it calls apart is apart by `falsity.compatible`.
    """

    def __init__(self, pack: Pack, field: Field, rows: Iterable[Fact]) -> None:
        self._pack, self._field = pack, field
        self._wholes: dict[str, str] = {}
        """Texts and entities to the one row that has them, "" where several have."""
        self._pieces: dict[str, str] = {}
        """What a text ends or begins with, or joins; and an entity's kin; likewise."""
        self._lows: list[float] = []
        self._highs: list[float] = []
        self._unsure = False
        """Some value is only named, and so may be any other."""
        for fact in rows:
            for value in _values(fact, field.key):
                wholes, pieces = self._names(value)
                for owners, names in ((self._wholes, wholes), (self._pieces, pieces)):
                    for name in names:
                        if owners.setdefault(name, fact.key) != fact.key:
                            owners[name] = ""
                for low, high in self._spans(value):
                    self._lows.append(low)
                    self._highs.append(high)
        self._lows.sort()
        self._highs.sort()

    def may_touch(self, fact: Fact, value: Value) -> bool:
        """Tell whether another row may have a value that is compatible with this one of `fact`."""
        if self._unsure:
            return True
        wholes, pieces = self._names(value)
        if self._has_other(self._wholes, fact, wholes | pieces):
            return True
        if self._has_other(self._pieces, fact, wholes):
            return True
        own = [span for v in _values(fact, self._field.key) for span in self._spans(v)]
        for low, high in self._spans(value):
            touching = bisect_right(self._lows, high) - bisect_left(self._highs, low)
            if touching > sum(a <= high and low <= b for a, b in own):
                return True
        return False

    @staticmethod
    def _has_other(owners: Mapping[str, str], fact: Fact, names: Iterable[str]) -> bool:
        return any(owners.get(name, fact.key) != fact.key for name in names)

    def _names(self, value: Value) -> tuple[set[str], set[str]]:
        """Return what the value is, and what it has within it that another value may be."""
        if isinstance(value, NameValue):
            self._unsure = self._unsure or self._pack.facts[value.entity].implicit
            return {value.entity}, set(self._pack.kin[value.entity])
        wholes: set[str] = set()
        pieces: set[str] = set()
        for text in value.spellings if isinstance(value, TextValue) else ():
            words = fold(text).split()
            wholes.add(" ".join(words))
            pieces |= {" ".join(words[i:]) for i in range(1, len(words))}
            pieces |= {" ".join(words[:i]) for i in range(1, len(words)) if words[i] in LINKS}
            parts = parts_of(text)
            if len(parts) > 1:
                wholes |= {f"+{part}" for part in parts}
                pieces |= parts
        return wholes, pieces

    def _spans(self, value: Value) -> list[tuple[float, float]]:
        if isinstance(value, DateValue):
            return list(readings(value.date))
        if isinstance(value, NumberValue):
            room = self._field.tolerance
            return [(value.low - room, value.high + room)]
        return []


def _values(fact: Fact, field: str) -> Iterator[Value]:
    return (value for claim in fact.claims.get(field, ()) for value in claim.values)
