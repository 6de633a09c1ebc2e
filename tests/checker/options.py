"""Rules A1, A2, A4, A6 to A9, C1 and C2: options that are right, wrong, and in order."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.checker import truth
from tests.checker.days import Span, dates_in
from tests.checker.pack import Amount, Ref, Text, Value
from tests.checker.words import norm, tokens

if TYPE_CHECKING:
    from tests.checker.finding import Item

Option = dict[str, Any]


def check_answers(item: Item, prompt: str, options: list[Option]) -> None:
    """One option is right, each other one is refuted, and no two could both be right."""
    right = [o for o in options if o["correct"]]
    if len(right) != 1:
        item.breaks("A1", f"{len(right)} options are marked right")
        return
    if item.back:
        _check_back(item, prompt, options)
    else:
        _check_forward(item, options)
    if truth.disputed(item.book, item.row, item.key):
        item.breaks("A3", "its sources contradict each other and no majority is declared")


def _check_forward(item: Item, options: list[Option]) -> None:
    book, row, key = item.book, item.row, item.key
    meant: list[list[Value]] = []
    for option in options:
        found = truth.meanings(book, option["text"], item.given)
        meant.append(found)
        if not found:
            item.breaks("A1", f"“{option['text']}” is no value that the pack knows")
            continue
        if len(found) > 1:
            item.breaks("A7", f"“{option['text']}” may be {' or '.join(map(str, found))}")
        if option["correct"]:
            if not any(truth.affirmed(book, value, row, key) for value in found):
                item.breaks("A1", f"the key “{option['text']}” is no live claim")
        else:
            for value in found:
                blame(item, option["text"], value)
    for (one, first), (other, second) in combinations(zip(options, meant, strict=True), 2):
        if any(truth.compatible(book, a, b) for a in first for b in second):
            item.breaks("A6", f"“{one['text']}” and “{other['text']}” can both be right")
    check_distances(item, [o["text"] for o in options])


def blame(item: Item, text: str, value: Value, row: Any = None) -> bool:
    """Report by its rule why a value is not refuted of the row; return whether it is."""
    book, key = item.book, item.key
    row = row or item.row
    if truth.refuted(book, value, row, key):
        return True
    room = item.given.get("tolerance", 0.0)
    for claim in row.claims.get(key, ()):
        for known in claim.values:
            if not truth.touches_claim(book, value, known, room):
                continue
            if claim.stance == "partial":
                item.breaks("A8", f"“{text}” is a near miss that is listed for {row.key}")
            elif claim.rank == "deprecated" or not claim.own:
                item.breaks("A2", f"“{text}” is what another claim of {row.key} says")
            elif isinstance(value, Span) and not value.touches(known.padded()):
                item.breaks("A8", f"“{text}” is the date of {row.key} in the other calendar")
            elif isinstance(value, Span | Amount) and not truth.follows(book, known, value):
                item.breaks("A9", f"“{text}” lies within what is claimed of {row.key}")
            else:
                item.breaks("A1", f"“{text}” is true of {row.key} as well")
            return False
    item.breaks("A1", f"nothing proves that “{text}” is not true of {row.key}")
    return False


def stated_value(item: Item, prompt: str) -> Value | None:
    """Return the value that a question asks back by, as wide as the prompt says it."""
    own = [value for claim in item.row.claims[item.key] if claim.own for value in claim.values]
    live = own or truth.live(item.row, item.key)
    if any(isinstance(value, Span) for value in live):
        named = [
            span
            for span in dates_in(prompt)
            if any(isinstance(v, Span) and v.within(span) for v in live)
        ]
        if not named and dates_in(prompt):
            return dates_in(prompt)[0]
        return min(named, key=lambda span: span.high - span.low) if named else live[0]
    said = [value for value in live if _says(item, prompt, value)]
    return (said or live)[0] if live else None


def _says(item: Item, prompt: str, value: Value) -> bool:
    words = f" {' '.join(tokens(prompt))} "
    if isinstance(value, Ref):
        return any(f" {norm(name)} " in words for name in item.book.rows[value.key].names)
    if isinstance(value, Text):
        return f" {norm(value.text)} " in words
    return True


def _check_back(item: Item, prompt: str, options: list[Option]) -> None:
    book = item.book
    value = stated_value(item, prompt)
    if value is None:
        item.breaks("A3", "no live claim to ask back by")
        return
    if not truth.affirmed(book, value, item.row, item.key):
        item.breaks("A4", "the value in the question is not claimed of the key")
    rows = []
    for option in options:
        found = book.named(option["text"], [item.row.kind])
        if not found:
            item.breaks("A1", f"“{option['text']}” is no row of {item.row.kind}")
            return
        if len(found) > 1:
            item.breaks("A7", f"“{option['text']}” may be {', '.join(r.key for r in found)}")
        row = item.row if item.row in found and option["correct"] else found[0]
        rows.append(row)
        if option["correct"]:
            if row is not item.row:
                item.breaks("A1", f"the key “{option['text']}” is not {item.row.key}")
        elif not blame(item, option["text"], value, row):
            item.breaks("A4", f"the question also returns {row.key}")
    for (one, first), (other, second) in combinations(zip(options, rows, strict=True), 2):
        if truth.same_thing(book, first.key, second.key):
            item.breaks("A6", f"“{one['text']}” and “{other['text']}” are or hold one thing")


def check_distances(item: Item, texts: list[str]) -> None:
    """Rule A9: numbers stand two tolerances and one shown unit from each other."""
    if item.given["type"] != "number":
        return
    numbers = [truth.read_number(text) for text in texts]
    for one, other in combinations([n for n in numbers if n], 2):
        least = max(
            2 * item.given.get("tolerance", 0.0), 10.0 ** -min(one.decimals, other.decimals)
        )
        gap = max(one.amount.low - other.amount.high, other.amount.low - one.amount.high)
        if gap < least * (1 - 1e-9):
            item.breaks(
                "A9", f"{one.amount.value} and {other.amount.value} are nearer than {least}"
            )


def check_layout(item: Item, texts: list[str], *, fewest: int = 3) -> None:
    """C1 and C2: three or four options, dates and numbers ascending."""
    if not fewest <= len(texts) <= 5:
        item.breaks("C1", f"{len(texts)} options")
    if item.back:
        return
    places = [_place(item, text) for text in texts]
    if None not in places and places != sorted(places):  # type: ignore[type-var]
        item.breaks("C2", f"not ascending: {', '.join(texts)}")


def _place(item: Item, text: str) -> float | None:
    found = truth.meanings(item.book, text, item.given)
    value = found[0] if found else None
    if isinstance(value, Span):
        return value.low
    return value.value if isinstance(value, Amount) else None
