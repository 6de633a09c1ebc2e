"""The log: append-only, one durable transaction an answer, read back row by row.

An answer for which `record` returned True survives a kill of the program, and a power cut where
the disk honours fsync. One for which it returned False is kept in memory and tried again.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from quiz.errors import LogError
from quiz.play.begin import timestamp
from quiz.records import rows, store
from quiz.records.lock import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from quiz.model import Answer, Sitting
    from quiz.records.rows import SittingRow

_PAGE = 500


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


def _insert(table: str, columns: Sequence[str], unique: str) -> str:
    names = (*columns, "crc")
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  # names of ours
        f" ON CONFLICT ({unique}) DO NOTHING"
    )


_INSERT_SITTING = _insert("sitting", rows.SITTING_COLUMNS, "id")
_INSERT_ANSWER = _insert("answer", rows.ANSWER_COLUMNS, "id")
_INSERT_ENDING = _insert("ending", rows.ENDING_COLUMNS, "sitting")
_SELECT_ANSWERS = (
    f"SELECT seq, crc, {', '.join(rows.ANSWER_COLUMNS)} FROM answer"  # noqa: S608  # names of ours
    " WHERE seq > ? AND (? IS NULL OR pack = ?) AND (? IS NULL OR sitting = ?)"
    f" ORDER BY seq LIMIT {_PAGE}"
)
_SELECT_SITTINGS = (
    f"SELECT s.crc, {', '.join(f's.{name}' for name in rows.SITTING_COLUMNS)},"  # noqa: S608  # names of ours
    " e.crc, e.sitting, e.ts_utc, e.how FROM sitting s LEFT JOIN ending e ON e.sitting = s.id"
)


class _Write(NamedTuple):
    """A row that is not in the log yet."""

    sql: str
    values: tuple[rows.Value, ...]
    answer: Answer | None = None


class Log:
    """The log of one folder, open."""

    def __init__(
        self, connection: sqlite3.Connection, *, lock: Lock | None = None, notice: str = ""
    ) -> None:
        self._connection = connection
        self._lock = lock
        self._guard = threading.RLock()
        self._pending: list[_Write] = []
        self.notice = notice
        """What the student must be told once: the log was repaired, and what is missing."""
        self.trouble = ""
        """Why the last write failed, as the end of a sentence; "" where it did not."""
        self.damaged = 0
        """Rows left out so far because their check sum does not fit."""
        self._folder: Path | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Open the log of the folder, made where it does not exist; backed up once a day.

        `read_only` writes nothing, needs no lock and finds an empty log where there is none.
        Raises LogBusy where another program has it, LogNewer, LogError.
        """
        if read_only:
            return cls(store.open_for_reading(folder))
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LogError(
                f"The folder {folder} cannot be made: {store.trouble(error)}."
            ) from error
        lock = Lock(folder / "answers.lock")
        try:
            connection, notice = store.open_for_writing(folder, now())
        except BaseException:
            lock.release()
            raise
        log = cls(connection, lock=lock, notice=notice)
        log._folder = folder
        return log

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Try once more to save what is not saved, and give the log free."""
        with self._guard:
            try:
                self.flush()
            finally:
                with suppress(sqlite3.Error):
                    self._connection.close()
                if self._lock:
                    self._lock.release()

    # Writing

    def start(self, sitting: Sitting) -> bool:
        """Keep the sitting with its questions. True: durable; False: kept in memory."""
        return self._write(_INSERT_SITTING, rows.sitting_values(sitting))

    def record(self, answer: Answer) -> bool:
        """Keep the answer. True: durable; False: kept in memory, and tried again later.

        Writing one twice is harmless. Raises LogError where its sitting was never started.
        """
        return self._write(_INSERT_ANSWER, rows.answer_values(answer), answer)

    def finish(self, sitting_id: str, ts_utc: str, how: str) -> bool:
        """Say that the sitting is "finished", or "left" for good; it is not offered again."""
        return self._write(_INSERT_ENDING, (sitting_id, ts_utc, how))

    @property
    def unsaved(self) -> int:
        """How many answers are kept in memory only."""
        return sum(write.answer is not None for write in self._pending)

    def flush(self) -> bool:
        """Try to save what is not saved yet, all in one transaction. True: nothing is left."""
        with self._guard:
            if not self._pending:
                return True
            try:
                self._transact(self._pending)
            except sqlite3.IntegrityError:
                raise
            except (sqlite3.Error, OSError) as error:
                self.trouble = store.trouble(error)
                self._suspect(error)
                return False
            self._pending.clear()
            self.trouble = ""
            return True

    def _write(
        self, sql: str, values: tuple[rows.Value, ...], answer: Answer | None = None
    ) -> bool:
        with self._guard:
            write = _Write(sql, (*values, rows.crc(values)), answer)
            self._pending.append(write)  # first, so that no signal finds it in neither place
            try:
                return self.flush()
            except sqlite3.IntegrityError as error:
                self._pending.remove(write)
                raise LogError(f"The log does not take this row: {error}.") from error

    def _transact(self, writes: Sequence[_Write]) -> None:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            for write in writes:
                connection.execute(write.sql, write.values)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _suspect(self, error: Exception) -> None:
        """Ask for a whole check at the next start where the error speaks of damage."""
        if self._folder is not None and store.is_damage(error):
            with suppress(OSError):
                (self._folder / store.SUSPECT).touch()

    # Reading

    def answers(self, *, pack: str | None = None, sitting: str | None = None) -> Iterator[Answer]:
        """Yield the answers in the order in which they were recorded, page by page."""
        last = 0
        while True:
            page = self._read(_SELECT_ANSWERS, (last, pack, pack, sitting, sitting))
            for seq, crc, *values in page:
                last = seq
                if rows.crc(values) == crc:
                    yield rows.answer_from(values)
                else:
                    self.damaged += 1
            if len(page) < _PAGE:
                return

    def sittings(self) -> Iterator[SittingRow]:
        """Yield the sittings, the oldest first, without their questions."""
        width = 1 + len(rows.SITTING_COLUMNS)
        for row in self._read(f"{_SELECT_SITTINGS} ORDER BY s.seq", ()):
            (crc, *values), (end_crc, *ending) = row[:width], row[width:]
            if rows.crc(values) != crc:
                self.damaged += 1
                continue
            ended = end_crc is not None and rows.crc(ending) == end_crc
            yield rows.sitting_row(
                values, ended_utc=ending[1] if ended else None, how=ending[2] if ended else None
            )

    def unfinished(self, user: str, *, pack: str | None = None) -> Sitting | None:
        """Return the newest sitting that can be gone on with, one with answers if there is one.

        With its questions as they were then, whatever became of the pack. None where none is.
        """
        order = "EXISTS (SELECT 1 FROM answer a WHERE a.sitting = s.id) DESC, s.seq DESC"
        found = self._read(
            f"{_SELECT_SITTINGS} WHERE e.sitting IS NULL AND s.user = ?"
            f" AND (? IS NULL OR s.pack = ?) ORDER BY {order} LIMIT 20",
            (user, pack, pack),
        )
        for crc, *rest in found:
            values = rest[: len(rows.SITTING_COLUMNS)]
            if rows.crc(values) == crc:
                with suppress(ValueError, KeyError, TypeError, zlib.error):
                    return rows.sitting_from(values)
            self.damaged += 1
        return None

    def rated_today(self, user: str, facet: str, now: datetime) -> bool:
        """Return whether the facet has a rated answer from the local day of `now` (rule Q2)."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        start, end = timestamp(midnight), timestamp(midnight + timedelta(days=1))
        waiting = [write.answer for write in self._pending if write.answer is not None]
        if any(
            (answer.user, answer.facet, answer.rated) == (user, facet, True)
            and start <= answer.ts_utc < end
            for answer in waiting
        ):
            return True
        found = self._read(
            "SELECT 1 FROM answer WHERE user = ? AND facet = ? AND ts_utc >= ? AND ts_utc < ?"
            " AND rated LIMIT 1",
            (user, facet, start, end),
        )
        return bool(found)

    def _read(self, sql: str, values: Sequence[rows.Value]) -> list[tuple[Any, ...]]:
        with self._guard:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._suspect(error)
                raise LogError(f"The log cannot be read: {store.trouble(error)}.") from error
