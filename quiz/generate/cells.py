"""What rows show of a field, each worked out once: most stand beside dozens of other keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.canonical import canonical_of
from quiz.generate.falsity import Known, reach, read, readings
from quiz.generate.lives import life
from quiz.generate.shown import best_claim, fits_grain, home, shown_value
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.quick import frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.generate.falsity import Reach, Read
    from quiz.generate.wording import Grain
    from quiz.model import Citation
    from quiz.packs.content import Claim, Fact, Field, Pack, Value

KEPT = 1 << 14
"""Rows and fields of which it is kept: some 10 MB."""


@frozen
class Cell:
    """One value of a row, as it is shown."""

    row: Fact
    value: Value
    """As wide as it is shown."""
    text: str
    """As an option; "" where that hangs on when the asked fact was: see `wording.name_at`."""
    folded: str
    name: str
    """In its canonical form."""
    named: str
    """The key of the row that a name means."""
    shape: str
    """What two spans or two numbers that are written alike have in common: `shape_of`."""
    order: float
    span: tuple[float, float]
    texts: tuple[Read, ...]
    """All spellings of a text, to be held against others."""
    reaches: tuple[Reach, ...]
    """Of a date or a number what is held against others: its readings, or how far it goes."""
    minor: bool
    """Whether the row is not asked for it below level 3."""
    citations: tuple[Citation, ...]


@frozen
class Bearer:
    """A row that has a field, as it is shown where the question asks which row has a value."""

    row: Fact
    text: str
    value: NameValue
    citations: tuple[Citation, ...]
    known: Known
    """All that any source says of its field."""
    minor: bool


def shape_of(value: Value, grain: Grain) -> str:
    """Rule B5: return what has to be the same of two spans, or two numbers: 1901–1905, 240 to 260.

    "" of whatever is written alike in any case.
    """
    if isinstance(value, DateValue):
        return re.sub(r"\d", "0", value.date.edtf) if grain is wording.Grain.SPAN else ""
    return "to" if isinstance(value, NumberValue) and " to " in value.text else ""


class Cells:
    """The values of a pack's rows."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._found: dict[tuple[str, Grain], dict[str, tuple[Cell, ...]]] = {}
        self._bearers: dict[str, dict[str, Bearer | None]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._lone: dict[str, bool] = {}
        self._many = 0
        self._unclear: dict[str, bool] = {}
        self._lives: dict[str, tuple[int, int]] = {}
        self._known: dict[tuple[str, str], Known] = {}
        self._homes: dict[tuple[str, str, Grain], str] = {}

    def _make_room(self) -> None:
        """Let go of what was found for other slots, where it is much."""
        if self._many >= KEPT:
            self._found.clear()
            self._bearers.clear()
            self._many = 0

    def is_unclear(self, key: str) -> bool:
        """Tell whether a row's very name is also a name of another row of its kind (rule A7).

        Also of one that lies outside the part of a very large pack, and is only named there.
        """
        known = self._unclear.get(key)
        if known is None:
            facts, fact = self._pack.facts, self._pack.facts[key]
            others = self._pack.names.get(fold(fact.name), ())
            known = any(other != key and facts[other].kind == fact.kind for other in others)
            self._unclear[key] = known
        return known

    def among(self, rows: Iterable[Fact], field: Field, grain: Grain) -> list[Cell]:
        """Return what rows have of a field that may be an option.

        It has a source, and no name in it may mean another row too.
        """
        self._make_room()
        kept = self._found.setdefault((field.key, grain), {})
        out: list[Cell] = []
        for fact in rows:
            found = kept.get(fact.key)
            if found is None:
                found = kept[fact.key] = self._made(fact, field, grain)
                self._many += 1
            out += found
        return out

    def bearers(self, rows: Iterable[Fact], field: Field) -> list[Bearer]:
        """Return the rows as they stand among others that have a field.

        Without those that have no row of their own or no value with a source, or whose name may
        mean another.
        """
        self._make_room()
        kept = self._bearers.setdefault(field.key, {})
        out: list[Bearer] = []
        for fact in rows:
            key = fact.key
            if key not in kept:
                kept[key] = self._bearer(fact, field)
                self._many += 1
            found = kept[key]
            if found is not None:
                out.append(found)
        return out

    def _bearer(self, fact: Fact, field: Field) -> Bearer | None:
        claim = best_claim(fact, field.key)
        if claim is None or not claim.citations or fact.implicit or self.is_unclear(fact.key):
            return None
        return Bearer(
            row=fact,
            text=wording.option_text(fact.name, name=True),
            value=NameValue(entity=fact.key),
            citations=claim.citations,
            known=self.known(fact, field),
            minor=field.key in fact.trivial or field.key in fact.skip,
        )

    def words(self, entity: str) -> frozenset[str]:
        """Return all words of what a row is called, as `cues.words_of` has them."""
        found = self._words.get(entity)
        if found is None:
            if len(self._words) >= KEPT:
                self._words.clear()
            names = self._pack.facts[entity].names
            found = self._words[entity] = frozenset().union(*map(cues.words_of, names))
        return found

    def lone(self, entity: str) -> bool:
        """Tell whether a row is surely no other: it has no kin and is not only named."""
        found = self._lone.get(entity)
        if found is None:
            if len(self._lone) >= KEPT:
                self._lone.clear()
            found = not (self._pack.kin[entity] or self._pack.facts[entity].implicit)
            self._lone[entity] = found
        return found

    def known(self, fact: Fact, field: Field) -> Known:
        """Return all that any source says of a row's field, to hold other values against it."""
        key = (fact.key, field.key)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            claimed = [v for claim in fact.claims.get(field.key, ()) for v in claim.values]
            found = self._known[key] = Known(self._pack, claimed, tolerance=field.tolerance)
        return found

    def home(self, fact: Fact, field: Field, grain: Grain) -> str:
        """Return what `shown.home` does."""
        key = (fact.key, field.key, grain)
        found = self._homes.get(key)
        if found is None:
            if len(self._homes) >= KEPT:
                self._homes.clear()
            found = self._homes[key] = home(self._pack, fact, field, grain)
        return found

    def life(self, entity: str) -> tuple[int, int]:
        """Return what `lives.life` does."""
        found = self._lives.get(entity)
        if found is None:
            if len(self._lives) >= KEPT:
                self._lives.clear()
            found = self._lives[entity] = life(self._pack, entity)
        return found

    def _made(self, fact: Fact, field: Field, grain: Grain) -> tuple[Cell, ...]:
        claim = best_claim(fact, field.key)
        if claim is None or not claim.citations or self.is_unclear(fact.key):
            return ()
        values = [value for value in claim.values if self._can_stand(value, grain)]
        return tuple([self._cell(fact, claim, value, field, grain) for value in values])

    def _cell(self, fact: Fact, claim: Claim, value: Value, field: Field, grain: Grain) -> Cell:
        shown = shown_value(value, grain)
        order, span = 0.0, (0.0, 0.0)
        reaches: tuple[Reach, ...] = ()
        if isinstance(shown, DateValue):
            order = float(shown.date.lower)
            span, reaches = (order, float(shown.date.upper)), readings(shown.date)
        elif isinstance(shown, NumberValue):
            room = max(field.tolerance, 0.0)
            order, span = shown.number, (shown.low - room, shown.high + room)
            reaches = (reach(shown, field.tolerance),)
        text = ""
        if not (isinstance(shown, NameValue) and wording.was_renamed(self._pack, shown)):
            text = wording.on_a_line(self._pack, shown, field, grain)
        return Cell(
            row=fact,
            value=shown,
            text=text,
            folded=fold(text),
            name=canonical_of(self._pack, shown),
            named=shown.entity if isinstance(shown, NameValue) else "",
            shape=shape_of(value, grain),
            order=order,
            span=span,
            texts=read(shown) if isinstance(shown, TextValue) else (),
            reaches=reaches,
            minor=field.key in fact.trivial or field.key in fact.skip,
            citations=claim.citations,
        )

    def _can_stand(self, value: Value, grain: Grain) -> bool:
        """Tell whether a value may be shown at all."""
        if isinstance(value, DateValue):
            return fits_grain(value.date, grain)
        if isinstance(value, NameValue):
            return not self.is_unclear(value.entity)
        return not (isinstance(value, TextValue) and cues.loaded(value.text))
