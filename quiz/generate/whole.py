"""What only a look at every row of a very large pack can tell, kept in an index beside its copy.

It errs on one side only: where it is not sure that nothing else has a value, a question that rests
on that is not asked.
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cached_property, partial
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.generate.domain import (
    MOST_ALIKE,
    MOST_NEAR,
    SHORTEST,
    SLIPS,
    Crowded,
    pieces_near,
    pieces_of,
)
from quiz.generate.overlaps import KNOWN, Overlaps
from quiz.model import Name
from quiz.packs import compiled
from quiz.packs.content import FieldType, KeptFacts, TextValue
from quiz.packs.lookup import NO_LIMIT, index, rows
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Pack, Value

_NAME = "whole"
_HEAD = 4 * 8
"""Bytes that tell how long each part of what is kept is."""
_SEP = "\0"
_FEW = ("whole", "piece", "ask")
"""What is only counted as far as a few."""
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
                if any(_alike(one, other) for one in spelt for other in near):
                    yield Name(text=value.text, accepted=value.spellings)

    def _near(self, domain: tuple[str, ...], called: Sequence[str]) -> set[int]:
        """Return the rows under whose names stand some that are a slip or two from one of these.

        Raises Crowded.
        """
        found: set[int] = set()
        for text in map(fold, called):
            seen: set[int] = set()
            for piece in pieces_near(text) if len(text) >= SHORTEST else ():
                for at in self._rows("typed", *domain, *map(str, piece)):
                    if at not in seen:
                        seen.add(at)
                        row, other = self._kept.called(at)
                        if _alike(text, other):
                            found.add(row)
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

    def called(self, at: int) -> tuple[int, str]:
        """Return a name or text, folded, by its number, and the row that has it."""
        text = self._texts[self._ends[at] : self._ends[at + 1]]
        return self._of[at], str(text, "utf-8", "surrogateescape")


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # deferred: only typed questions need it

    return OSA.distance(one, other, score_cutoff=SLIPS) <= SLIPS


def _texts(fact: Fact, field: str) -> Iterator[TextValue]:
    for claim in fact.claims.get(field, ()):
        for value in claim.values:
            if isinstance(value, TextValue):
                yield value


def _made(pack: Pack, parted: Collection[str]) -> bytes:
    """Return the index and the folded names, as they are kept; see `_Kept`."""
    gathered = _Gathered(pack, parted)
    found = index(gathered.entries())
    texts = [text.encode("utf-8", "surrogateescape") for _, text in gathered.called]
    own = array("I", [row for row, _ in gathered.called])
    ends = array("I", accumulate(map(len, texts), initial=0))
    parts = [bytes(part) for part in (found, own, ends, b"".join(texts))]
    return b"".join([bytes(array("Q", map(len, parts))), *parts])


class _Gathered:
    """What stands under which text, gathered row by row."""

    def __init__(self, pack: Pack, parted: Collection[str]) -> None:
        self._pack = pack
        self._parted = parted
        self._often: Counter[str] = Counter()
        self._told: set[tuple[str, ...]] = set()
        self.called: list[tuple[int, str]] = []
        """Names and texts, folded, each behind its row; entries that are typed give its number."""
        self._overlaps = {
            (kind, field.key): Overlaps(pack, field, ())
            for kind in parted
            for field in pack.kinds[kind].fields.values()
            if field.type not in _SPANS and (field.unique or field.closed)
        }

    def entries(self) -> Iterator[tuple[str, int]]:
        for row, fact in enumerate(self._pack.facts.values()):
            if fact.kind in self._parted:
                yield from self._typed(row, fact.names, "name", fact.kind)
                for key, words in fact.ask.items():
                    said = words.replace("{name}", fact.name)
                    yield from self._few(row, "ask", fact.kind, key, said)
                for key in fact.claims:
                    yield from self._of_texts(row, fact, key)
                    yield from self._of_values(row, fact, key)
        for where, apart in self._overlaps.items():
            if apart.unsure:
                yield _SEP.join(("unsure", *where)), 0

    def _of_texts(self, row: int, fact: Fact, key: str) -> Iterator[tuple[str, int]]:
        if self._pack.kinds[fact.kind].fields[key].type in _TEXTS:
            for text in _texts(fact, key):
                if (told := (fact.kind, key, *text.spellings)) not in self._told:
                    self._told.add(told)
                    yield from self._typed(row, text.spellings, "text", fact.kind, key)

    def _of_values(self, row: int, fact: Fact, key: str) -> Iterator[tuple[str, int]]:
        apart = self._overlaps.get((fact.kind, key))
        if apart is None:
            return
        for claim in fact.claims[key]:
            for value in claim.values:
                wholes, pieces = apart.named(value)
                for name in wholes:
                    yield from self._few(row, "whole", fact.kind, key, name)
                for name in pieces:
                    yield from self._few(row, "piece", fact.kind, key, name)

    def _few(self, row: int, *words: str) -> Iterator[tuple[str, int]]:
        text = _SEP.join(words)
        self._often[text] += 1
        if self._often[text] <= KNOWN + 1:
            yield text, row

    def _typed(self, row: int, texts: Iterable[str], *domain: str) -> Iterator[tuple[str, int]]:
        for text in dict.fromkeys(map(fold, texts)):
            for piece in pieces_of(text):
                yield _SEP.join(("typed", *domain, *map(str, piece))), len(self.called)
            self.called.append((row, text))
