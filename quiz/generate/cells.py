"""What rows show of a field, each worked out once: most stand beside dozens of other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.generate import cues, wording
from quiz.generate.canonical import canonical_of
from quiz.generate.falsity import Known
from quiz.generate.lives import life
from quiz.generate.shown import best_claim, fits_grain, home, shown_value
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.generate.wording import Grain
    from quiz.model import Citation
    from quiz.packs.content import Claim, Fact, Field, Pack, Value

KEPT = 1 << 14
"""Rows and fields of which it is kept: some 10 MB."""


class Cell(NamedTuple):
    """One value of a row, as it is shown."""

    claim: Claim
    written: Value
    """As the row has it."""
    value: Value
    """As wide as it is shown."""
    text: str
    """As an option; "" where that hangs on when the asked fact was: see `wording.name_at`."""
    folded: str
    name: str
    """In its canonical form."""
    order: float
    span: tuple[float, float]
    minor: bool
    """Whether the row is not asked for it below level 3."""


class Bearer(NamedTuple):
    """A row that has a field, as it is shown where the question asks which row has a value."""

    text: str
    value: NameValue
    facts: tuple[str]
    citations: tuple[Citation, ...]
    known: Known
    """All that any source says of its field."""
    minor: bool


class Cells:
    """The values of a pack's rows."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._found: dict[tuple[str, Grain], dict[str, tuple[Cell, ...]]] = {}
        self._bearers: dict[str, dict[str, Bearer | None]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._lone: dict[str, bool] = {}
        self._many = 0
        self._lives: dict[str, tuple[int, int]] = {}
        self._known: dict[tuple[str, str], Known] = {}
        self._homes: dict[tuple[str, str, Grain], str] = {}

    def _make_room(self) -> None:
        """Let go of what was found for other slots, where it is much."""
        if self._many >= KEPT:
            self._found.clear()
            self._bearers.clear()
            self._many = 0

    def of(self, field: Field, grain: Grain) -> Callable[[Fact], tuple[Cell, ...]]:
        """Return what tells of a row what it has of a field that may be an option and has a source.

        For one slot: what was found may be let go of before the next.
        """
        self._make_room()
        kept = self._found.setdefault((field.key, grain), {})

        def cells(fact: Fact) -> tuple[Cell, ...]:
            found = kept.get(fact.key)
            if found is None:
                found = kept[fact.key] = self._made(fact, field, grain)
                self._many += 1
            return found

        return cells

    def bearing(self, field: Field) -> Callable[[Fact], Bearer | None]:
        """Return what tells of a row how it stands among others that have a field.

        None where it has no row of its own, or no value with a source. For one slot, as above.
        """
        self._make_room()
        kept = self._bearers.setdefault(field.key, {})

        def bearer(fact: Fact) -> Bearer | None:
            key = fact.key
            if key not in kept:
                kept[key] = self._bearer(fact, field)
                self._many += 1
            return kept[key]

        return bearer

    def _bearer(self, fact: Fact, field: Field) -> Bearer | None:
        claim = best_claim(fact, field.key)
        if claim is None or not claim.citations or fact.implicit:
            return None
        return Bearer(
            text=wording.option_text(fact.name, name=True),
            value=NameValue(entity=fact.key),
            facts=(fact.key,),
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
        if claim is None or not claim.citations:
            return ()
        minor = field.key in fact.trivial or field.key in fact.skip
        return tuple(
            [
                self._cell(claim, value, field, grain, minor=minor)
                for value in claim.values
                if _can_stand(value, grain)
            ]
        )

    def _cell(self, claim: Claim, value: Value, field: Field, grain: Grain, *, minor: bool) -> Cell:
        shown = shown_value(value, grain)
        order, span = 0.0, (0.0, 0.0)
        if isinstance(shown, DateValue):
            order = float(shown.date.lower)
            span = order, float(shown.date.upper)
        elif isinstance(shown, NumberValue):
            room = max(field.tolerance, 0.0)
            order, span = shown.number, (shown.low - room, shown.high + room)
        text = ""
        if not (isinstance(shown, NameValue) and wording.was_renamed(self._pack, shown)):
            text = wording.on_a_line(self._pack, shown, field, grain)
        name = canonical_of(self._pack, shown)
        return Cell(claim, value, shown, text, fold(text), name, order, span, minor)


def _can_stand(value: Value, grain: Grain) -> bool:
    """Tell whether a value may be shown at all."""
    if isinstance(value, DateValue):
        return fits_grain(value.date, grain)
    return not (isinstance(value, TextValue) and cues.loaded(value.text))
