"""Whatever lies where the log should be: a sentence, a sitting all the same, all left alone."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from quiz.paths import data_dir
from quiz.records.log import Log
from tests.records.troubles import a_folder, newer, of_another_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Quiz

PLAY = ("play", "inventions", "--form", "choice", "--count", "2", "--seed", "7", "--plain")
TYPED = "?\n\n?\n\n?\n\n?\n\nq\n"


def a_fifo(log: Path) -> None:
    log.unlink()
    os.mkfifo(log)


def linked(to: str) -> Callable[[Path], None]:
    def link(log: Path) -> None:
        log.unlink()
        log.symlink_to(to)

    return link


def the_data_a_file(log: Path) -> None:
    for path in sorted(log.parent.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    log.parent.rmdir()
    log.parent.write_text("no folder")


def a_folder_for_its_wal(log: Path) -> None:
    log.with_name("answers.db-wal").mkdir()


REFUSED = {
    "of another program": (of_another_program, "belongs to another program"),
    "newer": (newer, "was written by a newer version of Footnote"),
    "folder": (a_folder, "is not a file"),
    "fifo": (a_fifo, "is not a file"),
    "/dev/full": (linked("/dev/full"), "is not a file"),
    "/dev/zero": (linked("/dev/zero"), "is not a file"),
    "link loop": (linked("answers.db"), "is a link that leads nowhere"),
    "link to nothing": (linked("/nowhere/answers.db"), "is a link that leads nowhere"),
    "data is a file": (the_data_a_file, "cannot be made|is not a folder"),
    "folder for its wal": (a_folder_for_its_wal, "cannot be opened"),
}
DAMAGED = {
    "text": lambda log: log.write_text("Dear diary\n" * 400),
    "half": lambda log: log.write_bytes(log.read_bytes()[: log.stat().st_size // 2]),
    "no bytes": lambda log: log.write_bytes(b""),
    "gone": lambda log: log.unlink(),
}
READING = [
    ("scores",),
    ("log",),
    ("reports",),
    ("students",),
    ("report", "inventions"),
    ("students", "export", "Student"),
]


@pytest.fixture
def log(quiz: Quiz) -> Path:
    """A log with answers and a backup."""
    for _ in range(2):
        quiz(*PLAY, stdin=TYPED)
    return data_dir() / "answers.db"


def seen(folder: Path) -> dict[str, bytes | str]:
    """All that is there, but for locks."""
    if not folder.is_dir():
        return {"": folder.read_text()}
    paths = [path for path in folder.rglob("*") if not path.name.endswith(".lock")]
    links = {str(path): str(path.readlink()) for path in paths if path.is_symlink()}
    files = {str(path): path.read_bytes() for path in paths if path.is_file()}
    return dict.fromkeys(map(str, paths), "") | files | links


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_log_of_ours_is_left_alone_and_one_can_play(
    quiz: Quiz, log: Path, kind: str
) -> None:
    spoil, sentence = REFUSED[kind]
    spoil(log)
    before = seen(data_dir())
    for command in READING:
        done = quiz(*command)
        assert done.status == 1, (command, done)
        assert re.search(f"{sentence}|no log|not an ordinary file|[Nn]othing is answered|No answer",
                         done.err), (command, done)  # fmt: skip
    assert seen(data_dir()) == before
    played = quiz(*PLAY, stdin=TYPED)
    assert re.search(sentence, played.err)
    assert "You can play, but nothing is saved" in played.err
    assert "Not saved yet: 1 answer, because the log cannot be opened" in played.out
    assert re.search(r"NOT SAVED: \d answers are lost", played.out)
    assert played.status == 1
    assert seen(data_dir()) == before


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_was_a_log_comes_back_from_the_backup(quiz: Quiz, log: Path, kind: str) -> None:
    DAMAGED[kind](log)
    before = log.read_bytes() if log.exists() else None
    for command in READING:
        done = quiz(*command)
        assert done.status == 1, (command, done)
        assert re.search(
            "start `quiz` once to repair it|no log|No answer|cannot be read|[Nn]othing is answered",
            done.err,
        ), (command, done)
    played = quiz(*PLAY, stdin=TYPED)
    assert played.status == 0
    assert re.search(r"The backup of \d{4}-\d\d-\d\d took its place", played.err)
    aside = list(data_dir().glob("answers-damaged-*.db"))
    assert [path.read_bytes() for path in aside] == ([] if before is None else [before])
    assert quiz("scores").status == 0


def test_a_second_window_can_be_played_in_and_saves_when_the_first_is_closed(quiz: Quiz) -> None:
    first = Log.open(data_dir())
    close = iter([first.close])

    class Closing(Log):
        """The first window is closed while the second one is played in."""

        def finish(self, sitting_id: str, ts_utc: str, how: str) -> bool:
            next(close, lambda: None)()
            return super().finish(sitting_id, ts_utc, how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quiz.records.log.Log", Closing)
        played = quiz(*PLAY, stdin=TYPED)
    assert played.err.startswith("Another Footnote window has your log open.")
    assert "Not saved yet: 1 answer" in played.out
    assert "NOT SAVED" not in played.out
    assert played.status == 0
    with Log.open(data_dir()) as log:
        assert [answer.position for answer in log.answers()][:2] == [0, 1]
        assert [row.how for row in log.sittings()] == ["finished"]


def test_a_second_window_does_not_go_on_with_what_the_first_one_plays(quiz: Quiz) -> None:
    assert "kept" in quiz(*PLAY, stdin="?\n\nq\n").out
    with Log.open(data_dir()):
        played = quiz(*PLAY, stdin="q\n")
    assert "You stopped in" not in played.out
    assert "You stopped in" in quiz(*PLAY, stdin="q\n").out


def test_what_is_not_saved_is_never_said_to_be_kept(quiz: Quiz) -> None:
    with Log.open(data_dir()):
        played = quiz(*PLAY, stdin="?\n\nq\n")
    assert "is kept" not in played.out
    assert "NOT SAVED: 1 answer is lost, because the log cannot be opened: another" in played.out
    assert played.status == 1
