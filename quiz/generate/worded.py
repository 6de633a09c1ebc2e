"""What an author's own wording asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.generate.openings import default_ask
from quiz.generate.wording import Grain
from quiz.packs.content import FieldType
from quiz.text import fold

if TYPE_CHECKING:
    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Field

_DATE_WORDS = re.compile(
    r"\b(when|year|month|day|date|century|decade|how long ago)\b", re.IGNORECASE
)


def asks_when(slot: Slot) -> bool:
    """Tell whether a question says that it asks for a date."""
    template = slot.fact.ask.get(slot.field.key) or slot.field.ask
    template = template or default_ask(slot.field.label, date=True)
    return slot.back or _DATE_WORDS.search(template) is not None


WIDER = re.compile(r"\b\d{2,3}0s\b|\bcentury\b", re.IGNORECASE)


def wordings(fact: Fact, field: Field) -> set[str]:
    """Return the questions and statements that a fact's field is asked by, folded."""
    ask = fact.ask.get(field.key) or field.ask
    ask = ask or default_ask(field.label, date=field.type is FieldType.DATE)
    says = fact.says.get(field.key) or field.says
    return {fold(text.replace("{name}", fold(fact.name))) for text in (ask, says) if text}


def asked_grain(slot: Slot) -> Grain | None:
    """Return how much of a date the author's own wording asks for, or None if it leaves it open."""
    template = slot.fact.ask.get(slot.field.key) or slot.field.ask
    lowered = template.lower()
    if lowered.startswith(("in which year", "what year")):
        return Grain.YEAR
    if lowered.startswith("in which month"):
        return Grain.MONTH
    return None
