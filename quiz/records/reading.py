"""Reading the log back: row by row, each against its CRC."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quiz.errors import LogError
from quiz.play.begin import moment
from quiz.play.marks import UNDONE, effective
from quiz.quick import dataclass
from quiz.records import rows, statements, store, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from quiz.model import Answer, Complaint, Sitting
    from quiz.records.rows import MarkRow, SittingRow
    from quiz.records.still import Still


Mark = tuple[str, str]
"""An answer's id, and "undone" or "right"."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A sitting that is over."""

    sitting: str


if TYPE_CHECKING:
    Row = Answer | Complaint | Sitting | Mark | Ended
    """What can be written."""


class Reader:
    """What an open log has. A row whose CRC does not fit is left out and counted."""

    _folder: Path | None = None
    _still: Still | None = None
    """What was read must be as it was; None where SQLite takes care of that."""
    alone = False
    """Whether only what this program wrote may be gone on with: another one may play the rest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._guard = threading.RLock()
        self.damaged = 0
        """Rows left out so far because their check sum does not fit."""

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
        `numbered` gives it. Of one `sitting`, those that are not saved yet come last: it can be
        gone on with.
        """
        wanted = {"user": user, "pack": pack, "sitting": sitting}
        waiting = self._waiting_answers(wanted) if sitting is not None else []
        seen = set()
        for _, answer in self._numbered(after, **wanted):
            seen.add(answer.id)
            counted = answer if raw else effective(answer)
            if counted is not None:
                yield counted
        for answer in waiting:
            counted = answer if raw else effective(answer)
            if counted is not None and answer.id not in seen:
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
        marks = self._marked(waiting=wanted.get("sitting") is not None)
        last = after
        while True:
            page = self._read(sql, (last, *filters.values()))
            for seq, crc, *values in page:
                last = seq
                answer = rows.sound(crc, values, marks.get(values[0], ""))
                if answer is not None:
                    yield seq, answer
                else:
                    self._leave_out()
            if len(page) < statements.PAGE:
                return

    def marks(self, after: int = 0) -> Iterator[MarkRow]:
        """Yield the marks that follow the mark `after`, in the order in which they were made."""
        for seq, crc, *values in self._read(statements.SELECT_MARKS, (after,)):
            if rows.crc(values) == crc:
                yield rows.MarkRow(seq=seq, **dict(zip(rows.MARK_COLUMNS, values, strict=True)))
            else:
                self._leave_out()

    def _marked(self, *, waiting: bool = False) -> dict[str, str]:
        """Return the mark of each answer that has one; undone outdoes right."""
        said = [(mark.answer, mark.kind) for mark in self.marks()]
        if waiting:
            said += [row for row in self.not_written() if isinstance(row, tuple)]
        found: dict[str, str] = {}
        for answer, kind in said:
            if found.get(answer) != UNDONE:
                found[answer] = kind
        return found

    def not_written(self) -> list[Row]:
        """Return what is not in the log yet, in the order in which it was to be written."""
        return []

    def _waiting_answers(self, wanted: Mapping[str, str | None]) -> list[Answer]:
        """Return the answers that are not in the log yet, each with its mark."""
        from quiz.model import Answer  # deferred, here and below: 10 ms, and home does without

        answers = [
            row
            for row in self.not_written()
            if isinstance(row, Answer)
            and all(value in (None, getattr(row, name)) for name, value in wanted.items())
        ]
        marks = self._marked(waiting=True) if answers else {}
        return [replace(answer, mark=marks.get(answer.id, "")) for answer in answers]

    def complaints(self, pack: str | None = None) -> Iterator[Complaint]:
        """Yield what students said is wrong, of one pack or of all, the oldest first."""
        for crc, *values in self._read(statements.SELECT_COMPLAINTS, (pack, pack)):
            if rows.crc(values) == crc and rows.typed(values, rows.COMPLAINT_COLUMNS):
                yield rows.complaint_from(values)
            else:
                self._leave_out()

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
            ended = end_crc is not None and rows.crc(ending) == end_crc
            utc, how = (ending[1], ending[2]) if ended else (None, None)
            listed = None
            if rows.crc(values) == crc:
                with suppress(ValueError):
                    listed = rows.sitting_row(values, ended_utc=utc, how=how)
            if listed is not None:
                yield listed
            else:
                self._leave_out()

    def begun(self, user: str, after: int = 0) -> Iterator[tuple[int, SittingRow]]:
        """Yield the student's sittings after a place in the log, each with its own.

        Quick: the questions, and with them the check sum, are not read.
        """
        for seq, utc, how, *values in self._read(statements.SELECT_BEGUN, (user, after)):
            try:
                yield seq, rows.sitting_row((*values, b""), ended_utc=utc, how=how)
            except ValueError:
                self._leave_out()

    def endings(self, after: int = 0) -> Iterator[tuple[int, str, str, str]]:
        """Yield place, sitting, moment and "finished" or "left" of the ends that follow `after`."""
        for seq, crc, *values in self._read(statements.SELECT_ENDINGS, (after,)):
            if rows.crc(values) == crc:
                sitting, ts_utc, how = values
                yield seq, sitting, ts_utc, how
            else:
                self._leave_out()

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
        waiting = self.not_written()
        if not waiting:
            return None if self.alone else self._unfinished(user, pack, set())
        from quiz.model import Answer, Sitting

        ended = {row.sitting for row in waiting if isinstance(row, Ended)}
        answered = {row.sitting for row in waiting if isinstance(row, Answer)}
        mine = [
            row
            for row in reversed(waiting)
            if isinstance(row, Sitting)
            and row.user == user
            and pack in (None, row.pack)
            and row.id not in ended
            and not self._read(statements.SELECT_ENDED, (row.id,))
        ]
        mine.sort(key=lambda sitting: sitting.id not in answered)  # stable: the newest first
        if mine and (mine[0].id in answered or self.alone):
            return mine[0]
        if self.alone:
            return None
        return self._unfinished(user, pack, ended) or next(iter(mine), None)

    def _unfinished(self, user: str, pack: str | None, ended: set[str]) -> Sitting | None:
        found = self._read(statements.SELECT_UNFINISHED, (user, pack, pack))
        return self._first_sound([row for row in found if row[1] not in ended])

    def sitting(self, ident: str) -> Sitting | None:
        """Return the sitting of that id with its questions as they were then; None for none."""
        from quiz.model import Sitting

        for row in self.not_written():
            if isinstance(row, Sitting) and row.id == ident:
                return row
        return self._first_sound(
            self._read(f"{statements.SELECT_SITTINGS} WHERE s.id = ?", (ident,))
        )

    def _first_sound(self, found: Sequence[tuple[Any, ...]]) -> Sitting | None:
        for crc, *rest in found:
            values = rest[: len(rows.SITTING_COLUMNS)]
            if rows.crc(values) == crc:
                with suppress(ValueError, KeyError, TypeError, zlib.error):
                    return rows.sitting_from(values)
            self._leave_out()
        return None

    def rated_today(self, user: str, facet: str, now: datetime) -> bool:
        """Return whether the facet has a rated answer from the local day of `now` (rule Q2).

        By the day that the answer has; where it has none, by its moment. Undone ones do not count.
        A log that cannot be read at the moment says no: that is no reason to stop a sitting.
        """
        answers: list[Answer] = []
        with suppress(LogError):
            for seq, day, ts_utc in self._read(statements.SELECT_RATED, (user, facet)):
                if _is_of_day(day, ts_utc, now):
                    answers += self._not_undone(seq)
        waiting = self.not_written()
        if waiting:
            from quiz.model import Answer

            undone = {row[0] for row in waiting if isinstance(row, tuple) and row[1] == UNDONE}
            answers += [row for row in waiting if isinstance(row, Answer)]
            answers = [answer for answer in answers if answer.id not in undone]
        return any(
            (answer.user, answer.facet, answer.rated) == (user, facet, True)
            and _is_of_day(answer.day, answer.ts_utc, now)
            for answer in answers
        )

    def _not_undone(self, seq: int) -> list[Answer]:
        """Return the answer at that place, unless it is damaged or was undone."""
        width = len(rows.ANSWER_COLUMNS)
        for crc, *both in self._read(statements.SELECT_WITH_UNDO, (seq,)):
            values, (mark_crc, *mark) = both[:width], both[width:]
            answer = rows.sound(crc, values)
            if answer is not None and rows.crc(mark) != mark_crc:
                return [answer]
        return []

    def _read(self, sql: str, values: Sequence[rows.Value]) -> list[tuple[Any, ...]]:
        """Return the rows, read again where another program began to write meanwhile."""
        with self._guard:
            while True:
                still = self._still
                try:
                    found = self._read_twice(sql, values)
                except LogError:
                    if still is None or still.holds():
                        raise
                else:
                    if still is None or still.holds():
                        return found
                self._connection.close()
                self._connection, self._still = store.open_for_reading(still.path.parent)

    def _read_twice(self, sql: str, values: Sequence[rows.Value]) -> list[tuple[Any, ...]]:
        """Return the rows; what fails is tried once more, as a disk or a lock may recover."""
        try:
            try:
                return _fetch(self._connection, sql, values)
            except sqlite3.OperationalError as error:
                if trouble.is_damage(error):
                    raise
                return _fetch(self._connection, sql, values)
        except (sqlite3.Error, UnicodeError) as error:
            self._suspect(error)
            raise LogError(f"The log cannot be read: {trouble.said(error)}.") from error

    def _suspect(self, error: Exception | None = None) -> None:
        """Ask for a whole check at the next start where an error, or none, speaks of damage."""
        if self._folder is not None and (error is None or trouble.is_damage(error)):
            with suppress(OSError):
                (self._folder / store.SUSPECT).touch()

    def _leave_out(self) -> None:
        """Count a row whose check sum does not fit."""
        if not self.damaged:
            self._suspect()
        self.damaged += 1


def _is_of_day(day: str | None, ts_utc: str, now: datetime) -> bool:
    """Return whether an answer is from the local day of `now`; not if it is not known of when."""
    if day is not None:
        return day == now.date().isoformat()
    with suppress(ValueError, TypeError, OverflowError):
        return moment(ts_utc).astimezone(now.tzinfo).date() == now.date()
    return False


def _fetch(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Return the rows that a statement finds.

    A text that is no UTF-8 comes with what is wrong replaced: its row's CRC will not fit, and one
    flipped bit does not keep all other rows from being read. Raises sqlite3.Error, UnicodeError.
    """
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError as error:
        if trouble.code(error) or "decode" not in str(error):
            raise
    strict = connection.text_factory
    connection.text_factory = lambda text: text.decode("utf-8", "replace")  # slow, so only here
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.text_factory = strict
