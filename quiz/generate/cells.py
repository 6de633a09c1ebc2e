"""What rows show of a field, each worked out once: most stand beside dozens of other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.generate import cues, wording
from quiz.generate.falsity import Known
from quiz.generate.lives import life
from quiz.generate.shown import best_claim, fits_grain, home, shown_value
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from quiz.generate.wording import Grain
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
    order: float
    span: tuple[float, float]
    minor: bool
    """Whether the row is not asked for it below level 3."""


class Cells:
    """The values of a pack's rows."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._found: dict[tuple[str, str, Grain], tuple[Cell, ...]] = {}
        self._lives: dict[str, tuple[int, int]] = {}
        self._known: dict[tuple[str, str], Known] = {}
        self._homes: dict[tuple[str, str, Grain], str] = {}

    def of(self, fact: Fact, field: Field, grain: Grain) -> tuple[Cell, ...]:
        """Return what a row has of a field that may be an option and has a source."""
        key = (fact.key, field.key, grain)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            found = self._found[key] = self._made(fact, field, grain)
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
            order, span = (
                float(shown.date.lower),
                (float(shown.date.lower), float(shown.date.upper)),
            )
        elif isinstance(shown, NumberValue):
            room = max(field.tolerance, 0.0)
            order, span = shown.number, (shown.low - room, shown.high + room)
        text = ""
        if not (isinstance(shown, NameValue) and wording.was_renamed(self._pack, shown)):
            text = wording.on_a_line(self._pack, shown, field, grain)
        return Cell(claim, value, shown, text, fold(text), order, span, minor)


def _can_stand(value: Value, grain: Grain) -> bool:
    """Tell whether a value may be shown at all."""
    if isinstance(value, DateValue):
        return fits_grain(value.date, grain)
    return not (isinstance(value, TextValue) and cues.loaded(value.text))
