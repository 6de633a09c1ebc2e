"""Forms without options: typed, cloze, number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.checker import cues, truth
from tests.checker.days import Span, year_of
from tests.checker.explanation import shown_forms
from tests.checker.language import BLANK
from tests.checker.options import stated_value
from tests.checker.pack import Amount, Ref, Row
from tests.checker.words import bare, holds, norm, tokens

if TYPE_CHECKING:
    from tests.checker.finding import Item


def check_typed(item: Item) -> None:
    """A1, A4, B1: nothing else could be typed that is as right, and the stem does not say it."""
    accepted = item.raw.get("accepted", [])
    if not accepted:
        item.breaks("A1", "nothing is accepted")
        return
    if "of these" in item.prompt:
        item.breaks("E1", "it speaks of options that are not there")
    cues.check_self_leak(item, item.prompt, accepted, ())
    if truth.disputed(item.book, item.row, item.key):
        item.breaks("A3", "its sources contradict each other and no majority is declared")
    if item.back:
        _check_back(item, accepted)
    else:
        _check_forward(item, accepted)


def _check_back(item: Item, accepted: list[str]) -> None:
    given, value = item.given, stated_value(item, item.prompt)
    if not (given.get("unique") or given.get("closed")):
        item.breaks("A4", "other rows may have the value")
    if value is None:
        item.breaks("A3", "no live claim to ask back by")
        return
    for row in item.book.of_kind(item.row.kind):
        if row is not item.row and not truth.refuted(item.book, value, row, item.key):
            item.breaks("A4", f"{row.key} may have the value too")
    _check_accepted(item, accepted, [item.row])


def _check_forward(item: Item, accepted: list[str]) -> None:
    book, row, key = item.book, item.row, item.key
    if item.given.get("many") and not truth.is_complete(book, row, key):
        item.breaks("A1", "the list is not complete: what is not on it may be right")
    values = truth.live(row, key)
    if item.given["type"] == "name":
        owners = [book.rows[value.key] for value in values if isinstance(value, Ref)]
        _check_accepted(item, accepted, owners)
        return
    for text in accepted:
        found = truth.meanings(book, text, item.given)
        if not any(truth.follows(book, known, value) for value in found for known in values):
            item.breaks("A1", f"“{text}” is accepted and no live claim")


def _check_accepted(item: Item, accepted: list[str], owners: list[Row]) -> None:
    """Every accepted spelling is a name of the answer, and every name of it is accepted."""
    names = {norm(name) for row in owners for name in row.names}
    for text in accepted:
        if norm(text) not in names:
            item.breaks("A1", f"“{text}” is accepted and is no name of the answer")
    missing = names - {norm(text) for text in accepted}
    if missing:
        item.breaks("A1", f"“{min(missing)}” names the answer and is not accepted")
    shown = item.raw.get("answer", "")
    kinds = sorted({row.kind for row in owners})
    others = [row for row in item.book.named(shown, kinds) if row not in owners]
    if others:
        item.breaks("A7", f"the answer “{shown}” names {others[0].key} too")


def check_cloze(item: Item) -> None:
    """F8: a sentence or quotation with one gap, which what is accepted fills."""
    if len(BLANK.findall(item.prompt)) != 1:
        item.breaks("E1", f"{len(BLANK.findall(item.prompt))} gaps")
    if re.search(r"\b(?:a|an) _", item.prompt, re.IGNORECASE) and _begin_differently(item):
        item.breaks("B3", "the article before the gap tells how the answer begins")
    if item.book.kinds[item.row.kind]["name_field"] == "text" and item.back:
        _check_quotation(item)
        return
    if item.back:
        item.breaks("F8", "a sentence has its gap where the value stands")
    check_typed(item)


def _begin_differently(item: Item) -> bool:
    """Tell whether some values of a field want "a" and others "an"."""
    if item.back:
        return True
    rows = item.book.of_kind(item.row.kind)
    values = [value for row in rows for value in truth.claimed(row, item.key)]
    names = [shown for value in values for shown in shown_forms(item.book, value)[:1]]
    return len({bare(name)[:1] in "aeiou" for name in names}) > 1


def _check_quotation(item: Item) -> None:
    accepted = item.raw.get("accepted", [])
    filled = [tokens(BLANK.sub(word, item.prompt)) for word in accepted]
    words = " ".join(tokens(item.row.name))
    if not any(words in " ".join(found) for found in filled):
        item.breaks("E6", "filled, it is not the quotation word for word")
    rest = BLANK.sub(" ", item.prompt)
    if any(holds(rest, word) for word in accepted):
        item.breaks("B1", "the missing word stands elsewhere in the question")
    if item.row.raw.get("status") == "attributed":
        item.breaks("A3", "the words are only attributed")


def check_number(item: Item) -> None:
    """F5 and A9: the answer's interval is the hull of all that is claimed and not rejected."""
    low, high, value = item.raw["low"], item.raw["high"], item.raw["value"]
    known = truth.live(item.row, item.key)
    if item.given["type"] == "date":
        hull = [(_year(v.low), _year(v.high)) for v in known if isinstance(v, Span)]
    else:
        hull = [(v.low, v.high) for v in known if isinstance(v, Amount)]
        if item.raw.get("tolerance", 0.0) != item.given.get("tolerance", 0.0):
            item.breaks("A9", "the tolerance is not the field's")
    if value in numbers_in(item.prompt):
        item.breaks("B1", "the question says the number itself")
    if not hull or (low, high) != (min(p[0] for p in hull), max(p[1] for p in hull)):
        item.breaks("A9", f"[{low}, {high}] is not the hull of {hull}")
    if not low <= value <= high:
        item.breaks("A1", f"{value} lies outside [{low}, {high}]")
    if truth.disputed(item.book, item.row, item.key):
        item.breaks("A3", "its sources contradict each other and no majority is declared")


def _year(days: int) -> int:
    return year_of(Span(days, days))


def numbers_in(text: str) -> list[float]:
    """Return every number that stands in a text."""
    return [float(n.replace(",", "").rstrip(".")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
