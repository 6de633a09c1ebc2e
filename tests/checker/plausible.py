"""Rule B10: options that other facts rule out at a glance are no options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checker.days import OPEN_END, OPEN_START, Span, dates_in, gregorian, year_of
from tests.checker.pack import Book, Ref, Row
from tests.checker.truth import claimed, meanings
from tests.checker.words import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.checker.finding import Item

YOUNGEST = 10
"""Years of age before which nobody is taken for an actor."""


def lifetime(row: Row) -> Span:
    """Return the days in which a person could act; open where the pack does not say."""
    low, high = OPEN_START, OPEN_END
    for value in claimed(row, "born"):
        if isinstance(value, Span):
            low = max(low, gregorian(year_of(value) + YOUNGEST, 1, 1))
    for value in claimed(row, "died"):
        if isinstance(value, Span):
            high = min(high, value.padded().high)
    return Span(low, high, "span")


def people_of(book: Book, row: Row) -> list[Row]:
    """Return the persons that a row names."""
    keys = {
        value.key
        for claims in row.claims.values()
        for claim in claims
        for value in claim.values
        if isinstance(value, Ref)
    }
    return [book.rows[key] for key in sorted(keys) if book.rows[key].kind == "person"]


def dates_of(row: Row) -> list[Span]:
    return [v for claims in row.claims.values() for c in claims for v in c.values
            if isinstance(v, Span)]  # fmt: skip


def check_plausible(item: Item, prompt: str, wrong: Sequence[str], *, fewest: int = 2) -> None:
    """At least two wrong options (one at level 1) cannot be struck out by other facts."""
    struck = [text for text in wrong if _eliminable(item, prompt, text)]
    least = 1 if item.level == 1 else fewest
    if len(wrong) - len(struck) < least and struck:
        item.breaks("B10", f"other facts rule out {', '.join(struck)}")
    _check_kinds(item, wrong)


def _eliminable(item: Item, prompt: str, text: str) -> bool:
    if item.back:
        return False
    for value in meanings(item.book, text, item.given):
        if isinstance(value, Span):
            return _impossible_date(item, prompt, value)
        if isinstance(value, Ref) and item.book.rows[value.key].kind == "person":
            return _was_not_alive(item, prompt, item.book.rows[value.key])
    return False


def _impossible_date(item: Item, prompt: str, shown: Span) -> bool:
    for person in people_of(item.book, item.row):
        if person is not item.row and not any(holds(prompt, name) for name in person.names):
            continue  # what the question does not say cannot be read off it
        life = lifetime(person)
        own = claimed(item.row, item.key)
        if any(isinstance(v, Span) and not v.touches(life) for v in own):
            continue  # a funeral, a rehabilitation: the fact itself lies outside
        if not shown.touches(life):
            return True
    if item.key == "died":
        return any(shown.high < v.low for v in claimed(item.row, "born") if isinstance(v, Span))
    if item.key == "born":
        return any(shown.low > v.high for v in claimed(item.row, "died") if isinstance(v, Span))
    return False


def _was_not_alive(item: Item, prompt: str, person: Row) -> bool:
    life = lifetime(person)
    told = dates_in(prompt) + (dates_of(item.row) if item.row.kind != "person" else [])
    return any(not span.padded().touches(life) for span in told)


def _check_kinds(item: Item, wrong: Sequence[str]) -> None:
    """The key is not the only person among organisations."""
    if item.back or item.given["type"] != "name":
        return
    kinds = []
    for text in wrong:
        found = meanings(item.book, text, item.given)
        kinds.append({item.book.rows[v.key].kind for v in found if isinstance(v, Ref)})
    own = {item.book.rows[v.key].kind for v in claimed(item.row, item.key) if isinstance(v, Ref)}
    if kinds and own and all(found and not (found & own) for found in kinds):
        item.breaks("B10", f"the key alone is a {', '.join(sorted(own))}")
