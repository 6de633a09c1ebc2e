"""The log: append-only, one durable transaction an answer, read back row by row.

An answer for which `record` returned True survives a kill of the program, and a power cut where
the disk honours fsync. One for which it returned False is kept in memory and tried again.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Self, cast

from quiz.errors import LogBusy, LogError, LogNewer
from quiz.records import away, rescue, rows, statements, store, tally, trouble
from quiz.records.away import Watch
from quiz.records.lock import Lock
from quiz.records.reading import Ended, Reader
from quiz.records.tally import Tally
from quiz.records.wal import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from quiz.model import Answer, Complaint, Sitting
    from quiz.records.reading import Row

SHORTLY_MS = 50
"""How long the next tries wait for a file that is locked: nobody can go on meanwhile."""
_WHY = {LogBusy: "another Footnote window has it open", LogNewer: "it is of a newer version"}


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


class _Write(NamedTuple):
    """A row that is not in the log yet."""

    table: str
    values: tuple[rows.Value, ...] | None
    """None for a sitting: its questions are put into words when it is written."""
    row: Row


class Log(Reader):
    """The log of one folder, open."""

    def __init__(
        self, connection: sqlite3.Connection, *, lock: Lock | None = None, notice: str = ""
    ) -> None:
        super().__init__(connection)
        self._lock = lock
        self._tally: Tally | None = None
        self._watch: Watch | None = None
        """None where the log is in memory."""
        self._room: Room | None = None
        """None where there is no WAL."""
        self._adrift = 0
        """Answers of a log whose file was taken away, and that could not be written back."""
        self._pending: list[_Write] = []
        self.notice = notice
        """What the student must be told once: the log was repaired, and what is missing."""
        self.trouble = ""
        """Why the last write failed, as the end of a sentence; "" where it did not."""
        self._now = utc_now
        self._refused: Path | None = None
        """The folder whose log cannot be opened, so that all is kept in memory; None: it is."""
        self._looked = ""
        """The day on which the log was looked after."""

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
            connection, still = store.open_for_reading(folder)
            log = cls(connection)
            log._still = still
            return log
        try:
            rescue.make_folder(folder, 0o700)
        except OSError as error:
            why = trouble.said(error)
            raise LogError(f"The folder {folder} cannot be made: {why}.") from error
        lock = Lock(folder / "answers.lock")
        try:
            connection, notice = store.open_for_writing(folder, now())
        except BaseException:
            lock.release()
            raise
        log = cls(connection, lock=lock, notice=notice)
        log._folder, log._now = folder, now
        log._opened(folder, connection)
        return log

    @classmethod
    def open_anyway(cls, folder: Path, *, now: Callable[[], datetime] = utc_now) -> Self:
        """Open the log, or where that cannot be done, play on in memory.

        Then nothing is durable and `notice` says why; what the log has is known if it can be
        read, and a last try to save what was answered is made at the end.
        """
        try:
            return cls.open(folder, now=now)
        except LogError as error:
            log = cls(store.in_memory(folder))
            log._refused, log._now, log.alone = folder, now, True
            why = next((why for kind, why in _WHY.items() if isinstance(error, kind)), "")
            log.trouble = f"the log cannot be opened{why and ': '}{why}"
            log.notice = (
                f"{error} You can play, but nothing is saved: your answers are kept in memory,"
                " and it is tried once more when you leave."
            )
            return log

    def _opened(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Take a connection to the folder's log for all that is read and written from now on."""
        self._connection = connection
        self._tally, self._watch = Tally.of(folder, connection), Watch(folder)
        self._room = Room(folder / f"{store.FILE}-wal") if self._tally else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def look_after(self) -> None:
        """Check once a day what the start did not wait for, and tell it; see `store.look_after`."""
        day, folder = f"{self._now():%Y-%m-%d}", self._folder
        if folder is not None and self._looked != day:
            self._looked = day
            self.notice = store.look_after(folder, self._now()) or self.notice

    def close(self) -> None:
        """Try once more to save what is not saved, and give the log free."""
        with self._guard:
            try:
                self.flush(last=True)
                try:
                    self._come_back()
                except (LogError, sqlite3.Error, OSError) as error:
                    self.trouble = trouble.said(error)
            finally:
                self._folder = self._watch = None
                with suppress(sqlite3.Error):
                    self._connection.close()
                if self._tally:
                    self._tally.close()
                if self._lock:
                    self._lock.release()

    # Writing

    def start(self, sitting: Sitting) -> bool:
        """Keep the sitting with its questions. True: durable; False: kept in memory."""
        return self._write(_Write("sitting", None, sitting))

    def start_with_next(self, sitting: Sitting) -> None:
        """Keep the sitting in one go with what is written next, or when `flush` is called.

        Until then it is in memory: nobody has answered anything, so nothing can be lost.
        """
        with self._guard:
            if self._refused is not None:
                self.start(sitting)
            else:
                self._pending.append(_Write("sitting", None, sitting))

    def record(self, answer: Answer) -> bool:
        """Keep the answer. True: durable; False: kept in memory, and tried again later.

        Writing one twice is harmless. Raises LogError where its sitting was never started.
        """
        return self._write(_Write("answer", rows.answer_row(answer), answer))

    def mark(self, answer_id: str, kind: str, ts_utc: str, user: str) -> bool:
        """Say that a recorded answer is "undone", or "right" after all; the answer itself stays.

        True: durable; False: kept in memory. Saying it twice is harmless. Raises LogError where
        there is no such answer.
        """
        values = (answer_id, kind, ts_utc, user)
        write = _Write("mark", (*values, rows.crc(values)), (answer_id, kind))
        return self._write(write)

    def complain(self, complaint: Complaint) -> bool:
        """Keep what a student says is wrong. True: durable; False: kept in memory."""
        values = rows.complaint_values(complaint)
        write = _Write("complaint", (*values, rows.crc(values)), complaint)
        return self._write(write)

    def finish(self, sitting_id: str, ts_utc: str, how: str) -> bool:
        """Say that the sitting is "finished", or "left" for good; it is not offered again."""
        values = (sitting_id, ts_utc, how)
        ended = Ended(sitting_id)
        return self._write(_Write("ending", (*values, rows.crc(values)), ended))

    @property
    def unsaved(self) -> int:
        """How many answers, marks and complaints are kept in memory only."""
        if not self._pending:
            return self._adrift
        from quiz.model import Answer, Complaint  # deferred: 10 ms, and home does without

        missed = (Answer, Complaint, tuple)
        return self._adrift + sum(isinstance(write.row, missed) for write in self._pending)

    @property
    def kept(self) -> bool:
        """Whether what is answered now will be durable, as far as is known."""
        return self._refused is None and not self._pending

    def not_written(self) -> list[Row]:
        """Return what is not in the log yet, in the order in which it was to be written."""
        return [write.row for write in self._pending]

    def flush(self, *, last: bool = False) -> bool:
        """Try to save what is not saved yet, all in one transaction. True: nothing is left.

        `last`: even where the log could not be opened before.
        """
        with self._guard:
            if not self._pending:
                return True
            if self._refused is not None:
                return last and self._save_late(self._refused)
            try:
                self._come_back()
                if self._room:
                    self._room.take()
                placed = self._transact(self._connection, self._pending)
            except sqlite3.IntegrityError:
                raise
            except (sqlite3.Error, OSError, LogError) as error:
                self.trouble = trouble.said(error)
                self._suspect(error)
                self._wait(SHORTLY_MS)  # whoever answers has waited once
                return False
            if self._tally:
                self._tally.note(self._connection, placed)
            self._pending.clear()
            if self.trouble:
                self.trouble = ""
                self._wait(store.BUSY_TIMEOUT_MS)
            return True

    def _come_back(self) -> None:
        """Write all of a log that was taken away while it was open to where it should be.

        Raises LogError, sqlite3.Error, OSError: then all of it is in memory, and can be read.
        """
        if self._folder is None or (self._watch and not self._watch.is_away()):
            return
        if self._watch:
            self._adrift = tally.places(self._connection).answer
            self._connection = away.copied(self._connection, self._watch)
            if self._tally:
                self._tally.close()
            self._watch = self._tally = None
        rescue.make_folder(self._folder, 0o700)
        if self._lock:
            self._lock.release()
        self._lock = Lock(self._folder / "answers.lock")
        memory = self._connection
        self._opened(self._folder, away.written_back(memory, self._folder, self._now()))
        memory.close()
        self._adrift = 0
        self.notice = away.TOLD

    def _wait(self, milliseconds: int) -> None:
        """Wait so long for another program that has the file locked."""
        with suppress(sqlite3.Error):
            self._connection.execute(f"PRAGMA busy_timeout = {milliseconds}")

    def _save_late(self, folder: Path) -> bool:
        """Open the log that could not be opened, and write to it what is kept in memory."""
        try:
            lock = Lock(folder / "answers.lock")
            try:
                connection, _ = store.open_for_writing(folder, self._now())
                try:
                    self._transact(connection, self._pending)
                finally:
                    connection.close()
            finally:
                lock.release()
        except (LogError, sqlite3.Error, OSError):
            return False
        self._pending.clear()
        return True

    def _write(self, write: _Write) -> bool:
        with self._guard:
            self._pending.append(write)  # first, so that no signal finds it in neither place
            try:
                if self._refused is not None:
                    self._transact(self._connection, [write])
                return self.flush()
            except sqlite3.IntegrityError as error:
                self._pending.remove(write)
                raise LogError(f"The log does not take this row: {error}.") from error

    @staticmethod
    def _transact(connection: sqlite3.Connection, writes: Sequence[_Write]) -> dict[str, int]:
        """Write all or nothing, durably; return the last place in each table that has more now.

        One write is a transaction of its own, as SQLite has it, and takes the lock at once too: to
        say so in two more statements takes a tenth of the time of an answer.
        """
        if len(writes) == 1:
            return _placed(connection, writes)
        connection.execute("BEGIN IMMEDIATE")
        try:
            placed = _placed(connection, writes)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return placed


def _placed(connection: sqlite3.Connection, writes: Sequence[_Write]) -> dict[str, int]:
    placed: dict[str, int] = {}
    for write in writes:
        cursor = connection.execute(statements.INSERT[write.table], _values(write))
        if cursor.rowcount == 1 and cursor.lastrowid:  # else it was there already
            placed[write.table] = cursor.lastrowid
    return placed


def _values(write: _Write) -> Sequence[rows.Value]:
    if write.values is not None:
        return write.values
    values = rows.sitting_values(cast("Sitting", write.row))
    return *values, rows.crc(values)
