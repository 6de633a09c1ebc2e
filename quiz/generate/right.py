"""The right answer as something that can stand among candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.generate.shown import Candidate, shown_value
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, NameValue, NumberValue
from quiz.text import sentence

if TYPE_CHECKING:
    from quiz.generate.maker import Asked
    from quiz.packs.content import Pack


def key_candidate(pack: Pack, asked: Asked) -> Candidate:
    """Return the right answer as something that can stand among candidates."""
    slot = asked.slot
    claim = asked.resolution.key
    citations = claim.citations if claim else ()
    full = asked.grain if asked.grain is Grain.SPAN else Grain.FULL
    why = sentence(wording.statement(pack, slot.fact, slot.field, asked.resolution.values, full))
    if slot.back:
        return Candidate(
            text=wording.option_text(slot.fact.name, name=True),
            value=NameValue(entity=slot.fact.key),
            says=why,
            facts=(slot.fact.key,),
            citations=citations,
        )
    shown = shown_value(asked.value, asked.grain)
    order, span = 0.0, (0.0, 0.0)
    if isinstance(shown, DateValue):
        order = float(shown.date.lower)
        span = order, float(shown.date.upper)
    elif isinstance(asked.value, NumberValue):
        low, high = asked.value.low, asked.value.high
        room = slot.field.tolerance
        order, span = asked.value.number, (low - room, high + room)
    return Candidate(
        text=wording.on_a_line(pack, shown, slot.field, asked.grain, at=slot.fact),
        value=shown,
        says=why,
        facts=(slot.fact.key,),
        citations=citations,
        order=order,
        span=span,
    )
