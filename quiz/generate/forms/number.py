"""A year or a number, scored by its distance from what the sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.difficulty import prior
from quiz.generate.forms.choice import forward_prompt
from quiz.generate.forms.typed import documented
from quiz.generate.maker import Asked, Maker, Refused
from quiz.generate.shown import fits_grain
from quiz.generate.wording import Grain
from quiz.model import Form
from quiz.packs.content import DateValue, NumberValue, Rank

if TYPE_CHECKING:
    from quiz.generate.slots import Slot
    from quiz.model import Question

HALF_LIFE_SHARE = 0.05
"""Of the field's span in the pack, for years; of the value, for other numbers (RULES.md, F5)."""


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's number question, or raise Refused."""
    if slot.back:
        raise Refused("F5", "a number is asked forwards only")
    asked = maker.asked(slot)
    if isinstance(asked.value, DateValue):
        return _year(maker, asked)
    if isinstance(asked.value, NumberValue):
        return _number(maker, asked)
    raise Refused("F5", "its value is no number")


def _live(asked: Asked) -> list[DateValue | NumberValue]:
    """Return all values that are not rejected: the answer is the hull of them (RULES.md 5.3)."""
    found = asked.resolution
    claims = [c for c in (found.key, *found.supporting, *found.minority) if c]
    return [
        value
        for claim in claims
        if claim.rank is not Rank.DEPRECATED
        for value in claim.values
        if isinstance(value, DateValue | NumberValue)
    ]


def _year(maker: Maker, asked: Asked) -> Question:
    slot = asked.slot
    if not isinstance(asked.value, DateValue) or not fits_grain(asked.value.date, Grain.YEAR):
        raise Refused("F5", "the date is not certain to the year")
    year = asked.value.date.years()[0]
    if year < 1:
        raise Refused("F5", "years before the common era are not typed as numbers")
    yearly = Asked(slot=slot, resolution=asked.resolution, value=asked.value, grain=Grain.YEAR)
    prompt = forward_prompt(maker, yearly)
    if "year" not in prompt.split("?")[0].lower():
        raise Refused("E2", "its wording does not ask for a year")
    if cues.self_leak(prompt, (str(year),)):
        raise Refused("B1", "the question says the year itself")
    years = [y for v in _live(asked) if isinstance(v, DateValue) for y in v.date.years()]
    return maker.question(
        Form.NUMBER,
        asked,
        prompt,
        wording.date_text(asked.value.date, Grain.YEAR),
        value=float(year),
        low=float(min(years)),
        high=float(max(years)),
        documented=documented(maker, asked, str(year)),
        half_life=max(1.0, HALF_LIFE_SHARE * _span(maker, slot)),
        difficulty=prior(maker, slot, Form.NUMBER),
    )


def _span(maker: Maker, slot: Slot) -> float:
    """Return how many years there are between a field's first and last, worked out once."""
    key = (slot.fact.kind, slot.field.key)
    if key not in maker.spans:
        maker.spans[key] = _measured(maker, slot)
    return maker.spans[key]


def _measured(maker: Maker, slot: Slot) -> float:
    years = [
        year
        for fact in maker.holders(slot.fact.kind, slot.field.key)
        for claim in fact.claims[slot.field.key]
        for value in claim.values
        if isinstance(value, DateValue) and not (value.date.open_start or value.date.open_end)
        for year in value.date.years()
    ]
    return float(max(years) - min(years)) if years else 0.0


def _number(maker: Maker, asked: Asked) -> Question:
    slot = asked.slot
    value = asked.value
    if not isinstance(value, NumberValue):
        raise Refused("F5", "its value is no number")
    prompt = forward_prompt(maker, asked)
    if cues.self_leak(prompt, (value.text,)):
        raise Refused("B1", "the question says the number itself")
    live = [v for v in _live(asked) if isinstance(v, NumberValue)]
    tolerance = slot.field.tolerance
    least = 1.0 if float(value.number).is_integer() else 0.0
    return maker.question(
        Form.NUMBER,
        asked,
        prompt,
        wording.value_text(maker.pack, value, slot.field),
        value=value.number,
        low=min(v.low for v in live),
        high=max(v.high for v in live),
        documented=documented(maker, asked, value.text),
        unit=slot.field.unit,
        bare=not slot.field.unit,
        tolerance=tolerance,
        half_life=max(least, tolerance, HALF_LIFE_SHARE * abs(value.number)) or 1.0,
        difficulty=prior(maker, slot, Form.NUMBER),
    )
