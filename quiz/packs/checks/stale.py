"""Values that change with time and were last looked at too long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs import dates
from quiz.packs.diagnostics import WARNING, printable

if TYPE_CHECKING:
    from quiz.packs.checks.book import Book
    from quiz.packs.content import Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document

DAYS_A_YEAR = 365.2425


def check(book: Book, pack: Pack) -> None:
    """Report every `as_of` that is older than the pack's `stale_after` years, as of today."""
    if book.today is None or not pack.stale_after:
        return
    today = dates.to_jdn(book.today.year, book.today.month, book.today.day)
    oldest = today - pack.stale_after * DAYS_A_YEAR
    for row, fact in book.facts():
        if fact.as_of:
            _check(row.document, (*row.path, "as_of"), fact.as_of, oldest, pack, row.key)
    for document in book.documents:
        kinds = document.values.get("kinds", {})
        for kind_id, kind in kinds.items() if isinstance(kinds, dict) else ():
            fields = kind.get("fields", {}) if isinstance(kind, dict) else {}
            for key, field in fields.items() if isinstance(fields, dict) else ():
                as_of = field.get("as_of") if isinstance(field, dict) else None
                if as_of:
                    path = ("kinds", kind_id, "fields", key, "as_of")
                    _check(document, path, str(as_of), oldest, pack, "")


def _check(
    document: Document, path: Path_, as_of: str, oldest: float, pack: Pack, row: str
) -> None:
    try:
        looked_at = dates.parse(as_of)
    except dates.DateError:
        return
    if looked_at.upper < oldest:
        document.report(
            path,
            "stale",
            f"This was last looked up in {printable(as_of, 40)}; the pack says that such values "
            f"are good for {pack.stale_after} year{'' if pack.stale_after == 1 else 's'}.",
            "Look it up again, correct what has changed, and write the new date.",
            severity=WARNING,
            row=row,
        )
