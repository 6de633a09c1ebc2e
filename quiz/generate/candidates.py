"""Wrong options that the pack proves wrong: what could stand beside a key, and where it belongs."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING

from quiz.generate import cues, wording
from quiz.generate.cells import shape_of
from quiz.generate.falsity import compatible, near_misses, provably_false, rule_of
from quiz.generate.lives import life
from quiz.generate.shown import Candidate, best_claim
from quiz.generate.similarity import date_similarity, number_similarity
from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
    shape = shape_of(key, grain)
    found = maker.cells.among(maker.with_values(slot, key, grain), field, grain)
    found = [cell for cell in found if cell.row is not fact and cell.shape == shape]
    found = _Proof(maker, slot).allowed(found)
    texts = [
        cell.text or wording.on_a_line(slot.pack, cell.value, field, grain, at=fact)
        for cell in found
    ]
    best: dict[str, tuple[tuple[bool, float, bool], Cell, str]] = {}
    often: dict[str, int] = {}
    alike = _likeness(maker, slot, key, grain, found, texts)
    for cell, text, similarity in zip(found, texts, alike, strict=True):
        name = cell.folded or fold(text)
        often[name] = often.get(name, 0) + 1
        rank = not cell.minor, similarity, cell.row.topic == fact.topic
        known = best.get(name)
        if known is None or rank > known[0]:
            best[name] = rank, cell, text
    large = maker.company.large(slot)
    sizes = maker.company.shelf(slot, grain).sizes if large and not field.unique else {}
    home = maker.cells.home
    return [
        Candidate(
            text=text,
            value=cell.value,
            says=partial(home, cell.row, field, grain),
            facts=(cell.row.key,),
            citations=cell.citations,
            order=cell.order,
            span=cell.span,
            similarity=similarity,
            minor=cell.minor,
            weight=sizes.get(cell.name, 1) if sizes else 1 if large else often[name],
        )
        for name, ((_, similarity, _), cell, text) in best.items()
    ]


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
        self._maker, self._pack, self._fact, self._field = maker, pack, fact, field
        self._known = maker.cells.known(fact, field)
        self._lists_all = self._known.any and (
            not field.many or field.complete or field.key in fact.complete
        )
        """What meets no value of the fact is false of it: rule_of finds a rule."""

    def allowed(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return what is proved false of the fact and is plausible (rule B10).

        False is what `is_false` calls so; plausible, what no other fact rules out, so that
        somebody would choose it.
        """
        known, sort = self._known, self._field.type
        if sort is FieldType.DATE:
            out = [c for c in self._in_time(cells) if not known.meets_days(c.reaches)]
        elif sort is FieldType.NUMBER:
            out = [c for c in cells if not known.meets_numbers(c.reaches)]
        elif sort is FieldType.NAME:
            out = [c for c in self._in_life(cells) if not known.meets(c.value)]
        else:
            out = [c for c in cells if not known.meets_text(c.texts)]
        return out if self._lists_all else list(filter(self._has_rule, out))

    def _has_rule(self, cell: Cell) -> bool:
        """Tell of what meets nothing that is claimed of the fact whether it is proved false."""
        known = self._known.any
        rule = rule_of(self._pack, cell.value, self._fact, self._field, cell.row, claimed=known)
        return rule is not None

    def _in_time(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return the dates that lie in the life of all who are named and miss nothing nearly."""
        field, fact = self._field, self._fact
        window = _lifespan(self._maker, fact, field) or (-_FAR, _FAR)
        latest, earliest = _bounds(fact, field)
        first, last = max(window[0], earliest), min(window[1], latest)
        out = [c for c in cells if first <= c.span[1] and c.span[0] <= last]
        for low, high in _missed(self._pack, _own(fact, field)):
            out = [c for c in out if not (low <= c.span[1] and c.span[0] <= high)]
        return out

    def _in_life(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return the names of those who lived when the fact came about."""
        dates = list(_dates(self._fact))
        if not dates:
            return cells
        begun, over = max(d.lower for d in dates), min(d.upper for d in dates)
        out = []
        for cell in cells:
            born, died = self._maker.cells.life(cell.named)
            if born <= over and begun <= died:
                out.append(cell)
        return out


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
    maker: Maker,
    slot: Slot,
    key: Value,
    grain: Grain,
    cells: Sequence[Cell],
    texts: Sequence[str],
) -> Iterable[float]:
    """Return how alike to the key each of what other rows have is, as it is shown."""
    if isinstance(key, DateValue):
        own = float(key.date.lower), float(key.date.upper)
        return [date_similarity(cell.span, own) for cell in cells]
    if isinstance(key, NumberValue):
        return [number_similarity(cell.order, key.number) for cell in cells]
    relations = maker.relations
    meant = relations.alike(slot.fact.key, [cell.row.key for cell in cells])
    if isinstance(key, NameValue):
        named = relations.alike(key.entity, [cell.named for cell in cells])
        meant = [(one + other) / 2 for one, other in zip(named, meant, strict=True)]
    told = wording.on_a_line(slot.pack, key, slot.field, grain, at=slot.fact)
    return relations.refined(told, texts, meant)


@once_a_slot
def back_candidates(maker: Maker, slot: Slot, shown: Value, grain: Grain) -> list[Candidate]:
    """Return other facts of the kind of which the asked value is proved false."""
    pack, field, fact = slot.pack, slot.field, slot.fact
    if fact.implicit:
        return []
    kin, as_of = pack.kin[fact.key], fact.as_of
    found = [
        bearer
        for bearer in maker.cells.bearers(maker.alike(slot), field)
        if bearer.row is not fact
        and bearer.row.key not in kin
        # what held in another year proves nothing of this one (rule A5)
        and bearer.row.as_of == as_of
    ]
    found = [bearer for bearer in found if not bearer.known.meets(shown)]
    if isinstance(shown, DateValue) and pack.old_style:
        found = [b for b in found if not _is_near(pack, shown, _own(b.row, field))]
    if field.many and not field.complete:
        found = [b for b in found if rule_of(pack, shown, b.row, field, fact, claimed=True)]
    meant = maker.relations.alike(fact.key, [bearer.row.key for bearer in found])
    names = [bearer.row.name for bearer in found]
    alike = maker.relations.refined(fact.name, names, meant)
    home = maker.cells.home
    return [
        Candidate(
            text=bearer.text,
            value=bearer.value,
            says=partial(home, bearer.row, field, grain),
            facts=(bearer.row.key,),
            citations=bearer.citations,
            similarity=similarity,
            minor=bearer.minor,
        )
        for bearer, similarity in zip(found, alike, strict=True)
    ]


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
