"""A log that is taken away, or replaced by another file, while it is open.

What is written goes on into a file that has no name any more, and SQLite does not mind. So it is
looked before each write whether the file is still the one that was opened; if not, all of it is
written to what is there now, or anew where nothing is.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.records import rescue, store, tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

TOLD = (
    "The log of your answers was taken away or replaced while it was open. What it had was written"
    " back."
)


class Watch:
    """Which files the log was opened in."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / store.FILE)  # a `Path` would take as long again as the look
        self._wal = f"{self._path}-wal"
        self._is = _identity(self._path)
        self._wal_is = _identity(self._wal)

    def is_away(self) -> bool:
        """Return whether they are no longer there under their names. Takes some microseconds."""
        wal = _identity(self._wal)
        self._wal_is = self._wal_is or wal  # SQLite makes it when it needs it
        return _identity(self._path) != self._is or wal != self._wal_is

    @contextmanager
    def keeping_journals(self) -> Iterator[None]:
        """Close the log within: its WAL goes, as another file must not be read with it.

        SQLite deletes it by its name; one that came with another file stays. Raises OSError.
        """
        others = _identity(self._wal) not in (None, self._wal_is)
        wal = Path(self._wal)
        kept = wal.with_name(f"{wal.name}.tmp")
        if others:
            wal.rename(kept)
        yield
        wal.unlink(missing_ok=True)
        if others:
            kept.rename(wal)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino


def copied(connection: sqlite3.Connection, watch: Watch) -> sqlite3.Connection:
    """Return a log in memory that has all that an open one has, and close that one.

    Raises sqlite3.Error, OSError: then nothing has changed.
    """
    memory = store.empty()
    connection.backup(memory)
    with watch.keeping_journals():
        connection.close()
    return memory


def written_back(memory: sqlite3.Connection, folder: Path, now: datetime) -> sqlite3.Connection:
    """Return the log of the folder, with all that the one in memory has.

    The lock must be held. Raises LogError, sqlite3.Error, OSError; it can be tried again.
    """
    path = folder / store.FILE
    tally.forget(folder)
    if not path.exists():
        new = path.with_name(path.name + ".tmp")
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new)) as file:
            memory.backup(file)
        rescue.sync(new)
        new.replace(path)
        rescue.sync_folder(folder)
        return store.open_for_writing(folder, now)[0]
    from quiz.records import mending  # deferred: seldom needed

    connection, _ = store.open_for_writing(folder, now)
    mending.pour(memory, connection)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
