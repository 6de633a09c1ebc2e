"""Rows: their own keys checked, those of their kind's fields still as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.packs.diagnostics import WARNING
from quiz.packs.names import Entry, slug
from quiz.packs.plain_rows import OF_THE_ROW
from quiz.packs.schema import AliasTable, RowTable
from quiz.packs.validate import validate
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.packs.content import Kind
    from quiz.packs.diagnostics import Path_
    from quiz.packs.plain_rows import PlainRows
    from quiz.packs.reading import Document


@dataclass(slots=True, kw_only=True)
class Row:
    """A row whose own keys are checked; its kind's fields are still raw."""

    plain: bool
    """Whether it says nothing of single fields."""

    document: Document
    path: Path_
    kind: Kind
    table: RowTable
    fields: dict[str, Any]
    id: str
    name: str
    key: str
    """kind/id."""


def read_row(
    document: Document,
    path: Path_,
    kind: Kind,
    raw: Any,
    kinds: Mapping[str, Kind],
    plain_rows: PlainRows,
) -> Row | None:
    """Check one row's own keys, or report what is wrong and return None.

    `kinds`: where a key may belong that this kind does not know.
    """
    if not isinstance(raw, dict):
        document.report(path, "wrong-type", f"Rows are written under [[{kind.id}]] lines.")
        return None
    own, fields = dict[str, Any](), dict[str, Any]()
    for key, value in raw.items():
        (fields if key in kind.fields else own)[key] = value
    if kind.name_field != "name":
        own["name"] = own.pop(kind.name_field, own.get("name"))
        if own["name"] is None:
            del own["name"]
    table = plain_rows.read(own) or validate(
        RowTable,
        own,
        document,
        path,
        more_keys=tuple(kind.fields),
        elsewhere=lambda key: tuple(k for k, other in kinds.items() if key in other.fields),
    )
    if table is None:
        return None
    name = f"“{table.name}”" if kind.name_field == "text" else table.name
    row_id = _id(document, path, kind, table)
    if not row_id:
        return None
    return Row(
        plain=own.keys() <= OF_THE_ROW,
        document=document,
        path=path,
        kind=kind,
        table=table,
        fields=fields,
        id=row_id,
        name=name,
        key=f"{kind.id}/{row_id}",
    )


def _id(document: Document, path: Path_, kind: Kind, table: RowTable) -> str:
    """Return the row's id, given or made of its name, or report that there is none."""
    row_id = table.id or slug(table.name)
    if not row_id:
        document.report(
            path,
            "missing-key",
            "The row needs an id, because its name has no Latin letter to make one of.",
            'Add: id = "…", in small Latin letters, digits and hyphens.',
        )
        return ""
    if kind.name_field == "text" and not table.id:
        document.report(
            path,
            "missing-id",
            "A quotation without an id loses its history when its wording is mended.",
            "Any short name of your own will do.",
            severity=WARNING,
            write=f'id = "{row_id[:40]}"',
        )
    return row_id


def row_id(kind: Kind, raw: Mapping[str, Any]) -> str:
    """Return the id that a raw row has or gets from its name."""
    given = raw.get("id")
    return given if isinstance(given, str) and given else slug(str(raw.get(kind.name_field, "")))


def entry_of(row: Row) -> tuple[Entry, tuple[str, ...]]:
    """Return what the row can be named by."""
    aliases = [a.name if isinstance(a, AliasTable) else a for a in row.table.aliases]
    return Entry(key=row.key, kind=row.kind.id, name=row.name), (row.name, *aliases)
