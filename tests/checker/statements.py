"""True or false: which value a statement gives, which it sets against it, and is it so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.checker.days import DATE, Span, read_shown
from tests.checker.pack import Ref, Text, Value
from tests.checker.truth import affirmed, claimed, compatible, read_number, refuted
from tests.checker.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.checker.finding import Item

RATHER = " rather than "
_STYLE = r"(?: \(old style\))?"
_FROM = rf"(?:about )?(?:{DATE}|\d{{1,2}}|[a-z]+)(?:–| to )"
_SPAN = rf"{_FROM}{DATE}|(?:the \w+ of )?(?:about )?(?:{DATE}|\d{{1,2}}\b)"


def parts(item: Item) -> tuple[list[Value], list[Value]] | None:
    """Return what the statement may mean by its own value, and by the rival that it denies."""
    before, mark, after = item.prompt.partition(RATHER)
    if not mark:
        return None
    return _ending(item, before), _beginning(item, after.rstrip("?"))


def _ending(item: Item, text: str) -> list[Value]:
    if item.given["type"] == "date":
        found = re.search(rf"((?:{_SPAN}){_STYLE})(?: \([^)]*\))?\Z", text.casefold())
        span = read_shown(found[1]) if found else None
        return [span] if span else []
    if item.given["type"] == "number":
        found = re.search(r"([-−]?\d[\d,.]*(?:e[-+]?\d+)?)[^\d]*\Z", text)
        number = read_number(found[1]) if found else None
        return [number.amount] if number else []
    return _longest(item, tokens(text), at_end=True)


def _beginning(item: Item, text: str) -> list[Value]:
    if item.given["type"] == "date":
        found = re.match(rf"(?:in|on|from)? ?((?:{_SPAN}){_STYLE})", text.casefold())
        span = read_shown(found[1]) if found else None
        return [span] if span else []
    if item.given["type"] == "number":
        number = read_number(text)
        return [number.amount] if number else []
    return _longest(item, tokens(text), at_end=False)


def _longest(item: Item, words: tuple[str, ...], *, at_end: bool) -> list[Value]:
    """Return the values whose longest name ends or begins a run of words."""
    best: dict[int, list[Value]] = {}
    for name, value in _names(item):
        run = tokens(name)
        if not run or len(run) > len(words):
            continue
        starts = [len(words) - len(run)] if at_end else list(range(min(3, len(words))))
        if any(words[start : start + len(run)] == run for start in starts):
            best.setdefault(len(run), []).append(value)
    return list(dict.fromkeys(best[max(best)])) if best else []


def _names(item: Item) -> Iterator[tuple[str, Value]]:
    for row in item.book.of_kind(item.row.kind):
        for value in claimed(row, item.key):
            if isinstance(value, Ref):
                other = item.book.rows[value.key]
                for name in other.names:
                    yield name, value
                yield other.raw.get("locative", ""), value
            elif isinstance(value, Text):
                yield value.text, value


def check_statement(item: Item) -> None:
    """A1 and A2: a true statement is claimed and its rival refuted; of a false one both are."""
    found = parts(item)
    if found is None or not all(found):
        item.breaks("A1", "the statement's values cannot be found in it")
        return
    stated, rival = found
    right = [o["text"] for o in item.options if o["correct"]]
    if len(right) != 1 or {o["text"] for o in item.options} != {"True", "False"}:
        item.breaks("A1", "it is not either true or false")
        return
    holds = right == ["True"]
    book, row, key = item.book, item.row, item.key
    if holds and not any(affirmed(book, value, row, key) for value in stated):
        item.breaks("A1", f"the statement is called true, and {stated} is no live claim")
    if not holds and not all(refuted(book, value, row, key) for value in stated):
        item.breaks("A1", f"the statement is called false, and nothing proves it of {stated}")
    if not all(refuted(book, value, row, key) for value in rival):
        item.breaks("A1", f"nothing refutes the rival {rival}")
    if any(compatible(book, a, b) for a in stated for b in rival):
        item.breaks("A6", "the statement and its rival can both be so")
    shown = {span.precision for span in (*stated, *rival) if isinstance(span, Span)}
    if shown == {"day", "year"}:
        item.breaks("B5", "the statement's two dates differ in precision")
