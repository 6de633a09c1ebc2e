"""Odd one out: three share a value, the fourth provably does not, and nothing else parts them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.difficulty import prior
from quiz.generate.falsity import compatible, provably_false, same_or_part
from quiz.generate.maker import Maker, Refused
from quiz.generate.openings import NO_NOUN, is_noun
from quiz.generate.shown import Candidate, best_claim, option, shown_value
from quiz.generate.wording import Grain
from quiz.model import Form
from quiz.packs.content import FieldType, NameValue
from quiz.text import fold, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact, Pack, Value

ALIKE = 3
KEPT = 1 << 13
"""Rows whose values are kept at hand."""
TRIES = 12
"""Threes of one value that are tried before another value is."""
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
    rng = maker.rng(slot.facet, "odd-one-out")
    prompt = _prompt(maker, slot)
    for value, members in _groups(maker, slot, rng):
        if provably_false(maker.pack, value, slot.fact, slot.field) is None:
            continue
        for _ in range(TRIES):
            three = rng.sample(members, ALIKE)
            if _unfair(maker, prompt, [slot.fact, *three]):
                continue
            if not _only_first_parted(maker, [slot.fact, *three], slot.field.key):
                continue
            odd = _candidate(maker, slot, slot.fact, asked.resolution.values)
            lines = [odd, *(_candidate(maker, slot, fact, (value,)) for fact in three)]
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


def _groups(maker: Maker, slot: Slot, rng: Rng) -> Iterator[tuple[Value, list[Fact]]]:
    """Yield values in a random order, each with three or more other facts that surely have it."""
    key = (slot.fact.kind, slot.field.key)
    groups: Iterator[tuple[Value, list[Fact]]]
    if maker.company.large(slot):
        groups = (
            group
            for name in rng.drawn(maker.company.shared(slot))
            for group in _by_value(maker, slot.field.key, maker.company.sharing(slot, name))
        )
    else:
        if key not in maker.sharing:
            maker.sharing[key] = _by_value(maker, slot.field.key, maker.holders(*key))
        groups = rng.drawn(maker.sharing[key])
    for value, rows in groups:
        members = [f for f in rows if f.key != slot.fact.key and f.as_of == slot.fact.as_of]
        if len(members) >= ALIKE:
            yield value, members


def _by_value(maker: Maker, key: str, rows: Sequence[Fact]) -> list[tuple[Value, list[Fact]]]:
    """Return each value that three rows or more surely have, with them."""
    found: dict[Value, list[Fact]] = {}
    for fact in rows:
        claim = best_claim(fact, key)
        if claim is None or not claim.citations or len(claim.values) != 1:
            continue
        resolution = maker.resolution(fact, key)
        if maker.is_unclear(fact.key) or not resolution.askable or resolution.minority:
            continue
        found.setdefault(claim.values[0], []).append(fact)
    return [(value, members) for value, members in found.items() if len(members) >= ALIKE]


def _only_first_parted(maker: Maker, four: Sequence[Fact], asked: str) -> bool:
    """Tell whether whatever parts three of these facts from one parts the first from the others.

    F10: any known attribute that isolated another option would be a second right answer. The field
    that is `asked` parts the first; this is tried a dozen times a question, so it ends early.
    """
    topics = [fact.topic for fact in four]
    if len(set(topics)) == 2:
        lone = [topic for topic in topics if topics.count(topic) == 1]
        if len(lone) == 1 and {*topics} != {*lone, ""} and topics[0] != lone[0]:
            return False
    pack = maker.pack
    fields = pack.kinds[four[0].kind].fields
    every = zip(fields, *[_values(maker, fact) for fact in four], strict=True)
    for key, first, second, third, fourth in every:
        if not (_share(pack, first, second) or _share(pack, third, fourth)):
            continue  # any three of the four would have one of these pairs among them
        if key == asked and len(first) == len(second) == len(third) == len(fourth) == 1:
            continue
        known = (first, second, third, fourth)
        for at in (1, 2, 3):
            others = [*known[:at], *known[at + 1 :]]
            if known[at] and _parts(pack, known[at], others):
                return False
    return True


def _parts(pack: Pack, lone: Sequence[Value], three: Sequence[Sequence[Value]]) -> bool:
    """Tell whether the three share a value that the lone one lacks."""
    return any(
        _has(pack, three[1], value) and _has(pack, three[2], value) and not _has(pack, lone, value)
        for value in three[0]
    )


def _share(pack: Pack, one: Sequence[Value], other: Sequence[Value]) -> bool:
    return any(_has(pack, other, value) for value in one)


def _values(maker: Maker, fact: Fact) -> list[list[Value]]:
    """Return for each field all values that any source gives; a date as its year, since three of
    one year stand out however exactly they are dated."""
    found = maker.all_values.get(fact.key)
    if found is None:
        if len(maker.all_values) >= KEPT:
            maker.all_values.clear()
        found = maker.all_values[fact.key] = [
            [
                shown_value(value, Grain.YEAR)
                for claim in fact.claims.get(field, ())
                for value in claim.values
            ]
            for field in maker.pack.kinds[fact.kind].fields
        ]
    return found


def _has(pack: Pack, values: Sequence[Value], wanted: Value) -> bool:
    return any(value is wanted or compatible(pack, value, wanted) for value in values)


def _candidate(maker: Maker, slot: Slot, fact: Fact, values: tuple[Value, ...]) -> Candidate:
    claim = best_claim(fact, slot.field.key)
    return Candidate(
        text=wording.option_text(fact.name, name=True),
        value=NameValue(entity=fact.key),
        says=sentence(wording.statement(maker.pack, fact, slot.field, values)),
        facts=(fact.key,),
        citations=claim.citations if claim else (),
        similarity=maker.relations.alike(fact.key, [slot.fact.key])[0],
    )


def _unfair(maker: Maker, prompt: str, four: Sequence[Fact]) -> bool:
    """Tell whether two of the four could be taken for one, or a look gives the first away."""
    texts = [wording.option_text(fact.name, name=True) for fact in four]
    return (
        cues.odd_feature(texts)
        or cues.too_long(texts[0], texts[1:])
        or cues.clang(prompt, texts[0], texts[1:]) is not None
        or min(len({fold(t) for t in texts}), len({t.casefold() for t in texts})) < len(texts)
        or any(same_or_part(maker.pack, a.key, b.key) for a, b in combinations(four, 2))
    )
