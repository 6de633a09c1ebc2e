"""Taking one student out of everything that is kept: the log and its backups are written anew.

The log is append-only, and triggers hold it to that; so nothing is deleted in it. A new file is
filled with the rows of the others and takes the old one's place in one step: whatever moment the
program is killed at, there is the one log or the other. A new file also has no page left over in
which what was deleted can still be read.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from quiz.errors import LogBusy, LogError
from quiz.packs.files import read_regular
from quiz.play.duel import GUEST, GUEST_NAME, NAMES, RIVAL
from quiz.records import checking, rescue, rows, settings, store, students, tally, trouble
from quiz.records.lock import Lock
from quiz.records.schema import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from quiz.records.students import Student

LOCK = "answers.lock"
_READ = "A program is reading the log. Try again when it is done."
_TEMPORARY = ("*.tmp", "*.tmp-*", "*.new", "*.mended")
_DAMAGED = "answers-damaged-*"
_LONGEST = 1 << 28
"""Bytes of a cached file that is looked through; a longer one is made again when needed."""


def erase(
    data: Path,
    student: Student,
    *,
    now: datetime,
    choices: Path | None = None,
    cache: Path | None = None,
) -> None:
    """Take a student out of the log, its backups, the list, the choices and the caches.

    What is damaged and was put aside goes too, since it cannot be searched. Durable when it
    returns; where it is cut short it can be done again. Raises LogBusy, LogError, StudentError.
    """
    lock = Lock(data / LOCK)
    try:
        path = _closed(data, now)
        with _told():
            for pattern in (*_TEMPORARY, _DAMAGED):
                for old in (*data.glob(pattern), *(data / store.BACKUPS).glob(pattern)):
                    old.unlink()
            for backup in rescue.backups(data / store.BACKUPS):
                _rewrite_backup(backup, student.id)
            tally.forget(data)  # the others' rows are not missing
            if cache is not None:
                _forget_cached(cache, student)
            if choices is not None:
                settings.forget(choices, student.id)
            _rewrite(path, student.id)
        students.remove(data, student.id)
    finally:
        lock.release()


def _closed(data: Path, now: datetime) -> Path:
    """Return the log, sound, of this version and in one file. Raises LogBusy, LogError."""
    connection, _ = store.open_for_writing(data, now)
    with closing(connection):
        try:
            granted = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.Error as error:
            raise LogBusy(_READ) from error
    if granted != "delete":
        raise LogBusy(_READ)
    return data / store.FILE


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LogError(
            f"Not all could be erased: {trouble.said(error)}. Nobody else has lost anything;"
            " it can be done again."
        ) from error


def _rewrite_backup(backup: Path, student: str) -> None:
    """A backup that cannot be read is of no use to anybody, and goes; a stranger's file stays."""
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as db:
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if ours:
            _rewrite(backup, student)
    except sqlite3.DatabaseError as error:
        if not trouble.is_damage(error) and not isinstance(error, sqlite3.IntegrityError):
            raise
        backup.unlink()


def _rewrite(path: Path, student: str) -> None:
    """Put a copy without the student's rows in the place of a log of any version."""
    new = path.with_name(f"{path.name}.tmp")
    new.unlink(missing_ok=True)
    try:
        with closing(
            sqlite3.connect(new.absolute().as_uri(), uri=True, isolation_level=None)
        ) as db:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY",
                           "secure_delete = ON", "trusted_schema = OFF"):  # fmt: skip
                db.execute(f"PRAGMA {pragma}")
            db.execute("ATTACH ? AS old", (f"{path.absolute().as_uri()}?mode=ro",))
            _copy(db, student)
            db.execute("DETACH old")
            if not checking.sound(db):
                raise sqlite3.DatabaseError("the copy is not sound")
        new.chmod(path.stat().st_mode & 0o777)
        rescue.sync(new)
        rescue.sync_folder(path.parent)  # an old journal that came back would be read into the new
        new.replace(path)
        rescue.sync_folder(path.parent)
    finally:
        new.unlink(missing_ok=True)
    for end in ("-wal", "-shm"):  # of a copy that was opened; its rows are in the file
        path.with_name(path.name + end).unlink(missing_ok=True)


def _copy(db: sqlite3.Connection, student: str) -> None:
    """Fill `main` with what `old` has of the others: tables first, so that no trigger objects."""
    parts = db.execute(
        "SELECT type, name, sql FROM old.sqlite_schema WHERE sql NOT NULL"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    ).fetchall()
    db.execute("BEGIN")
    for kind, name, sql in parts:
        if kind == "table":
            db.execute(sql)
            _copy_rows(db, name, student)
            if name == "sitting":
                _forget_rival(db, student)
    for kind, _, sql in parts:
        if kind != "table":
            db.execute(sql)
    for pragma in ("application_id", "user_version"):
        number = int(db.execute(f"PRAGMA old.{pragma}").fetchone()[0])
        db.execute(f"PRAGMA main.{pragma} = {number}")
    db.execute("COMMIT")


def _copy_rows(db: sqlite3.Connection, table: str, student: str) -> None:
    """Copy the rows that are not the student's, nor belong to one that is.

    `gone_…` has the ids of those left out, for the tables that refer to this one.
    """
    names = [row[1] for row in db.execute(f'PRAGMA old.table_info("{table}")')]
    theirs = ["user IS :student"] if "user" in names else []
    for _, _, other, column, *_ in db.execute(f'PRAGMA old.foreign_key_list("{table}")'):
        theirs.append(f'"{column}" IN (SELECT id FROM temp."gone_{other}")')  # noqa: S608  # names of a log of ours
    which = " OR ".join(theirs) or "FALSE"
    columns = ", ".join(f'"{name}"' for name in names)
    kept = f'SELECT {columns} FROM old."{table}" WHERE NOT coalesce({which}, FALSE)'  # noqa: S608  # the same
    moves = [f'INSERT INTO main."{table}" ({columns}) {kept}']  # the same
    if "id" in names:
        db.execute(f'CREATE TEMP TABLE "gone_{table}" (id PRIMARY KEY)')
        into = f'INSERT OR IGNORE INTO temp."gone_{table}"'
        moves.append(f'{into} SELECT id FROM old."{table}" WHERE {which}')  # noqa: S608  # the same
    for move in moves:
        db.execute(move, {"student": student})


def _forget_rival(db: sqlite3.Connection, student: str) -> None:
    """Let it have been a guest who played duels that others began."""
    columns = ", ".join(rows.SITTING_COLUMNS)
    found = db.execute(
        f"SELECT seq, crc, {columns} FROM main.sitting WHERE instr(settings, ?)",  # noqa: S608  # names of ours
        (student,),
    ).fetchall()
    at = rows.SITTING_COLUMNS.index("settings")
    for seq, crc, *values in found:
        damaged, chosen = rows.crc(values) != crc, {}
        try:
            chosen = rows.settings_from(values[at])
        except ValueError:
            damaged = True
        if damaged:  # read by nobody, but it names the student
            db.execute("UPDATE main.sitting SET settings = '{}' WHERE seq = ?", (seq,))
        elif chosen.get(RIVAL) == student:
            chosen |= {RIVAL: GUEST, NAMES[1]: GUEST_NAME}
            values[at] = json.dumps(chosen, ensure_ascii=False)
            db.execute(
                "UPDATE main.sitting SET settings = ?, crc = ? WHERE seq = ?",
                (values[at], rows.crc(values), seq),
            )


def _forget_cached(cache: Path, student: Student) -> None:
    """Delete every cached file that names the student; what it had is made again when needed."""
    for folder, _, files in os.walk(cache):
        for file in files:
            path = cache / folder / file
            try:
                held = read_regular(path, _LONGEST)
            except OSError:  # no file that we wrote
                continue
            names = (student.id, student.name)
            if held is None or any(name in file or name.encode() in held for name in names):
                path.unlink()
