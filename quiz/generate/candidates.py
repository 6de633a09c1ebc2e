"""Wrong options that the pack proves wrong: what could stand beside a key, and where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.canonical import canonical
from quiz.generate.falsity import compatible, near_misses, provably_false, same_or_part
from quiz.generate.lives import life
from quiz.generate.shown import Candidate, Told, best_claim, fits_grain, shown_value
from quiz.generate.similarity import date_similarity, number_similarity, with_spelling
from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot
    from quiz.generate.wording import Grain
    from quiz.packs.content import Fact, Field, Pack, Value

    Find = Callable[[Maker, Slot, Value, Grain], list["Candidate"]]


def once_a_slot(find: Find) -> Find:
    """Keep what was found for the last slot: its forms ask for it one after the other."""

    @wraps(find)
    def kept(maker: Maker, slot: Slot, value: Value, grain: Grain) -> list[Candidate]:
        key = (find, slot, value, grain)
        if maker.last_found is None or maker.last_found[0] != key:
            maker.last_found = key, find(maker, slot, value, grain)
        return list(maker.last_found[1])

    return kept


@once_a_slot
def forward_candidates(maker: Maker, slot: Slot, key: Value, grain: Grain) -> list[Candidate]:
    """Return values of the field in other facts that are proved false of this one."""
    pack, field, fact = slot.pack, slot.field, slot.fact
    window = _lifespan(maker, fact, field) if field.type is FieldType.DATE else None
    best: dict[str, Candidate] = {}
    often: Counter[str] = Counter()
    for other in maker.company.with_values(slot, key, grain):
        if other.key == fact.key:
            continue
        claim = best_claim(other, field.key)
        told = maker.told(other, field, grain)
        if claim is None or told is None or other.key in maker.unclear:
            continue
        for value in claim.values:
            if isinstance(value, DateValue) and not fits_grain(value.date, grain):
                continue
            if isinstance(value, TextValue) and cues.loaded(value.text):
                continue
            if not same_shape(value, key, grain):
                continue
            shown = shown_value(value, grain)
            if not is_false(pack, shown, fact, field, owner=other) or _outside(
                shown, window, fact, field
            ):
                continue
            if isinstance(value, NameValue) and (
                value.entity in maker.unclear or not _lived(pack, value, fact)
            ):
                continue
            found = _candidate(maker, slot, key, other, shown, told, grain)
            often[fold(found.text)] += 1
            known = best.get(fold(found.text))
            if known is None or (not found.minor, found.similarity, other.topic == fact.topic) > (
                not known.minor,
                known.similarity,
                pack.facts[known.facts[0]].topic == fact.topic,
            ):
                best[fold(found.text)] = found
    if maker.company.large(slot):
        sizes = maker.company.shelf(slot, grain).sizes
        often = Counter({k: sizes.get(canonical(pack, (c.value,)), 1) for k, c in best.items()})
    return [replace(c, weight=often[k]) if often[k] > 1 else c for k, c in best.items()]


def same_shape(one: Value, other: Value, grain: Grain) -> bool:
    """Rule B5: tell whether two spans, or two numbers, are written alike: 1901–1905, 240 to 260."""
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        if grain is not wording.Grain.SPAN:
            return True
        return re.sub(r"\d", "0", one.date.edtf) == re.sub(r"\d", "0", other.date.edtf)
    if isinstance(one, NumberValue) and isinstance(other, NumberValue):
        return (" to " in one.text) == (" to " in other.text)
    return True


def is_false(pack: Pack, shown: Value, fact: Fact, field: Field, owner: Fact | None = None) -> bool:
    """Tell whether a shown value is proved false, near misses of the calendar included (A8).

    `owner`: a row that is likely to have it.
    """
    if provably_false(pack, shown, fact, field, owner) is None:
        return False
    if not isinstance(shown, DateValue) or not pack.old_style:
        return True
    return not any(
        low <= shown.date.upper and shown.date.lower <= high
        for claim in fact.claims.get(field.key, ())
        for value in claim.values
        if isinstance(value, DateValue)
        for low, high in near_misses(value.date)
    )


def _candidate(
    maker: Maker,
    slot: Slot,
    key: Value,
    other: Fact,
    shown: Value,
    told: Told,
    grain: Grain,
) -> Candidate:
    text = wording.on_a_line(slot.pack, shown, slot.field, grain, at=slot.fact)
    order, span, similarity = 0.0, (0.0, 0.0), 0.0
    if isinstance(shown, DateValue) and isinstance(key, DateValue):
        order, span = float(shown.date.lower), (float(shown.date.lower), float(shown.date.upper))
        similarity = date_similarity(shown, key)
    elif isinstance(shown, NumberValue) and isinstance(key, NumberValue):
        room = max(slot.field.tolerance, 0.0)
        order, span = shown.number, (shown.low - room, shown.high + room)
        similarity = number_similarity(shown, key)
    elif isinstance(shown, NameValue) and isinstance(key, NameValue):
        similarity = maker.relations.alike(shown.entity, key.entity)
        similarity = (similarity + maker.relations.alike(other.key, slot.fact.key)) / 2
    else:
        similarity = maker.relations.alike(other.key, slot.fact.key)
    if not isinstance(shown, DateValue | NumberValue):
        key_text = wording.on_a_line(slot.pack, key, slot.field, grain, at=slot.fact)
        similarity = with_spelling(similarity, text, key_text)
    return Candidate(
        text=text,
        value=shown,
        why=told[0],
        facts=(other.key,),
        citations=told[1],
        order=order,
        span=span,
        similarity=similarity,
        minor=slot.field.key in (*other.trivial, *other.skip),
    )


@once_a_slot
def back_candidates(maker: Maker, slot: Slot, shown: Value, grain: Grain) -> list[Candidate]:
    """Return other facts of the kind of which the asked value is proved false."""
    pack, field, fact = slot.pack, slot.field, slot.fact
    out = []
    for other in maker.company.alike(slot):
        if other.key == fact.key or same_or_part(pack, other.key, fact.key):
            continue
        told = maker.told(other, field, grain)
        if told is None or other.key in maker.unclear or other.as_of != fact.as_of:
            continue  # what held in another year proves nothing of this one (rule A5)
        if not is_false(pack, shown, other, field, owner=fact):
            continue
        out.append(
            Candidate(
                text=wording.option_text(other.name, name=True),
                value=NameValue(entity=other.key),
                why=told[0],
                facts=(other.key,),
                citations=told[1],
                similarity=with_spelling(
                    maker.relations.alike(other.key, fact.key), other.name, fact.name
                ),
                minor=field.key in (*other.trivial, *other.skip),
            )
        )
    return out


def clash(pack: Pack, one: Candidate, other: Candidate) -> bool:
    """Rules A6, A9 and B12: tell whether two options could both be right or look alike."""
    if fold(one.text) == fold(other.text) or one.text.casefold() == other.text.casefold():
        return True
    if isinstance(one.value, DateValue | NumberValue):
        return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]
    return compatible(pack, one.value, other.value)


def _lifespan(maker: Maker, fact: Fact, field: Field) -> tuple[int, int] | None:
    """Return the days in which everybody whom the fact names was alive, or None if unknown.

    None too where the fact itself lies outside: a funeral, a rehabilitation. A person counts who
    is named by a value, or in the name of the fact: the raid on Trotsky's house.
    """
    pack, low, high = maker.pack, -(10**9), 10**9
    for claims in fact.claims.values():
        for claim in claims:
            for value in claim.values:
                if isinstance(value, NameValue):
                    born, died = life(pack, value.entity)
                    low, high = max(low, born), min(high, died)
    own = best_claim(fact, field.key)
    days = [v.date.lower for v in (own.values if own else ()) if isinstance(v, DateValue)]
    if not all(low <= day <= high for day in days):
        return None
    for word in cues.words_of(f"{fact.name} {fact.ask.get(field.key, '')}"):
        born, died = maker.lives.get(word, (low, high))
        if all(born <= day <= died for day in days):
            low, high = max(low, born), min(high, died)
    return None if (low, high) == (-(10**9), 10**9) else (low, high)


def _outside(shown: Value, window: tuple[int, int] | None, fact: Fact, field: Field) -> bool:
    """Rule B10: tell whether other facts rule a date out, so that nobody would choose it."""
    if not isinstance(shown, DateValue):
        return False
    if window and not (window[0] <= shown.date.upper and shown.date.lower <= window[1]):
        return True
    for name, later in (*((n, True) for n in field.before), *((n, False) for n in field.after)):
        for claim in fact.claims.get(name, ()):
            for value in claim.values:
                if not isinstance(value, DateValue):
                    continue
                if later and shown.date.lower > value.date.upper:
                    return True
                if not later and shown.date.upper < value.date.lower:
                    return True
    return False


def _lived(pack: Pack, value: NameValue, fact: Fact) -> bool:
    """Rule B10: tell whether a person could have acted when the fact happened."""
    born, died = life(pack, value.entity)
    for claims in fact.claims.values():
        for claim in claims:
            for other in claim.values:
                if isinstance(other, DateValue) and not (
                    born <= other.date.upper and other.date.lower <= died
                ):
                    return False
    return True
