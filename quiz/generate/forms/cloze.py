"""Cloze: a fact as a sentence with a gap, or a quotation that lacks a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.difficulty import prior
from quiz.generate.forms.typed import documented, told_from, typed_answers
from quiz.generate.maker import Maker, Refused
from quiz.generate.wording import option_text
from quiz.model import Form
from quiz.packs.content import FieldType
from quiz.text import sentence

if TYPE_CHECKING:
    from quiz.generate.slots import Slot
    from quiz.model import Question

GAP = "_____"
SHORTEST_WORD = 5
"""Letters of the word that a quotation lacks: short ones can be guessed from the grammar."""
_FORM_WORDS = """
    himself herself themselves itself ourselves yourself without within through between before after
    against because although however whether something nothing everything another other others every
    which where there their these those would could should shall about under
"""
FORM_WORDS = frozenset(_FORM_WORDS.split())
"""Words that the grammar of a sentence gives away."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's cloze question, or raise Refused."""
    if slot.fact.kind == "quote" and slot.back and slot.field.type is FieldType.NAME:
        return _quotation(maker, slot)
    if slot.back:
        raise Refused("F8", "a sentence has its gap where the value stands")
    template = slot.fact.says.get(slot.field.key) or slot.field.says
    if not template:
        raise Refused("F8", "the field has no statement (says = …)")
    asked = maker.asked(slot)
    answer, accepted, others = typed_answers(maker, asked)
    inside = wording.placed(maker.pack, asked.value, slot.field, at=slot.fact)
    name = wording.value_text(maker.pack, asked.value, slot.field, at=slot.fact)
    inside = inside.replace(name, GAP) if name in inside else f"in {GAP}"
    clause = wording.fill(
        template, slot.fact.name, GAP, f"on {GAP}", inside, slot.fact.as_of or slot.field.as_of
    )
    prompt = sentence(wording.with_as_of(clause, slot.fact.as_of or slot.field.as_of))
    if re.search(rf"\ban? {GAP}", prompt, re.IGNORECASE):
        raise Refused("B3", "the article before the gap tells how the answer begins")
    leak = cues.self_leak(prompt.replace(GAP, " "), accepted)
    if leak:
        raise Refused("B1", f"the sentence says “{leak}” itself")
    return maker.question(
        Form.CLOZE,
        asked,
        prompt,
        option_text(answer, name=slot.field.type is FieldType.NAME),
        accepted=accepted,
        others=told_from(maker, slot, others),
        documented=documented(maker, asked, answer),
        difficulty=prior(maker, slot, Form.CLOZE),
    )


def _quotation(maker: Maker, slot: Slot) -> Question:
    """Return the quotation without its longest telling word, by the speaker's name."""
    asked = maker.asked(slot)
    if slot.fact.status == "attributed":
        raise Refused("F9", "the words are only attributed")
    text = slot.fact.name
    words = [w for w in _WORD.findall(text) if len(w) >= SHORTEST_WORD and w[0].islower()]
    once = [w for w in words if len(re.findall(rf"\b{re.escape(w)}\b", text, re.IGNORECASE)) == 1]
    once = [w for w in once if w not in FORM_WORDS]
    once = [w for w in once if not re.search(rf"\ban? {re.escape(w)}\b", text, re.IGNORECASE)]
    if len(_WORD.findall(text)) < 4 or not once:
        raise Refused("F8", "the quotation has no word that could be left out")
    gap = max(once, key=lambda word: (len(word), word))
    speaker = wording.value_text(maker.pack, asked.value, slot.field)
    holed = re.sub(rf"\b{re.escape(gap)}\b", GAP, text, count=1)
    return maker.question(
        Form.CLOZE,
        asked,
        f"Which word completes what {speaker} said: {holed}",
        gap,
        accepted=(gap,),
        difficulty=prior(maker, slot, Form.CLOZE),
    )
