"""What can be asked of a pack: each fact's fields, forwards and backwards."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from quiz.packs.content import FieldType
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.packs.content import Fact, Field, Pack

BACK = "-back"
MINOR_LEVEL = 3
"""The level from which fields that the author calls trivial are asked."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Slot:
    """A fact, the field that is asked, and the direction."""

    pack: Pack
    fact: Fact
    field: Field
    back: bool = False

    @cached_property
    def facet(self) -> str:
        """pack/kind/fact/field: what memory is kept of."""
        return f"{self.pack.id}/{self.fact.key}/{self.field.key}{BACK if self.back else ''}"

    @property
    def topic(self) -> str:
        """The fact's topic, or its kind's plural where it has none."""
        return self.fact.topic or self.pack.kinds[self.fact.kind].plural.capitalize()

    @property
    def back_template(self) -> str:
        """The question that asks back, or ""."""
        return self.fact.back.get(self.field.key) or self.field.back


def _key(item: tuple[str, Field]) -> str:
    return item[0]


def slots(pack: Pack, level: int = 2, rows: Iterable[Fact] | None = None) -> tuple[Slot, ...]:
    """Return everything that may be asked, in the order of the pack's facts.

    Quotations and minor fields are left out where the author says so; whether a slot yields any
    question is for the forms to prove. `rows`: those that are looked at, else all.
    """
    out = []
    fields = {
        kind.id: [(key, kind.fields[key]) for key in sorted(kind.fields)]
        for kind in pack.kinds.values()
    }
    for fact in pack.facts.values() if rows is None else rows:
        for key, field in fields.get(fact.kind, ()):
            if key not in fact.claims or key in fact.skip:
                continue
            if (field.trivial or key in fact.trivial) and level < MINOR_LEVEL:
                continue
            if fact.status == "attributed" and field.type is FieldType.NAME:
                continue
            out.append(Slot(pack=pack, fact=fact, field=field))
            if fact.back.get(key) or field.back:
                out.append(Slot(pack=pack, fact=fact, field=field, back=True))
    return tuple(out)


def in_topics(slot: Slot, topics: Sequence[str]) -> bool:
    """Tell whether a slot belongs to one of the topics, however they are capitalised."""
    return slot.topic.casefold() in {topic.casefold() for topic in topics}
