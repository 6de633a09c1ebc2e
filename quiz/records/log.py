"""The log: append-only, one durable transaction an answer, read back row by row.

An answer for which `record` returned True survives a kill of the program, and a power cut where
the disk honours fsync. One for which it returned False is kept in memory and tried again.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from quiz.errors import LogError
from quiz.model import Answer
from quiz.play.begin import moment
from quiz.play.marks import UNDONE, effective
from quiz.records import rows, statements, store
from quiz.records.lock import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from quiz.model import Complaint, Sitting
    from quiz.records.rows import MarkRow, SittingRow


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


class _Write(NamedTuple):
    """A row that is not in the log yet."""

    sql: str
    values: tuple[rows.Value, ...]
    row: Answer | Complaint | tuple[str, str] | None = None
    """What would be missed: an answer, a complaint, a mark as the answer's id and its kind."""


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
        self._now = utc_now

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
            why = store.trouble(error)
            raise LogError(f"The folder {folder} cannot be made: {why}.") from error
        lock = Lock(folder / "answers.lock")
        try:
            connection, notice = store.open_for_writing(folder, now())
        except BaseException:
            lock.release()
            raise
        log = cls(connection, lock=lock, notice=notice)
        log._folder, log._now = folder, now
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

    def look_after(self) -> None:
        """Do once a day what the start of a long log put off; see `store.look_after`."""
        if self._folder is not None:
            store.look_after(self._folder, self._now())

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
        values = rows.sitting_values(sitting)
        return self._write(_Write(statements.INSERT_SITTING, (*values, rows.crc(values))))

    def record(self, answer: Answer) -> bool:
        """Keep the answer. True: durable; False: kept in memory, and tried again later.

        Writing one twice is harmless. Raises LogError where its sitting was never started.
        """
        values = rows.answer_values(answer)
        crc = rows.answer_crc(values)
        return self._write(_Write(statements.INSERT_ANSWER, (*values, crc), answer))

    def mark(self, answer_id: str, kind: str, ts_utc: str, user: str) -> bool:
        """Say that a recorded answer is "undone", or "right" after all; the answer itself stays.

        True: durable; False: kept in memory. Saying it twice is harmless. Raises LogError where
        there is no such answer.
        """
        values = (answer_id, kind, ts_utc, user)
        write = _Write(statements.INSERT_MARK, (*values, rows.crc(values)), (answer_id, kind))
        return self._write(write)

    def complain(self, complaint: Complaint) -> bool:
        """Keep what a student says is wrong. True: durable; False: kept in memory."""
        values = rows.complaint_values(complaint)
        write = _Write(statements.INSERT_COMPLAINT, (*values, rows.crc(values)), complaint)
        return self._write(write)

    def finish(self, sitting_id: str, ts_utc: str, how: str) -> bool:
        """Say that the sitting is "finished", or "left" for good; it is not offered again."""
        values = (sitting_id, ts_utc, how)
        return self._write(_Write(statements.INSERT_ENDING, (*values, rows.crc(values))))

    @property
    def unsaved(self) -> int:
        """How many answers, marks and complaints are kept in memory only."""
        return sum(write.row is not None for write in self._pending)

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

    def _write(self, write: _Write) -> bool:
        with self._guard:
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

    def answers(
        self,
        *,
        user: str | None = None,
        pack: str | None = None,
        sitting: str | None = None,
        after: int = 0,
        raw: bool = False,
    ) -> Iterator[Answer]:
        """Yield the answers as they count, in the order of the log, page by page.

        What was undone is left out, and what the student said was right is right in full. `raw`:
        all of them as they were given, the mark beside. `after` is a place in the log, as
        `numbered` gives it.
        """
        for _, answer in self._numbered(after, user=user, pack=pack, sitting=sitting):
            counted = answer if raw else effective(answer)
            if counted is not None:
                yield counted

    def numbered(
        self,
        after: int = 0,
        user: str | None = None,
        *,
        facet: str | None = None,
        answer: str | None = None,
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the answers that follow `after` in the log, as given, each with its place.

        Of one `facet`, or the one with the id `answer`, where these are given.
        """
        return self._numbered(after, user=user, facet=facet, id=answer)

    def _numbered(self, after: int, **wanted: str | None) -> Iterator[tuple[int, Answer]]:
        filters = {name: value for name, value in wanted.items() if value is not None}
        sql = statements.select_answers(tuple(filters))
        marks = self._marked()
        last = after
        while True:
            page = self._read(sql, (last, *filters.values()))
            for seq, crc, *values in page:
                last = seq
                if rows.answer_crc(values) == crc:
                    yield seq, rows.answer_from(values, marks.get(values[0], ""))
                else:
                    self.damaged += 1
            if len(page) < statements.PAGE:
                return

    def marks(self, after: int = 0) -> Iterator[MarkRow]:
        """Yield the marks that follow the mark `after`, in the order in which they were made."""
        for seq, crc, *values in self._read(statements.SELECT_MARKS, (after,)):
            if rows.crc(values) == crc:
                yield rows.MarkRow(seq=seq, **dict(zip(rows.MARK_COLUMNS, values, strict=True)))
            else:
                self.damaged += 1

    def _marked(self) -> dict[str, str]:
        """Return the mark of each answer that has one; undone outdoes right."""
        found: dict[str, str] = {}
        for mark in self.marks():
            if found.get(mark.answer) != UNDONE:
                found[mark.answer] = mark.kind
        return found

    def complaints(self, pack: str | None = None) -> Iterator[Complaint]:
        """Yield what students said is wrong, of one pack or of all, the oldest first."""
        for crc, *values in self._read(statements.SELECT_COMPLAINTS, (pack, pack)):
            if rows.crc(values) == crc:
                yield rows.complaint_from(values)
            else:
                self.damaged += 1

    def users(self) -> tuple[str, ...]:
        """Return the students who began a sitting, in the order of their ids."""
        return tuple(user for (user,) in self._read(statements.SELECT_USERS, ()))

    def last_user(self) -> str | None:
        """Return whose sitting was begun last, None where there is none."""
        return next((user for (user,) in self._read(statements.SELECT_LAST_USER, ())), None)

    def shares(self) -> dict[str, tuple[int, str]]:
        """Return how many answers each student gave, undone ones too, and when the last one."""
        found = self._read(statements.SELECT_SHARES, ())
        return {user: (answers, last_utc) for user, answers, last_utc in found}

    def sittings(self) -> Iterator[SittingRow]:
        """Yield the sittings, the oldest first, without their questions."""
        width = 1 + len(rows.SITTING_COLUMNS)
        for row in self._read(f"{statements.SELECT_SITTINGS} ORDER BY s.seq", ()):
            (crc, *values), (end_crc, *ending) = row[:width], row[width:]
            if rows.crc(values) != crc:
                self.damaged += 1
                continue
            ended = end_crc is not None and rows.crc(ending) == end_crc
            yield rows.sitting_row(
                values, ended_utc=ending[1] if ended else None, how=ending[2] if ended else None
            )

    def begun(self, user: str, after: int = 0) -> Iterator[tuple[int, SittingRow]]:
        """Yield the student's sittings after a place in the log, each with its own.

        Quick: the questions, and with them the check sum, are not read.
        """
        for seq, utc, how, *values in self._read(statements.SELECT_BEGUN, (user, after)):
            try:
                yield seq, rows.sitting_row((*values, b""), ended_utc=utc, how=how)
            except ValueError:
                self.damaged += 1

    def endings(self, after: int = 0) -> Iterator[tuple[int, str, str, str]]:
        """Yield place, sitting, moment and "finished" or "left" of the ends that follow `after`."""
        for seq, crc, *values in self._read(statements.SELECT_ENDINGS, (after,)):
            if rows.crc(values) == crc:
                sitting, ts_utc, how = values
                yield seq, sitting, ts_utc, how
            else:
                self.damaged += 1

    def last(self, table: str, at: int | None = None) -> tuple[int, str] | None:
        """Return place and name of the last row of a table, or of the last one up to a place.

        `table` is answer or sitting (named by id), ending (by sitting) or mark (by answer).
        """
        most = statements.LAST if at is None else at
        return next(iter(self._read(statements.SELECT_NAMES[table], (most,))), None)

    def unfinished(self, user: str, *, pack: str | None = None) -> Sitting | None:
        """Return the newest sitting that can be gone on with, one with answers if there is one.

        With its questions as they were then, whatever became of the pack. None where none is.
        """
        order = "EXISTS (SELECT 1 FROM answer a WHERE a.sitting = s.id) DESC, s.seq DESC"
        found = self._read(
            f"{statements.SELECT_SITTINGS} WHERE e.sitting IS NULL AND s.user = ?"
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

    def sitting(self, ident: str) -> Sitting | None:
        """Return the sitting of that id with its questions as they were then; None for none."""
        for crc, *rest in self._read(f"{statements.SELECT_SITTINGS} WHERE s.id = ?", (ident,)):
            values = rest[: len(rows.SITTING_COLUMNS)]
            if rows.crc(values) == crc:
                with suppress(ValueError, KeyError, TypeError, zlib.error):
                    return rows.sitting_from(values)
            self.damaged += 1
        return None

    def rated_today(self, user: str, facet: str, now: datetime) -> bool:
        """Return whether the facet has a rated answer from the local day of `now` (rule Q2).

        By the day that the answer has; where it has none, by its moment. Undone ones do not count.
        """
        waiting = [write.row for write in self._pending]
        undone = {row[0] for row in waiting if isinstance(row, tuple) and row[1] == UNDONE}
        answers = [row for row in waiting if isinstance(row, Answer)]
        width = len(rows.ANSWER_COLUMNS)
        for crc, *both in self._read(statements.SELECT_RATED, (user, facet)):
            values, (mark_crc, *mark) = both[:width], both[width:]
            if rows.answer_crc(values) == crc and rows.crc(mark) != mark_crc:
                answers.append(rows.answer_from(values))
        return any(
            (answer.user, answer.facet, answer.rated) == (user, facet, True)
            and answer.id not in undone
            and _is_of_day(answer, now)
            for answer in answers
        )

    def _read(self, sql: str, values: Sequence[rows.Value]) -> list[tuple[Any, ...]]:
        with self._guard:
            try:
                return store.fetch(self._connection, sql, values)
            except (sqlite3.Error, UnicodeError) as error:
                self._suspect(error)
                raise LogError(f"The log cannot be read: {store.trouble(error)}.") from error


def _is_of_day(answer: Answer, now: datetime) -> bool:
    """Return whether the answer is from the local day of `now`."""
    if answer.day is not None:
        return answer.day == now.date().isoformat()
    return moment(answer.ts_utc).astimezone(now.tzinfo).date() == now.date()
