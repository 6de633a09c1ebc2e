"""The facts of a pack's copy, each made when it is asked for, found without looking through all.

What tells where each stands is three arrays, looked into where they lie. So a copy of a hundred
thousand facts is opened as fast as one of a hundred.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from quiz.errors import PackError
from quiz.packs.content import Fact, KeptFacts
from quiz.packs.lookup import BITS, rows
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterator, ValuesView
    from pathlib import Path

    from quiz.packs.things import Reader

    Again = Callable[[], Mapping[str, Fact]]
    Lines = Callable[[int, int], bytes]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything stands in a copy."""

    keys: memoryview
    """All keys as one text, in their order."""
    key_ends: memoryview
    """Where in it each begins, and the last one ends."""
    by_place: memoryview
    """The rows by their keys' places; see `lookup`."""
    ends: memoryview
    """Where each line begins, and the last one ends."""
    seals: memoryview
    """The checksum of each line."""
    lines: Lines
    """Reads what stands from one place to another."""


class CopiedFacts(KeptFacts):
    """Facts by key, each made of its line when it is first asked for."""

    __slots__ = (
        "_again",
        "_all",
        "_at",
        "_at_hand",
        "_facts",
        "_keys",
        "_places",
        "_reader",
        "_spans",
        "file",
    )

    def __init__(
        self,
        reader: Reader,
        counts: Mapping[str, int],
        places: Places,
        again: Again,
        file: Path | None = None,
        at_hand: Mapping[str, Fact] | None = None,
    ) -> None:
        """Begin; `at_hand`: all facts, where they were just read, for the first look at each."""
        self.file = file
        """Where the copy lies."""
        self._at_hand = at_hand
        ends = accumulate(counts.values(), initial=0)
        self._spans = {
            kind: range(*span) for kind, span in zip(counts, pairwise(ends), strict=True)
        }
        self._reader = reader
        self._places = places
        self._again = again
        self._at: dict[str, int] = {}
        self._keys: list[str] | None = None
        self._facts: dict[str, Fact] = {}
        self._all: dict[str, Fact] | None = None

    def __getitem__(self, key: str) -> Fact:
        found = self._facts.get(key)
        if found is None:
            at = self._row(key)
            if at is None:
                raise KeyError(key)
            found = self._facts[key] = self._read(key, at)
        return found

    def _read(self, key: str, at: int) -> Fact:
        places = self._places
        line = places.lines(places.ends[at], places.ends[at + 1])
        return self._reader.fact(line) if crc32(line) == places.seals[at] else self._mended(key)

    def _row(self, key: object) -> int | None:
        """Return where a key stands in the order; None where there is none such."""
        if not isinstance(key, str):
            return None
        found = self._at.get(key)
        if found is None and self._keys is None:
            for at in rows(self._places.by_place, key):
                if self.key(at) == key:
                    found = self._at[key] = at
        return found

    def _mended(self, key: str) -> Fact:
        """Take what is damaged from the pack itself. Raises PackError."""
        facts = self._again()
        if key not in facts:
            raise PackError("The pack was changed while it was in use. Start it once more.")
        for own in self:
            if own in facts:
                self._facts.setdefault(own, facts[own])
        return self._facts[key]

    def key(self, row: int) -> str:
        """Return a key by its place in the order."""
        if self._keys is not None:
            return self._keys[row]
        ends = self._places.key_ends
        return str(self._places.keys[ends[row] : ends[row + 1]], "utf-8")

    def row(self, number: int) -> Fact:
        """Return a fact by its place in the order."""
        return self[self.key(number)]

    def __contains__(self, key: object) -> bool:
        return self._row(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._places.seals)

    def values(self) -> ValuesView[Fact]:
        """Return all facts, each of which is made."""
        return self._whole().values()

    def items(self) -> ItemsView[str, Fact]:
        """Return all facts with their keys; each is made."""
        return self._whole().items()

    @property
    def at_hand(self) -> bool:
        """Whether all facts are in memory, so that none is read for `each`."""
        return self._at_hand is not None

    def each(self, first: int, end: int) -> Iterator[Fact]:
        """Yield the facts of some places in the order, and keep none.

        Those that are at hand are let go with the last of them.
        """
        at_hand, end = self._at_hand, min(end, len(self))
        if at_hand is not None:
            if end == len(self):
                self._at_hand = None
            yield from islice(at_hand.values(), first, end)
            return
        for at in range(first, end):
            key = self.key(at)
            yield self._facts.get(key) or self._read(key, at)

    def _every(self) -> list[str]:
        if self._keys is None:
            raw, ends = bytes(self._places.keys), self._places.key_ends.tolist()
            self._keys = [raw[start:end].decode("utf-8") for start, end in pairwise(ends)]
            self._at = {key: at for at, key in enumerate(self._keys)}
        return self._keys

    def _whole(self) -> dict[str, Fact]:
        if self._all is None:
            self._all = {key: self[key] for key in self._every()}
        return self._all

    def by_kind(self) -> Mapping[str, Sequence[str]]:
        """Return the keys of each kind, in order; none is read before it is asked for."""
        return {kind: _Keys(self, span) for kind, span in self._spans.items()}

    def placed(self, kind: str, first: int, end: int) -> list[str]:
        """Return the keys of a kind whose place is one of `range(first, end)`, in order."""
        found, span = self._places.by_place, self._spans.get(kind, range(0))
        low, high = (bisect_left(found, place << BITS) for place in (first, end))
        own = sorted(row for at in range(low, high) if (row := found[at] & _ROW) in span)
        keys = [self.key(row) for row in own]
        self._at.update(zip(keys, own, strict=True))  # they are asked for next
        return keys


_ROW = (1 << BITS) - 1


class _Keys(Sequence[str]):
    """The keys of one kind."""

    __slots__ = ("_facts", "_span")

    def __init__(self, facts: CopiedFacts, span: range) -> None:
        self._facts = facts
        self._span = span

    def __getitem__(self, at: int | slice) -> str | list[str]:  # type: ignore[override]
        found = self._span[at]
        return (
            self._facts.key(found)
            if isinstance(found, int)
            else [self._facts.key(row) for row in found]
        )

    def __iter__(self) -> Iterator[str]:
        return map(self._facts.key, self._span)

    def __len__(self) -> int:
        return len(self._span)


class CopiedNames(Mapping[str, tuple[str, ...]]):
    """Folded name to the keys of all that have it."""

    __slots__ = ("_facts", "_found", "_known")

    def __init__(self, facts: CopiedFacts, found: memoryview) -> None:
        self._facts = facts
        self._found = found
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        known = self._known.get(name)
        if known is None:
            facts = (self._facts.row(at) for at in rows(self._found, name))
            known = tuple(fact.key for fact in facts if name in map(fold, fact.names))
            if not known:
                raise KeyError(name)
            self._known[name] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({fold(name) for f in self._facts.values() for name in f.names}))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class CopiedKin(Mapping[str, frozenset[str]]):
    """The kin of each fact; few have any."""

    __slots__ = ("_facts", "_found")

    def __init__(self, facts: Mapping[str, Fact], found: Mapping[str, frozenset[str]]) -> None:
        self._facts = facts
        self._found = found

    def __getitem__(self, key: str) -> frozenset[str]:
        found = self._found.get(key)
        if found is None and key not in self._facts:
            raise KeyError(key)
        return found or _NONE

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
