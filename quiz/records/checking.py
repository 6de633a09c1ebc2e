"""Whether a log is as it was written: what SQLite can see, its tables, and every row's CRC."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from quiz.records import rows
from quiz.records.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quiz.records.rows import Value


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Sequence[Value]], int]]] = {
    "sitting": (rows.SITTING_COLUMNS, rows.crc),
    "answer": (rows.ANSWER_COLUMNS, rows.answer_crc),
    "ending": (rows.ENDING_COLUMNS, rows.crc),
    "mark": (rows.MARK_COLUMNS, rows.crc),
    "complaint": (rows.COMPLAINT_COLUMNS, rows.crc),
}
"""The columns of each table and what makes their check sum, in an order in which they can be
filled: no row refers to a later table."""


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether all that the schema would have SQLite do is what some version of ours wrote.

    A view, a trigger, a constraint is run when the log is read, checked or written, and one that
    is not ours may run for ever. Raises sqlite3.Error, UnicodeError.
    """
    found = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL")
    return all(
        _released(kind, sql)
        for kind, name, sql in found
        if kind != "table" or name.lower() in TABLES
    )


def _released(kind: str, sql: str) -> bool:
    text = _squeezed(sql)
    if kind == "table":
        for column in reversed(_ADDED):
            text = text.removesuffix(_STRICT).removesuffix(f",{column}") + _STRICT
    return text in _RELEASED


def _squeezed(sql: str) -> str:
    return "".join(sql.split())


_STRICT = ")STRICT"
_ADDED = [_squeezed(found) for found in re.findall("ADD COLUMN ([^;]+);", "".join(MIGRATIONS))]
_RELEASED = _squeezed("".join(MIGRATIONS))


def is_plain(connection: sqlite3.Connection, table: str) -> bool:
    """Return whether a table is one of rows: no view, and no column that is worked out.

    Whatever else is wrong with its file, it can be read. Raises sqlite3.Error, UnicodeError.
    """
    made = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    return all(
        kind == "table" and str(sql).startswith("CREATE TABLE ")
        for kind, name, sql in made
        if str(name).lower() == table
    ) and not any(row[6] for row in connection.execute(f"PRAGMA table_xinfo({table})"))


def sound(connection: sqlite3.Connection, *, closely: bool = False) -> bool:
    """Return whether SQLite finds no damage in the pages. Quick, and blind to what they say.

    `closely`: nor in the indexes, which takes twice as long.
    """
    return _says_ok(connection, "integrity_check" if closely else "quick_check")


def whole(connection: sqlite3.Connection, schema: Sequence[tuple[str, ...]]) -> bool:
    """Return whether nothing is damaged: pages, indexes, the tables' `schema`, and every row.

    Takes some ten seconds a million answers.
    """
    try:
        return (
            sound(connection, closely=True)
            and schema_of(connection) == list(schema)
            and all(fits for table in TABLES for fits in _rows_fit(connection, table))
        )
    except (sqlite3.DatabaseError, UnicodeError):
        return False


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return what the tables, indexes and triggers are made with: one flipped bit in a CHECK
    and the log refuses answers.
    """
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql NOT NULL"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
    )
    return [(*names, "".join(sql.split())) for *names, sql in found]


def _rows_fit(connection: sqlite3.Connection, table: str) -> Iterator[bool]:
    columns, crc_of = TABLES[table]
    for crc, *values in connection.execute(f"SELECT crc, {', '.join(columns)} FROM {table}"):  # noqa: S608  # names of ours
        yield crc_of(values) == crc


def _says_ok(connection: sqlite3.Connection, check: str) -> bool:
    try:
        return bool(connection.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok")
    except (sqlite3.DatabaseError, UnicodeError):
        return False
