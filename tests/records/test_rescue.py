"""Damaged, foreign, newer and empty files; backups."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.errors import LogError, LogNewer
from quiz.records import checking, rescue, schema, store
from quiz.records.log import Log
from tests.make import Clock, set_of, sitting
from tests.records.rows import answer


def filled(folder: Path, answers: int = 3, *, clock: Clock | None = None) -> None:
    """Make a log with so many answers, checkpointed."""
    with Log.open(folder, now=clock or Clock()) as log:
        log.start(sitting(set_of(3)))
        for number in range(answers):
            assert log.record(answer(number))


def positions(folder: Path, *, clock: Clock | None = None) -> list[int]:
    with Log.open(folder, now=clock or Clock()) as log:
        return [each.position for each in log.answers()]


def test_a_backup_is_made_once_a_day(tmp_path: Path) -> None:
    clock = Clock()
    filled(tmp_path, 2, clock=clock)
    assert rescue.backups(tmp_path / "backups") == []  # nothing to back up at the first start
    positions(tmp_path, clock=clock)
    (backup,) = rescue.backups(tmp_path / "backups")
    assert backup.name == "answers-2026-03-14.db"
    first = backup.stat().st_mtime_ns
    positions(tmp_path, clock=clock)
    assert backup.stat().st_mtime_ns == first
    for _ in range(8):
        clock.forward(days=1)
        positions(tmp_path, clock=clock)
    names = [path.name for path in rescue.backups(tmp_path / "backups")]
    assert names == [f"answers-2026-03-{day}.db" for day in (22, 21, 20, 19, 18)]
    with closing(sqlite3.connect(tmp_path / "backups" / names[0])) as copy:
        assert copy.execute("SELECT count(*) FROM answer").fetchone() == (2,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {path.name for path in (tmp_path / "backups").iterdir()} == set(names)


def test_a_backup_that_fails_leaves_the_others_and_does_not_stop_play(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    filled(tmp_path)
    positions(tmp_path, clock=clock)

    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rescue, "sync", fail)
    clock.forward(days=1)
    assert positions(tmp_path, clock=clock) == [0, 1, 2]
    names = [path.name for path in (tmp_path / "backups").iterdir()]
    assert names == ["answers-2026-03-14.db"]


def test_what_a_crash_left_behind_does_not_stop_the_backup(tmp_path: Path) -> None:
    clock = Clock()
    filled(tmp_path, clock=clock)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "answers-2026-03-14.tmp").write_bytes(b"half a backup")
    positions(tmp_path, clock=clock)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["answers-2026-03-14.db"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux names open files so")
def test_backups_and_repairs_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []

    def fsync(handle: int) -> None:
        waited.append(Path(f"/proc/self/fd/{handle}").readlink().name)

    filled(tmp_path)
    monkeypatch.setattr(os, "fsync", fsync)
    positions(tmp_path)
    assert waited == [tmp_path.name, "answers-2026-03-14.tmp", "backups"]
    waited.clear()
    (tmp_path / "answers.db").write_bytes(b"x" * 9000)
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    assert positions(tmp_path) == [0, 1, 2]
    assert waited == ["answers.db.tmp", *[tmp_path.name] * 4]
    assert len(list(Path("/proc/self/fd").iterdir())) == open_files


DAMAGE = {
    "first page": lambda data: b"garbage" * 20 + data[140:],
    "schema": lambda data: data[:100] + b"\xff" * 400 + data[500:],
    "all text": lambda _: b"Dear diary, today nothing happened.\n" * 300,
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "no tables": lambda data: data,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_log_is_put_aside_and_the_newest_backup_comes_back(
    tmp_path: Path, kind: str
) -> None:
    clock = Clock()
    filled(tmp_path, 2, clock=clock)
    positions(tmp_path, clock=clock)  # backs up
    with Log.open(tmp_path, now=clock) as log:
        log.record(answer(2))
    path = tmp_path / "answers.db"
    if kind == "no tables":
        path.unlink()
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            other.execute("PRAGMA user_version = 1")
    damaged = DAMAGE[kind](path.read_bytes())
    path.write_bytes(damaged)
    clock.forward(hours=1)
    with Log.open(tmp_path, now=clock) as log:
        assert "The backup of 2026-03-14 took its place" in log.notice
        assert "answers-damaged-20260314T130000.db" in log.notice
        assert [each.position for each in log.answers()] == [0, 1]
        assert log.record(answer(9))
    assert (tmp_path / "answers-damaged-20260314T130000.db").read_bytes() == damaged
    with Log.open(tmp_path, now=clock) as log:
        assert log.notice == ""
        assert [each.position for each in log.answers()] == [0, 1, 9]


def test_a_damaged_backup_is_passed_over(tmp_path: Path) -> None:
    clock = Clock()
    filled(tmp_path, 1, clock=clock)
    positions(tmp_path, clock=clock)
    clock.forward(days=1)
    positions(tmp_path, clock=clock)
    newest, older = rescue.backups(tmp_path / "backups")
    newest.write_bytes(newest.read_bytes()[:5000])
    (tmp_path / "backups" / "answers-2026-03-16.db").write_bytes(b"")
    (tmp_path / "answers.db").write_bytes(b"x" * 9000)
    with Log.open(tmp_path, now=clock) as log:
        assert f"backup of {older.stem[-10:]}" in log.notice
        assert [each.position for each in log.answers()] == [0]


def test_without_a_backup_a_new_log_is_begun_and_the_student_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.db").write_bytes(b"x" * 9000)
    (tmp_path / "answers.db-wal").write_bytes(b"wal")
    with Log.open(tmp_path, now=Clock()) as log:
        assert "there is no backup yet" in log.notice
        assert list(log.answers()) == []
    aside = tmp_path / "answers-damaged-20260314T120000.db"
    assert aside.read_bytes() == b"x" * 9000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"wal"
    (tmp_path / "answers.db").write_bytes(b"y" * 9000)
    Log.open(tmp_path, now=Clock()).close()
    assert (tmp_path / "answers-damaged-20260314T120000-2.db").read_bytes() == b"y" * 9000
    assert aside.read_bytes() == b"x" * 9000
    (tmp_path / "answers.db").write_bytes(b"z" * 9000)
    Log.open(tmp_path, now=Clock()).close()
    assert (tmp_path / "answers-damaged-20260314T120000-3.db").read_bytes() == b"z" * 9000


def test_a_damaged_log_is_not_repaired_by_a_reader(tmp_path: Path) -> None:
    (tmp_path / "answers.db").write_bytes(b"x" * 9000)
    with pytest.raises(LogError, match="start `quiz` once to repair it"):
        Log.open(tmp_path, read_only=True)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.db"]


def test_a_newer_log_is_refused_and_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other:
        other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    for read_only in (False, True):
        with pytest.raises(LogNewer, match="newer version"):
            Log.open(tmp_path, read_only=read_only)
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other:
        assert other.execute("SELECT count(*) FROM answer").fetchone() == (3,)
    assert not list(tmp_path.glob("*damaged*"))


def test_another_programs_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "answers.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
        other.commit()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LogError, match="belongs to another program"):
            Log.open(tmp_path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_log_is_backed_up_and_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    filled(tmp_path, 2, clock=clock)
    positions(tmp_path, clock=clock)
    with Log.open(tmp_path, now=clock) as log:
        log.record(answer(2))
    scripts = (*schema.MIGRATIONS, "CREATE TABLE more (x);")
    monkeypatch.setattr(store, "MIGRATIONS", scripts)
    monkeypatch.setattr(store, "VERSION", len(schema.MIGRATIONS) + 1)
    with Log.open(tmp_path, read_only=True) as log:
        assert [each.position for each in log.answers()] == [0, 1, 2]
    assert not list(tmp_path.glob("backups/*.tmp"))
    with Log.open(tmp_path, now=clock) as log:
        assert log._connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
        assert [each.position for each in log.answers()] == [0, 1, 2]
    with closing(sqlite3.connect(tmp_path / "backups" / "answers-2026-03-14.db")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert copy.execute("SELECT count(*) FROM answer").fetchone() == (3,)  # made anew


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    monkeypatch.setattr(store, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE x (y); NONSENSE;"))
    monkeypatch.setattr(store, "VERSION", len(schema.MIGRATIONS) + 1)
    with pytest.raises(LogError):
        Log.open(tmp_path)
    monkeypatch.undo()
    assert positions(tmp_path) == [0, 1, 2]


def forge(folder: Path) -> None:
    """Change a sitting and an answer as no program of ours does, without touching their CRC."""
    with closing(sqlite3.connect(folder / "answers.db")) as other:
        triggers = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for name, _ in (kept := triggers.fetchall()):
            other.execute(f"DROP TRIGGER {name}")
        other.execute("UPDATE sitting SET pack_title = 'forged'")
        other.execute("UPDATE answer SET s = 1, correct = 1 WHERE position = 1")
        for _, sql in kept:
            other.execute(sql)
        other.commit()


def test_a_damaged_sitting_is_not_offered(tmp_path: Path) -> None:
    filled(tmp_path)
    positions(tmp_path)  # the day's backup is there: only pages are checked at the start
    forge(tmp_path)
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.unfinished("student") is None
        assert log.damaged == 1
        assert list(log.sittings()) == []
        assert [each.position for each in log.answers()] == [0, 2]
        assert log.damaged == 3
    assert (tmp_path / "answers.suspect").exists()
    with Log.open(tmp_path, now=Clock()) as log:  # it was met: all is looked at, and mended
        assert "backup of 2026-03-14 took its place, with all that" in log.notice
        assert "no answer is missing" in log.notice
        assert [each.position for each in log.answers()] == [0, 1, 2]
        assert log.unfinished("student") == sitting(set_of(3))
        assert log.damaged == 0
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice == ""


def test_what_nobody_has_read_is_noticed_on_the_same_day(tmp_path: Path) -> None:
    filled(tmp_path)
    positions(tmp_path)
    forge(tmp_path)
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice == ""
        log.look_after()
        assert "damaged in places" in log.notice
    with Log.open(tmp_path, now=Clock()) as log:
        assert "no answer is missing" in log.notice


def test_the_first_start_of_a_day_checks_every_row_before_it_makes_a_backup(tmp_path: Path) -> None:
    clock = Clock()
    filled(tmp_path)
    forge(tmp_path)
    with Log.open(tmp_path, now=clock) as log:
        assert "there is no backup yet, so a new one was begun, with all that" in log.notice
        assert "1 answer is missing" in log.notice
        assert [each.position for each in log.answers()] == [0, 2]


@pytest.mark.parametrize("kept", ["backup", "nothing"])
def test_a_log_that_is_gone_comes_back_from_its_backup(tmp_path: Path, kept: str) -> None:
    filled(tmp_path)
    positions(tmp_path)
    (tmp_path / "answers.db").unlink()
    if kept == "nothing":
        (tmp_path / "backups" / "answers-2026-03-14.db").write_bytes(b"nothing")
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice.startswith("The log of your answers was gone")
        found = [each.position for each in log.answers()]
    assert found == ([0, 1, 2] if kept == "backup" else [])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_repair_that_was_cut_short_is_finished(tmp_path: Path, moment: str) -> None:
    """Killed when the mended log was whole: before the damaged one was put aside, or after."""
    filled(tmp_path)
    positions(tmp_path)
    whole = (tmp_path / "answers.db").read_bytes()
    if moment == "before":
        (tmp_path / "answers.mended").write_bytes(b"of an earlier damage")
        expected = [0, 1, 2]
    else:
        with Log.open(tmp_path, now=Clock()) as log:
            log.record(answer(3))
        (tmp_path / "answers.db").rename(tmp_path / "answers.mended")
        expected = [0, 1, 2, 3]
    assert positions(tmp_path) == expected
    assert not (tmp_path / "answers.mended").exists()
    assert whole


@pytest.mark.parametrize("size", [1, 3, 8])
def test_what_can_still_be_read_of_a_damaged_log_is_not_lost(tmp_path: Path, size: int) -> None:
    """A page in the middle is noise: the answers before and behind it come back."""
    filled(tmp_path, 200)
    path = tmp_path / "answers.db"
    data = bytearray(path.read_bytes())
    page = next(
        number
        for number in range(20, 60)
        if data[4096 * number] == 13 and b"sitting-1/9" in data[4096 * number :]
    )
    data[4096 * page : 4096 * (page + size)] = random.Random(1).randbytes(4096 * size)
    path.write_bytes(data)
    with Log.open(tmp_path, now=Clock()) as log:
        found = list(log.answers())
        assert "there is no backup yet" in log.notice
        assert all(each == answer(each.position) for each in found)
        missing = 200 - len(found)
        assert 0 < missing <= 16 * size
        assert f"at least {missing} answers are missing" in log.notice


def test_a_large_log_is_checked_and_backed_up_once_a_day_and_not_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    filled(tmp_path)
    checks: list[int] = []
    monkeypatch.setattr(checking, "whole", lambda connection, schema: not checks.append(1))
    for limit, days, suspect, at_start, looked_after in [
        (store.LIGHT, 0, False, 1, 1),
        (10, 0, False, 0, 0),  # backed up at the start, while it was small
        (10, 0, True, 1, 0),
        (10, 1, False, 0, 1),
        (10, 0, False, 0, 0),
        (10, 1, True, 1, 0),
    ]:
        monkeypatch.setattr(store, "LIGHT", limit)
        clock.moment += timedelta(days=days)
        if suspect:
            (tmp_path / "answers.suspect").touch()
        with Log.open(tmp_path, now=clock) as log:
            assert len(checks) == at_start
            log.look_after()
            log.look_after()
            assert len(checks) == at_start + looked_after
            assert (tmp_path / "backups" / f"answers-{clock.moment:%Y-%m-%d}.db").exists()
            assert log.record(answer(9, id=f"{clock.moment}-{limit}-{suspect}"))
        checks.clear()


def test_a_large_log_that_is_found_damaged_is_repaired_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    filled(tmp_path, clock=clock)
    positions(tmp_path, clock=clock)
    monkeypatch.setattr(store, "LIGHT", 10)
    clock.forward(days=1)
    with Log.open(tmp_path, now=clock) as log:
        with monkeypatch.context() as patch:
            patch.setattr(checking, "whole", lambda connection, schema: False)
            log.look_after()
        assert [path.name for path in (tmp_path / "backups").iterdir()] == ["answers-2026-03-14.db"]
    assert (tmp_path / "answers.suspect").exists()
    with monkeypatch.context() as patch:
        found = iter([False])
        patch.setattr(checking, "whole", lambda connection, schema: next(found, True))
        with Log.open(tmp_path, now=clock) as log:
            assert "The backup of 2026-03-14 took its place" in log.notice
    assert not (tmp_path / "answers.suspect").exists()
