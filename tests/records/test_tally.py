"""What the log has had, and what its WAL has that SQLite does not take: noticed, never invented."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from quiz.errors import LogError
from quiz.records import tally
from quiz.records.log import Log
from quiz.records.tally import Places
from quiz.records.wal import Wal
from tests.make import Clock, set_of, sitting
from tests.records.rows import TS, answer, cut_room
from tests.records.test_rescue import filled, positions

if TYPE_CHECKING:
    from pathlib import Path

FRAME = 24 + 4096


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A log with three answers in its file and three in its WAL, as a kill leaves it."""
    filled(tmp_path / "log")
    with Log.open(tmp_path / "log", now=Clock()) as log:
        for number in range(3, 6):
            assert log.record(answer(number))
        shutil.copytree(tmp_path / "log", tmp_path / "killed")
    cut_room(tmp_path / "killed" / "answers.db-wal")
    return tmp_path / "killed"


def commits(wal: bytes) -> list[int]:
    """Return where each transaction of a WAL ends."""
    ends = range(32 + FRAME, len(wal) + 1, FRAME)
    return [end for end in ends if struct.unpack_from(">I", wal, end - FRAME + 4)[0]]


def test_it_says_what_is_durable_and_is_read_back(tmp_path: Path) -> None:
    with Log.open(tmp_path, now=Clock()) as log:
        assert tally.read(tmp_path) == Places()
        log.start(sitting(set_of(3)))
        log.record(answer(0))
        log.mark(answer(0).id, "undone", TS, "student")
        log._connection.execute("PRAGMA query_only = ON")
        assert not log.record(answer(1))
        assert tally.read(tmp_path) == Places(answer=1, sitting=1, mark=1)
        log._connection.execute("PRAGMA query_only = OFF")
        assert log.record(answer(2))
        assert tally.read(tmp_path).answer == 3


@pytest.mark.parametrize("end", ["whole", "torn", "gone"])
def test_a_power_cut_within_a_transaction_is_no_loss(killed: Path, end: str) -> None:
    """The last one was never acknowledged, so the tally does not know it."""
    path = killed / "answers.db-wal"
    wal = path.read_bytes()
    *_, before, last = commits(wal)
    (killed / "answers.tally").unlink()
    torn = bytearray(wal)
    torn[before + 24 : before + 536] = bytes(512)  # a sector that did not come to the disk
    path.write_bytes({"whole": wal, "torn": bytes(torn), "gone": wal[:before]}[end])
    assert last == len(wal)
    assert not Wal(path).is_cut_off()
    with Log.open(killed, now=Clock()) as log:
        assert log.notice == ""
        assert [each.position for each in log.answers()] == list(range(6 if end == "whole" else 5))


def test_a_kill_before_the_tally_was_written_is_no_loss(killed: Path) -> None:
    shutil.copyfile(killed.parent / "log" / "answers.tally", killed / "answers.tally")
    with Log.open(killed.parent / "log", now=Clock()) as log:
        old = tally.read(killed)
        log.record(answer(6))
        shutil.copyfile(killed.parent / "log" / "answers.db-wal", killed / "answers.db-wal")
        shutil.copyfile(killed.parent / "log" / "answers.db", killed / "answers.db")
    assert old.answer == 6
    assert positions(killed) == list(range(7))


def test_what_was_recovered_but_not_waited_for_is_not_counted(killed: Path) -> None:
    """A kill may leave a commit that no disk has yet: counted, it could be missed after all."""
    (killed / "answers.tally").unlink()
    with Log.open(killed, now=Clock()):
        assert tally.read(killed) == Places()


@pytest.mark.parametrize("spoilt", [b"", b"9 9 9 9 9", b"9 9 9 9 9 123", b"\xff" * 128, b"x 1"])
def test_a_tally_that_is_damaged_says_nothing(tmp_path: Path, spoilt: bytes) -> None:
    filled(tmp_path)
    (tmp_path / "answers.tally").write_bytes(spoilt)
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice == ""
        assert log.record(answer(3))
    assert tally.read(tmp_path).answer == 4


def test_a_tally_that_cannot_be_written_does_not_stop_play(tmp_path: Path) -> None:
    (tmp_path / "answers.tally").mkdir(parents=True)
    filled(tmp_path)
    assert positions(tmp_path) == [0, 1, 2]


def test_a_log_in_a_shared_folder_has_none(tmp_path: Path) -> None:
    """There it may come to the other computer before the log does."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    (folder / "answers.tally").write_bytes(b"of a time before it was shared")
    filled(folder)
    assert not (folder / "answers.tally").exists()


def test_a_wal_that_is_gone_is_told_once(killed: Path) -> None:
    (killed / "answers.db-wal").unlink()
    with Log.open(killed, now=Clock()) as log:
        assert "3 answers are missing" in log.notice
        assert [each.position for each in log.answers()] == [0, 1, 2]
        assert log.record(answer(6))
    with Log.open(killed, now=Clock()) as log:
        assert log.notice == ""
    assert tally.read(killed).answer == 4


def test_what_a_wal_still_has_behind_a_flipped_bit_comes_back(killed: Path) -> None:
    path = killed / "answers.db-wal"
    wal = bytearray(path.read_bytes())
    wal[32 + 24 + 100] ^= 1
    path.write_bytes(wal)
    with Log.open(killed, now=Clock()) as log:
        assert "no answer is missing" in log.notice
        assert [each.position for each in log.answers()] == list(range(6))
    (aside,) = killed.glob("answers-damaged-*.db-wal")
    assert aside.read_bytes() == wal


def test_an_older_copy_in_its_place_is_noticed_and_the_backups_are_asked(tmp_path: Path) -> None:
    filled(tmp_path)
    shutil.copyfile(tmp_path / "answers.db", tmp_path / "older")
    with Log.open(tmp_path, now=Clock()) as log:
        for number in range(3, 6):
            log.record(answer(number))
    clock = Clock()
    clock.forward(days=1)
    positions(tmp_path, clock=clock)  # makes a backup
    with Log.open(tmp_path, now=clock) as log:
        log.record(answer(6))
    (tmp_path / "older").replace(tmp_path / "answers.db")
    with Log.open(tmp_path, now=clock) as log:
        assert "1 answer is missing" in log.notice
        assert [each.position for each in log.answers()] == list(range(6))


def test_a_log_that_is_gone_without_a_backup_is_missed(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "answers.db").unlink()
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice.startswith("The log of your answers was gone")
    with Log.open(tmp_path, now=Clock()) as log:
        assert log.notice == ""


def test_the_wal_of_a_log_that_is_gone_is_not_read_into_the_new_one(killed: Path) -> None:
    (killed / "answers.db").unlink()
    with Log.open(killed, now=Clock()) as log:
        assert log.notice.startswith("The log of your answers was gone")
        assert log.record(answer(9, sitting="sitting-1")) or log.start(sitting(set_of(1), id="new"))
    with closing(sqlite3.connect(killed / "answers.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_reader_does_not_pass_over_what_is_missing(killed: Path) -> None:
    (killed / "answers.db-wal").unlink()
    before = {path.name: path.read_bytes() for path in killed.iterdir() if path.is_file()}
    with pytest.raises(LogError, match="start `quiz` once to repair it"):
        Log.open(killed, read_only=True)
    assert {path.name: path.read_bytes() for path in killed.iterdir() if path.is_file()} == before


def test_a_frame_that_names_an_absurd_page_fills_no_disk(killed: Path) -> None:
    path = killed / "answers.db-wal"
    wal = bytearray(path.read_bytes())
    wal[32] ^= 0x40  # the first frame's page: a thousand million
    path.write_bytes(wal)
    copy = killed / "copy"
    copy.touch()
    Wal(path).lay_over(copy)
    assert copy.stat().st_size < 2**29
    assert copy.stat().st_blocks * 512 < 2**20


def test_there_is_room_in_the_wal_before_the_first_answer_and_none_is_in_the_way(
    tmp_path: Path,
) -> None:
    """A commit that lengthens the file waits for the file system's own journal too."""
    filled(tmp_path / "log")
    with Log.open(tmp_path / "log", now=Clock()) as log:
        assert not (tmp_path / "log" / "answers.db-wal").stat().st_size
        lengths = set()
        for number in range(3, 43):
            assert log.record(answer(number))
            lengths.add((tmp_path / "log" / "answers.db-wal").stat().st_size)
        assert len(lengths) == 4
        shutil.copytree(tmp_path / "log", tmp_path / "killed")
        shutil.copytree(tmp_path / "log", tmp_path / "unused")
    assert len(list(Wal(tmp_path / "killed" / "answers.db-wal").frames())) < max(lengths) // FRAME
    for folder in ("log", "killed"):
        with Log.open(tmp_path / folder, now=Clock()) as log:
            assert (len(list(log.answers())), log.notice) == (43, "")
    nothing = tmp_path / "unused" / "answers.db-wal"
    nothing.write_bytes(bytes(min(lengths)))  # killed before the first answer was written
    (tmp_path / "unused" / "answers.tally").unlink()
    assert list(Wal(nothing).frames()) == []
    with Log.open(tmp_path / "unused", now=Clock()) as log:
        assert (len(list(log.answers())), log.notice) == (3, "")


def test_a_full_disk_leaves_no_room_and_the_answer_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Log.open(tmp_path, now=Clock()) as log:
        with monkeypatch.context() as patched:
            patched.setattr("quiz.records.wal.os.write", full)
            assert log.start(sitting(set_of(3)))
        assert log.record(answer(0))
