"""A damaged log made good again: every sound row of its backups and of itself, in a new one.

The damaged file is never written to. A new one is filled beside it, and takes its place once it is
whole and on the disk and the damaged one has its new name: at whatever moment this is cut short,
the next start does what is left to do.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.records import checking, rescue, store, tally
from quiz.records.checking import TABLES
from quiz.records.wal import Wal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from quiz.records.tally import Places

_FARTHEST = 50_000
"""Rows that are looked for one by one where the table cannot be read in order."""
_WITH = ", with all that could still be read in the damaged one"


class Found(NamedTuple):
    """What came out of one file."""

    lost: frozenset[int] = frozenset()
    """Places of answers that are there and cannot be read as they were written."""
    exact: bool = False
    """Whether those are all: where pages are damaged, a whole branch can be missing unseen."""
    read: bool = True
    """Whether anything could be read at all."""
    last: int = 0
    """The last place of an answer."""
    others: bool = False
    """Whether at the end something else is missing: a sitting, a mark, a report."""


_NOTHING = Found(read=False)


def finish(path: Path) -> None:
    """Do what is left of a repair that was cut short before its end. Raises OSError."""
    mended = path.with_name(store.MENDED)
    if path.exists():  # it had not been put aside: the repair begins anew
        mended.unlink()
        return
    mended.replace(path)
    rescue.sync_folder(path.parent)


def repair(
    path: Path, now: datetime, begin: Callable[[sqlite3.Connection], None], had: Places
) -> str:
    """Put the damaged log aside, a good one in its place, and return what to say.

    `begin` makes the tables of an empty log, and `had` is what the log has had at least. Where
    there is no file any more, only the backup comes back. Raises OSError, sqlite3.Error: the
    damaged one is then where it was.
    """
    was_there = path.exists()
    new = path.with_name(path.name + ".tmp")
    _clear(new)
    with closing(sqlite3.connect(new, isolation_level=None)) as log:
        begin(log)
        day = _pour_backups(path.with_name(store.BACKUPS), log)
        found = _pour_copy(path, log) if was_there else _NOTHING
        cut_off = _pour_wal(path, log)
        kept = {seq for (seq,) in log.execute("SELECT seq FROM answer")}
        others = tally.places(log)._replace(answer=had.answer).lack(had)
    last = max(kept, default=0)
    lost, exact = found.lost, found.exact and (any(had) or not cut_off)
    if not found.exact:  # a page that was taken for another one shows places that never were
        lost = frozenset(seq for seq in lost if seq < last)
    end = min(found.last, last) + 1
    if found.read and had.answer - end < _FARTHEST:
        lost |= set(range(end, had.answer + 1))
    elif found.read:  # no log of ours comes so far: that is not how many there were
        exact = False
    found = found._replace(lost=lost - kept, exact=exact, others=others)
    rescue.sync(new)
    mended = path.with_name(store.MENDED)
    new.replace(mended)
    rescue.sync_folder(path.parent)
    aside = rescue.put_aside(path, now).name
    mended.replace(path)
    rescue.sync_folder(path.parent)
    return _told(day, found, aside if was_there else "")


def _told(day: str | None, found: Found, aside: str) -> str:
    if not aside and day is None:
        return "The log of your answers was gone, with every backup that can be read."
    if not aside:
        return (
            f"The log of your answers was gone. The backup of {day} took its place: answers given"
            " since are missing."
        )
    if day is None:
        told = "The log of your answers was damaged and there is no backup yet, so a new one was"
        told += " begun"
    else:
        told = f"The log of your answers was damaged. The backup of {day} took its place"
    if found.read:
        told += f"{_WITH}: {_missing(found)}."
    else:
        told += "." if day is None else ": answers given since are missing."
    return f"{told} The damaged one is kept as {aside}."


def _missing(found: Found) -> str:
    number = len(found.lost)
    answers = "1 answer is missing" if number == 1 else f"{number} answers are missing"
    if found.exact and found.others and not number:
        return "no answer is missing, but something that was said of one, or a sitting's end"
    if found.exact:
        return answers if number else "no answer is missing"
    return f"at least {answers}" if number else "some answers may be missing"


def _clear(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _pour_backups(folder: Path, log: sqlite3.Connection) -> str | None:
    """Take in every sound backup, the newest first; return the day of that one."""
    day = None
    for backup in rescue.backups(folder):
        with suppress(sqlite3.Error, UnicodeError, OSError), closing(_reading(backup)) as old:
            if rescue.is_ours(old) and checking.is_ours(old) and checking.sound(old):
                pour(old, log)
                day = day or backup.stem.removeprefix("answers-")
    return day


def _pour_copy(path: Path, log: sqlite3.Connection) -> Found:
    """Take in what a copy of the damaged log has; SQLite may change what it opens."""
    if not rescue.is_sqlite(path):  # of any length
        return _NOTHING
    copy = path.with_name("answers.copy.tmp")
    _clear(copy)
    try:
        for end in ("", "-wal", "-journal"):
            part = path.with_name(path.name + end)
            if part.is_file():
                shutil.copyfile(part, copy.with_name(copy.name + end))
        with closing(sqlite3.connect(copy, isolation_level=None)) as old:
            if not rescue.is_ours(old):
                return _NOTHING
            exact = checking.is_ours(old) and checking.sound(old, closely=True)
            return pour(old, log)._replace(exact=exact)
    except (sqlite3.Error, UnicodeError):
        return _NOTHING
    finally:
        _clear(copy)


def _pour_wal(path: Path, log: sqlite3.Connection) -> bool:
    """Take in what the pages of the WAL have that SQLite does not take from it any more.

    Return whether there was such a thing for certain. What stood in a page of the log once is
    true: nothing is ever changed or deleted in it.
    """
    wal = Wal(path.with_name(path.name + "-wal"))
    if next(wal.frames(), None) is None:
        return wal.is_cut_off()
    copy = path.with_name("answers.copy.tmp")
    _clear(copy)
    try:
        copy.touch()
        if path.is_file():
            shutil.copyfile(path, copy)
        wal.lay_over(copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as old:
            if rescue.is_ours(old):
                pour(old, log)
    except (sqlite3.Error, UnicodeError):
        pass
    finally:
        _clear(copy)
    return wal.is_cut_off()


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def pour(old: sqlite3.Connection, new: sqlite3.Connection) -> Found:
    """Put every row of a log whose CRC fits into another one, at its place where that is free.

    Of any version; what is there already stays. Raises sqlite3.Error where there is no table.
    """
    old.text_factory = lambda text: text.decode("utf-8", "replace")
    new.execute("PRAGMA foreign_keys = OFF")  # the sitting of a good answer may be damaged
    lost: set[int] = set()
    last = 0
    new.execute("BEGIN")
    try:
        for table, (columns, crc_of) in TABLES.items():
            if not checking.is_plain(old, table):
                continue
            there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
            if not there and table not in ("sitting", "answer"):  # version 1 had no marks
                continue
            wanted = ", ".join(name if name in there else "NULL" for name in columns)
            source = _Source(old, table, f"seq, crc, {wanted}")
            for seq, crc, *values in source.rows():
                if table == "answer":
                    last = max(last, seq)
                if crc_of(values) == crc:
                    _put(new, table, columns, seq, [*values, crc])
                elif table == "answer" and seq > 0:
                    lost.add(seq)
            if table == "answer":
                lost |= source.unread
    finally:  # what was read before it broke off stays
        new.execute("COMMIT")
    return Found(frozenset(lost), last=last)


def _put(
    new: sqlite3.Connection, table: str, columns: tuple[str, ...], seq: int, values: list[Any]
) -> None:
    names = (*columns, "crc")
    into = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}"
    marks = ", ".join("?" * len(names))
    with suppress(sqlite3.Error):  # a row that the table does not take was no row of ours
        if seq > 0:
            done = new.execute(f"{into}, seq) VALUES ({marks}, ?)", (*values, seq))
            if done.rowcount:
                return
        new.execute(f"{into}) VALUES ({marks})", values)  # it is there already, or needs a place


class _Source:
    """The rows of a table that may be damaged."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: str) -> None:
        self._connection = connection
        self._select = f"SELECT {columns} FROM {table}"  # noqa: S608  # names of ours
        self.unread: set[int] = set()
        """Places of rows that SQLite cannot read."""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield what can be read: from the first on, from the last back, then one by one."""
        first, last = 0, None
        broken = False
        for row in self._in_order("ORDER BY seq"):
            if row is None:
                broken = True
                break
            first = row[0]
            yield row
        if not broken:
            return
        for row in self._in_order("ORDER BY seq DESC"):
            if row is None or row[0] <= first:
                break
            last = row[0]
            yield row
        for seq in range(first + 1, min(last or first + _FARTHEST, first + _FARTHEST)):
            for row in self._in_order("WHERE seq = ?", seq):
                if row is not None:
                    yield row
                elif last is not None:
                    self.unread.add(seq)

    def _in_order(self, how: str, *values: int) -> Iterator[tuple[Any, ...] | None]:
        """Yield rows, and None where it cannot be read on."""
        try:
            yield from self._connection.execute(f"{self._select} {how}", values)
        except (sqlite3.Error, UnicodeError):
            yield None
