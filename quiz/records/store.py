"""Opening the log's file: checked, locked down, migrated, repaired."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from quiz.errors import LogError, LogNewer
from quiz.paths import is_file, is_folder, is_there
from quiz.records import checking, place, rescue, tally, trouble
from quiz.records.schema import APPLICATION_ID, MIGRATIONS, VERSION
from quiz.records.still import Still

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

FILE = "answers.db"
BACKUPS = "backups"
SUSPECT = "answers.suspect"
"""A file of this name beside the log asks for a whole check at the next start."""
MENDED = "answers.mended"
"""A new log that is whole, and waits for the damaged one to be put aside."""
CHECK_ALWAYS = 32 * 2**20
"""Bytes up to which every start looks at all pages. Of a bigger one only `look_after` does."""
LIGHT = 2**20
"""Bytes, some 2,000 answers, up to which the first start of a day checks every row and makes the
backup. With a bigger one the student has something to look at meanwhile (`look_after`)."""
BUSY_TIMEOUT_MS = 5000

SHARED = (
    "The log of your answers lies in a folder that is shared with other computers."
    " Play on one of them at a time, or set QUIZ_HOME to a folder of this one."
)
DAMAGED = (
    "The log of your answers is damaged in places. What cannot be read is left out; the next start"
    " mends what can be mended."
)


class Damaged(Exception):
    """The file is a log, or was one, and cannot be trusted, or lacks what it has had."""


def open_for_writing(folder: Path, now: datetime) -> tuple[sqlite3.Connection, str]:
    """Return the log's connection, and what a student must be told ("" for nothing).

    A damaged file is put aside and the newest good backup takes its place. Raises LogNewer,
    LogError.
    """
    path = folder / FILE
    try:
        if (folder / MENDED).exists():
            from quiz.records import mending  # deferred: seldom needed

            mending.finish(path)
        first = not path.exists()
        try:
            return _open_sound(path, now), SHARED if first and place.is_shared(folder) else ""
        except Damaged:
            from quiz.records import mending  # deferred: seldom needed

            had = tally.read(folder)
            notice = mending.repair(path, now, lambda log: _migrate(log, 0), had)
            tally.forget(folder)  # what is lost is told once
            return _open_sound(path, now), notice
    except Damaged as error:
        raise LogError(f"{path} is damaged and could not be repaired.") from error
    except (sqlite3.Error, OSError) as error:
        raise LogError(f"The log {path} cannot be opened: {trouble.said(error)}.") from error


def open_for_reading(folder: Path) -> tuple[sqlite3.Connection, Still | None]:
    """Return a connection that cannot write, to an empty log where there is none.

    What is read is only so where the file is `Still` as it was, unless that is None. An older log
    is read without being renewed. Raises LogNewer, LogError.
    """
    path = folder / FILE
    try:
        while True:  # the second time there is a journal, or nobody writes any more
            had = tally.read(folder)  # before the log: another program may be writing to both
            if not _is_usable(path):
                _refuse_loss(path)
                return empty(), None
            still = Still.of(path)
            try:
                connection = _read_from(path, had, still)
            except (Damaged, sqlite3.Error):
                if still is None or still.holds():
                    raise
            else:
                if still is None or still.holds():
                    return connection, still
                connection.close()
    except Damaged as error:
        raise LogError(f"{path} is damaged: start `quiz` once to repair it.") from error
    except (sqlite3.Error, OSError) as error:
        raise LogError(f"The log {path} cannot be opened: {trouble.said(error)}.") from error


def _read_from(path: Path, had: tally.Places, still: Still | None) -> sqlite3.Connection:
    connection = _connect_to_read(path, still)
    with _closed_on_error(connection):
        version = _version(connection, path)
        if not checking.is_ours(connection):
            raise Damaged
        if version == VERSION:
            _refuse_gap(connection, path, had)
            return connection
        if checking.schema_of(connection) != _schema(version):
            raise Damaged
        return _renewed_copy(connection, version)


def _is_usable(path: Path) -> bool:
    """Return whether there is a log, or something that was one.

    Raises LogError where something else has its name.
    """
    if is_there(path.parent) and not is_folder(path.parent):
        raise LogError(f"{path.parent} is not a folder.")
    if path.is_symlink() and not is_there(path):
        raise LogError(f"{path} is a link that leads nowhere.")
    if not is_there(path):
        return False
    if not is_file(path):
        raise LogError(f"{path} is not a file.")
    return path.stat().st_size > 0


def _refuse_loss(path: Path) -> None:
    """Raise Damaged where there was a log: an empty one would look as if nothing was answered."""
    if rescue.backups(path.with_name(BACKUPS)) or tally.read(path.parent).answer:
        raise Damaged


def _refuse_gap(connection: sqlite3.Connection, path: Path, had: tally.Places) -> None:
    """Raise Damaged where rows are missing at the end that SQLite does not miss.

    What the log `had` may be known from a moment before its last answers: then its WAL is asked.
    """
    has = tally.places(connection)
    if has.lack(had):
        raise Damaged
    wal = path.with_name(path.name + "-wal")
    if has == had or not is_there(wal):
        return
    from quiz.records.wal import Wal  # deferred: after a kill only

    if Wal(wal).is_cut_off() and Wal(wal).is_cut_off():  # once, and another may have been writing
        raise Damaged


def _connect_to_read(path: Path, still: Still | None) -> sqlite3.Connection:
    """Return a connection that writes nothing, nor leaves a file beside a log that is still."""
    how = "immutable=1" if still else "mode=ro"
    return _connect(f"{path.absolute().as_uri()}?{how}")


def empty() -> sqlite3.Connection:
    """Return a log in memory that has nothing."""
    memory = _connect(":memory:")
    _migrate(memory, 0)
    return memory


def in_memory(folder: Path) -> sqlite3.Connection:
    """Return a log in memory with what the folder's has, if that can be read and is not too big."""
    memory = empty()
    with suppress(LogError, sqlite3.Error, OSError):
        if (folder / FILE).stat().st_size <= CHECK_ALWAYS:
            log, still = open_for_reading(folder)
            with closing(log):
                log.backup(memory)
            if still and not still.holds():  # another window writes: now there is a journal
                return in_memory(folder)
    return memory


def _renewed_copy(connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """Return a copy in memory of an older log, as this version has it: the file stays as it is."""
    copy = _connect(":memory:")
    connection.backup(copy)
    connection.close()
    _migrate(copy, version)
    copy.execute("PRAGMA query_only = ON")
    return copy


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name,
        uri=name.startswith("file:"),
        timeout=BUSY_TIMEOUT_MS / 1000,  # sets busy_timeout
        isolation_level=None,
        check_same_thread=False,  # Log takes a lock of its own around each use
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeError) as error:
        connection.close()
        if trouble.is_damage(error):
            raise Damaged from error
        raise
    except BaseException:
        connection.close()
        raise


def _open_sound(path: Path, now: datetime) -> sqlite3.Connection:
    """Raises Damaged, LogNewer, LogError, sqlite3.Error, OSError."""
    backups = path.with_name(BACKUPS)
    if _is_usable(path):
        if not rescue.is_sqlite(path):
            raise Damaged
    else:
        _refuse_loss(path)
    suspect = path.with_name(SUSPECT)
    day = f"{now:%Y-%m-%d}"
    due = not _backup(path.parent, day).exists()
    size = path.stat().st_size if path.exists() else 0
    closely = suspect.exists() or (due and size <= LIGHT)
    pages = size <= CHECK_ALWAYS or closely
    had = tally.read(path.parent)
    looked_at = size > 0 and _look(path, had, pages=pages, closely=closely)
    new, shared = not is_there(path), place.is_shared(path.parent)
    if new:
        _make(path, shared=shared)
    connection = _connect(str(path))
    with _closed_on_error(connection):
        version = _version(connection, path)
        older = 0 < version < VERSION
        if version and not looked_at and not new:
            _refuse_damage(connection, version, pages=pages or older, closely=closely)
            if version == VERSION:
                _refuse_gap(connection, path, had)
        _set_journal(connection, shared=shared)
        if older:
            rescue.back_up(connection, backups, day)
        _migrate(connection, version)
        suspect.unlink(missing_ok=True)
        if due and closely and version == VERSION and _has_answers(connection):
            with suppress(sqlite3.Error, OSError):  # a full disk is no reason not to play
                rescue.back_up(connection, backups, day)
    return connection


def _make(path: Path, *, shared: bool) -> None:
    """Make a log that has nothing, whole or not at all, and wait for the disk once.

    SQLite waits eight times while it makes one where it is to be: for a journal, the file, a WAL.
    Raises sqlite3.Error, OSError.
    """
    made = path.with_name(f"{path.name}.tmp")
    made.unlink(missing_ok=True)
    with closing(_connect(str(made))) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # nothing is anybody's until it is renamed
        connection.execute("PRAGMA journal_mode = MEMORY")
        _migrate(connection, 0)
        if not shared:
            connection.execute("PRAGMA journal_mode = WAL")
    rescue.sync(made)
    made.replace(path)
    rescue.sync_folder(path.parent)


def _look(path: Path, had: tally.Places, *, pages: bool, closely: bool) -> bool:
    """Look for damage with a connection that writes nothing; return whether that could be done.

    The last one that may write brings the WAL into the file when it closes, and would do so with
    a damaged one too. After a crash within a rollback journal nobody can read who may not write.
    """
    connection = _connect_to_read(path, Still.of(path))
    try:
        with _closed_on_error(connection):
            version = _version(connection, path)
            _refuse_damage(connection, version, pages=pages or version < VERSION, closely=closely)
            if version == VERSION:
                _refuse_gap(connection, path, had)
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _refuse_damage(
    connection: sqlite3.Connection, version: int, *, pages: bool, closely: bool
) -> None:
    """Raises Damaged. `pages`: look at those; `closely`: and at every row."""
    if not checking.is_ours(connection):
        raise Damaged
    if version < VERSION and checking.schema_of(connection) != _schema(version):
        raise Damaged  # it has not what its version says, and could never be renewed
    if pages and not checking.sound(connection):
        raise Damaged
    if closely and version == VERSION and not checking.whole(connection, _schema()):
        raise Damaged


def look_after(folder: Path, now: datetime) -> str:
    """Check every row of the log; make the day's backup if need be; return what is found damaged.

    Beside a log that is open and written to. A large one is looked after once a day: some ten
    seconds a million answers. What is damaged is mended by the next start.
    """
    path, day = folder / FILE, f"{now:%Y-%m-%d}"
    try:
        due = not _backup(folder, day).exists()
        if not due and path.stat().st_size > LIGHT:
            return ""
        with closing(_connect(f"{path.absolute().as_uri()}?mode=ro")) as connection:
            if not checking.whole(connection, _schema()):
                (folder / SUSPECT).touch()
                return DAMAGED
            if due and _has_answers(connection):
                rescue.back_up(connection, folder / BACKUPS, day)
    except (sqlite3.Error, OSError):
        pass  # a full disk is no reason not to play
    return ""


def _backup(folder: Path, day: str) -> Path:
    return folder / BACKUPS / f"answers-{day}.db"


def _schema(version: int = VERSION) -> list[tuple[str, ...]]:
    """Return what the tables of a log of some version are made with."""
    with closing(_connect(":memory:")) as log:
        log.executescript("".join(MIGRATIONS[:version]))
        return checking.schema_of(log)


def _set_journal(connection: sqlite3.Connection, *, shared: bool) -> None:
    """WAL with FULL, and a rollback journal where WAL is not safe or is not granted.

    A rollback journal needs EXTRA: an answer is kept when the journal is gone, and FULL does not
    wait until the disk has forgotten its name. For WAL the two are the same.
    """
    wanted = "DELETE" if shared else "WAL"
    granted = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
    if granted.upper() != wanted:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the log's version, 0 for an empty file. Raises LogNewer, LogError, Damaged."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID:
        if application or version or tables:
            raise LogError(
                f"{path} belongs to another program."
                " Move it away, or set QUIZ_HOME to another folder."
            )
        return 0
    if version > VERSION:
        raise LogNewer(f"{path} was written by a newer version of Footnote. Please upgrade.")
    if version < 1 or not tables:
        raise Damaged
    return version


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    if version == VERSION:
        return
    scripts = "".join(MIGRATIONS[version:])
    connection.executescript(  # where it fails, closing the connection takes all of it back
        f"BEGIN IMMEDIATE; {scripts}"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
    )


def _has_answers(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM answer LIMIT 1").fetchone() is not None
