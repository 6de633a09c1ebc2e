"""Rules A3 and F1 to F4: what is told afterwards, and by which source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.checker.days import MONTHS, Span, year_of
from tests.checker.pack import Amount, Book, Ref, Row, Text, Value
from tests.checker.truth import claimed, compatible, follows, live, meanings, read_number
from tests.checker.words import holds, norm, tokens, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.checker.finding import Item

Cited = dict[str, Any]
SHORT = ("article", "webpage", "dataset", "entry", "chapter", "paper", "post", "software")


def cites_of(row: Row, key: str | None = None) -> Iterator[Cited]:
    """Every citation that the pack gives for a row, or for one field of it."""
    for field, claims in row.claims.items():
        for claim in claims:
            if key in (None, field):
                yield from claim.cites


def _matches(cited: Cited, written: Cited) -> bool:
    return (
        cited["source"] == written["source"]
        and cited.get("phrase", "") == written.get("phrase", "")
        and str(written.get("section", "")) in cited.get("locator", "")
        and str(written.get("page", "")) in cited.get("locator", "")
    )


def is_resolved(book: Book, cited: Cited) -> bool:
    """A3: the source is one of the pack's, and there is a place to look in it.

    A source that is itself no longer than a chapter (an article, a web page, a table) is its own
    place, and so is a handbook that the pack cites for a whole kind: it has an entry a row. Any
    other book is not.
    """
    source = book.sources.get(cited["source"])
    if source is None or not cited.get("text"):
        return False
    is_short = source.get("type", "").startswith(SHORT) or bool(source.get("page"))
    if "handbooks" not in book.memo:
        cites = [kind.get("cite", []) for kind in book.kinds.values()]
        listed = [cite for one in cites for cite in (one if isinstance(one, list) else [one])]
        book.memo["handbooks"] = {cite["source"] for cite in listed}
    is_handbook = cited["source"] in book.memo["handbooks"]
    return bool(cited.get("locator") or cited.get("phrase") or is_short or is_handbook)


def check_explanation(item: Item) -> None:
    """F1: the key, a sentence why, and a source with the place in it; F4: nothing else."""
    told = item.raw.get("explanation", "")
    cited = item.raw.get("citations", [])
    if not told or told[-1] not in ".!?…”)":
        item.breaks("F1", "no explanation that ends as a sentence")
        return
    _check_citations(item, item.row, cited, "A3", key=item.key)
    _check_says_key(item, told)
    _check_dissent(item, told, cited)
    check_vocabulary(item, told, [item.row])


def _check_citations(
    item: Item, row: Row, cited: list[Cited], rule: str, key: str | None = None
) -> None:
    if not cited:
        item.breaks(rule, f"nothing is cited for {row.key}")
        return
    written = [*cites_of(row, key), *row.note_cites]
    for one in cited:
        if not is_resolved(item.book, one):
            item.breaks(rule, f"“{one['source']}” has no place to look in")
        if not any(_matches(one, other) for other in written):
            item.breaks(rule, f"{row.key} is not cited from {one['source']} “{one['phrase']}”")
    if key:
        own = [c for claim in row.claims[key] if claim.rank != "deprecated" for c in claim.cites]
        if not any(_matches(one, other) for one in cited for other in own):
            item.breaks(rule, "no citation is of a claim that stands")


def shown_forms(book: Book, value: Value) -> list[str]:
    """Return what a text may call a value."""
    if isinstance(value, Ref):
        row = book.rows[value.key]
        return [*row.names, row.raw.get("locative", "") or row.name]
    if isinstance(value, Text):
        return [value.text]
    if isinstance(value, Span):
        year = year_of(value)
        if value.precision == "decade":
            return [f"{year}s"]
        return [str(year) if year > 0 else f"{1 - year} BC"]
    return [f"{value.value:g}"]


def says(book: Book, text: str, value: Value) -> bool:
    """Tell whether a text names a value."""
    if isinstance(value, Amount):
        return any(
            (number := read_number(found)) is not None
            and value.low <= number.amount.value <= value.high
            for found in re.findall(r"[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", text)
        )
    if isinstance(value, Text) and not tokens(value.text):
        return value.text in text
    return any(holds(text, form) for form in shown_forms(book, value))


def _check_says_key(item: Item, told: str) -> None:
    values = live(item.row, item.key)
    # A statement may speak of a fact in its own words; the answer stands above it then.
    shown = norm(item.raw["answer"]) in {norm(name) for name in item.row.names}
    if item.back and not shown and item.form not in ("multi", "cloze"):
        item.breaks("F1", f"the answer given is not {item.row.name}")
    own = [v for c in item.row.claims[item.key] if c.own and c.rank != "deprecated"
           for v in c.values]  # fmt: skip
    if not any(says(item.book, told, value) for value in own or values):
        item.breaks("F1", "the explanation does not give the answer")


def _check_dissent(item: Item, told: str, cited: list[Cited]) -> None:
    """F3: every reading that differs is told, with its source."""
    own = [v for c in item.row.claims[item.key] if c.own for v in c.values]
    for claim in item.row.claims[item.key]:
        if claim.stance == "disputes" and claim.rank != "deprecated":
            if not any(_matches(one, other) for one in cited for other in claim.cites):
                item.breaks("F3", f"that one source disputes {claim.raw} is not told")
            continue
        differs = any(not compatible(item.book, v, w) for v in claim.values for w in own)
        if claim.own or claim.stance != "supports" or not differs:
            continue
        if not all(says(item.book, told, value) for value in claim.values):
            item.breaks("F3", f"the reading {claim.raw} is not told")
        elif not any(_matches(one, other) for one in cited for other in claim.cites):
            item.breaks("F3", f"the reading {claim.raw} is told without its source")


def check_why(item: Item, option: dict[str, Any]) -> None:
    """F2: a wrong option's reason names what it belongs to, by a source of that fact."""
    facts, why = option.get("facts", []), option.get("why", "")
    if not facts or not why:
        item.breaks("F2", f"“{option['text']}” has no reason of its own")
        return
    owner = item.book.rows.get(facts[0])
    if owner is None:
        item.breaks("F2", f"“{option['text']}” belongs to {facts[0]}, which is no row")
        return
    _check_citations(item, owner, option.get("citations", []), "F2")
    check_vocabulary(item, why, [owner])
    if item.back:
        if owner not in item.book.named(option["text"]):
            item.breaks("F2", f"the reason for “{option['text']}” is about {owner.name}")
        return
    values = meanings(item.book, option["text"], item.given)
    if not any(
        follows(item.book, known, value) or follows(item.book, value, known)
        for value in values
        for known in claimed(owner, item.key)
    ):
        item.breaks("F2", f"“{option['text']}” is no claim of {owner.key}")
    elif not any(says(item.book, why, value) for value in values):
        item.breaks("F2", f"the reason for “{option['text']}” does not name it: {why}")


_GLUE = word_set("""
    a about also an and another as at bc by century days decade disputed for from had has have in
    is it its long nearly new not of old on one or other others rather reading reads since spring
    summer autumn winter style than that the this to true until was were what while with years
    is of""") | frozenset(MONTHS)


def check_vocabulary(item: Item, text: str, rows: list[Row]) -> None:
    """F4: every word and number stands in the pack, in the rows that the text is about."""
    allowed = set(_GLUE)
    for row in rows:
        allowed |= _words_of(item.book, row)
    for word in tokens(text):
        number = word.removesuffix("s")
        told = number.isdigit() and int(number) in _numbers(item.book, rows)
        one = f"{word}s" in allowed or (word == "person" and "people" in allowed)
        if word not in allowed and not told and not (one and f"1 {word}" in text):
            item.breaks("F4", f"“{word}” is no word of {', '.join(r.key for r in rows)}: {text}")
            return


def _words_of(book: Book, row: Row) -> set[str]:
    known: dict[str, set[str]] = book.memo.setdefault("words", {})
    if row.key not in known:
        found: set[str] = set(tokens(row.name))
        _collect(row.raw, found)
        _collect([book.kinds[row.kind]["fields"], book.kinds[row.kind]["singular"]], found)
        _collect([s.get("label", s["title"]) for s in book.sources.values()], found)
        _collect([s.get("author", []) for s in book.sources.values()], found)
        for claims in row.claims.values():
            for value in (v for claim in claims for v in claim.values):
                if isinstance(value, Ref):
                    other = book.rows[value.key]
                    _collect([*other.names, other.raw.get("locative", "")], found)
                if isinstance(value, Amount):
                    _collect([f"{value.value:,}", f"{value.value:g}", f"{value.value:,.0f}"], found)
                    _collect([f"{value.value:,.1f}", f"{value.value:,.2f}"], found)
                    _collect([f"{value.low:,}", f"{value.low:,.0f}"], found)
                    _collect([f"{value.high:,}", f"{value.high:,.0f}"], found)
        known[row.key] = found
    return known[row.key]


def _collect(value: Any, into: set[str]) -> None:
    if isinstance(value, str):
        into.update(tokens(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            into.update(tokens(key))
            _collect(item, into)
    elif isinstance(value, list | tuple):
        for item in value:
            _collect(item, into)


def _numbers(book: Book, rows: list[Row]) -> set[int]:
    """Days and years of the rows' dates, in both calendars."""
    found: set[int] = set()
    for row in rows:
        for value in [v for claims in row.claims.values() for c in claims for v in c.values]:
            if isinstance(value, Span) and abs(value.low) < 10**8 and abs(value.high) < 10**8:
                for span in (value, value.in_old_style()):
                    for end in (span.low, span.high):
                        start = Span(end, end)
                        year = year_of(start)
                        found |= {year, 1 - year, *_day_of_month(end)}
    return found


def _day_of_month(days: int) -> set[int]:
    from datetime import date, timedelta

    try:
        return {(date(1970, 1, 1) + timedelta(days=days)).day}
    except OverflowError:
        return set(range(1, 32))


def check_why_of_key(item: Item, option: dict[str, Any]) -> None:
    """F1: the key's own line is cited as the fact is."""
    if not option.get("citations"):
        item.breaks("A3", "the key's line cites nothing")
        return
    _check_citations(item, item.row, option["citations"], "A3", key=item.key)


__all__ = ["check_explanation", "check_vocabulary", "check_why", "check_why_of_key", "norm", "says"]
