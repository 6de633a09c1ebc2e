"""Old ids (`was`): one that is still in use, or that two claim, would mix two memories up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.packs.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Field, Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document

_STILL = "Here stand only ids that nothing has any more. Delete it, or give the other a new id."
_ONE = "A student's memory of it can go on in one place only. Delete it here or there."


def check(book: Book, pack: Pack) -> None:
    """Report old ids of rows and old keys of fields that are no longer free."""
    _check_rows(book)
    for document in book.documents:
        kinds = document.values.get("kinds")
        for kind, table in kinds.items() if isinstance(kinds, dict) else ():
            fields = table.get("fields") if isinstance(table, dict) else None
            if kind in pack.kinds and isinstance(fields, dict):
                _check_fields(document, kind, pack.kinds[kind].fields.values(), fields)


def _check_rows(book: Book) -> None:
    claimed: dict[str, Row] = {}
    for row, fact in book.facts():
        for index, old in enumerate(fact.was):
            where = _place(row.raw.get("was"), index)
            key = f"{fact.kind}/{old}"
            named = f"“{printable(old, 60)}”"
            if old == fact.id:
                row.report(where, "was-current", f"{named} is the id of this row today.", _STILL)
            elif key in book.by_key:
                other = book.by_key[key]
                row.report(
                    where,
                    "was-current",
                    f"{named} is the id of another row today: “{printable(other.name, 60)}”, "
                    f"{other.place(row)}.",
                    _STILL,
                )
            elif key in claimed:
                other = claimed[key]
                row.report(
                    where,
                    "was-twice",
                    f"{named} was the id of “{printable(other.name, 60)}” too, "
                    f"says {other.place(row)}.",
                    _ONE,
                )
            claimed.setdefault(key, row)


def _place(raw: object, index: int) -> Path_:
    return ("was", index) if isinstance(raw, list) else ("was",)


def _check_fields(
    document: Document, kind: str, fields: Collection[Field], declared: Mapping[str, Any]
) -> None:
    known = {field.key for field in fields}
    claimed: dict[str, str] = {}
    for field in fields:
        raw = declared.get(field.key)
        if not isinstance(raw, dict):
            continue
        for index, old in enumerate(field.was):
            path = ("kinds", kind, "fields", field.key, *_place(raw.get("was"), index))
            if old in known:
                document.report(
                    path, "was-current", f"“{old}” is a field of “{kind}” today.", _STILL
                )
            elif old in claimed:
                document.report(
                    path, "was-twice", f"“{old}” was the key of “{claimed[old]}” too.", _ONE
                )
            claimed.setdefault(old, field.key)
