"""When writing fails: nothing is lost while the program runs, and the student is told."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from quiz.errors import LogError
from quiz.records import store
from quiz.records.log import Log
from tests.make import NOON as NOW
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "full": (sqlite3.SQLITE_FULL, "the disk is full"),
    "busy": (sqlite3.SQLITE_BUSY, "another program is using the log"),
    "read-only": (sqlite3.SQLITE_READONLY, "the folder cannot be written to"),
    "i/o": (sqlite3.SQLITE_IOERR | (3 << 8), "the disk reports an error"),
    "corrupt": (sqlite3.SQLITE_CORRUPT, "the log is damaged; the next start repairs it"),
}


class Failing:
    """A connection whose n-th statement fails, and nothing before or after it."""

    def __init__(self, real: sqlite3.Connection, n: int, code: int) -> None:
        self.real = real
        self.left = n
        self.code = code

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.left -= 1
        if self.left == 0:
            error = sqlite3.OperationalError("simulated")
            error.sqlite_errorcode = self.code
            raise error
        return self.real.execute(sql, values)

    def close(self) -> None:
        self.real.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", range(1, 14))
def test_the_nth_statement_fails_and_nothing_is_lost(tmp_path: Path, kind: str, n: int) -> None:
    code, why = KINDS[kind]
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log._connection = Failing(log._connection, n, code)  # type: ignore[assignment]
        acknowledged = []
        for number in range(4):
            unsaved_before = log.unsaved
            if log.record(answer(number)):
                acknowledged = list(range(number + 1))
                assert (log.unsaved, log.trouble) == (0, "")
            else:
                assert log.unsaved == unsaved_before + 1
                assert log.trouble == why
            assert len(list(log._connection.real.execute("SELECT 1 FROM answer"))) == len(  # type: ignore[attr-defined]
                acknowledged
            )
    with Log.open(tmp_path) as log:
        assert list(log.answers()) == [answer(number) for number in range(4)]


def test_a_start_that_failed_is_made_up_for_with_the_first_answer(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        real = log._connection
        log._connection = Failing(real, 1, sqlite3.SQLITE_FULL)  # type: ignore[assignment]
        assert not log.start(sitting(set_of(1)))
        assert log.unsaved == 0
        assert log.record(answer())
        assert log.unfinished("student") == sitting(set_of(1))


def test_a_sitting_is_written_with_its_first_answer_where_nothing_was_before(
    tmp_path: Path,
) -> None:
    with Log.open(tmp_path) as log:
        log.start_with_next(sitting(set_of(1)))
        assert log.unfinished("student") == sitting(set_of(1))
        assert list(log.answers(sitting="sitting-1")) == []
        assert not log._connection.execute("SELECT 1 FROM sitting").fetchall()
        real = log._connection
        log._connection = Failing(real, 1, sqlite3.SQLITE_FULL)  # type: ignore[assignment]
        assert not log.record(answer())
        assert not real.execute("SELECT 1 FROM sitting").fetchall()
        assert log.record(answer(1))
        assert [each.position for each in log.answers()] == [0, 1]
        log.start_with_next(sitting(set_of(2), id="next"))
    with Log.open(tmp_path) as log:  # leaving writes what waits
        assert [row.id for row in log.sittings()] == ["sitting-1", "next"]
        log.start_with_next(sitting(set_of(2), id="third"))
        assert log.flush()
        assert log.last("sitting") == (3, "third")


def test_a_log_in_memory_has_a_sitting_at_once(tmp_path: Path) -> None:
    (tmp_path / "answers.db").mkdir()
    with Log.open_anyway(tmp_path) as log:
        log.start_with_next(sitting(set_of(1)))
        assert not log.record(answer())
        assert [each.position for each in log.answers()] == [0]


def test_a_full_disk(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
        log._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        saved = 0
        while log.record(answer(saved)):
            saved += 1
            assert saved < 500
        for number in range(saved + 1, saved + 5):
            assert not log.record(answer(number))
        assert (log.unsaved, log.trouble) == (5, "the disk is full")
        assert not log.flush()
        assert len(list(log.answers())) == saved
        log._connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        assert log.record(answer(saved + 5))
        assert (log.unsaved, log.trouble) == (0, "")
        assert [each.position for each in log.answers()] == list(range(saved + 6))


def test_another_program_that_holds_the_file(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log._connection.execute("PRAGMA busy_timeout = 1")
        with closing(sqlite3.connect(tmp_path / "answers.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert not log.record(answer())
            assert log.trouble == "another program is using the log"
            facet = answer().facet
            assert log.rated_today("student", facet, NOW)  # unsaved ones count
            assert not log.rated_today("other", facet, NOW)
            assert not log.rated_today("student", "else", NOW)
            assert not log.rated_today("student", facet, NOW + timedelta(days=1))
            other.execute("ROLLBACK")
        assert log.flush()
        assert list(log.answers()) == [answer()]


def test_what_is_not_saved_is_tried_once_more_at_the_end(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log._connection = Failing(log._connection, 1, sqlite3.SQLITE_FULL)  # type: ignore[assignment]
        assert not log.record(answer())
    with Log.open(tmp_path) as log:
        assert list(log.answers()) == [answer()]


def test_an_interruption_between_statements_loses_nothing(tmp_path: Path) -> None:
    class Interrupting(Failing):
        def execute(self, sql: str, values: Any = ()) -> Any:
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
            return self.real.execute(sql, values)

    for alone, n in ((True, 1), *((False, n) for n in range(1, 5))):
        folder = tmp_path / f"{alone}-{n}"
        with Log.open(folder) as log:
            (log.start if alone else log.start_with_next)(sitting(set_of(1)))
            log._connection = Interrupting(log._connection, n, 0)  # type: ignore[assignment]
            with pytest.raises(KeyboardInterrupt):
                log.record(answer())
        with Log.open(folder) as log:
            assert list(log.answers()) == [answer()]


def test_damage_that_is_met_on_the_way_has_the_next_start_look_closely(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log._connection = Failing(log._connection, 1, sqlite3.SQLITE_CORRUPT)  # type: ignore[assignment]
        log.record(answer())
        assert (tmp_path / "answers.suspect").exists()
    Log.open(tmp_path).close()
    assert not (tmp_path / "answers.suspect").exists()


def test_a_log_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log._connection = Failing(log._connection, 1, sqlite3.SQLITE_CORRUPT)  # type: ignore[assignment]
        with pytest.raises(LogError, match="cannot be read: the log is damaged"):
            list(log.answers())
        assert (tmp_path / "answers.suspect").exists()


def test_where_wal_is_not_granted_the_journal_is_deleted_each_time() -> None:
    said: list[str] = []

    class Refusing:
        def execute(self, sql: str) -> Refusing:
            said.append(sql)
            return self

        def fetchone(self) -> tuple[str]:
            return ("memory",)

    store._set_journal(Refusing(), shared=False)  # type: ignore[arg-type]
    assert said == [
        "PRAGMA journal_mode = WAL",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = EXTRA",
    ]


def test_threads_may_share_a_log(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))

        def write(first: int) -> None:
            for number in range(first, first + 25):
                assert log.record(answer(number))
                assert list(log.answers())

        threads = [threading.Thread(target=write, args=(25 * i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(log.answers())) == 100
