"""Backups of the log, and what happens when it is found damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
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
    return sorted(folder.glob("answers-????-??-??.db"), reverse=True)


def back_up(connection: sqlite3.Connection, folder: Path, day: str) -> None:
    """Write the backup of `day` (YYYY-MM-DD): whole and durable, or not at all.

    Raises OSError or sqlite3.Error; the former backups are then untouched.
    """
    folder.mkdir(exist_ok=True)
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


def sound(connection: sqlite3.Connection) -> bool:
    """Return whether SQLite finds no damage in the database."""
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (sqlite3.DatabaseError, UnicodeError):
        return False


def put_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged log with its -wal and -shm, so that nothing is lost; return the new name."""
    stamp = now.strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
        number += 1
    for end in ("-wal", "-shm", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    sync_folder(path.parent)
    return aside


def restore(path: Path, folder: Path) -> str | None:
    """Put the newest sound backup in the place of the log; return its day, None where none is."""
    for backup in backups(folder):
        if not _is_good(backup):
            continue
        temporary = path.with_name(path.name + ".tmp")
        shutil.copyfile(backup, temporary)
        sync(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
        return backup.stem.removeprefix("answers-")
    return None


def _is_good(backup: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            application: int = copy.execute("PRAGMA application_id").fetchone()[0]
            return application == APPLICATION_ID and sound(copy)
    except (sqlite3.Error, UnicodeError):
        return False
