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
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact

ITEMS = 4
FEWEST = 3
LONGEST_LINE = 90
"""Characters: four of them and the prompt still stand on a small screen."""
_YEAR = re.compile(r"\b1?\d{3}\b")


def make(maker: Maker, slot: Slot) -> Question:
    """Return a question that orders the slot's fact and others of its topic, or raise Refused."""
    if slot.back or slot.field.type is not FieldType.DATE or not slot.field.sequence:
        raise Refused("F6", "only dates are put in order")
    asked = maker.asked(slot)
    own = _interval(slot.fact, slot.field.key)
    if own is None or not _fit(slot.fact):
        raise Refused("F6", "its name gives the date away or is too long")
    rng = maker.rng(slot.facet, "order")
    chosen, intervals = [slot.fact], [own]
    for fact in _neighbours(slot, rng.shuffled(_pool(maker, slot))):
        span = _interval(fact, slot.field.key)
        if span is None or any(low <= span[1] and span[0] <= high for low, high in intervals):
            continue
        if any(same_or_part(maker.pack, fact.key, other.key) for other in chosen):
            continue
        chosen.append(fact)
        intervals.append(span)
        if len(chosen) == ITEMS:
            break
    if len(chosen) < FEWEST:
        raise Refused("F6", "too few others are certain to be earlier or later")
    ordered = [fact for _, fact in sorted(zip(intervals, chosen, strict=True), key=lambda p: p[0])]
    items = tuple(wording.option_text(fact.name) for fact in ordered)
    dates = tuple(_date_text(maker, fact, slot.field.key) for fact in ordered)
    return maker.question(
        Form.ORDER,
        asked,
        slot.field.sequence,
        " → ".join(items),
        facts=[fact.key for fact in ordered],
        items=items,
        shown=_shown(items, rng.shuffled(items), rng.below(len(items) - 1) + 1),
        dates=dates,
        difficulty=prior(maker, slot, Form.ORDER),
    )


def _shown(items: tuple[str, ...], shuffled: list[str], turn: int) -> tuple[str, ...]:
    """Return an order that is not the answer already."""
    if tuple(shuffled) != items:
        return tuple(shuffled)
    return items[turn:] + items[:turn]


def _interval(fact: Fact, field: str) -> tuple[int, int] | None:
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


def _fit(fact: Fact) -> bool:
    return len(fact.name) <= LONGEST_LINE and not _YEAR.search(fact.name)


def _pool(maker: Maker, slot: Slot) -> list[Fact]:
    return [
        fact
        for fact in maker.holders(slot.fact.kind, slot.field.key)
        if fact.key != slot.fact.key
        and slot.field.key not in fact.skip
        and _fit(fact)
        and maker.resolution(fact, slot.field.key).askable
        and fold(fact.name) != fold(slot.fact.name)
    ]


def _neighbours(slot: Slot, pool: list[Fact]) -> list[Fact]:
    """Return the pool with the same topic first: an order within one story is worth knowing."""
    return sorted(pool, key=lambda fact: fact.topic != slot.fact.topic)


def _date_text(maker: Maker, fact: Fact, field: str) -> str:
    for value in maker.resolution(fact, field).values:
        if isinstance(value, DateValue):
            return wording.date_text(value.date)
    return ""
