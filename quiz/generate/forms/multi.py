"""Select several: all values of one fact, or all facts that share one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.candidates import back_candidates, clash, forward_candidates
from quiz.generate.difficulty import prior
from quiz.generate.falsity import compatible, near_misses, same_or_part
from quiz.generate.maker import Asked, Maker, Refused
from quiz.generate.openings import lowered
from quiz.generate.right import key_candidate
from quiz.generate.selection import third
from quiz.generate.shown import Candidate, best_claim, option, shown_value
from quiz.model import Form
from quiz.packs.content import DateValue, FieldType, NameValue
from quiz.text import fold, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Pack, Value

OPTIONS = 5
FEWEST_WRONG = 2
TRIES = 32
OPENING = "Select all that apply: "


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's select-several question, or raise Refused."""
    asked = maker.asked(slot, one_value=slot.back)
    if asked.resolution.minority:
        raise Refused("F2", "the sources disagree on the list")
    template = ("" if slot.back else slot.fact.which.get(slot.field.key)) or slot.field.which
    by_value = "{value" in template or f"{{{slot.field.key}" in template
    if not template or by_value != slot.back:
        raise Refused("F2", "the field has no wording for it (which = …)")
    rng = maker.rng(slot.facet, "multi")
    if slot.back:
        prompt, right, wrong = _by_value(maker, asked, template)
    else:
        prompt, right, wrong = _values(maker, asked, template)
    rivals = maker.mixed_up(slot.facet, wrong)[:FEWEST_WRONG]
    chosen = _choose(maker, prompt, right, wrong, rng, anchored=slot.back, rivals=rivals)
    keys = [c for c in chosen if c in right]
    return maker.question(
        Form.MULTI,
        asked,
        prompt,
        wording.listing([c.text for c in keys]),
        facts=[fact for c in chosen for fact in c.facts],
        options=tuple(option(c, correct=c in right) for c in rng.shuffled(chosen)),
        difficulty=prior(maker, slot, Form.MULTI, [c for c in chosen if c not in right]),
    )


def _prompt(maker: Maker, asked: Asked, template: str) -> str:
    slot, pack = asked.slot, maker.pack
    shown = shown_value(asked.value, asked.grain)
    text = wording.fill(
        template,
        slot.fact.name,
        wording.value_text(pack, shown, slot.field, asked.grain, at=slot.fact),
        wording.dated(pack, shown, slot.field, asked.grain),
        wording.placed(pack, shown, slot.field, at=slot.fact),
        slot.fact.as_of or slot.field.as_of,
    )
    text = wording.with_as_of(text, slot.fact.as_of or slot.field.as_of)
    return OPENING + (text[0].lower() + text[1:] if text.startswith("As of ") else lowered(text))


def _values(
    maker: Maker, asked: Asked, template: str
) -> tuple[str, list[Candidate], list[Candidate]]:
    """The values of one fact, of a field whose list is complete."""
    slot, pack = asked.slot, maker.pack
    field, fact = slot.field, slot.fact
    if not field.many or not (field.complete or field.key in fact.complete):
        raise Refused("F2", "the list is not declared complete")
    if field.type in (FieldType.DATE, FieldType.NUMBER):
        raise Refused("F2", "dates and numbers are not selected")
    claim = asked.resolution.key
    right = [
        Candidate(
            text=wording.on_a_line(pack, value, field, at=fact),
            value=value,
            says=sentence(wording.statement(pack, fact, field, (value,))),
            facts=(fact.key,),
            citations=claim.citations if claim else (),
        )
        for value in asked.resolution.values
    ]
    wrong = forward_candidates(maker, slot, asked.value, asked.grain)
    return _prompt(maker, asked, template), right, wrong


def _by_value(
    maker: Maker, asked: Asked, template: str
) -> tuple[str, list[Candidate], list[Candidate]]:
    """The facts that have one value; those of which it is proved false stand against them."""
    slot, pack = asked.slot, maker.pack
    shown = shown_value(asked.value, asked.grain)
    wrong = back_candidates(maker, slot, shown, asked.grain)
    right = [key_candidate(maker.pack, asked)]
    called = wording.value_text(pack, shown, slot.field, asked.grain, at=slot.fact)
    for fact in maker.company.having(slot, shown, asked.grain):
        if fact.key == slot.fact.key or same_or_part(pack, fact.key, slot.fact.key):
            continue
        if maker.is_unclear(fact.key) or fact.as_of != slot.fact.as_of:
            continue
        found = maker.resolution(fact, slot.field.key)
        claim = best_claim(fact, slot.field.key)
        if claim is None or not claim.citations or not found.askable or found.minority:
            continue
        if not any(_same(pack_value, shown) for pack_value in claim.values):
            continue
        if called != wording.value_text(pack, shown, slot.field, asked.grain, at=fact):
            continue  # it bore another name then: Petrograd, but St Petersburg in 1905
        right.append(
            Candidate(
                text=wording.option_text(fact.name, name=True),
                value=NameValue(entity=fact.key),
                says=sentence(wording.statement(pack, fact, slot.field, claim.values)),
                facts=(fact.key,),
                citations=claim.citations,
            )
        )
    return _prompt(maker, asked, template), right, wrong


def _same(one: Value, other: Value) -> bool:
    """Tell whether what has one value surely has the other: a key must be true.

    A day lies in a year, in whichever calendar it was written.
    """
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        if one.date.approximate or one.date.uncertain:
            return one == other
        wide = other.date
        return all(wide.lower <= low and high <= wide.upper for low, high in near_misses(one.date))
    folded, rival = getattr(one, "folded", None), getattr(other, "folded", None)
    return folded == rival if folded is not None else one == other


def _choose(
    maker: Maker,
    prompt: str,
    right: Sequence[Candidate],
    wrong: Sequence[Candidate],
    rng: Rng,
    *,
    anchored: bool,
    rivals: Sequence[Candidate],
) -> list[Candidate]:
    """Return right and wrong options; how many are right is drawn too.

    `anchored`: the first right one is the fact that the question is about, and always there.
    `rivals`: wrong ones that stand there if the rules allow it.
    """
    pack = maker.pack
    for name in right:
        leak = cues.self_leak(prompt, (name.text,))
        if leak:
            raise Refused("B1", f"the question says “{leak}” itself")
    wrong = _apart(pack, wrong, right)
    if len(wrong) < FEWEST_WRONG:
        raise Refused("C1", "fewer than two other values are proved false")
    most = min(len(right), OPTIONS - FEWEST_WRONG)
    if most < 1 or (most == 1 and len(right) == 1):
        raise Refused("F2", "only one would be right")
    near = third(wrong, maker.level)
    near = near if len(near) >= OPTIONS else wrong
    rivals = [c for c in rivals if c in wrong]
    for attempt in range(2 * TRIES if rivals else TRIES):
        first = rivals if attempt < TRIES else []
        count = 1 + rng.below(most)
        keys = (
            [right[0], *rng.sample(right[1:], count - 1)] if anchored else rng.sample(right, count)
        )
        more = [c for c in near if c not in first] if first else near
        others = [*first, *rng.sample(more, OPTIONS - count - len(first))]
        chosen = [*keys, *others]
        if len(chosen) < OPTIONS - 1 or cues.lone_feature([cues.look(c.text) for c in chosen]):
            continue
        if not _overlap(maker, chosen) and not _clang(prompt, keys, others):
            return chosen
    raise Refused("B5", "the right options would look unlike the others")


def _apart(pack: Pack, wrong: Sequence[Candidate], right: Sequence[Candidate]) -> list[Candidate]:
    """Return the wrong ones that clash with no right one."""
    keys = {c.value.entity for c in right if isinstance(c.value, NameValue)}
    if len(keys) < len(right) or any(pack.facts[key].implicit for key in keys):
        return [w for w in wrong if not any(clash(pack, w, r) for r in right)]
    # as `clash` does for names, without looking at each of hundreds of pairs
    texts = {fold(r.text) for r in right} | {r.text.casefold() for r in right}
    return [
        w
        for w in wrong
        if not {fold(w.text), w.text.casefold()} & texts
        and isinstance(w.value, NameValue)
        and not pack.facts[w.value.entity].implicit
        and w.value.entity not in keys
        and not pack.kin[w.value.entity] & keys
    ]


def _overlap(maker: Maker, chosen: Sequence[Candidate]) -> bool:
    return any(
        a is not b and (clash(maker.pack, a, b) or compatible(maker.pack, a.value, b.value))
        for i, a in enumerate(chosen)
        for b in chosen[i + 1 :]
    )


def _clang(prompt: str, keys: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    texts = [c.text for c in others]
    return any(cues.clang(prompt, key.text, texts) for key in keys)
