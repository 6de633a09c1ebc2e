"""Whether any other row's value could be the same as one: told without looking at every row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import combinations
from typing import TYPE_CHECKING

from quiz.generate.falsity import LINKS, parts_of, readings
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.packs.content import Fact, Field, Pack, Value


MOST_PARTS = 6
"""Parts of a joined text up to which its subsets are looked up; with more nothing is sure."""
KNOWN = 8
"""Rows that are kept of those that have one text."""


class Overlaps:
    """The values of a field, ready to be asked which of them may be compatible with another's.

    It errs on one side only: what it calls apart is apart by `falsity.compatible`.
    """

    def __init__(self, pack: Pack, field: Field, rows: Iterable[Fact]) -> None:
        self._pack, self._field = pack, field
        self._wholes: dict[str, tuple[str, ...]] = {}
        """Texts and entities to the first rows that have them."""
        self._pieces: dict[str, tuple[str, ...]] = {}
        """What a text ends or begins with, or joins; and an entity's kin; likewise."""
        self._lows: list[float] = []
        self._highs: list[float] = []
        self.unsure = False
        """Some value may be any other: one that is only named, or that joins very many parts."""
        for fact in rows:
            for value in _values(fact, field.key):
                wholes, pieces = self.named(value)
                for owners, names in ((self._wholes, wholes), (self._pieces, pieces)):
                    for name in names:
                        known = owners.get(name, ())
                        if len(known) <= KNOWN and fact.key not in known:
                            owners[name] = (*known, fact.key)
                for low, high in self._spans(value):
                    self._lows.append(low)
                    self._highs.append(high)
        self._lows.sort()
        self._highs.sort()

    def touching(self, fact: Fact, value: Value) -> list[str] | None:
        """Return the keys of all rows but `fact` that may have a value compatible with this one.

        None where they may be many: then only looking at every row tells.
        """
        if self.unsure:
            return None
        wholes, pieces = self.named(value)
        found = [self._wholes.get(name, ()) for name in wholes | pieces]
        found += [self._pieces.get(name, ()) for name in wholes]
        if any(len(keys) > KNOWN for keys in found):
            return None
        own = [span for v in _values(fact, self._field.key) for span in self._spans(v)]
        for low, high in self._spans(value):
            touching = bisect_right(self._lows, high) - bisect_left(self._highs, low)
            if touching > sum(a <= high and low <= b for a, b in own):
                return None
        return list(dict.fromkeys(key for keys in found for key in keys if key != fact.key))

    def named(self, value: Value) -> tuple[set[str], set[str]]:
        """Return what the value is, and what it has within it that another value may be."""
        if isinstance(value, NameValue):
            self.unsure = self.unsure or self._pack.facts[value.entity].implicit
            return {value.entity}, set(self._pack.kin[value.entity])
        wholes: set[str] = set()
        pieces: set[str] = set()
        for text in value.spellings if isinstance(value, TextValue) else ():
            words = fold(text).split()
            wholes.add(" ".join(words))
            pieces |= {" ".join(words[i:]) for i in range(1, len(words))}
            pieces |= {" ".join(words[:i]) for i in range(1, len(words)) if words[i] in LINKS}
            parts = parts_of(text)
            self.unsure = self.unsure or len(parts) > MOST_PARTS
            if 1 < len(parts) <= MOST_PARTS:
                wholes.add("+".join(sorted(parts)))
                pieces |= {
                    "+".join(some)
                    for size in range(1, len(parts))
                    for some in combinations(sorted(parts), size)
                }
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
