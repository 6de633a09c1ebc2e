"""What the questions of a pack say is wrong with it: facts never asked, answers that give
themselves away.

Making questions takes far longer than reading a pack: some 60 µs for each pair of rows that have
the same field. So only small packs are looked at unasked; `PAIRS` of them take about a second.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.generate.coverage.cover import Coverage
from quiz.generate.coverage.rules import CUES
from quiz.generate.make import Refusal, make
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.generate.coverage.cover import Missing
    from quiz.generate.slots import Slot
    from quiz.packs.content import Pack

NO_QUESTION = "no-question"
GIVES_ITSELF_AWAY = "gives-itself-away"
PAIRS = 15_000
"""Pairs of rows that have a field in common, up to which questions are made unasked."""
_TELLING = (Form.CHOICE, Form.NUMBER)
"""Forms whose refusals say that an answer gives itself away, whatever else is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing to mend, with the row and the key that it stands in."""

    code: str
    severity: str
    fact: str
    """kind/id."""
    field: str
    """The key of the row, or "" for the row as a whole."""
    message: str
    hint: str


def is_small(pack: Pack) -> bool:
    """Tell whether all questions of a pack can be made in about a second."""
    held = Counter((fact.kind, key) for fact in pack.facts.values() for key in fact.claims)
    return sum(count * count for count in held.values()) <= PAIRS


def problems(pack: Pack, *, thorough: bool | None = None) -> Iterator[Found]:
    """Yield what is wrong, in the pack's order.

    `thorough`: make all questions, or none; None: only where the pack is small. Rows of which
    nothing can be asked are found in any case.
    """
    coverage = Coverage(pack)
    makes = is_small(pack) if thorough is None else thorough
    for key, fact in pack.facts.items():
        if fact.implicit:
            continue
        if key not in coverage.slots:
            if not coverage.aside(fact):
                yield _silent(coverage, key)
        elif makes:
            yield from _of_slots(coverage, key)


def _of_slots(coverage: Coverage, key: str) -> Iterator[Found]:
    own = coverage.slots[key]
    told = [found for slot in own for found in _telling(coverage, slot)]
    if any(map(coverage.yields, own)):
        yield from told
    else:
        yield _silent(coverage, key)


def _silent(coverage: Coverage, key: str) -> Found:
    fact = coverage.fact(key)
    rule, why, add = fact.reason
    return Found(
        code=NO_QUESTION,
        severity="warning" if coverage.pack.facts[key].claims else "hint",
        fact=key,
        field="",
        message=f"No question is made from this row: {why}{f' ({rule})' if rule else ''}.",
        hint=add,
    )


def _telling(coverage: Coverage, slot: Slot) -> Iterator[Found]:
    """Yield at most one problem of a slot whose answer could be guessed from the question."""
    for form in _TELLING:
        for made in make(coverage.maker, slot, form):
            if isinstance(made, Refusal) and made.rule in CUES:
                yield _gives_away(slot, coverage.missing(slot, made))
                return


def _gives_away(slot: Slot, m: Missing) -> Found:
    asks = "asks back by" if slot.back else "asks for"
    return Found(
        code=GIVES_ITSELF_AWAY,
        severity="hint",
        fact=slot.fact.key,
        field=slot.field.key,
        message=f"The question that {asks} “{slot.field.key}” would give itself away: "
        f"{m.why} ({m.rule}).",
        hint=m.add,
    )
