"""One thing, one row, one name: rows that nobody could tell apart, and names that mean two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.diagnostics import WARNING, printable
from quiz.text import fold

if TYPE_CHECKING:
    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Pack


def check(book: Book, pack: Pack) -> None:
    """Report two rows of one kind with one name (rule A7), or that share another name."""
    seen: dict[tuple[str, str], Row] = {}
    for row in book.rows:
        if not row.name:
            continue
        key = (row.kind.id, row.name.casefold())
        other = seen.setdefault(key, row)
        if other is row:
            continue
        row.report(
            row.kind.name_field,
            "same-name",
            f"Two rows are called “{printable(row.name, 60)}”, so nobody could tell them apart; "
            f"the other is in {other.place(row)}.",
            "If they are one thing, join the rows; if two, qualify one: “Georgia (country)”.",
        )
    _check_shared(book, pack)


def _check_shared(book: Book, pack: Pack) -> None:
    reported: set[frozenset[str]] = set()
    for folded, keys in pack.names.items():
        if len(keys) < 2:
            continue
        by_kind: dict[str, list[str]] = {}
        for key in keys:
            if key in book.by_key:
                by_kind.setdefault(pack.facts[key].kind, []).append(key)
        for found in by_kind.values():
            if len(found) < 2 or len({pack.facts[key].name.casefold() for key in found}) < 2:
                continue
            pair = frozenset(found[:2])
            if pair in reported:
                continue
            reported.add(pair)
            rows = sorted(
                (book.by_key[key] for key in found),
                key=lambda row: (book.documents.index(row.document), row.path[1]),
            )
            first, last = rows[0], rows[-1]
            name = next(n for n in pack.facts[last.key].names if fold(n) == folded)
            last.report(
                "aliases" if "aliases" in last.raw else last.kind.name_field,
                "shared-name",
                f"“{printable(name, 60)}” is a name of “{printable(first.name, 60)}” "
                f"({first.place(last)}) and of “{printable(last.name, 60)}”.",
                "If they are one thing, join the rows; if two, give each a name of its own.",
                severity=WARNING,
            )
