"""How many rows, and of what sort, are lacking: the figures behind an advice."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.generate.candidates import back_candidates, clash, forward_candidates
from quiz.generate.falsity import provably_false
from quiz.generate.right import key_candidate
from quiz.generate.selection import FEWEST_DISTRACTORS, decimals
from quiz.generate.shown import best_claim, shown_value
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, NameValue, NumberValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.maker import Asked, Maker
    from quiz.generate.shown import Candidate
    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Pack, Value

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_FEATURES = (
    "a figure in it", "brackets", "quotation marks", "a capital at the start",
    "“the” or “a” at the start", "capitals only", "another script", "a figure like II at the end",
    "a title at the start",
)  # fmt: skip
"""What rule B5 looks at, in the order in which `cues` does."""


def word(number: int) -> str:
    """Return a small number as a word."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def with_article(label: str) -> str:
    """Return "a date" or "an author"."""
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"


def more_rows(maker: Maker, slot: Slot, number: int) -> str:
    """Return "One more person" or "Two more people"."""
    kind = maker.pack.kinds[slot.fact.kind]
    return f"{word(number).capitalize()} more {kind.singular if number == 1 else kind.plural}"


def shared(maker: Maker, slot: Slot) -> bool:
    """Tell whether another row may have the value that the slot asks back by."""
    return maker.once(slot, "shared", lambda: _shared(maker, slot))


def _shared(maker: Maker, slot: Slot) -> bool:
    field = slot.field
    value = maker.resolution(slot.fact, field.key).values[0]
    rows: Sequence[Fact] = maker.holders(slot.fact.kind, field.key)
    if field.complete or not field.many:  # then what nothing touches is proved false of all others
        rows = maker.company.touching(slot, value)
    if maker.company.large(slot):  # one that shows the same is found before all are looked at
        rows = [*maker.company.having(slot, value, Grain.FULL), *rows]
    return any(
        provably_false(maker.pack, value, other, field) is None
        for other in rows
        if other.key != slot.fact.key
    )


def namesakes(maker: Maker, slot: Slot) -> tuple[str, str]:
    """Return the name that two rows share and their keys, as "a, b"."""
    values = maker.resolution(slot.fact, slot.field.key).values
    for key in (slot.fact.key, *(getattr(value, "entity", slot.fact.key) for value in values)):
        if maker.is_unclear(key):
            name = maker.pack.facts[key].name
            return name, ", ".join(maker.pack.names.get(fold(name), ())[:3])
    return slot.fact.name, slot.fact.key


def _pool(maker: Maker, slot: Slot) -> tuple[Asked, Candidate, list[Candidate]]:
    """Return the key and all that could stand beside it; raises Refused as `asked` does."""
    asked = maker.asked(slot, one_value=slot.back)
    key = key_candidate(maker.pack, asked)
    find = back_candidates if slot.back else forward_candidates
    found = find(maker, slot, shown_value(asked.value, asked.grain), asked.grain)
    return asked, key, [c for c in found if not clash(maker.pack, key, c)]


def _written(maker: Maker, slot: Slot) -> tuple[str, list[str]]:
    _, key, pool = _pool(maker, slot)
    return key.text, [c.text for c in pool]


def lengths(maker: Maker, slot: Slot) -> tuple[int, int]:
    """Return how long the answer is and how long the others commonly are, in characters."""
    own, others = _written(maker, slot)
    return len(own), round(median(map(len, others))) if others else 0


def unlike(maker: Maker, slot: Slot) -> str:
    """Return "it has brackets, unlike 12 of 12 others", or "" where nothing stands out."""
    own, others = _written(maker, slot)
    if not others:
        return ""
    rows = [cues.features(text) for text in others]
    told = []
    for i, has in enumerate(cues.features(own)):
        differ = sum(row[i] != has for row in rows)
        if differ > len(rows) - FEWEST_DISTRACTORS:
            verb = "has" if has else "lacks"
            told.append(f"it {verb} {_FEATURES[i]}, unlike {differ} of {len(rows)} others")
    return "; ".join(told[:2])


def too_few(maker: Maker, slot: Slot) -> str:
    """Return what must be added so that two other values are proved wrong."""
    pack, field, fact = maker.pack, slot.field, slot.fact
    asked, key, pool = _pool(maker, slot)
    plural = pack.kinds[fact.kind].plural
    others = [o for o in maker.holders(fact.kind, field.key) if o.key != fact.key]
    bare = _without_row(pack, asked.value)
    if bare is not None:
        return (
            f"Give “{bare.name}” a row of its own ([[{bare.kind}]] with its name): until then it "
            "may be another name of anything."
        )
    if field.many and others and not (field.complete or field.key in fact.complete):
        return (
            f'If its list is whole, say so: complete = ["{field.key}"] in the row. Otherwise '
            f"nothing proves the {field.label} of other {plural} wrong."
        )
    values = [v for o in others for c in o.claims[field.key] for v in c.values]
    if values and not slot.back and all(_without_row(pack, value) for value in values):
        return f"Give each {field.label} that the other {plural} name a row of its own."
    if len(others) > FEWEST_DISTRACTORS and not pool:
        return (
            f"What its sources say overlaps with the {field.label} of all {len(others)} others; "
            "write it more exactly if one of them does."
        )
    lacks = max(1, FEWEST_DISTRACTORS - len(pool))
    uncited = sum(not _cited(other, field.key) for other in others)
    if uncited >= lacks:
        return f"Add a citation to the {plural} that have none for their {field.label}."
    if isinstance(asked.value, NumberValue) and len(pool) >= FEWEST_DISTRACTORS:
        alike = [c for c in pool if decimals(c.text) == decimals(key.text)]
        if len(alike) < FEWEST_DISTRACTORS:
            return f"Write it with as many decimals as the {field.label} of other {plural}."
    differing = _differing(asked)
    more = f"{more_rows(maker, slot, lacks)} with {with_article(field.label)} {differing} would do"
    return f"{more} ({_usable(len(others), len(pool))})."


def _cited(fact: Fact, key: str) -> bool:
    claim = best_claim(fact, key)
    return claim is not None and claim.citations != ()


def _without_row(pack: Pack, value: Value) -> Fact | None:
    fact = pack.facts[value.entity] if isinstance(value, NameValue) else None
    return fact if fact is not None and fact.implicit else None


def _differing(asked: Asked) -> str:
    if isinstance(asked.value, DateValue):
        return "in another " + ("month" if asked.grain.value == "month" else "year")
    if isinstance(asked.value, NumberValue):
        return "that differs and has as many decimals"
    return "that differs"


def _usable(others: int, usable: int) -> str:
    if not others:
        return "no other row has one"
    have = f"of {others} other{'' if others == 1 else 's'}"
    return f"{have} {word(usable) if usable else 'none'} can be proved wrong"


def alike(maker: Maker, slot: Slot) -> str:
    """Return what must be added so that three others share a value, where two do already."""
    field, fact = slot.field, slot.fact
    shared: Counter[object] = Counter()
    for other in maker.holders(fact.kind, field.key):
        claim = best_claim(other, field.key)
        if other.key != fact.key and claim and len(claim.values) == 1:
            value = claim.values[0]
            shared[getattr(value, "folded", None) or getattr(value, "entity", value)] += 1
    most = max(shared.values(), default=0)
    if most != 2:  # enough share one, or the values are not of the sort that is shared
        return ""
    return f"{more_rows(maker, slot, 1)} with the same {field.label} as others would do."
