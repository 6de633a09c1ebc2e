"""Which rows of a large kind are looked at for one question, so that it costs the same in any pack.

Of a kind with few rows all are. Of a large one it is a company of some dozens: those whose value
stands next to the asked one or that have most in common with the asked row, and others from
anywhere. All rules are proved on them as on all rows; what they lack is only choice. A row that
is added changes no company but those that it enters (rule D7): everything stands on rings, in an
order that hangs on each row alone.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar
from zlib import crc32

from quiz.generate.canonical import canonical_of
from quiz.generate.overlaps import Overlaps
from quiz.generate.shown import best_claim, fits_grain, shown_value
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, FieldType, NumberValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Field, Pack, Value

T = TypeVar("T")

LARGE = 256
"""Rows with a field up to which all of them are looked at."""
NEXT = 6
"""Values on either side of an asked date or number."""
KIN = 3
"""Rows from each of the groups that an asked row belongs to."""
GROUPS = 3
ANYWHERE = 6
"""Rows from anywhere, and values."""
SHARED, GROUPED, MEMBERS = 3, 6, 6
"""Rows that make a value shared; such values, and rows of each, that three are sought among."""
KEPT = 1 << 13
"""Rows whose groups are kept at hand."""
FEW = 40
"""Values of a field up to which all of them are looked at."""


@lru_cache(maxsize=1 << 16)
def place(text: str) -> int:
    """Return where on a ring something stands; it hangs on its own name alone."""
    return crc32(text.encode("utf-8", "surrogateescape"))


class Ring(Generic[T]):
    """Things in an order that looks like chance, of which any place has its next ones."""

    __slots__ = ("_places", "things")

    def __init__(self, things: Iterable[T], named: Callable[[T], str]) -> None:
        own = list(things)
        names = [named(thing) for thing in own]
        placed = sorted((place(name), name, at) for at, name in enumerate(names))
        self._places = array("I", [where for where, _, _ in placed])  # in one place: it is quicker
        self.things = [own[at] for _, _, at in placed]

    def after(self, at: int, count: int) -> list[T]:
        """Return the next things from a place on, all of them where there are no more."""
        if len(self.things) <= count:
            return self.things
        first = bisect_left(self._places, at)
        found = self.things[first : first + count]
        return found + self.things[: count - len(found)]

    def first(self, at: int) -> T:
        """Return the next thing from a place on."""
        return self.things[bisect_left(self._places, at) % len(self.things)]


_key = attrgetter("key")


class Shelf:
    """The rows that have a field, by the value that is shown of it."""

    def __init__(self, pack: Pack, field: Field, grain: Grain, rows: Sequence[Fact]) -> None:
        found: dict[str, list[Fact]] = {}
        orders: dict[str, float] = {}
        for fact in rows:
            claim = best_claim(fact, field.key)
            for value in claim.values if claim else ():
                if isinstance(value, DateValue) and not _shows(value, grain):
                    continue
                shown = shown_value(value, grain)
                name = canonical_of(pack, shown)
                found.setdefault(name, []).append(fact)
                orders[name] = order_of(shown)
        self.sizes = {name: len(group) for name, group in found.items()}
        self.ring = Ring(found, str)
        self.shared = Ring((name for name, rows in found.items() if len(rows) >= SHARED), str)
        self._groups: dict[str, list[Fact] | Ring[Fact]] = dict(found)
        self.ordered = field.type in (FieldType.DATE, FieldType.NUMBER)
        self._names = sorted(found, key=lambda name: (orders[name], name)) if self.ordered else []
        self._orders = [orders[name] for name in self._names]

    def group(self, name: str) -> Ring[Fact]:
        """Return the rows of a value; none where no row has it."""
        group = self._groups.get(name, ())
        if not isinstance(group, Ring):
            group = self._groups[name] = Ring(group, _key)
        return group

    def row(self, name: str, at: int) -> Fact:
        """Return one of the rows of a value."""
        group = self._groups[name]
        if isinstance(group, Ring):
            return group.first(at)
        return group[0] if len(group) == 1 else self.group(name).first(at)

    def beside(self, order: float) -> list[str]:
        """Return the values next to a date or a number on either side."""
        at = bisect_left(self._orders, order)
        return self._names[max(0, at - NEXT) : at + NEXT + 1]


def _shows(value: DateValue, grain: Grain) -> bool:
    return grain is Grain.FULL or fits_grain(value.date, grain)


def order_of(value: Value) -> float:
    """Return where a date or a number stands among others."""
    if isinstance(value, DateValue):
        return float(value.date.lower)
    return value.number if isinstance(value, NumberValue) else 0.0


class Company:
    """The rows of a pack as its questions look at them."""

    def __init__(self, pack: Pack, holders: Callable[[str, str], Sequence[Fact]]) -> None:
        self._pack = pack
        self._holders = holders
        self._shelves: dict[tuple[str, str, Grain], Shelf] = {}
        self._overlaps: dict[tuple[str, str], Overlaps] = {}
        self._rings: dict[tuple[str, str], Ring[Fact]] = {}
        self._topics: dict[tuple[str, str], dict[str, Ring[Fact]]] = {}
        self._groups: dict[str, list[Ring[Fact]]] = {}

    def large(self, slot: Slot) -> bool:
        """Tell whether too many rows have the slot's field for all to be looked at."""
        return len(self._holders(slot.fact.kind, slot.field.key)) > LARGE

    def shelf(self, slot: Slot, grain: Grain) -> Shelf:
        """Return the rows that have the slot's field by value, as wide as it is shown."""
        return self._shelf(slot.fact.kind, slot.field, grain)

    def _shelf(self, kind: str, field: Field, grain: Grain) -> Shelf:
        key = (kind, field.key, grain)
        if key not in self._shelves:
            self._shelves[key] = Shelf(self._pack, field, grain, self._holders(kind, field.key))
        return self._shelves[key]

    def with_values(
        self, slot: Slot, value: Value, grain: Grain, alike: Callable[[], Sequence[Fact]]
    ) -> Sequence[Fact]:
        """Return rows whose values could stand beside the asked one; `alike`: as below."""
        if not self.large(slot):
            return self._holders(slot.fact.kind, slot.field.key)
        shelf = self.shelf(slot, grain)
        at = place(slot.facet)
        if len(shelf.sizes) <= FEW:
            names = shelf.ring.things
        else:
            names = shelf.ring.after(at, ANYWHERE)
            names = [*names, *shelf.beside(order_of(value))] if shelf.ordered else names
        rows = [shelf.row(name, at) for name in names]
        if not shelf.ordered:
            rows += alike()
        return list({fact.key: fact for fact in rows}.values())

    def alike(self, slot: Slot) -> Sequence[Fact]:
        """Return rows with the field: of the slot's topic, of its other values, and any others."""
        if not self.large(slot):
            return self._holders(slot.fact.kind, slot.field.key)
        kind, key, at = slot.fact.kind, slot.field.key, place(slot.facet)
        if (kind, key) not in self._rings:
            self._rings[kind, key] = Ring(self._holders(kind, key), _key)
        rows = [*self._own_topic(slot).after(at, KIN), *self._rings[kind, key].after(at, ANYWHERE)]
        for group in self._groups_of(slot):
            rows += group.after(at, KIN)
        return [f for f in {fact.key: fact for fact in rows}.values() if key in f.claims]

    def having(self, slot: Slot, value: Value, grain: Grain) -> Sequence[Fact]:
        """Return rows that have a value."""
        if not self.large(slot):
            return self._holders(slot.fact.kind, slot.field.key)
        shelf = self.shelf(slot, grain)
        return shelf.group(canonical_of(self._pack, value)).after(place(slot.facet), ANYWHERE)

    def touching(self, slot: Slot, value: Value) -> Sequence[Fact]:
        """Return every row that may have a compatible value, and maybe others."""
        kind, key = slot.fact.kind, slot.field.key
        rows = self._holders(kind, key)
        if self.large(slot):
            if (kind, key) not in self._overlaps:
                self._overlaps[kind, key] = Overlaps(self._pack, slot.field, rows)
            keys = self._overlaps[kind, key].touching(slot.fact, value)
            rows = rows if keys is None else tuple(self._pack.facts[name] for name in keys)
        return rows

    def shared(self, slot: Slot) -> list[str]:
        """Return some values of a large kind's field that several rows have, by canonical form."""
        return self.shelf(slot, Grain.FULL).shared.after(place(slot.facet), GROUPED)

    def sharing(self, slot: Slot, name: str) -> list[Fact]:
        """Return several rows that have such a value."""
        return self.shelf(slot, Grain.FULL).group(name).after(place(slot.facet), MEMBERS)

    def _own_topic(self, slot: Slot) -> Ring[Fact]:
        kind, key = slot.fact.kind, slot.field.key
        if (kind, key) not in self._topics:
            found: dict[str, list[Fact]] = {}
            for fact in self._holders(kind, key):
                found.setdefault(fact.topic, []).append(fact)
            self._topics[kind, key] = {t: Ring(rows, _key) for t, rows in found.items()}
        return self._topics[kind, key][slot.fact.topic]

    def _groups_of(self, slot: Slot) -> list[Ring[Fact]]:
        """Return the smallest groups of rows that share another value with the slot's."""
        known = self._groups.get(slot.fact.key)
        if known is None:
            if len(self._groups) >= KEPT:
                self._groups.clear()
            known = self._groups[slot.fact.key] = self._smallest_groups(slot.fact)
        return known

    def _smallest_groups(self, fact: Fact) -> list[Ring[Fact]]:
        found = []
        fields = self._pack.kinds[fact.kind].fields
        for key in sorted(fact.claims):
            if fields[key].type not in (FieldType.CATEGORY, FieldType.NAME):
                continue
            claim = best_claim(fact, key)
            shelf = self._shelf(fact.kind, fields[key], Grain.FULL)
            for value in claim.values if claim else ():
                name = canonical_of(self._pack, value)
                if shelf.sizes.get(name, 0) > 1:
                    found.append((shelf.sizes[name], key, name, shelf))
        found.sort(key=lambda item: item[:3])
        return [shelf.group(name) for _, _, name, shelf in found[:GROUPS]]
