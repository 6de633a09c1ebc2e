"""A typed answer: a name or a short word, with all its spellings and the names it is not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.company import place
from quiz.generate.difficulty import prior
from quiz.generate.domain import MOST_NEAR, Crowded, Domain
from quiz.generate.falsity import provably_false
from quiz.generate.forms.choice import back_prompt, forward_prompt
from quiz.generate.maker import Asked, Maker, Refused
from quiz.generate.wording import option_text
from quiz.model import Form, Name
from quiz.packs.content import FieldType, NameValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact

LONGEST_ANSWER = 4
"""Words: more is dictation."""
MOST_CHARACTERS = 150
"""Of them all. Of what is typed 200 are read, so that a longer one would be called wrong."""
_TYPES = (FieldType.NAME, FieldType.TEXT, FieldType.CATEGORY)


def make(maker: Maker, slot: Slot) -> Question:
    """Return the slot's typed question, or raise Refused."""
    asked = maker.asked(slot)
    answer, accepted, others = _back(maker, asked) if slot.back else typed_answers(maker, asked)
    prompt = back_prompt(maker, asked) if slot.back else forward_prompt(maker, asked)
    if "Which of these" in prompt or "which of these" in prompt:
        prompt = _without_these(maker, slot, prompt)
    leak = cues.self_leak(prompt, accepted)
    if leak:
        raise Refused("B1", f"the question says “{leak}” itself")
    return maker.question(
        Form.TYPED,
        asked,
        prompt,
        option_text(answer, name=slot.back or isinstance(asked.value, NameValue)),
        accepted=accepted,
        others=told_from(maker, slot, others),
        documented=documented(maker, asked, answer),
        difficulty=prior(maker, slot, Form.TYPED),
    )


Others = Callable[[], "tuple[Name, ...]"]
Answers = tuple[str, "tuple[str, ...]", Others]


def typed_answers(maker: Maker, asked: Asked) -> Answers:
    """Return the answer, all that it may be called, and what finds the other names of its domain.

    These cost most, so they are sought where nothing else speaks against the question: see
    `told_from`. A minority's readings are neither: see `documented`.
    """
    return maker.proved(asked.slot, "typed", lambda: _answers(maker, asked))


def told_from(maker: Maker, slot: Slot, others: Others) -> tuple[Name, ...]:
    """Return the names that the answer is told from, or refuse where they are too many."""
    found = maker.once(slot, "others", lambda: _sought(others))
    if found is None:
        raise Refused("F4", f"more than {MOST_NEAR} other answers are a slip or two away from it")
    return found


def _sought(others: Others) -> tuple[Name, ...] | None:
    try:
        return others()
    except Crowded:
        return None


def _check_length(answer: str) -> None:
    """Refuse what is dictation, before its rivals are sought."""
    words = len(fold(answer).split())
    if not 1 <= words <= LONGEST_ANSWER or len(answer) > MOST_CHARACTERS:
        raise Refused("E3", "the answer is too long to type")


def _answers(maker: Maker, asked: Asked) -> Answers:
    slot, pack = asked.slot, maker.pack
    if slot.field.type not in _TYPES:
        raise Refused("F4", "only names and short words are typed")
    if slot.field.many and not (slot.field.complete or slot.field.key in slot.fact.complete):
        raise Refused("A1", "its list is not declared complete, so more may be right")
    found = asked.resolution
    values = [v for c in (found.key, *found.supporting, *found.minority) if c for v in c.values]
    if isinstance(asked.value, NameValue):
        mine = {v.entity for v in values if isinstance(v, NameValue)}
        agreed = [v for c in found.supporting for v in c.values if isinstance(v, NameValue)]
        keys = dict.fromkeys([asked.value.entity, *(v.entity for v in agreed)])
        accepted = tuple(dict.fromkeys(n for key in keys for n in pack.facts[key].names))
        kinds = {pack.facts[key].kind for key in mine} | set(slot.field.of)
        named = wording.value_text(pack, asked.value, slot.field, at=slot.fact)
        _check_length(named)
        return named, accepted, partial(_names, maker, kinds, mine, accepted, slot.facet)
    told = [v.text for v in found.values if isinstance(v, TextValue)]
    _check_length(told[0])
    own = [text for v in values if isinstance(v, TextValue) for text in v.spellings]
    also = [v.also for v in found.values if isinstance(v, TextValue) and v.text == told[0]]
    accepted = tuple(dict.fromkeys([told[0], *(text for texts in also for text in texts)]))
    return told[0], accepted, partial(_other_texts, maker, slot, own)


def _other_texts(maker: Maker, slot: Slot, own: Sequence[str]) -> tuple[Name, ...]:
    """Return the texts of the slot's field that one of these is told from. Raises Crowded."""
    folded, written = {fold(text) for text in own}, {_written(text) for text in own}
    rivals: dict[str, Name] = {}
    for name in _texts_beside(maker, slot, own):
        # no two rows share a value of such a field: schon is another than schön
        twin = slot.field.unique and written.isdisjoint(map(_written, name.accepted))
        if twin or folded.isdisjoint(map(fold, name.accepted)):
            key = _written(name.text) if twin else fold(name.text)
            rivals.setdefault(key, name)
    return tuple(name for _, name in sorted(rivals.items(), key=_by_key))


def _texts_beside(maker: Maker, slot: Slot, own: Sequence[str]) -> Iterator[Name]:
    """Yield the texts of the slot's field that one of these could be mistaken for."""
    yield from _texts(maker, slot).rivals(own, (), place(slot.facet))
    if maker.whole is not None and maker.whole.holds(slot.fact.kind):
        yield from maker.whole.texts_like(slot.fact.kind, slot.field.key, own)


def _texts(maker: Maker, slot: Slot) -> Domain:
    """Return every text that a field has, worked out once."""
    where = (slot.fact.kind, slot.field.key)
    known = maker.domains.get(where)
    if known is None:
        texts = dict.fromkeys(
            (value.text, value.spellings)
            for fact in maker.holders(*where)
            for claim in fact.claims[where[1]]
            for value in claim.values
            if isinstance(value, TextValue)
        )
        known = Domain((text, Name(text=text, accepted=all_)) for text, all_ in texts)
        maker.domains[where] = known
    return known


def _by_key(item: tuple[str, Name]) -> str:
    return item[0]


def _written(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def documented(maker: Maker, asked: Asked, answer: str) -> tuple[Name, ...]:
    """Return the minority's readings as answers that count, with what is said of them (5.4)."""
    pack, field = maker.pack, asked.slot.field
    out = []
    for claim in asked.resolution.minority:
        labels = dict.fromkeys(pack.sources[c.source].label for c in claim.citations)
        for value in claim.values:
            names: tuple[str, ...] = (wording.value_text(pack, value, field),)
            if isinstance(value, NameValue):
                names = pack.facts[value.entity].names
            elif isinstance(value, TextValue):
                names = value.spellings
            who = wording.listing(list(labels)) or "a source"
            told = f"Accepted, since one source says so ({who}); most give {answer}."
            out.append(Name(text=told, accepted=names))
    return tuple(out)


def _back(maker: Maker, asked: Asked) -> Answers:
    slot = asked.slot
    if not (slot.field.unique or slot.field.closed):
        raise Refused("A4", "other facts may have the same value")
    if _shared(maker, asked):
        raise Refused("A4", "several facts have this value")
    if asked.resolution.minority:
        raise Refused("A4", "the sources disagree on the value")
    fact = slot.fact
    _check_length(fact.name)
    others = partial(_names, maker, {fact.kind}, {fact.key}, fact.names, slot.facet)
    return fact.name, fact.names, others


def _shared(maker: Maker, asked: Asked) -> bool:
    """Tell whether another row may have the value too."""
    slot = asked.slot
    rows: Sequence[Fact]
    if maker.whole is not None and maker.whole.holds(slot.fact.kind):
        keys = maker.whole.touching(slot, asked.value)
        if keys is None:
            return True
        rows = [maker.pack.facts[key] for key in keys]
    else:
        rows = maker.company.touching(slot, asked.value)
    return any(
        fact.key != slot.fact.key
        and provably_false(maker.pack, asked.value, fact, slot.field, slot.fact) is None
        for fact in rows
    )


def _names(
    maker: Maker, kinds: set[str], without: set[str], called: Sequence[str], facet: str
) -> tuple[Name, ...]:
    """Return the other names of the domain: no typo of the key may be one. Raises Crowded."""
    key = ("", *sorted(kinds))
    known = maker.domains.get(key)
    if known is None:
        known = maker.domains[key] = Domain(
            (fact.key, Name(text=fact.name, accepted=fact.names))
            for fact in maker.pack.facts.values()
            if fact.kind in kinds
        )
    found = dict.fromkeys(known.rivals(called, without, place(facet)))
    if maker.whole is not None:
        parted = sorted(kind for kind in kinds if maker.whole.holds(kind))
        like = maker.whole.named_like(parted, called)
        found |= dict.fromkeys(name for key, name in like if key not in without)
    return tuple(found)


def _without_these(maker: Maker, slot: Slot, prompt: str) -> str:
    kind = maker.pack.kinds[slot.fact.kind]
    for these in (f"hich of these {kind.plural}", "hich of these"):
        if these in prompt:
            return prompt.replace(these, f"hich {kind.singular}", 1)
    return prompt
