"""True or false, with a rival in the statement and, where it is false, a correction to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.difficulty import prior
from quiz.generate.forms.choice import SORTED, forward_prompt, key_names, proved_options
from quiz.generate.maker import Maker, Refused
from quiz.generate.shown import option, shown_value
from quiz.model import Correction, Form, Option
from quiz.packs.content import FieldType

if TYPE_CHECKING:
    from quiz.generate.slots import Slot
    from quiz.model import Question

LONGEST_VALUE = 5
"""Words of a value that can stand beside its rival in one sentence."""


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's true-false question, true or false by its own chance, or raise Refused."""
    if slot.back:
        raise Refused("F3", "a statement is asked forwards only")
    field, pack, fact = slot.field, maker.pack, slot.fact
    if not (fact.says.get(field.key) or field.says):
        raise Refused("F3", "the field has no statement (says = …)")
    asked = maker.asked(slot)
    if len(wording.value_text(pack, asked.value, field, asked.grain).split()) > LONGEST_VALUE:
        raise Refused("E3", "two such long values do not fit one readable statement")
    question = forward_prompt(maker, asked)
    key, others = proved_options(maker, asked, question, maker.rng(slot.facet, "true-false"))
    rng = maker.rng(slot.facet, "true-false", "layout")
    holds = rng.below(2) == 0
    stated, rival = (key, rng.choice(others)) if holds else rng.sample(others, 2)
    mixed_up = maker.mixed_up(slot.facet, others)
    if mixed_up:
        first = mixed_up[0]
        stated, rival = (key, first) if holds else (first, stated if rival is first else rival)
    if not holds and cues.converges([key.text, *(c.text for c in others if c is not stated)]):
        raise Refused("B9", "the right option shares most parts with the others")
    clause = wording.rather_than(pack, fact, field, stated.value, rival.value, asked.grain)
    asking = wording.with_as_of(f"Is it true that {clause}", fact.as_of or field.as_of)
    prompt = f"{asking}?"
    if field.type is FieldType.DATE and cues.self_leak(fact.name, key_names(maker, asked, key)):
        raise Refused("B1", "the name of the fact gives the date away")
    truth, lie = (
        Option(
            text=text,
            correct=right,
            why=stated.why,
            facts=stated.facts,
            citations=stated.citations,
        )
        for text, right in (("True", holds), ("False", not holds))
    )
    lines = [key, *others]
    lines = sorted(lines, key=lambda c: c.order) if field.type in SORTED else rng.shuffled(lines)
    correction = Correction(
        prompt=question, options=tuple(option(line, correct=line is key) for line in lines)
    )
    shown = shown_value(asked.value, asked.grain)
    told = wording.value_text(pack, shown, field, asked.grain, at=fact)
    answer = "True" if holds else f"False: {told}"
    return maker.question(
        Form.TRUE_FALSE,
        asked,
        prompt,
        answer,
        facts=[f for line in (key, *others) for f in line.facts],
        options=(truth, lie),
        correction=correction,
        difficulty=prior(maker, slot, Form.TRUE_FALSE, others),
    )
