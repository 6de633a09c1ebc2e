"""What the questions of a pack say is wrong with it: facts never asked, answers that give
themselves away.

Making questions takes far longer than reading a pack: some 60 µs for each pair of rows that have
the same field. So only small packs are looked at unasked; `PAIRS` of them take about a second.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quiz.generate.coverage.cover import Coverage
from quiz.generate.coverage.rules import CUES
from quiz.generate.make import Refusal, make
from quiz.model import Form
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.generate.coverage.cover import Missing
    from quiz.generate.slots import Slot
    from quiz.packs.checks import Book
    from quiz.packs.content import Pack

PAIRS = 15_000
"""Pairs of rows that have a field in common, up to which questions are made unasked."""
_TELLING = (Form.CHOICE, Form.NUMBER)
"""Forms whose refusals say that an answer gives itself away, whatever else is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:  # reported by `check`; a preview shows it as it is
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


def problems(pack: Pack) -> Iterator[Found]:
    """Yield what is wrong, in the pack's order.

    Makes the questions of the pack, which takes long where it is large: see `is_small`.
    """
    coverage = Coverage(pack)
    for key, fact in pack.facts.items():
        if fact.implicit:
            continue
        if key not in coverage.slots:
            if not coverage.aside(fact):
                yield _silent(coverage, key)
        else:
            yield from _of_slots(coverage, key)


def check(book: Book, *, thorough: bool | None = None) -> None:
    """Report what is wrong, each where it stands in its file.

    `thorough`: whatever it takes; None: only where the pack is small.
    """
    if book.pack is None or not (is_small(book.pack) if thorough is None else thorough):
        return
    book.unsought.clear()
    for found in problems(book.pack):
        book.report(
            found.fact, found.field, found.code, found.message, found.hint, severity=found.severity
        )


def _of_slots(coverage: Coverage, key: str) -> Iterator[Found]:
    own = coverage.slots[key]
    told = {found.field: found for slot in reversed(own) for found in _telling(coverage, slot)}
    if any(map(coverage.yields, own)):
        yield from told.values()
    else:
        yield _silent(coverage, key)


def _silent(coverage: Coverage, key: str) -> Found:
    fact = coverage.fact(key)
    rule, why, add = fact.reason
    if not coverage.pack.facts[key].claims:
        return Found(
            code="bare-row",
            severity="hint",
            fact=key,
            field="",
            message="Nothing is said of this row, and no other row names it.",
            hint=add,
        )
    return Found(
        code="no-question",
        severity="warning",
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
        code="gives-itself-away",
        severity="hint",
        fact=slot.fact.key,
        field=slot.field.key,
        message=f"The question that {asks} “{slot.field.key}” would give itself away: "
        f"{m.why} ({m.rule}).",
        hint=m.add,
    )
