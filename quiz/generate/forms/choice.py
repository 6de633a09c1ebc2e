"""Single choice: a key and two or three others, each proved false, each with its own source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.candidates import back_candidates, forward_candidates
from quiz.generate.canonical import canonical_of
from quiz.generate.difficulty import prior
from quiz.generate.maker import Asked, Maker, Refused
from quiz.generate.pool import Pool
from quiz.generate.right import key_candidate
from quiz.generate.selection import THIRDS_FROM, NoChoice, choose, choose_sorted
from quiz.generate.shown import Candidate, best_claim, option, shown_value
from quiz.generate.slots import MINOR_LEVEL
from quiz.model import Form
from quiz.packs.content import DateValue, FieldType, NumberValue
from quiz.text import sentence

if TYPE_CHECKING:
    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Question

SORTED = (FieldType.DATE, FieldType.NUMBER)


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's choice question, or raise Refused."""
    asked = maker.asked(slot)
    prompt = back_prompt(maker, asked) if slot.back else forward_prompt(maker, asked)
    key, others = proved_options(maker, asked, prompt, maker.rng(slot.facet, "choice"))
    rng = maker.rng(slot.facet, "choice", "layout")
    lines = [key, *others]
    if slot.field.type in SORTED and not slot.back:
        lines.sort(key=lambda c: c.order)
    elif all(line.text.isdecimal() for line in lines):
        lines.sort(key=lambda c: int(c.text))  # rule C2, whatever the numerals stand for
    else:
        lines = rng.shuffled(lines)
    return maker.question(
        Form.CHOICE,
        asked,
        prompt,
        key.text,
        facts=[fact for line in lines for fact in line.facts],
        options=tuple(option(line, correct=line is key) for line in lines),
        difficulty=prior(maker, slot, Form.CHOICE, others),
    )


def forward_prompt(maker: Maker, asked: Asked) -> str:
    """Return the question that asks for the field's value."""
    slot, grain = asked.slot, asked.grain
    return maker.once(
        slot,
        ("prompt", grain),
        lambda: wording.ask_text(maker.pack, slot.fact, slot.field, grain),
    )


def back_prompt(maker: Maker, asked: Asked) -> str:
    """Return the question that asks which fact has the value."""
    return maker.once(asked.slot, "back prompt", lambda: _back_prompt(maker, asked))


def _back_prompt(maker: Maker, asked: Asked) -> str:
    slot, pack = asked.slot, maker.pack
    shown = shown_value(asked.value, asked.grain)
    as_of = slot.fact.as_of or slot.field.as_of
    text = wording.fill(
        slot.back_template,
        slot.fact.name,
        wording.value_text(pack, shown, slot.field, asked.grain, at=slot.fact),
        wording.dated(pack, shown, slot.field, asked.grain),
        wording.placed(pack, shown, slot.field, at=slot.fact),
        as_of,
    )
    return sentence(wording.with_as_of(text, as_of))


def proved_options(
    maker: Maker, asked: Asked, prompt: str, rng: Rng
) -> tuple[Candidate, list[Candidate]]:
    """Return the key and its distractors, or raise Refused with the rule that leaves too few."""
    slot = asked.slot
    pool, leak = maker.once(slot, ("pool", prompt), lambda: _pool(maker, asked, prompt))
    if leak:
        raise Refused("B1", f"the question says “{leak}” itself")
    rivals = maker.mixed_up(slot.facet, pool.proved)
    try:
        if slot.field.type in SORTED and not slot.back:
            _check_edge(maker, asked, pool)
            return pool.key, choose_sorted(pool, maker.level, rng, rivals)
        return pool.key, choose(pool, maker.level, rng, rivals)
    except NoChoice as error:
        rule, _, reason = str(error).partition(": ")
        raise Refused(rule, reason) from None


def _pool(maker: Maker, asked: Asked, prompt: str) -> tuple[Pool, str | None]:
    """Return what may stand beside the key, or what of the key the question itself says."""
    slot = asked.slot
    key = key_candidate(maker.pack, asked)
    names = slot.fact.names if slot.back else key_names(maker, asked, key)
    leak = cues.self_leak(prompt, names)
    if leak:
        return Pool(maker.pack, prompt, key, (), maker.cells.lone), leak
    shown = shown_value(asked.value, asked.grain)
    find = back_candidates if slot.back else forward_candidates
    pool = find(maker, slot, shown, asked.grain)
    if slot.back or slot.field.type is FieldType.NAME:
        said = cues.word_set(prompt)
        pool = [c for c in pool if not _named(maker, c, prompt, said)]
    pool = _asked_themselves(pool, maker.level)
    return Pool(maker.pack, prompt, key, pool, maker.cells.lone), None


def _asked_themselves(pool: list[Candidate], level: int) -> list[Candidate]:
    """Return the candidates that are keys of other questions, where there are enough of them.

    A name that is never the answer is soon struck, and nothing is learnt from it.
    """
    major = [c for c in pool if not c.minor]
    return pool if level >= MINOR_LEVEL or len(major) < THIRDS_FROM else major


EDGE_SHARE = 0.04
"""Of a field's facts that may have its first or its last value and still be asked by choice."""


def _check_edge(maker: Maker, asked: Asked, pool: Pool) -> None:
    """Refuse a key that can only stand first or last, where that is so of many (rule C4).

    A quarter of all states joined the United Nations in 1945, the first year there is: whoever
    always took the first option would know them all.
    """
    key, others = pool.key, pool.proved
    if any(c.order < key.order for c in others) and any(c.order > key.order for c in others):
        return
    slot = asked.slot
    holders = maker.holders(slot.fact.kind, slot.field.key)
    if maker.company.large(slot):
        name = canonical_of(slot.pack, key.value)
        same = maker.company.shelf(slot, asked.grain).sizes.get(name, 0)
    else:
        same = sum(
            shown_value(claim.values[0], asked.grain) == key.value
            for claim in (best_claim(fact, slot.field.key) for fact in holders)
            if claim
        )
    if same > 2 and same > EDGE_SHARE * len(holders):
        raise Refused("C4", "many share this value, which can only stand at the edge")


def _named(maker: Maker, candidate: Candidate, prompt: str, said: frozenset[str]) -> bool:
    """Tell whether the question, with these words, names a wrong option: it would be no choice."""
    entity = getattr(candidate.value, "entity", None)
    if not entity or said.isdisjoint(maker.cells.words(entity)):
        return False
    return cues.self_leak(prompt, maker.pack.facts[entity].names, said) is not None


def key_names(maker: Maker, asked: Asked, key: Candidate) -> tuple[str, ...]:
    """Return everything that the right answer is called; for a date, its years and month."""
    value = asked.value
    if isinstance(value, DateValue):
        year, month = value.date.months()[0]
        months = (wording.MONTHS[month - 1],) if asked.grain is wording.Grain.MONTH else ()
        return (*dict.fromkeys([str(year), str(value.date.years()[1])]), *months)
    if isinstance(value, NumberValue):
        return (value.text,)
    entity = getattr(value, "entity", None)
    return maker.pack.facts[entity].names if entity else (key.text,)
