"""Backups of the log, and the steps by which files change places without being lost."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from quiz.records.schema import APPLICATION_ID

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT = 5
"""Backups that are kept; the oldest go first."""
_HEADER = b"SQLite format 3\0"


def backups(folder: Path) -> list[Path]:
    """Return the backups in the folder, the newest first."""
    found = folder.glob("answers-????-??-??.db")
    return sorted((file for file in found if file.is_file()), reverse=True)


def back_up(connection: sqlite3.Connection, folder: Path, day: str) -> None:
    """Write the backup of `day` (YYYY-MM-DD): whole and durable, or not at all.

    Raises OSError or sqlite3.Error; the former backups are then untouched.
    """
    make_folder(folder)
    target = folder / f"answers-{day}.db"
    temporary = folder / f"answers-{day}.tmp"
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        sync(temporary)
        temporary.replace(target)
        sync_folder(folder)
    finally:
        temporary.unlink(missing_ok=True)
    for old in backups(folder)[KEPT:]:
        old.unlink(missing_ok=True)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it, so that a power cut does not take it away again.

    What lies in a folder can be as durable as it likes: nobody finds it where the folder's own
    name did not come to the disk. Raises OSError.
    """
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for each in new:
        sync_folder(each.parent)


def sync(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_sqlite(path: Path) -> bool:
    """Return whether the file begins as every SQLite database does."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def put_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged log with its journals, so that nothing is lost; return the new name."""
    stamp = now.strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
        number += 1
    for end in ("-wal", "-shm", "-journal", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    sync_folder(path.parent)
    return aside


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether the database says that it is a log of ours. Raises sqlite3.Error."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION_ID
