"""A log that cannot be written or opened, on the full screen: a warning stays until it can be."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import ANSWERED, OPEN, answers
from tests.records.rows import cut_room
from tests.records.troubles import a_folder, newer, of_another_program
from tests.shipped import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal

SET = ("play", PACK, "--count", "20", "--seed", "7", "--form", "choice", "--mode", "practice")
WARNING = "not saved yet"


def give(terminal: Terminal) -> None:
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    terminal.press("0")
    terminal.wait(lambda: ANSWERED in terminal.foot, "a verdict")


@pytest.fixture
def small(home: Path) -> Iterator[Path]:
    """The data folder on a disk of 1 MB."""
    data = home / "data"
    data.mkdir(parents=True, exist_ok=True)
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(data)], capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    try:
        yield data
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


def test_a_full_disk_is_told_until_there_is_room_again(
    start: Start, home: Path, small: Path
) -> None:
    terminal = start(*SET)
    give(terminal)
    assert WARNING not in terminal.foot
    cut_room(small / "answers.db-wal")  # a dozen answers more would find a place in it
    filler = small / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512) == 512:
            pass
    given = 1
    while WARNING not in terminal.foot:  # the WAL may have room in a page that was taken before
        terminal.press("space")
        give(terminal)
        given += 1
        assert given < 12
    saved = answers(home)
    assert 1 <= len(saved) < given
    terminal.press("space")
    terminal.wait(lambda: OPEN in terminal.foot, "the next question")
    assert WARNING in terminal.foot
    terminal.press("q")
    terminal.see("Go on where you stopped", WARNING)  # at home too, and it is known what was given
    assert f"Question {given + 1} of" in terminal.flat
    filler.unlink()
    terminal.see_no_more(WARNING)
    assert [row.position for row in answers(home)] == list(range(given))


def read_only(log: Path) -> None:
    done = subprocess.run(
        ["mount", "-o", "bind,ro", str(log.parent), str(log.parent)], capture_output=True
    )
    if done.returncode:
        pytest.skip("nothing can be mounted here")


KINDS = {
    "newer": (newer, "written by a newer version"),
    "of another program": (of_another_program, "belongs to another program"),
    "folder": (a_folder, "is not a file"),
    "read-only": (read_only, "cannot be written"),
}


@pytest.mark.parametrize("kind", KINDS if FULL else ["newer", "read-only"])
def test_what_cannot_be_opened_is_told_on_every_page_and_at_the_end(
    start: Start, run: object, home: Path, kind: str
) -> None:
    terminal = start(*SET)
    give(terminal)
    terminal.press("q")
    terminal.see("Go on where")
    terminal.signal(signal.SIGTERM)
    terminal.ended()
    log = home / "data" / "answers.db"
    spoil, sentence = KINDS[kind]
    spoil(log)
    before = {path: path.read_bytes() for path in log.parent.rglob("*") if path.is_file()}
    try:
        terminal = start()
        terminal.see(sentence, WARNING)
        terminal.see("Countries of the world")
        terminal.signal(signal.SIGTERM)
        terminal.ended()
        terminal = start(*SET)
        for _ in range(2):
            give(terminal)
            assert WARNING in terminal.foot
            terminal.press("space")
        terminal.press("q")
        terminal.see("Go on where you stopped", WARNING)
        terminal.press("q")
        assert terminal.ended() == 1
        assert "NOT SAVED: 2 answers are lost" in terminal.flat
    finally:
        if kind == "read-only":
            subprocess.run(["umount", "-l", str(log.parent)], check=True)
    found = {path: path.read_bytes() for path in log.parent.rglob("*") if path.is_file()}
    assert found == before


def test_a_second_window_plays_on_and_saves_at_its_end(start: Start, home: Path) -> None:
    first = start(*SET)
    give(first)
    second = start(*SET)
    second.see(WARNING)
    give(second)
    give_on = [row.position for row in answers(home)]
    assert give_on == [0]
    first.press("space")
    give(first)
    first.press("q")
    first.see("Go on where you stopped")
    first.press("q")
    assert first.ended() == 0
    assert WARNING in second.foot
    second.press("q")
    second.see("Go on where you stopped", WARNING)
    second.press("q")
    assert second.ended() == 0
    assert "NOT SAVED" not in second.flat
    found = answers(home)
    assert len({row.sitting for row in found}) == 2
    assert [row.position for row in found] == [0, 1, 0]


def test_a_file_that_another_program_has_locked(start: Start, home: Path) -> None:
    terminal = start(*SET)
    give(terminal)
    with closing(sqlite3.connect(home / "data" / "answers.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.press("space")
        give(terminal)
        assert WARNING in terminal.foot
        terminal.press("space")
        give(terminal)
        assert WARNING in terminal.foot
        assert len(answers(home)) == 1
        other.execute("ROLLBACK")
    terminal.see_no_more(WARNING)
    assert [row.position for row in answers(home)] == [0, 1, 2]


@pytest.mark.parametrize("what", ["the log", "the home"])
def test_what_is_taken_away_while_it_is_open_is_written_back(
    start: Start, home: Path, what: str
) -> None:
    terminal = start(*SET)
    give(terminal)
    terminal.press("space")
    terminal.wait(lambda: OPEN in terminal.foot, "the next question")
    shutil.rmtree(home if what == "the home" else home / "data")
    give(terminal)
    assert WARNING not in terminal.foot
    assert [row.position for row in answers(home)] == [0, 1]
    terminal.press("q")
    terminal.see("Go on where you stopped", "taken away or replaced while it was open")
    terminal.press("q")
    assert terminal.ended() == 0
    assert [row.position for row in answers(home)] == [0, 1]
