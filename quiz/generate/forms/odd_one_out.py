"""Odd one out: three share a value, the fourth provably does not, and nothing else parts them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.candidates import clash
from quiz.generate.difficulty import prior
from quiz.generate.falsity import compatible, provably_false
from quiz.generate.maker import Maker, Refused, option
from quiz.generate.openings import NO_NOUN, is_noun
from quiz.generate.shown import Candidate, best_claim, shown_value
from quiz.generate.wording import Grain
from quiz.model import Form
from quiz.packs.content import FieldType, NameValue
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact, Value

ALIKE = 3
TRIES = 24
_TYPES = (FieldType.NAME, FieldType.CATEGORY)


def make(maker: Maker, slot: Slot) -> Question:
    """Return the question in which the slot's fact is the odd one, or raise Refused."""
    if slot.back or slot.field.type not in _TYPES:
        raise Refused("F10", "only shared names and categories make others alike")
    if not is_noun(slot.field.label):
        raise Refused("E5", NO_NOUN.format(slot.field.label))
    if slot.field.unique:
        raise Refused("F10", "no two rows share a value of the field")
    asked = maker.asked(slot)
    if asked.resolution.minority:
        raise Refused("F10", "the sources disagree on the odd one")
    groups = _groups(maker, slot)
    rng = maker.rng(slot.facet, "odd-one-out")
    odd = _candidate(maker, slot, slot.fact, asked.resolution.values)
    prompt = _prompt(maker, slot)
    for value, members in rng.shuffled(groups):
        if provably_false(maker.pack, value, slot.fact, slot.field) is None:
            continue
        for _ in range(TRIES):
            three = rng.sample(members, ALIKE)
            if _only_parting(maker, [slot.fact, *three]) != slot.fact.key:
                continue
            lines = [odd, *(_candidate(maker, slot, fact, (value,)) for fact in three)]
            if _unfair(maker, prompt, lines):
                continue
            return maker.question(
                Form.ODD_ONE_OUT,
                asked,
                prompt,
                odd.text,
                facts=[fact.key for fact in three],
                options=tuple(option(c, correct=c is odd) for c in rng.shuffled(lines)),
                difficulty=prior(maker, slot, Form.ODD_ONE_OUT, lines[1:]),
            )
    raise Refused("F10", "no three others share a value that parts them from it alone")


def _prompt(maker: Maker, slot: Slot) -> str:
    kind = maker.pack.kinds[slot.fact.kind]
    text = f"Three of these {kind.plural} share their {slot.field.label}; which one does NOT?"
    return sentence(wording.with_as_of(text, slot.fact.as_of or slot.field.as_of))


def _groups(maker: Maker, slot: Slot) -> list[tuple[Value, list[Fact]]]:
    """Return each value with the facts that surely have it, where there are at least three."""
    found: list[tuple[Value, list[Fact]]] = []
    for fact in maker.company.in_groups(slot):
        resolution = maker.resolution(fact, slot.field.key)
        claim = best_claim(fact, slot.field.key)
        if fact.key == slot.fact.key or claim is None or not claim.citations:
            continue
        if fact.key in maker.unclear or fact.as_of != slot.fact.as_of:
            continue
        if not resolution.askable or resolution.minority or len(claim.values) != 1:
            continue
        value = claim.values[0]
        for known, members in found:
            if known == value:
                members.append(fact)
                break
        else:
            found.append((value, [fact]))
    return [(value, members) for value, members in found if len(members) >= ALIKE]


def _only_parting(maker: Maker, four: Sequence[Fact]) -> str | None:
    """Return the one fact that is apart by every field that parts 3 from 1, or None if several are.

    F10: any known attribute that isolated another option would be a second right answer.
    """
    odd: set[str] = set()
    kind = maker.pack.kinds[four[0].kind]
    for field in kind.fields.values():
        known = [(fact, _values(maker, fact, field.key)) for fact in four]
        for lone, values in known:
            others = [v for fact, v in known if fact is not lone]
            if not values or not all(others):
                continue
            shared = [v for v in others[0] if all(_has(maker, o, v) for o in others[1:])]
            if any(not _has(maker, values, v) for v in shared):
                odd.add(lone.key)
    topics = [fact.topic for fact in four]
    for fact in four:
        rest = {topic for other, topic in zip(four, topics, strict=True) if other is not fact}
        if len(rest) == 1 and fact.topic not in rest and "" not in rest:
            odd.add(fact.key)
    return odd.pop() if len(odd) == 1 else None


def _values(maker: Maker, fact: Fact, field: str) -> Sequence[Value]:
    """Return all values that any source gives; a date as its year, since three of one year stand
    out however exactly they are dated."""
    key = (fact.key, field)
    found = maker.all_values.get(key)
    if found is None:
        values = (value for claim in fact.claims.get(field, ()) for value in claim.values)
        found = maker.all_values[key] = [shown_value(value, Grain.YEAR) for value in values]
    return found


def _has(maker: Maker, values: Sequence[Value], wanted: Value) -> bool:
    return any(compatible(maker.pack, value, wanted) for value in values)


def _candidate(maker: Maker, slot: Slot, fact: Fact, values: tuple[Value, ...]) -> Candidate:
    claim = best_claim(fact, slot.field.key)
    return Candidate(
        text=wording.option_text(fact.name, name=True),
        value=NameValue(entity=fact.key),
        why=sentence(wording.statement(maker.pack, fact, slot.field, values)),
        facts=(fact.key,),
        citations=claim.citations if claim else (),
        similarity=maker.relations.alike(fact.key, slot.fact.key),
    )


def _unfair(maker: Maker, prompt: str, lines: Sequence[Candidate]) -> bool:
    texts = [line.text for line in lines]
    return (
        any(clash(maker.pack, a, b) for a, b in combinations(lines, 2))
        or cues.odd_feature(texts)
        or cues.too_long(texts[0], texts[1:])
        or cues.clang(prompt, texts[0], texts[1:]) is not None
    )
