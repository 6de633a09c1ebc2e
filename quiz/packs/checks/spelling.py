"""One thing under two spellings: values, topics and names that differ by next to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from quiz.packs.content import FieldType
from quiz.packs.diagnostics import WARNING, did_you_mean, printable
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Pack

Use = tuple["Row", str | tuple[str | int, ...]]
"""A row, and the key in it where a spelling stands."""

SHORTEST = 6
"""Letters of two words that may be one misspelled: Iran and Iraq are two."""
CROWD = 40
"""Words alike in one half that are compared: more are a numbered list, not misspellings."""
_NUMBERED = re.compile(r"\d|\b(?:[ivxlc]+|[a-z])\b")


def check(book: Book, pack: Pack) -> None:
    """Report category values, topics and names without a row that stand in two spellings."""
    for name, uses in _spellings(book, pack).items():
        for rare, common in _pairs(uses):
            row, where = uses[rare][0]
            count, other = len(uses[common]), uses[common][0][0]
            row.report(
                where,
                "two-spellings",
                f"{name}: “{printable(rare, 60)}” here, “{printable(common, 60)}” "
                + (f"in {count} other rows." if count > 1 else f"in {other.place(row)}."),
                did_you_mean(common)
                if count > len(uses[rare])
                else "Write it in one way everywhere.",
                severity=WARNING,
            )


def _spellings(book: Book, pack: Pack) -> dict[str, dict[str, list[Use]]]:
    """Return for each topic, category and list of bare names the spellings and their uses."""
    found: dict[str, dict[str, list[Use]]] = {}
    fields = {
        kind.id: [
            (key, f"The {kind.singular}'s {field.label}")
            for key, field in kind.fields.items()
            if field.type in (FieldType.CATEGORY, FieldType.NAME)
        ]
        for kind in pack.kinds.values()
    }
    for row in book.rows:
        topic = row.raw.get("topic")
        if isinstance(topic, str):
            found.setdefault("The topic", {}).setdefault(topic, []).append((row, "topic"))
        for key, label in fields[row.kind.id]:
            raw = row.raw.get(key)
            if raw is None:
                continue
            values = raw if isinstance(raw, list) else [raw]
            for index, value in enumerate(values):
                if isinstance(value, str) and _is_bare(pack, row, key, value):
                    where = (key, index) if isinstance(raw, list) else key
                    found.setdefault(label, {}).setdefault(value, []).append((row, where))
    return found


def _is_bare(pack: Pack, row: Row, key: str, value: str) -> bool:
    """Tell whether a value is no row's name: rows have their own check of names."""
    if row.kind.fields[key].type is FieldType.CATEGORY:
        return True
    owners = pack.names.get(fold(value), ())
    return all(pack.facts[owner].implicit for owner in owners)


def _pairs(uses: dict[str, list[Use]]) -> Iterator[tuple[str, str]]:
    """Yield (rarer, commoner) spellings of what is probably one thing."""
    by_fold: dict[str, list[str]] = {}
    for spelling in uses:
        by_fold.setdefault(fold(spelling), []).append(spelling)
    for same in by_fold.values():
        for spelling in same[1:]:
            yield _ordered(uses, same[0], spelling)
    for one, other in near_pairs(list(by_fold)):
        rare, common = _ordered(uses, by_fold[one][0], by_fold[other][0])
        if len(uses[rare]) == 1:
            yield rare, common


def _ordered(uses: dict[str, list[Use]], one: str, other: str) -> tuple[str, str]:
    """Return the two with the rarer, and of equally rare ones the later, first."""
    return (one, other) if len(uses[one]) < len(uses[other]) else (other, one)


def near_pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield folded words that differ by one letter, numbers and single letters apart.

    Two such words are alike in one half, so only those of one half are compared.
    """
    halves: dict[tuple[str, str], list[str]] = {}
    for word in words:
        if len(word) >= SHORTEST:
            for length in {len(word) // 2, (len(word) - 1) // 2}:
                halves.setdefault(("first", word[:length]), []).append(word)
                halves.setdefault(("last", word[-length:]), []).append(word)
    seen = set()
    for alike in halves.values():
        if len(alike) > CROWD:
            continue
        for index, one in enumerate(alike):
            for other in alike[index + 1 :]:
                if (one, other) in seen or Levenshtein.distance(one, other, score_cutoff=1) != 1:
                    continue
                seen.add((one, other))
                if _NUMBERED.findall(one) == _NUMBERED.findall(other):
                    yield one, other
