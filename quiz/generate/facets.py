"""What a pack can ask, facet by facet, told without making a question."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.generate.canonical import canonical
from quiz.generate.forms.typed import LONGEST_ANSWER
from quiz.generate.maker import Maker
from quiz.generate.openings import is_noun
from quiz.generate.plan import FacetInfo
from quiz.generate.slots import BACK, slots
from quiz.model import Form
from quiz.packs.compiled import beside
from quiz.packs.content import FieldType, NameValue, TextValue
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.generate.resolve import Resolution
    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Pack, Value

_WORDS = (FieldType.NAME, FieldType.TEXT, FieldType.CATEGORY)
_SHARED = (FieldType.NAME, FieldType.CATEGORY)
_ORDERED = (FieldType.DATE, FieldType.NUMBER)
_AGREED = frozenset([Form.MULTI, Form.MATCH, Form.ODD_ONE_OUT])
"""Forms that only ask what all sources say."""
MOST_KEPT = 20_000
"""Facts of a pack up to which all facets are kept: some five megabytes."""
FEWEST_ROWS = 3
"""Rows that have a field, below which nothing can stand beside a key."""


def facets(
    pack: Pack, level: int = 2, topics: Sequence[str] = (), rows: Sequence[str] | None = None
) -> tuple[FacetInfo, ...]:
    """Return the pack's facets at a level, in the order of its facts, with their likely forms.

    It goes by what the author declared and not by proof, so it takes some microseconds a facet; a
    form that it names may still be refused when its question is made. One that it does not name
    is never made. It is kept beside the pack's copy. `rows`: keys of the only rows to look at.
    """
    if rows is not None:
        every = _worked_out(pack, level, [pack.facts[key] for key in rows])
    elif pack.whole is None and len(pack.facts) <= MOST_KEPT:
        made_by = sorted(Path(__file__).parent.glob("**/*.py"))
        raw = beside(
            pack, f"facets-{level}", made_by, lambda: _written(_worked_out(pack, level, None))
        )
        every = _read(bytes(raw))
    else:
        every = _worked_out(pack, level, None)
    if not topics:
        return every
    wanted = {topic.casefold() for topic in topics}
    return tuple(info for info in every if info.topic.casefold() in wanted)


def _written(infos: Iterable[FacetInfo]) -> bytes:
    lists = [[i.facet, i.fact, i.topic, i.asked, i.was, i.forms] for i in infos]
    return json.dumps(lists, separators=(",", ":")).encode()


def _read(raw: bytes) -> tuple[FacetInfo, ...]:
    forms = {form.value: form for form in Form}
    return tuple(
        FacetInfo(
            facet=facet,
            fact=fact,
            topic=topic,
            asked=asked,
            was=tuple(was),
            forms=tuple(forms[form] for form in own),
        )
        for facet, fact, topic, asked, was, own in json.loads(raw)
    )


def _worked_out(pack: Pack, level: int, rows: Sequence[Fact] | None) -> tuple[FacetInfo, ...]:
    maker = Maker(pack, seed="", level=level)
    taken = _Names(pack)
    out = []
    for slot in slots(pack, level, rows):
        found = maker.resolution(slot.fact, slot.field.key)
        named = [slot.fact.key, *[v.entity for v in found.values if isinstance(v, NameValue)]]
        forms = () if any(map(maker.is_unclear, named)) else _forms(maker, slot, found)
        if not forms:
            continue
        out.append(
            FacetInfo(
                facet=slot.facet,
                fact=slot.fact.key,
                topic=slot.topic,
                asked=canonical(pack, found.values),
                was=taken.before(slot),
                forms=forms,
            )
        )
    return tuple(out)


def _forms(maker: Maker, slot: Slot, found: Resolution) -> tuple[Form, ...]:
    """Return the forms that suit the slot, in the order of `Form`."""
    if found.key is None or not found.key.citations:
        return ()
    if slot.back:
        several = len(found.values) > 1  # then nobody knows which of them is asked by
        suits = _backward(slot) if found.askable and not several else frozenset()
    else:
        suits = _forward(maker, slot, found) if found.askable else frozenset()
    if found.minority:
        suits -= {*_AGREED, Form.TYPED} if slot.back else _AGREED
        if not slot.back and all(len(c.values) == 1 for c in (found.key, *found.minority)):
            suits |= {Form.SOURCES}
    return _in_order(suits)


@cache
def _in_order(forms: frozenset[Form]) -> tuple[Form, ...]:
    return tuple(form for form in Form if form in forms)


def _backward(slot: Slot) -> frozenset[Form]:
    field, suits = slot.field, {Form.CHOICE}
    if _by_value(field.which, field.key):
        suits.add(Form.MULTI)
    if (field.unique or field.closed) and _short(slot.fact.name, LONGEST_ANSWER):
        suits.add(Form.TYPED)
    if slot.fact.kind == "quote" and field.type is FieldType.NAME:
        suits.add(Form.CLOZE)
    return frozenset(suits)


def _forward(maker: Maker, slot: Slot, found: Resolution) -> frozenset[Form]:
    field, fact = slot.field, slot.fact
    listed = field.complete or field.key in fact.complete
    names = _called(maker.pack, found.values[0]) if found.values else ()
    typed = any(_short(name, LONGEST_ANSWER) for name in names) and (listed or not field.many)
    which = fact.which.get(field.key) or field.which
    by_several = bool(which) and listed and field.many and not _by_value(which, field.key)
    suits = _asked_so(
        field.type,
        rows=len(maker.holders(fact.kind, field.key)) >= FEWEST_ROWS,
        says=bool(fact.says.get(field.key) or field.says),
        typed=typed,
        noun=is_noun(field.label),
        sequence=bool(field.sequence),
        unique=field.unique,
        several=len(found.values) > 1,
    )
    return suits | _SEVERAL if by_several and field.type not in _ORDERED else suits


_SEVERAL = frozenset([Form.MULTI])


@cache
def _asked_so(
    type_: FieldType,
    *,
    rows: bool,
    says: bool,
    typed: bool,
    noun: bool,
    sequence: bool,
    unique: bool,
    several: bool,
) -> frozenset[Form]:
    """Return the forms that ask for one value, of a field that is so: few are of many sorts."""
    suits = {
        Form.CHOICE: rows,
        Form.TRUE_FALSE: rows and says,
        Form.TYPED: type_ in _WORDS and typed,
        Form.NUMBER: type_ in _ORDERED,
        Form.CLOZE: type_ in _WORDS and says and typed,
        Form.ORDER: rows and type_ is FieldType.DATE and sequence,
        Form.MATCH: rows and (noun or type_ is FieldType.DATE),
        Form.ODD_ONE_OUT: rows and noun and type_ in _SHARED and not unique,
        Form.TIMELINE: rows and type_ is FieldType.DATE and sequence,
    }
    return frozenset(form for form, fits in suits.items() if fits and not several)


def _by_value(which: str, key: str) -> bool:
    """Tell whether a question with several answers asks by the value: for rows, not for values."""
    return "{value" in which or f"{{{key}" in which


def _called(pack: Pack, value: Value) -> tuple[str, ...]:
    if isinstance(value, NameValue):
        return pack.facts[value.entity].names
    return (value.text,) if isinstance(value, TextValue) else ()


def _short(text: str, words: int) -> bool:
    return 1 <= len(fold(text).split()) <= words


class _Names:
    """What facets were called before rows and fields got other ids."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._rows: dict[str, str] = {}
        """Old key of a row to its key now; none that is the key of another row today."""
        for fact in pack.facts.values():
            for old in fact.was:
                key = f"{fact.kind}/{old}"
                if key not in pack.facts:
                    self._rows.setdefault(key, fact.key)

    def before(self, slot: Slot) -> tuple[str, ...]:
        """Return the facets that the slot's one was called before, the newest first."""
        fact, field = slot.fact, slot.field
        if not fact.was and not field.was:
            return ()
        fields = self._pack.kinds[fact.kind].fields
        rows = [key for old in fact.was if self._rows.get(key := f"{fact.kind}/{old}") == fact.key]
        keys = [old for old in field.was if old not in fields]
        end = BACK if slot.back else ""
        return tuple(
            f"{self._pack.id}/{row}/{key}{end}"
            for row in (fact.key, *rows)
            for key in (field.key, *keys)
            if (row, key) != (fact.key, field.key)
        )
