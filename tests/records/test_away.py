"""A log that is taken away or replaced while it is open: what was acknowledged is written back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from quiz.records import rescue
from quiz.records.log import Log
from tests.make import Clock, set_of, sitting
from tests.records.rows import answer
from tests.records.test_rescue import filled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def removed(folder: Path) -> None:
    (folder / "answers.db").unlink()


def removed_with_its_journal(folder: Path) -> None:
    for path in folder.glob("answers.db*"):
        path.unlink()


def journal_removed(folder: Path) -> None:
    (folder / "answers.db-wal").unlink()


def moved(folder: Path) -> None:
    (folder / "answers.db").rename(folder / "elsewhere.db")


def folder_removed(folder: Path) -> None:
    shutil.rmtree(folder)


def folder_moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replaced_by_an_older_one(folder: Path) -> None:
    """As a program does that brings files from another computer."""
    (folder.parent / "older.db").replace(folder / "answers.db")


def replaced_by_another(folder: Path) -> None:
    (folder.parent / "other" / "answers.db").replace(folder / "answers.db")


MOVES = [
    removed,
    removed_with_its_journal,
    journal_removed,
    moved,
    folder_removed,
    folder_moved,
    replaced_by_an_older_one,
    replaced_by_another,
]
OF_THE_OTHER = [f"other/{number}" for number in range(3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log with three answers, an older one with the same three, another one with three others."""
    filled(tmp_path / "log")
    shutil.copyfile(tmp_path / "log" / "answers.db", tmp_path / "older.db")
    with Log.open(tmp_path / "other", now=Clock()) as log:
        log.start(sitting(set_of(3), id="other"))
        for number in range(3):
            log.record(answer(number, sitting="other"))
    return tmp_path / "log"


def found(folder: Path) -> list[str]:
    """Return the answers as the next start finds them, with nothing to tell."""
    with closing(sqlite3.connect(folder / "answers.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Log.open(folder, now=Clock()) as log:
        assert log.notice == ""
        assert log.damaged == 0
        return sorted(each.id for each in log.answers())


def expected(move: object, given: int) -> list[str]:
    others = OF_THE_OTHER if move is replaced_by_another else []
    return sorted([*others, *(answer(number).id for number in range(given))])


@pytest.mark.parametrize("move", MOVES)
def test_the_next_answer_brings_all_of_it_back(folder: Path, move: Callable[[Path], None]) -> None:
    with Log.open(folder, now=Clock()) as log:
        assert log.record(answer(3))
        move(folder)
        assert log.record(answer(4))
        assert "taken away or replaced" in log.notice
        assert (log.unsaved, log.trouble, log.kept) == (0, "", True)
        with closing(sqlite3.connect(folder / "answers.db")) as db:  # as a kill would leave it
            there = {name for (name,) in db.execute("SELECT id FROM answer")}
        assert there >= set(expected(move, 5))
        assert log.record(answer(5))
        assert sorted(each.id for each in log.answers()) == expected(move, 6)
    assert found(folder) == expected(move, 6)


@pytest.mark.parametrize("move", MOVES)
def test_so_does_the_end(folder: Path, move: Callable[[Path], None]) -> None:
    with Log.open(folder, now=Clock()) as log:
        assert log.record(answer(3))
        move(folder)
    assert log.unsaved == 0
    assert found(folder) == expected(move, 4)


def full(folder: Path, mode: int = 0o777) -> None:
    raise OSError(28, "No space left on device")


def test_where_it_cannot_be_written_back_it_is_tried_again_and_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Log.open(folder, now=Clock()) as log:
        assert log.record(answer(3))
        folder_removed(folder)
        with monkeypatch.context() as patch:
            patch.setattr(rescue, "make_folder", full)
            assert not log.record(answer(4))
            assert not log.record(answer(5))
            assert (log.unsaved, log.trouble) == (6, "no space left on device")
            assert [each.position for each in log.answers()] == [0, 1, 2, 3]
            assert not log.kept
        assert log.record(answer(6))
        assert (log.unsaved, log.trouble) == (0, "")
    assert found(folder) == expected(None, 7)


def test_what_could_never_be_written_back_is_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Log.open(folder, now=Clock()) as log:
        monkeypatch.setattr(rescue, "make_folder", full)
        folder_removed(folder)
    assert log.unsaved == 3
    assert log.trouble == "no space left on device"


def test_another_programs_file_in_its_place_is_left_alone(folder: Path) -> None:
    with Log.open(folder, now=Clock()) as log:
        removed(folder)
        with closing(sqlite3.connect(folder.parent / "recipes.db")) as other:
            other.execute("CREATE TABLE recipes (name)")
        (folder.parent / "recipes.db").rename(folder / "answers.db")
        before = (folder / "answers.db").read_bytes()
        assert not log.record(answer(3))
        assert log.unsaved == 4
        assert "belongs to another program" in log.trouble
        (folder / "answers.db").rename(folder.parent / "recipes.db")
    assert (folder.parent / "recipes.db").read_bytes() == before
    assert found(folder) == expected(None, 4)


def test_the_journal_of_a_log_in_its_place_is_read_with_it(folder: Path) -> None:
    """One that was copied from a program that still runs."""
    other = folder.parent / "other"
    with Log.open(other, now=Clock()) as running:
        running.record(answer(3, sitting="other"))
        for end in ("", "-wal"):
            shutil.copyfile(other / f"answers.db{end}", folder.parent / f"came{end}")
    with Log.open(folder, now=Clock()) as log:
        assert log.record(answer(3))
        for end in ("-wal", ""):
            (folder.parent / f"came{end}").replace(folder / f"answers.db{end}")
        assert log.record(answer(4))
    assert found(folder) == sorted([*expected(replaced_by_another, 5), "other/3"])
