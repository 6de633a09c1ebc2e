"""Match: facts and their values, where no value could belong to another of the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.candidates import is_false
from quiz.generate.cells import KEPT, shape_of
from quiz.generate.difficulty import prior
from quiz.generate.falsity import same_or_part
from quiz.generate.forms.order import topic_first
from quiz.generate.maker import Maker, Refused
from quiz.generate.openings import NO_NOUN, is_noun
from quiz.generate.selection import decimals
from quiz.generate.shown import best_claim, fits_grain, shown_value
from quiz.generate.wording import Grain
from quiz.model import Form
from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue, TextValue
from quiz.quick import frozen
from quiz.text import cells, fold, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.falsity import Known
    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact, Value

PAIRS = 4
FEWEST = 3
WIDEST = 44
"""Cells of a left or right side, so that both stand side by side on a small screen."""


@frozen
class Pair:
    """A fact, its value, and what it takes to tell both from others."""

    fact: Fact
    value: Value
    known: Known
    """All that any source says of the fact's field."""
    folded: str
    """The fact's name."""
    lone: bool
    """The fact is surely no other: `Cells.lone`."""


def make(maker: Maker, slot: Slot) -> Question:
    """Return a question that pairs the slot's fact and others with their values, or refuse."""
    if slot.back:
        raise Refused("F7", "pairs are matched forwards")
    if slot.field.type is not FieldType.DATE and not is_noun(slot.field.label):
        raise Refused("E5", NO_NOUN.format(slot.field.label))
    asked = maker.asked(slot)
    if asked.grain is Grain.SPAN:
        raise Refused("F7", "spans of years overlap too easily")
    grain = Grain.YEAR if isinstance(asked.value, DateValue) else asked.grain
    rng = maker.rng(slot.facet, "match")
    spare: Pair | None = None
    first = _pair(maker, slot, slot.fact, grain)
    if first is None:
        raise Refused("F7", _unpaired(maker, slot, grain))
    pairs = [first]
    for fact in topic_first(maker.alike(slot), slot, rng):
        found = _pair(maker, slot, fact, grain)
        if found is None or not all(_apart(maker, slot, found, pair) for pair in pairs):
            continue
        if len(pairs) == PAIRS:
            spare = found
            break
        pairs.append(found)
    if len(pairs) < FEWEST:
        raise Refused("F7", "too few others have a value that is provably not shared")
    lefts = [wording.option_text(pair.fact.name, name=True) for pair in pairs]
    rights = [_text(maker, slot, pair, grain) for pair in pairs]
    spares = (_text(maker, slot, spare, grain),) if spare is not None else ()
    if cues.odd_feature([*rights, *spares]):
        raise Refused("B5", "one of the values would look unlike the others")
    order = rng.shuffled(range(len(pairs)))
    columns = tuple((lefts[i], rights[i]) for i in order)
    return maker.question(
        Form.MATCH,
        asked,
        _prompt(maker, slot),
        "; ".join(f"{left}: {right}" for left, right in columns),
        facts=[pair.fact.key for pair in pairs],
        pairs=columns,
        spare=spares,
        shown=_column([*pairs, *([spare] if spare else [])], [*rights, *spares], rng),
        difficulty=prior(maker, slot, Form.MATCH),
    )


def _prompt(maker: Maker, slot: Slot) -> str:
    kind = maker.pack.kinds[slot.fact.kind]
    label = slot.field.label
    if slot.field.type is FieldType.DATE:
        plain = label in ("date", slot.field.key)
        label = "year" if plain else label.replace("date of", "year of")
    text = f"Which {label} belongs to which {kind.singular}?"
    return sentence(wording.with_as_of(text, slot.fact.as_of or slot.field.as_of))


def _text(maker: Maker, slot: Slot, pair: Pair, grain: Grain) -> str:
    """Return a value for the right-hand column, by the name that it had in its own fact's time."""
    return wording.on_a_line(maker.pack, pair.value, slot.field, grain, at=pair.fact)


def _column(pairs: Sequence[Pair], texts: Sequence[str], rng: Rng) -> tuple[str, ...]:
    """Return the right-hand column: dates and numbers in order (rule C2), others in any."""
    if isinstance(pairs[0].value, DateValue | NumberValue):
        places = {text: _place(pair.value) for pair, text in zip(pairs, texts, strict=True)}
        return tuple(sorted(texts, key=lambda text: places[text]))
    return tuple(rng.shuffled(texts))


def _place(value: Value) -> float:
    if isinstance(value, DateValue):
        return float(value.date.lower)
    return value.number if isinstance(value, NumberValue) else 0.0


def _pair(maker: Maker, slot: Slot, fact: Fact, grain: Grain) -> Pair | None:
    """Return a fact with the value that it is paired with, or None where it cannot be paired."""
    if fact.as_of != slot.fact.as_of:
        return None
    key = (fact.key, slot.field.key, grain)
    if key not in maker.paired:
        if len(maker.paired) >= KEPT:
            maker.paired.clear()
        value = _paired(maker, slot, fact, grain)
        maker.paired[key] = (
            Pair(
                fact=fact,
                value=value,
                known=maker.cells.known(fact, slot.field),
                folded=fold(fact.name),
                lone=maker.cells.lone(fact.key),
            )
            if value is not None
            else None
        )
    return maker.paired[key]


def _paired(maker: Maker, slot: Slot, fact: Fact, grain: Grain) -> Value | None:
    """Return the value that a fact is paired with beside any other of the same `as_of`."""
    found = maker.resolution(fact, slot.field.key)
    claim = best_claim(fact, slot.field.key)
    if claim is None or not claim.citations or not found.askable or len(found.values) != 1:
        return None
    if slot.field.key in fact.skip or found.minority:
        return None
    value = found.values[0]
    if maker.is_unclear(fact.key):
        return None
    if isinstance(value, NameValue) and maker.is_unclear(value.entity):
        return None
    if isinstance(value, TextValue) and cues.loaded(value.text):
        return None
    if isinstance(value, DateValue) and not fits_grain(value.date, Grain.YEAR):
        return None
    shown = shown_value(value, grain)
    text = wording.value_text(maker.pack, shown, slot.field, grain)
    if cells(fact.name) > WIDEST or cells(text) > WIDEST:
        return None
    return None if cues.self_leak(fact.name, (text,)) else shown


def _unpaired(maker: Maker, slot: Slot, grain: Grain) -> str:
    """Return why a slot that may be asked has no value to be paired with."""
    fact, found = slot.fact, maker.resolution(slot.fact, slot.field.key)
    if found.minority:
        return "the sources disagree on its value"
    value = found.values[0]
    if isinstance(value, DateValue) and not fits_grain(value.date, Grain.YEAR):
        return "the date is not certain to the year"
    text = wording.value_text(maker.pack, shown_value(value, grain), slot.field, grain)
    for what, said in (("name", fact.name), ("value", text)):
        if cells(said) > WIDEST:
            return f"its {what} is too long to stand in a column ({WIDEST} cells)"
    return "its name says its value"


def _far(one: Value, other: Value, tolerance: float) -> bool:
    """Rules A9 and B5: tell whether two numbers are told apart easily and written alike."""
    if not isinstance(one, NumberValue) or not isinstance(other, NumberValue):
        return True
    alike = decimals(one.text) == decimals(other.text)
    alike = alike and shape_of(one, Grain.FULL) == shape_of(other, Grain.FULL)
    return alike and max(one.low - other.high, other.low - one.high) >= 2 * tolerance


def _apart(maker: Maker, slot: Slot, one: Pair, other: Pair) -> bool:
    """Tell whether neither value can belong to the other's fact, and the names are not kin."""
    pack, field = maker.pack, slot.field
    return (
        one.folded != other.folded
        and ((one.lone and other.lone) or not same_or_part(pack, one.fact.key, other.fact.key))
        and _far(one.value, other.value, field.tolerance)
        and is_false(pack, one.value, other.fact, field, other.known)
        and is_false(pack, other.value, one.fact, field, one.known)
    )
