"""Wrong options that the pack proves wrong: what could stand beside a key, and where it belongs."""

from __future__ import annotations

import re
from functools import partial, wraps
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.falsity import compatible, near_misses, provably_false, rule_of
from quiz.generate.lives import life
from quiz.generate.shown import Candidate, best_claim
from quiz.generate.similarity import date_similarity, number_similarity
from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quiz.generate.cells import Cell
    from quiz.generate.falsity import Known
    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot
    from quiz.generate.wording import Grain
    from quiz.packs.content import Fact, Field, Pack, Value
    from quiz.packs.dates import Date

    Find = Callable[[Maker, Slot, Value, Grain], list["Candidate"]]


ON_A_SCALE = (DateValue, NumberValue)
_FAR = 10**9
"""Days beyond any date."""


def once_a_slot(find: Find) -> Find:
    """Keep what is found for a slot as long as its forms ask for it."""

    @wraps(find)
    def found(maker: Maker, slot: Slot, value: Value, grain: Grain) -> list[Candidate]:
        kept = maker.once(slot, (find, grain), lambda: (value, find(maker, slot, value, grain)))
        if kept[0] is not value and kept[0] != value:
            return find(maker, slot, value, grain)
        return list(kept[1])

    return found


@once_a_slot
def forward_candidates(maker: Maker, slot: Slot, key: Value, grain: Grain) -> list[Candidate]:
    """Return values of the field in other facts that are proved false of this one."""
    field, fact = slot.field, slot.fact
    proof = _Proof(maker, slot)
    likeness = _likeness(maker, slot, key, grain)
    best: dict[str, tuple[tuple[bool, float, bool], Fact, Cell, str]] = {}
    often: dict[str, int] = {}
    cells, unclear = maker.cells.of(field, grain), maker.unclear
    on_a_scale = isinstance(key, ON_A_SCALE)
    for other in maker.with_values(slot, key, grain):
        if other is fact or other.key in unclear:
            continue
        for cell in cells(other):
            shown = cell.value
            if on_a_scale and not same_shape(cell.written, key, grain):
                continue
            if not proof.is_false(shown, other) or not proof.is_plausible(shown):
                continue
            if isinstance(shown, NameValue) and shown.entity in unclear:
                continue
            text = cell.text or wording.on_a_line(slot.pack, shown, field, grain, at=fact)
            name = cell.folded or fold(text)
            often[name] = often.get(name, 0) + 1
            rank = (not cell.minor, likeness(other, shown, text), other.topic == fact.topic)
            known = best.get(name)
            if known is None or rank > known[0]:
                best[name] = rank, other, cell, text
    large = maker.company.large(slot)
    sizes = maker.company.shelf(slot, grain).sizes if large and not field.unique else {}
    home = maker.cells.home
    return [
        Candidate(
            text=text,
            value=cell.value,
            says=partial(home, other, field, grain),
            facts=(other.key,),
            citations=cell.claim.citations,
            order=cell.order,
            span=cell.span,
            similarity=similarity,
            minor=cell.minor,
            weight=sizes.get(cell.name, 1) if sizes else 1 if large else often[name],
        )
        for name, ((_, similarity, _), other, cell, text) in best.items()
    ]


def same_shape(one: Value, other: Value, grain: Grain) -> bool:
    """Rule B5: tell whether two spans, or two numbers, are written alike: 1901–1905, 240 to 260."""
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        if grain is not wording.Grain.SPAN:
            return True
        return re.sub(r"\d", "0", one.date.edtf) == re.sub(r"\d", "0", other.date.edtf)
    if isinstance(one, NumberValue) and isinstance(other, NumberValue):
        return (" to " in one.text) == (" to " in other.text)
    return True


def is_false(
    pack: Pack, shown: Value, fact: Fact, field: Field, known: Known | None = None
) -> bool:
    """Tell whether a shown value is proved false, near misses of the calendar included (A8).

    `known`: what is claimed of the field, if it is at hand.
    """
    if known is None:
        rule = provably_false(pack, shown, fact, field)
    elif known.meets(shown):
        return False
    else:
        rule = rule_of(pack, shown, fact, field, None, claimed=known.any)
    if rule is None:
        return False
    if not pack.old_style or not isinstance(shown, DateValue):
        return True
    return not _is_near(pack, shown, _own(fact, field))


def _own(fact: Fact, field: Field) -> list[Value]:
    """Return all that any source says of a row's field."""
    return [v for claim in fact.claims.get(field.key, ()) for v in claim.values]


class _Proof:
    """What tells whether values are false of a slot's fact, and likely enough to be chosen.

    All that hangs on the fact alone is read once, not for each of dozens of values.
    """

    def __init__(self, maker: Maker, slot: Slot) -> None:
        pack, fact, field = slot.pack, slot.fact, slot.field
        self._pack, self._fact, self._field = pack, fact, field
        claimed = _own(fact, field)
        self._claimed = bool(claimed)
        self._lists_all = self._claimed and (
            not field.many or field.complete or field.key in fact.complete
        )
        """What meets no value of the fact is false of it: rule_of finds a rule."""
        self._life = maker.cells.life
        self._known = maker.cells.known(fact, field)
        self._missed = _missed(pack, claimed)
        self._window = _lifespan(maker, fact, field) if field.type is FieldType.DATE else None
        self._latest, self._earliest = _bounds(fact, field)
        dates = list(_dates(fact))
        self._acted = (max(d.lower for d in dates), min(d.upper for d in dates)) if dates else None

    def is_false(self, shown: Value, owner: Fact) -> bool:
        """Tell what `is_false` does of a value that another row has."""
        if self._known.meets(shown):
            return False
        if isinstance(shown, DateValue) and self._missed:
            low, high = shown.date.lower, shown.date.upper
            if any(a <= high and low <= b for a, b in self._missed):
                return False
        if self._lists_all:
            return True
        rule = rule_of(self._pack, shown, self._fact, self._field, owner, claimed=self._claimed)
        return rule is not None

    def is_plausible(self, shown: Value) -> bool:
        """Rule B10: tell whether no other fact rules it out, so that somebody would choose it."""
        if isinstance(shown, DateValue):
            low, high = shown.date.lower, shown.date.upper
            if self._window and not (self._window[0] <= high and low <= self._window[1]):
                return False
            return self._earliest <= high and low <= self._latest
        if isinstance(shown, NameValue) and self._acted:
            born, died = self._life(shown.entity)
            return born <= self._acted[1] and self._acted[0] <= died
        return True


def _missed(pack: Pack, claimed: Sequence[Value]) -> list[tuple[int, int]]:
    """Return the near misses of dates (A8), in a pack that uses the other calendar."""
    dates = [v.date for v in claimed if isinstance(v, DateValue)] if pack.old_style else []
    return [span for date in dates for span in near_misses(date)]


def _dates(fact: Fact) -> Iterator[Date]:
    for claims in fact.claims.values():
        for claim in claims:
            for value in claim.values:
                if isinstance(value, DateValue):
                    yield value.date


def _bounds(fact: Fact, field: Field) -> tuple[int, int]:
    """Return the last day on which a date may begin, and the first on which it may end."""
    latest, earliest = _FAR, -_FAR
    for names, before in ((field.before, True), (field.after, False)):
        for name in names:
            for claim in fact.claims.get(name, ()):
                for value in claim.values:
                    if isinstance(value, DateValue) and before:
                        latest = min(latest, value.date.upper)
                    elif isinstance(value, DateValue):
                        earliest = max(earliest, value.date.lower)
    return latest, earliest


def _likeness(
    maker: Maker, slot: Slot, key: Value, grain: Grain
) -> Callable[[Fact, Value, str], float]:
    """Return what tells how alike to the key another row's value is, as it is shown."""
    rows = maker.relations.alike_to(slot.fact.key)
    names = maker.relations.alike_to(key.entity) if isinstance(key, NameValue) else None
    told = wording.on_a_line(slot.pack, key, slot.field, grain, at=slot.fact)
    spelling = maker.relations.spelt_like(told)

    def likeness(row: Fact, shown: Value, text: str) -> float:
        if isinstance(shown, DateValue) and isinstance(key, DateValue):
            return date_similarity(shown, key)
        if isinstance(shown, NumberValue) and isinstance(key, NumberValue):
            return number_similarity(shown, key)
        found = rows(row.key)
        if names is not None and isinstance(shown, NameValue):
            found = (names(shown.entity) + found) / 2
        return spelling(found, text)

    return likeness


@once_a_slot
def back_candidates(maker: Maker, slot: Slot, shown: Value, grain: Grain) -> list[Candidate]:
    """Return other facts of the kind of which the asked value is proved false."""
    pack, field, fact = slot.pack, slot.field, slot.fact
    alike, spelling = maker.relations.alike_to(fact.key), maker.relations.spelt_like(fact.name)
    kin, unclear = pack.kin[fact.key], maker.unclear
    bearer, home = maker.cells.bearing(field), maker.cells.home
    dated = isinstance(shown, DateValue) and pack.old_style
    lists_all = not field.many or field.complete
    out: list[Candidate] = []
    if fact.implicit:
        return out
    for other in maker.alike(slot):
        found = bearer(other)
        if found is None or other is fact or other.key in kin or other.key in unclear:
            continue
        if other.as_of != fact.as_of:
            continue  # what held in another year proves nothing of this one (rule A5)
        if found.known.meets(shown) or (dated and _is_near(pack, shown, _own(other, field))):
            continue
        if not lists_all and rule_of(pack, shown, other, field, fact, claimed=True) is None:
            continue
        out.append(
            Candidate(
                text=found.text,
                value=found.value,
                says=partial(home, other, field, grain),
                facts=found.facts,
                citations=found.citations,
                similarity=spelling(alike(other.key), other.name),
                minor=found.minor,
            )
        )
    return out


def _is_near(pack: Pack, shown: Value, claimed: Sequence[Value]) -> bool:
    """Rule A8: tell whether a date is a near miss of what is claimed."""
    if not isinstance(shown, DateValue) or not pack.old_style:
        return False
    low, high = shown.date.lower, shown.date.upper
    return any(a <= high and low <= b for a, b in _missed(pack, claimed))


def reads_alike(text: str, other: str) -> bool:
    """Rule B12: tell whether two options look alike but for capitals and the like."""
    return text == other or fold(text) == fold(other) or text.casefold() == other.casefold()


def clash(pack: Pack, one: Candidate, other: Candidate) -> bool:
    """Rules A6, A9 and B12: tell whether two options could both be right or look alike."""
    if reads_alike(one.text, other.text):
        return True
    if isinstance(one.value, ON_A_SCALE):
        return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]
    return compatible(pack, one.value, other.value)


def _lifespan(maker: Maker, fact: Fact, field: Field) -> tuple[int, int] | None:
    """Return the days in which everybody whom the fact names was alive, or None if unknown.

    None too where the fact itself lies outside: a funeral, a rehabilitation. A person counts who
    is named by a value, or in the name of the fact: the raid on Trotsky's house.
    """
    pack, low, high = maker.pack, -_FAR, _FAR
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
    return None if (low, high) == (-_FAR, _FAR) else (low, high)
