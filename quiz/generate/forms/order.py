"""Put in order: facts whose dates cannot be the other way round, whatever the sources mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.generate.difficulty import prior
from quiz.generate.falsity import near_misses, same_or_part
from quiz.generate.maker import Maker, Refused
from quiz.model import Form
from quiz.packs.content import DateValue, FieldType
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact

Span = tuple[int, int]

ITEMS = 4
FEWEST = 3
LONGEST_LINE = 90
"""Characters: four of them and the prompt still stand on a small screen."""
NO_SEQUENCE = "the field has no wording for it (sequence = …)"
_YEAR = re.compile(r"\b1?\d{3}\b")


def make(maker: Maker, slot: Slot) -> Question:
    """Return a question that orders the slot's fact and others of its topic, or raise Refused."""
    if slot.back or slot.field.type is not FieldType.DATE:
        raise Refused("F6", "only dates are put in order")
    if not slot.field.sequence:
        raise Refused("F6", NO_SEQUENCE)
    asked = maker.asked(slot)
    own = interval(slot.fact, slot.field.key)
    problem = unreadable(slot.fact)
    if own is None or problem:
        raise Refused("F6", problem or "it has no date")
    rng = maker.rng(slot.facet, "order")
    others = dated_facts(maker, slot, own, rng, ITEMS - 1)
    if len(others) < FEWEST - 1:
        raise Refused("F6", "too few others are certain to be earlier or later")
    ordered = [f for f, _ in sorted([(slot.fact, own), *others], key=lambda pair: pair[1])]
    items = tuple(wording.option_text(fact.name, name=True) for fact in ordered)
    return maker.question(
        Form.ORDER,
        asked,
        slot.field.sequence,
        " → ".join(items),
        facts=[fact.key for fact in ordered],
        items=items,
        shown=_shown(items, rng),
        dates=tuple(date_line(maker, fact, slot.field.key) for fact in ordered),
        difficulty=prior(maker, slot, Form.ORDER),
    )


def _shown(items: tuple[str, ...], rng: Rng) -> tuple[str, ...]:
    """Return an order that is not the answer already."""
    shuffled = tuple(rng.shuffled(items))
    if shuffled != items:
        return shuffled
    turn = rng.below(len(items) - 1) + 1
    return items[turn:] + items[:turn]


def interval(fact: Fact, field: str) -> Span | None:
    """Return the days between which the fact lies by every claim, in either calendar."""
    spans = [
        reading
        for claim in fact.claims.get(field, ())
        for value in claim.values
        if isinstance(value, DateValue)
        for reading in near_misses(value.date)
    ]
    if not spans:
        return None
    return min(low for low, _ in spans), max(high for _, high in spans)


def unreadable(fact: Fact) -> str:
    """Return why a fact's name cannot stand among others to be put in order, or ""."""
    if len(fact.name) > LONGEST_LINE:
        return f"its name has more than {LONGEST_LINE} characters"
    return "its name says the year" if _YEAR.search(fact.name) else ""


def topic_first(rows: Sequence[Fact], slot: Slot, rng: Rng) -> Iterator[Fact]:
    """Yield the rows but the slot's own in a random order, those of its topic first.

    Few of them are ever asked for, so each is drawn when it is.
    """
    topic, own = slot.fact.topic, slot.fact.key
    yield from rng.drawn([f for f in rows if f.topic == topic and f.key != own])
    yield from rng.drawn([f for f in rows if f.topic != topic])


def dated_facts(
    maker: Maker, slot: Slot, own: Span, rng: Rng, most: int
) -> list[tuple[Fact, Span]]:
    """Return at most `most` other facts, in order, of the slot's topic first.

    Each is certain to be earlier or later than the slot's own and than each other.
    """
    chosen: list[tuple[Fact, Span]] = []
    own_name = fold(slot.fact.name)
    for fact in topic_first(maker.alike(slot), slot, rng):
        if slot.field.key in fact.skip or maker.is_unclear(fact.key) or unreadable(fact):
            continue
        if not maker.resolution(fact, slot.field.key).askable or fold(fact.name) == own_name:
            continue
        span = interval(fact, slot.field.key)
        if span is None:
            continue
        taken = [own, *(other for _, other in chosen)]
        if any(low <= span[1] and span[0] <= high for low, high in taken):
            continue
        keys = [slot.fact.key, *(other.key for other, _ in chosen)]
        if any(same_or_part(maker.pack, fact.key, key) for key in keys):
            continue
        chosen.append((fact, span))
        if len(chosen) == most:
            break
    return sorted(chosen, key=lambda pair: pair[1])


def date_line(maker: Maker, fact: Fact, field: str) -> str:
    """Return what a fact is ordered by, to be shown with the verdict."""
    for value in maker.resolution(fact, field).values:
        if isinstance(value, DateValue):
            return wording.date_text(value.date)
    return ""
