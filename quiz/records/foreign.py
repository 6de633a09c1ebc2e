"""Reading the log of another machine: a file from a stranger, never written to, of any version."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from quiz.errors import LogError, LogNewer
from quiz.play.marks import UNDONE
from quiz.records import checking, rows, store, trouble
from quiz.records.schema import APPLICATION_ID, VERSION
from quiz.records.still import Still

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from quiz.model import Answer, Complaint

LONGEST = 1 << 20
"""Bytes of a text in it: one that says more is not read."""
_CHANGED = "{path} was written to while it was read. Try again when its program is closed."
_TABLES = (
    "SELECT name, sql FROM sqlite_schema WHERE name IN ('answer', 'mark', 'sitting', 'complaint')"
)


def answers_of(path: Path, pack: str | None = None) -> Iterator[Answer | str | None]:
    """Yield the answers of a log as they were given, with their marks; None for a damaged row.

    `pack`: of an answer of another one only the id of that pack is told, which is soon done.
    Nothing is written beside the file unless its program still runs, or
    was killed. Raises LogError, LogNewer.
    """
    try:
        with _opened(path) as connection:
            columns = _columns(connection, path)
            marks = _marks(connection)
            named = ", ".join(name if name in columns else "NULL" for name in rows.ANSWER_COLUMNS)
            found = connection.execute(f"SELECT crc, {named} FROM answer ORDER BY seq")  # noqa: S608  # names of ours
            of = rows.ANSWER_COLUMNS.index("pack")
            for crc, *values in found:
                if pack is None or values[of] == pack:
                    yield rows.sound(crc, values, marks.get(values[0], ""))
                else:
                    yield rows.sealed(crc, values, of)
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise LogError(f"{path} cannot be read: {trouble.said(error)}.") from error


def sittings_of(path: Path, modes: Iterable[str]) -> set[str]:
    """Return the ids of a log's sittings in one of these modes. Raises LogError, LogNewer."""
    wanted = tuple(modes)
    names, known = ", ".join(rows.SITTING_COLUMNS), ", ".join("?" * len(wanted))
    try:
        with _opened(path) as connection:
            _columns(connection, path)
            sql = f"SELECT crc, {names} FROM sitting WHERE mode IN ({known})"  # noqa: S608  # names of ours
            found = connection.execute(sql, wanted)
            return {values[0] for crc, *values in found if rows.crc(values) == crc}
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise LogError(f"{path} cannot be read: {trouble.said(error)}.") from error


def complaints_of(path: Path) -> list[Complaint]:
    """Return the sound complaints of a log; none where it is too old to have them.

    Raises LogError, LogNewer.
    """
    names = ", ".join(rows.COMPLAINT_COLUMNS)
    try:
        with _opened(path) as connection:
            _columns(connection, path)
            if "complaint" not in dict(connection.execute(_TABLES)):
                return []
            found = connection.execute(f"SELECT crc, {names} FROM complaint ORDER BY seq")  # noqa: S608  # names of ours
            sound = (v for crc, *v in found if rows.crc(v) == crc)
            return [rows.complaint_from(v) for v in sound if rows.typed(v, rows.COMPLAINT_COLUMNS)]
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise LogError(f"{path} cannot be read: {trouble.said(error)}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a log to read it; a file that was written to meanwhile is no longer believed."""
    still = Still.of(path)
    with closing(_open(path, still)) as connection:
        try:
            yield connection
        except (sqlite3.Error, LogError) as error:
            if still and not still.holds():
                raise LogError(_CHANGED.format(path=path)) from error
            raise
    if still and not still.holds():
        raise LogError(_CHANGED.format(path=path))


def _open(path: Path, still: Still | None) -> sqlite3.Connection:
    how = "mode=ro&immutable=1" if still else "mode=ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, timeout=store.BUSY_TIMEOUT_MS / 1000
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")  # the CRC will tell
    return connection


def _columns(connection: sqlite3.Connection, path: Path) -> set[str]:
    """Return the columns of the answers. Raises LogError, LogNewer where it is no log of ours.

    A view or a virtual table by that name could run for ever, or more than that.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = dict(connection.execute(_TABLES))
    plain = all(checking.is_plain(connection, table) for table in tables)
    if (
        application != APPLICATION_ID
        or version < 1
        or not {"answer", "sitting"} <= tables.keys()
        or not plain
    ):
        raise LogError(f"{path} is no log of Footnote.")
    if version > VERSION:
        raise LogNewer(f"{path} was written by a newer version of Footnote. Please upgrade.")
    return {row[1] for row in connection.execute("PRAGMA table_info(answer)")}


def _marks(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the mark of each answer that has one; undone outdoes right."""
    if "mark" not in dict(connection.execute(_TABLES)):
        return {}
    found: dict[str, str] = {}
    names = ", ".join(rows.MARK_COLUMNS)
    for crc, *values in connection.execute(f"SELECT crc, {names} FROM mark ORDER BY seq"):  # noqa: S608  # names of ours
        if rows.crc(values) == crc and found.get(values[0]) != UNDONE:
            found[values[0]] = values[1]
    return found
