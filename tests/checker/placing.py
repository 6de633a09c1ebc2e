"""Forms in which things are put in their places: order, timeline, match."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.checker import cues, truth
from tests.checker.days import Span, read_shown, year_of
from tests.checker.options import check_distances
from tests.checker.words import head_noun, holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.checker.finding import Item
    from tests.checker.pack import Row

Hull = tuple[int, int]


def rows_named(item: Item, names: Iterable[str]) -> list[Row] | None:
    """Return the rows that some lines name, or None where one names none or several (A7)."""
    rows = []
    for name in names:
        found = item.book.named(name, [item.row.kind])
        if len(found) != 1:
            item.breaks("A7" if found else "A1", f"“{name}” names {len(found)} rows")
            return None
        rows.append(found[0])
    return rows


def hull(item: Item, row: Row) -> Hull | None:
    """Return the first and last day that any claim of any rank leaves open, in any calendar."""
    spans = [
        reading
        for value in truth.claimed(row, item.key)
        if isinstance(value, Span)
        for reading in truth.readings(item.book, value)
    ]
    if not spans:
        item.breaks("A3", f"{row.key} has no date")
        return None
    if truth.disputed(item.book, row, item.key):
        item.breaks("A3", f"the date of {row.key} is disputed")
    return min(s.low for s in spans), max(s.high for s in spans)


def check_lines(item: Item, rows: list[Row], lines: list[str]) -> list[Hull] | None:
    """A1 of orders: each ends before the next begins; B1: no line says its own year."""
    hulls = [found for row in rows if (found := hull(item, row))]
    if len(hulls) != len(rows):
        return None
    for line, (low, high) in zip(lines, hulls, strict=True):
        years = {str(year_of(Span(low, low))), str(year_of(Span(high, high)))}
        if any(holds(line, year) for year in years):
            item.breaks("B1", f"“{line}” says its year")
    for (one, first), (other, second) in pairwise(zip(lines, hulls, strict=True)):
        if first[1] >= second[0]:
            item.breaks("A1", f"“{one}” is not certain to be before “{other}”")
    return hulls


def _check_dates(item: Item, rows: list[Row]) -> None:
    """F1: what each was ordered by is told, and is claimed."""
    dates = item.raw.get("dates", [])
    if len(dates) != len(rows):
        item.breaks("F1", "the dates are not told")
    for text, row in zip(dates, rows, strict=False):
        span = read_shown(text)
        if span is None or not any(
            truth.follows(item.book, value, span) for value in truth.live(row, item.key)
        ):
            item.breaks("F1", f"“{text}” is not when {row.key} was")


def check_order(item: Item) -> None:
    """F6: three to six things, every pair of them certain."""
    items, shown = item.raw["items"], item.raw["shown"]
    if not 3 <= len(items) <= 6:
        item.breaks("C1", f"{len(items)} to put in order")
    if sorted(items) != sorted(shown) or len(set(items)) != len(items):
        item.breaks("A1", "what is shown is not what is to be ordered")
    if items == shown:
        item.breaks("C3", "it is shown in its order")
    rows = rows_named(item, items)
    if rows is None:
        return
    if item.row not in rows:
        item.breaks("A1", f"{item.row.key} is not among them")
    check_lines(item, rows, items)
    _check_dates(item, rows)
    cues.check_wording_of_options(item, item.prompt, items)


def check_timeline(item: Item) -> None:
    """F11: the anchors are in a certain order and the target is certain to stand in its slot.

    A line that grows, which its test says is one, begins with one anchor and has twelve at most.
    """
    items, shown, slot = item.raw["items"], item.raw["shown"], item.raw["value"]
    rows, target = rows_named(item, items), rows_named(item, shown)
    if rows is None or target is None:
        return
    fewest, most = (1, 12) if item.raw.get("growing") else (3, 6)
    if target != [item.row] or not fewest <= len(rows) <= most:
        item.breaks("A1", f"{len(rows)} anchors for {', '.join(shown)}")
        return
    hulls = check_lines(item, rows, items)
    own = hull(item, item.row)
    if hulls is None or own is None:
        return
    before = sum(high < own[0] for _, high in hulls)
    after = sum(own[1] < low for low, _ in hulls)
    if before + after != len(hulls):
        item.breaks("A1", "the target may lie beside one of the anchors")
    if before != slot:
        item.breaks("A1", f"the slot is {before}, not {slot}")
    if holds(item.prompt, str(year_of(Span(own[0], own[0])))):
        item.breaks("B1", "the question says the year")
    _check_dates(item, rows)
    cues.check_wording_of_options(item, item.prompt, [*items, *shown])


def check_match(item: Item) -> None:
    """F7: each right side belongs to its left side and is refuted of every other."""
    pairs, spare = item.raw["pairs"], item.raw.get("spare", [])
    rows = rows_named(item, [left for left, _ in pairs])
    if rows is None:
        return
    if len(pairs) < 3 or len(spare) > 2 or item.row not in rows:
        item.breaks("C1", f"{len(pairs)} pairs and {len(spare)} left over")
    rights = [right for _, right in pairs]
    shown = item.raw.get("shown", [])
    if sorted(shown) != sorted([*rights, *spare]):
        item.breaks("A1", "what is shown is not what is to be matched")
    if len({text.casefold() for text in (*rights, *spare)}) != len(rights) + len(spare):
        item.breaks("B12", "two right sides look alike")
    for row in rows:
        if truth.disputed(item.book, row, item.key):
            item.breaks("A3", f"the value of {row.key} is disputed")
        for text in (*rights, *spare):
            mine = text == dict(zip([r.key for r in rows], rights, strict=True))[row.key]
            _check_pair(item, row, text, mine=mine)
    cues.check_features(item, [*rights, *spare])
    check_distances(item, [*rights, *spare])
    cues.check_wording_of_options(item, item.prompt, [*rights, *spare])
    for left, right in pairs:
        if holds(left, right) or (
            item.given["type"] != "date"
            and head_noun(right) in left.casefold().split()
            and len(head_noun(right)) >= 4
            and not all(head_noun(right) in other.casefold().split() for other, _ in pairs)
        ):
            item.breaks("B1", f"“{left}” says “{right}”")
    if item.given["type"] == "date":
        places = [span.low for text in shown if (span := read_shown(text))]
        if places != sorted(places):
            item.breaks("C2", f"not ascending: {', '.join(shown)}")


def _check_pair(item: Item, row: Row, text: str, *, mine: bool) -> None:
    found = truth.meanings(item.book, text, item.given)
    if not found:
        item.breaks("A1", f"“{text}” is no value that the pack knows")
    elif mine:
        if not any(truth.affirmed(item.book, value, row, item.key) for value in found):
            item.breaks("A1", f"“{text}” is no live claim of {row.key}")
    elif not all(truth.refuted(item.book, value, row, item.key) for value in found):
        item.breaks("A1", f"nothing proves that “{text}” is not true of {row.key}")
