"""Timeline: one fact to be placed among others whose order is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.generate.difficulty import prior
from quiz.generate.forms.order import NO_SEQUENCE, date_line, dated_facts, interval, unreadable
from quiz.generate.maker import Asked, Maker, Refused
from quiz.model import Form
from quiz.packs.content import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.forms.order import Span
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact

ANCHORS = 4
FEWEST = 3


def make(maker: Maker, slot: Slot) -> Question:
    """Return a question that places the slot's fact among dated anchors, or raise Refused."""
    if slot.back or slot.field.type is not FieldType.DATE:
        raise Refused("F11", "only dates are placed on a timeline")
    if not slot.field.sequence:
        raise Refused("F11", NO_SEQUENCE)
    asked = maker.asked(slot)
    own = interval(slot.fact, slot.field.key)
    problem = unreadable(slot.fact)
    if own is None or problem:
        raise Refused("F11", problem or "it has no date")
    rng = maker.rng(slot.facet, "timeline")
    facts = dated_facts(maker, slot, own, rng, ANCHORS)
    if len(facts) < FEWEST:
        raise Refused("F11", "too few others are certain to be earlier or later")
    return placed(maker, asked, facts, own)


def placed(maker: Maker, asked: Asked, facts: Sequence[tuple[Fact, Span]], own: Span) -> Question:
    """Return the question that places the asked fact among others.

    They stand in order with the days in which each lies, and `own` with none of them in common.
    """
    slot = asked.slot
    items = tuple(wording.option_text(fact.name, name=True) for fact, _ in facts)
    place = sum(span[1] < own[0] for _, span in facts)
    target = wording.option_text(slot.fact.name, name=True)
    return maker.question(
        Form.TIMELINE,
        asked,
        _prompt(slot),
        _slot_name(items, place),
        facts=[fact.key for fact, _ in facts],
        items=items,
        shown=(target,),
        value=float(place),
        dates=tuple(date_line(maker, fact, slot.field.key) for fact, _ in facts),
        difficulty=prior(maker, slot, Form.TIMELINE),
    )


def _prompt(slot: Slot) -> str:
    """Return the question, naming the date where a fact could have several."""
    label = slot.field.label
    by = "" if label in ("date", slot.field.key) else f", by {label}"
    return f"At which place on this timeline would you put {slot.fact.name}{by}?"


def _slot_name(items: tuple[str, ...], place: int) -> str:
    if place == 0:
        return f"before {items[0]}"
    if place == len(items):
        return f"after {items[-1]}"
    return f"between {items[place - 1]} and {items[place]}"
