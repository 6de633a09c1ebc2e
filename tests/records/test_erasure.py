"""One student taken out: no byte of it is left anywhere, and nobody else loses a row."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.errors import LogBusy, LogError, LogNewer
from quiz.model import Complaint
from quiz.records import checking, settings, students
from quiz.records.erasure import erase
from quiz.records.lock import Lock
from quiz.records.log import Log
from quiz.records.settings import Settings
from quiz.records.students import Student
from tests.make import set_of, sitting
from tests.records.erasing import NOW
from tests.records.rows import answer

ROOT = Path(__file__).parents[2]
OLD = Path(__file__).parent / "old" / "answers-1.db"
ANSWERS = 300
WORD = "Xylophonistin"
"""What only the erased student typed."""
EARLIER = NOW - timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return filled(tmp_path)


def filled(home: Path) -> Path:
    """Return a home where two students answered, on two days, with all that gathers there."""
    data = home / "data"
    for name, number in (("Zebulon", "0001"), ("Anna", "0002")):
        students.add(data, name, known=(), new_id=lambda number=number: number)
    for day, now in enumerate((EARLIER, NOW)):
        with Log.open(data, now=lambda now=now: now) as log:
            play(log, day)
    keep = data / "backups"
    shutil.copy(OLD, keep / "answers-2026-01-01.db")
    (keep / "answers-2026-01-02.db").write_bytes(b"no log at all, but zebulon-0001 is named")
    (keep / "answers-2026-03-15.tmp").write_bytes(b"zebulon-0001")
    (data / "answers-damaged-20260101T000000.db").write_bytes(b"zebulon-0001")
    (data / "answers-damaged-20260101T000000.db-wal").write_bytes(b"zebulon-0001")
    (data / students.DAMAGED).write_bytes(b"Zebulon")
    (data / "students.new").write_bytes(b"Zebulon")
    for ident in ("zebulon-0001", "anna-0002"):
        settings.write(Settings(goal=7), home / "settings", ident)
        cached = home / "cache" / "learner" / f"{ident}.json"
        cached.parent.mkdir(parents=True, exist_ok=True)
        cached.write_text("{}")
    (home / "cache" / "other.json").write_text('{"by": "zebulon-0001"}')
    return home


def play(log: Log, day: int) -> None:
    for user in ("zebulon-0001", "anna-0002"):
        name = f"{user}/{day}"
        log.start(sitting(set_of(3), id=name, user=user))
        said = WORD if user.startswith("z") else "Bêta"
        for number in range(ANSWERS):
            row = answer(number, sitting=name, user=user, given=f"{said} {number}")
            log._pending += rows_of(log, row)
        assert log.flush()
        log.mark(f"{name}/0", "undone", "2026-03-14T13:00:00.000Z", user)
        log.mark(f"{name}/1", "right", "2026-03-14T13:00:00.000Z", user)
        log.complain(complaint(name, user, said))
        log.finish(name, "2026-03-14T13:00:00.000Z", "finished")


def rows_of(log: Log, row: object) -> list[object]:
    """Return the write of an answer, so that many go into one transaction."""
    flush, log.flush = log.flush, lambda: True  # type: ignore[method-assign]
    try:
        log.record(row)  # type: ignore[arg-type]
    finally:
        log.flush = flush  # type: ignore[method-assign]
    return [log._pending.pop()]


def complaint(ident: str, user: str, words: str) -> Complaint:
    return Complaint(
        id=ident, ts_utc="2026-03-14T13:00:00.000Z", user=user, pack="pack", pack_hash="hash",
        file="pack.toml", line=3, item_id="i", variant_id="v", prompt="What?", given="",
        words=words,
    )  # fmt: skip


def rows(path: Path, user: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of a log with its place, those of one user only or of all."""
    found = {}
    with contextlib.closing(sqlite3.connect(path)) as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            mine = [
                row
                for row in db.execute(f"SELECT * FROM {table} ORDER BY seq")
                if user is None
                or row[columns.index("user" if "user" in columns else "sitting")].startswith(user)
            ]
            found[table] = mine
    return found


def everything(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def traces(home: Path) -> list[str]:
    """Return the files that still have something of the student, in whatever case."""
    sought = [b"zebulon", WORD.lower().encode(), "zebulon".encode("utf-16-le")]
    return [
        name
        for name, held in everything(home).items()
        if any(word in held.lower() or word in name.lower().encode() for word in sought)
    ]


def erase_zebulon(home: Path, now: datetime = NOW) -> None:
    student = Student(id="zebulon-0001", name="Zebulon")
    erase(home / "data", student, now=now, choices=home / "settings", cache=home / "cache")


def test_no_byte_is_left_and_nobody_else_loses_a_row(home: Path) -> None:
    log = home / "data" / "answers.db"
    backup = home / "data" / "backups" / f"answers-{NOW:%Y-%m-%d}.db"
    before, kept = rows(log, "anna"), rows(backup, "anna")
    assert len(before["answer"]) == 2 * ANSWERS
    assert len(kept["answer"]) == ANSWERS
    assert len(traces(home)) > 8
    erase_zebulon(home)
    assert traces(home) == []
    assert rows(log) == before
    assert rows(backup) == kept
    assert (home / "settings" / "students" / "anna-0002.json").exists()
    assert (home / "cache" / "learner" / "anna-0002.json").exists()
    assert [student.name for student in students.read(home / "data")] == ["Anna"]


def test_the_control_that_only_deletes_leaves_what_was_typed_in_the_file(home: Path) -> None:
    log = home / "data" / "answers.db"
    with contextlib.closing(sqlite3.connect(log)) as db:
        db.execute("PRAGMA secure_delete = OFF")
        for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for table in ("complaint", "mark", "answer"):
            db.execute(f"DELETE FROM {table} WHERE user = 'zebulon-0001'")
        db.commit()
    assert rows(log, "zebulon")["answer"] == []
    assert WORD.encode() in log.read_bytes()


def test_the_log_that_is_left_is_a_whole_log(home: Path) -> None:
    erase_zebulon(home)
    with Log.open(home / "data", now=lambda: NOW) as log:
        assert log.notice == ""
        assert log.users() == ("anna-0002",)
        found = list(log.answers(raw=True))
        assert len(found) == 2 * ANSWERS
        assert {a.mark for a in found} == {"", "undone", "right"}
        assert log.damaged == 0
        for table in ("sitting", "answer", "ending", "mark", "complaint"):
            for move in (f"DELETE FROM {table}", f"UPDATE {table} SET crc = 0"):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    log._connection.execute(move)
        assert log._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert log._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        plan = "EXPLAIN QUERY PLAN SELECT 1 FROM answer WHERE sitting = 'x'"
        assert "answer_by_sitting" in str(log._connection.execute(plan).fetchall())
        play(log, 9)


def test_a_duel_that_another_began_was_one_with_a_guest(home: Path) -> None:
    settings = {"rival": "zebulon-0001", "left": "Anna", "right": "Zebulon", "count": "2"}
    with Log.open(home / "data", now=lambda: NOW) as log:
        log.start(sitting(set_of(2), id="duel", user="anna-0002", mode="duel", settings=settings))
        log.record(answer(0, sitting="duel", user="anna-0002"))
        log.record(answer(1, sitting="duel", user="zebulon-0001", given=WORD))
    erase_zebulon(home)
    assert traces(home) == []
    with Log.open(home / "data", now=lambda: NOW) as log:
        (duel,) = [row for row in log.sittings() if row.id == "duel"]
        left = {"rival": "guest", "left": "Anna", "right": "Guest", "count": "2"}
        assert (duel.settings, log.damaged) == (left, 0)
        assert [a.user for a in log.answers(sitting="duel")] == ["anna-0002"]


def test_a_backup_of_an_older_version_stays_one(home: Path) -> None:
    old = home / "data" / "backups" / "answers-2026-01-01.db"
    with contextlib.closing(sqlite3.connect(old)) as db:
        users = {user for (user,) in db.execute("SELECT user FROM answer")}
    user = min(users)
    whole = rows(old)
    erase_zebulon(home)
    assert rows(old) == whole
    erase(home / "data", Student(id=user, name="Somebody"), now=NOW)
    left = rows(old)
    assert len(left["answer"]) < len(whole["answer"])
    assert user.encode() not in old.read_bytes()
    with contextlib.closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 1
        assert checking.sound(db)


def test_a_file_of_another_program_among_the_backups_is_left_alone(home: Path) -> None:
    other = home / "data" / "backups" / "answers-2025-01-01.db"
    with contextlib.closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE sitting (id, user)")
        db.commit()
    before = other.read_bytes()
    erase_zebulon(home)
    assert other.read_bytes() == before


def test_whoever_has_nothing_is_erased_too(home: Path) -> None:
    before = rows(home / "data" / "answers.db")
    ben = students.add(home / "data", "Ben", known=(), new_id=lambda: "0003")
    erase(home / "data", ben, now=NOW)
    assert rows(home / "data" / "answers.db") == before
    assert b"Ben" not in b"".join(everything(home / "data").values())


def test_while_another_program_has_the_log_nothing_is_erased(home: Path) -> None:
    before = everything(home)
    lock = Lock(home / "data" / "answers.lock")
    with pytest.raises(LogBusy):
        erase_zebulon(home)
    lock.release()
    assert everything(home) == before
    erase_zebulon(home)


def test_while_another_program_reads_the_log_nothing_is_erased(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.records.store.BUSY_TIMEOUT_MS", 10)
    log = home / "data" / "answers.db"
    Log.open(home / "data", now=lambda: NOW).close()
    before = rows(log)
    with closing(sqlite3.connect(log)) as reading:
        cursor = reading.execute("SELECT * FROM answer")
        cursor.fetchone()
        with pytest.raises(LogBusy, match="reading the log"):
            erase_zebulon(home)
        cursor.close()
    assert rows(log) == before


def test_the_log_of_a_newer_version_is_left_alone(home: Path) -> None:
    log = home / "data" / "answers.db"
    with contextlib.closing(sqlite3.connect(log)) as db:
        db.execute("PRAGMA user_version = 99")
    before = log.read_bytes()
    with pytest.raises(LogNewer):
        erase_zebulon(home)
    assert log.read_bytes() == before


@pytest.mark.parametrize("broken", ["replace", "chmod"])
def test_where_the_disk_fails_the_old_log_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    log = home / "data" / "answers.db"
    before = rows(log)

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, broken, fail)
        with pytest.raises(LogError, match="no space left on device"):
            erase_zebulon(home)
    assert rows(log) == before
    assert not list((home / "data").glob("*.tmp"))
    erase_zebulon(home)
    assert traces(home) == []


def test_killed_at_any_moment_there_is_the_old_log_or_the_new_one(tmp_path: Path) -> None:
    """And whatever was cut short, once more is enough."""
    rng = random.Random(5)
    model = filled(tmp_path / "model")
    whole = rows(model / "data" / "answers.db")
    theirs = rows(model / "data" / "answers.db", "anna")
    moment, seen = 0.03, set()
    for kill in range(25):
        home = tmp_path / str(kill)
        shutil.copytree(model, home)
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.records.erasing", str(home), "zebulon-0001", "Zebulon"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert child.stdout
        assert child.stdout.readline() == b"begins\n"
        time.sleep(rng.uniform(0, moment))  # the moment is what is random here
        child.kill()
        done = child.stdout.read() != b""
        child.stdout.close()
        child.wait()
        moment = moment * 0.8 if done else min(1.0, moment * 1.15)
        left = rows(home / "data" / "answers.db")
        assert left in (whole, theirs), kill
        seen.add((left == whole, done))
        if done:
            assert traces(home) == []
        with Log.open(home / "data", now=lambda: NOW) as log:
            assert log.notice == ""
            assert "anna-0002" in log.users()
        erase_zebulon(home)
        assert traces(home) == []
        assert rows(home / "data" / "answers.db") == theirs
        shutil.rmtree(home)
    assert {whole_left for whole_left, _ in seen} == {True, False}
