"""What only a look at every row of a very large pack can tell, kept in an index beside its copy.

It errs on one side only: where it is not sure that nothing else has a value, a question that rests
on that is not asked.
"""

from __future__ import annotations

from array import array
from functools import cached_property, partial
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.generate.domain import (
    MOST_ALIKE,
    MOST_NEAR,
    SHORTEST,
    Crowded,
    mistyped,
    pieces_near,
    pieces_of,
)
from quiz.generate.overlaps import KNOWN, Overlaps
from quiz.model import Name
from quiz.packs import compiled
from quiz.packs.content import FieldType, KeptFacts, TextValue
from quiz.packs.lookup import BITS, NO_LIMIT, index_of, place, rows, rows_at
from quiz.quick import dataclass
from quiz.spread import spread
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from quiz.generate.slots import Slot
    from quiz.packs.content import Claim, Fact, Pack, Value

_NAME = "whole"
_HEAD = 4 * 8
"""Bytes that tell how long each part of what is kept is."""
BLOCK = 2_000
"""Rows that are gathered at once."""
_SEP = "\0"
_FEW = ("whole", "piece", "ask")
"""What is only counted as far as a few."""
READ = 1 << 14
"""Names and texts that are kept at hand: some two megabytes; one is sought beside many others."""
_TEXTS = (FieldType.TEXT, FieldType.CATEGORY)
_SPANS = (FieldType.DATE, FieldType.NUMBER)
_MADE_BY = [Path(__file__).with_name(name) for name in ("whole.py", "domain.py", "overlaps.py")]


class Whole:
    """All rows of a very large pack."""

    def __init__(self, pack: Pack, parted: Collection[str]) -> None:
        self._pack = pack
        self._parted = parted

    @classmethod
    def of(cls, pack: Pack) -> Whole | None:
        """Return the whole that a pack is a part of; None where it is one itself."""
        if pack.whole is None:
            return None
        return cls(
            pack.whole, frozenset(k for k in pack.kinds if pack.count(k) < pack.whole.count(k))
        )

    def make_ready(self) -> None:
        """Have the index made, if it is not kept already."""
        self._rows("ask")

    def holds(self, kind: str) -> bool:
        """Tell whether a part has not all rows of a kind."""
        return kind in self._parted

    def touching(self, slot: Slot, value: Value) -> list[str] | None:
        """Return the keys of all other rows that may have a value compatible with this one.

        None where they may be many, or nobody knows.
        """
        kind, field = slot.fact.kind, slot.field
        if field.type in _SPANS or self._rows("unsure", kind, field.key):
            return None
        wholes, pieces = Overlaps(self._pack, field, ()).named(value)
        found = [self._rows("whole", kind, field.key, name) for name in wholes | pieces]
        found += [self._rows("piece", kind, field.key, name) for name in wholes]
        if any(len(some) > KNOWN for some in found):
            return None
        keys = map(self._key, dict.fromkeys(chain.from_iterable(found)))
        return [key for key in keys if key != slot.fact.key]

    def asked_so(self, kind: str, field: str, words: str) -> int:
        """Return how many rows ask for a field in these words of their own, or so it seems."""
        return len(self._rows("ask", kind, field, words))

    def named_like(self, kinds: Sequence[str], called: Sequence[str]) -> Iterator[tuple[str, Name]]:
        """Yield the rows of some kinds, by key, whose name a typo in one of these could make.

        Raises Crowded.
        """
        for row in sorted({row for kind in kinds for row in self._near(("name", kind), called)}):
            fact = self._pack.facts[self._key(row)]
            yield fact.key, Name(text=fact.name, accepted=fact.names)

    def texts_like(self, kind: str, field: str, called: Sequence[str]) -> Iterator[Name]:
        """Yield the texts of a field that a typo in one of these could make. Raises Crowded."""
        near = {fold(text) for text in called}
        for row in sorted(self._near(("text", kind, field), called)):
            for value in _texts(self._pack.facts[self._key(row)], field):
                spelt = {fold(text) for text in value.spellings}
                if any(mistyped(one, dict(enumerate(near))) for one in spelt):
                    yield Name(text=value.text, accepted=value.spellings)

    def _near(self, domain: tuple[str, ...], called: Sequence[str]) -> set[int]:
        """Return the rows under whose names stand some that are a slip or two from one of these.

        Raises Crowded.
        """
        found: set[int] = set()
        after = place(_SEP.join(("typed", *domain, "")))
        for text in map(fold, called):
            seen: set[int] = set()
            for length, third, letters in pieces_near(text) if len(text) >= SHORTEST else ():
                at = place(f"{length}{_SEP}{third}{_SEP}{letters}", after)
                own = [each for each in rows_at(self._kept.index, at) if each not in seen]
                seen.update(own)
                for first in range(0, len(own), MOST_NEAR):
                    found.update(self._kept.alike(text, own[first : first + MOST_NEAR]))
                    if len(found) > MOST_NEAR or len(seen) > MOST_ALIKE:
                        raise Crowded
        return found

    def _rows(self, *words: str) -> list[int]:
        most = KNOWN + 1 if words[0] in _FEW else NO_LIMIT
        return rows(self._kept.index, _SEP.join(words), most)

    def _key(self, row: int) -> str:
        facts = self._pack.facts
        return facts.key(row) if isinstance(facts, KeptFacts) else self._keys[row]

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._pack.facts)

    @cached_property
    def _kept(self) -> _Kept:
        made = partial(_made, self._pack, self._parted)
        return _Kept(compiled.beside(self._pack, _NAME, _MADE_BY, made))


class _Kept:
    """The index where it lies, and the names and texts that it tells of.

    Behind their lengths stand the index, the row of each text, where each ends, and the texts.
    """

    def __init__(self, raw: memoryview) -> None:
        parts = accumulate(raw[:_HEAD].cast("Q"), initial=_HEAD)
        found, of, ends, self._texts = (raw[start:end] for start, end in pairwise(parts))
        self.index, self._of, self._ends = found.cast("Q"), of.cast("I"), ends.cast("I")
        self._read: dict[int, str] = {}

    def alike(self, text: str, some: Iterable[int]) -> Iterator[int]:
        """Yield the rows of those of some names and texts that a slip or two may make of one."""
        if len(self._read) > READ:
            self._read.clear()
        read = self._read
        called = {at: read.get(at) or self._called(at) for at in some}
        return (self._of[at] for at in mistyped(text, called))

    def _called(self, at: int) -> str:
        raw = self._texts[self._ends[at] : self._ends[at + 1]]
        found = self._read[at] = str(raw, "utf-8", "surrogateescape")
        return found


def _texts(fact: Fact, field: str) -> Iterator[TextValue]:
    for claim in fact.claims.get(field, ()):
        for value in claim.values:
            if isinstance(value, TextValue):
                yield value


def _made(pack: Pack, parted: Collection[str]) -> bytes:
    """Return the index and the folded names, as they are kept; see `_Kept`."""
    facts, gatherer = pack.facts, _Gatherer(pack, parted)
    apart = isinstance(facts, KeptFacts) and not facts.at_hand
    entries, few, called = set[int](), set[int](), list[tuple[int, str]]()
    told: set[tuple[object, ...]] = set()
    for block in spread(gatherer.blocks) if apart else gatherer.blocks(0, 1):
        few.update(block.few)
        entries.update(block.unsure)
        for words, row, texts in block.typed:
            if words in told:
                continue
            if words:
                told.add(words)
            for text, places in texts:
                number = len(called)
                called.append((row, text))
                entries.update([at << BITS | number for at in places])
    found = index_of(entries | _first_rows(few))
    raw = [text.encode("utf-8", "surrogateescape") for _, text in called]
    own = array("I", [row for row, _ in called])
    ends = array("I", accumulate(map(len, raw), initial=0))
    parts = [bytes(part) for part in (found, own, ends, b"".join(raw))]
    return b"".join([bytes(array("Q", map(len, parts))), *parts])


def _first_rows(few: Collection[int]) -> set[int]:
    """Return of the entries of each place those of its first rows."""
    every = sorted(few)
    before = chain([-1] * (KNOWN + 1), every)
    return {one for one, other in zip(every, before, strict=False) if one >> BITS != other >> BITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A field of a kind, and under what its values are entered: the beginnings of their texts."""

    typed: int | None
    """None where it is never typed."""
    apart: Overlaps | None
    """None where nobody asks whether two of its values may be one."""
    whole: int
    piece: int
    ask: int
    shared: bool
    """Whether many rows have one value."""


class _Block(NamedTuple):
    """What some rows are entered under, which follow one another."""

    few: list[int]
    """Entries of rows; of one place only so many."""
    typed: list[tuple[tuple[object, ...], int, list[tuple[str, list[int]]]]]
    """What is entered as a typed answer may be spelt: what only the first row that has it enters
    (empty: each does), the row, and each text, folded, with its places.
    """
    unsure: list[int]


class _Gatherer:
    """Gathers what stands under which text, block by block.

    A text is told by its place alone, begun where that of its column ends: there are millions.
    """

    def __init__(self, pack: Pack, parted: Collection[str]) -> None:
        self._pack = pack
        self._columns = {
            kind: {key: _column(pack, kind, key) for key in pack.kinds[kind].fields}
            for kind in parted
        }
        self._called = {kind: place(_SEP.join(("typed", "name", kind, ""))) for kind in parted}
        self._told: set[tuple[object, ...]] = set()
        self._named: dict[tuple[object, ...], tuple[list[int], list[int]]] = {}
        self._block = _Block([], [], [])
        self._often: dict[int, int] = {}

    def blocks(self, first: int, step: int) -> Iterator[_Block]:
        """Yield each step-th block, from one on; see `spread`."""
        for at in range(first * BLOCK, len(self._pack.facts), step * BLOCK):
            yield self._gathered(at)

    def _gathered(self, first: int) -> _Block:
        self._block, self._often = _Block([], [], []), {}
        facts, end = self._pack.facts, first + BLOCK
        each = facts.each(first, end) if isinstance(facts, KeptFacts) else facts.values()
        if not isinstance(facts, KeptFacts):
            each = islice(each, first, end)
        for row, fact in enumerate(each, first):
            own = self._columns.get(fact.kind)
            if own is not None:
                self._enter_typed(row, fact.names, self._called[fact.kind], ())
                for key in fact.ask.keys() & own.keys():
                    said = fact.ask[key].replace("{name}", fact.name)
                    self._enter_few(row, {place(said, own[key].ask)})
                for key, claims in fact.claims.items():
                    self._enter(row, claims, own[key])
        for kind, columns in self._columns.items():
            for key, column in columns.items():
                if column.apart is not None and column.apart.unsure:
                    self._block.unsure.append(place(_SEP.join(("unsure", kind, key))) << BITS)
        return self._block

    def _enter(self, row: int, claims: Iterable[Claim], column: _Column) -> None:
        places: set[int] = set()
        for claim in claims:
            for value in claim.values:
                if column.typed is not None and isinstance(value, TextValue):
                    told = (column.typed, *value.spellings)
                    if told not in self._told:
                        self._told.add(told)
                        self._enter_typed(row, value.spellings, column.typed, told)
                if column.apart is not None:
                    places.update(*self._places(value, column, column.apart))
        self._enter_few(row, places)

    def _places(
        self, value: Value, column: _Column, apart: Overlaps
    ) -> tuple[list[int], list[int]]:
        """Return where a value is entered, as a whole and for what it has within it."""
        key = (column.whole, *value.spellings) if isinstance(value, TextValue) else ()
        found = self._named.get(key)
        if found is None:
            wholes, pieces = apart.named(value)
            found = (
                [place(n, column.whole) for n in wholes],
                [place(n, column.piece) for n in pieces],
            )
            if key and column.shared:
                self._named[key] = found
        return found

    def _enter_few(self, row: int, places: Iterable[int]) -> None:
        for at in places:
            often = self._often.get(at, 0)
            if often <= KNOWN:
                self._often[at] = often + 1
                self._block.few.append(at << BITS | row)

    def _enter_typed(
        self, row: int, texts: Iterable[str], after: int, told: tuple[object, ...]
    ) -> None:
        entered = []
        for text in dict.fromkeys(map(fold, texts)):
            places = [
                place(f"{length}{_SEP}{third}{_SEP}{letters}", after)
                for length, third, letters in pieces_of(text)
            ]
            entered.append((text, places))
        self._block.typed.append((told, row, entered))


def _column(pack: Pack, kind: str, key: str) -> _Column:
    field = pack.kinds[kind].fields[key]
    is_told_apart = field.type not in _SPANS and (field.unique or field.closed)
    typed, whole, piece, ask = (
        place(_SEP.join((*words, kind, key, "")))
        for words in (("typed", "text"), ("whole",), ("piece",), ("ask",))
    )
    return _Column(
        typed=typed if field.type in _TEXTS else None,
        apart=Overlaps(pack, field, ()) if is_told_apart else None,
        whole=whole,
        piece=piece,
        ask=ask,
        shared=field.type is FieldType.CATEGORY,
    )
