"""Text from strangers, in every place, through a real terminal: not one byte is obeyed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from quiz.model import Form
from quiz.play.session import Session
from quiz.records.log import Log
from tests.e2e import hostile
from tests.e2e.playing import ANSWERED, OPEN, answers, asked, choose, session, verdict
from tests.e2e.streams import foreign, left_behind, most_marks
from tests.make import I_DO_NOT_KNOW, NOON, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal

MARKS = 7
"""Marks that one letter may have: the sanitiser keeps 6, and the letter may be composed."""
DIRT = (" ".join(hostile.SEQUENCES), " ".join(hostile.MARKUP))


def assert_unharmed(terminal: Terminal) -> None:
    assert foreign(terminal.raw) == []
    assert most_marks(terminal.raw) <= MARKS


def test_the_counter_sees_what_a_naive_program_lets_through(start: Start) -> None:
    terminal = start(command=(sys.executable, "-m", "tests.e2e.naive"), columns=120, rows=60)
    terminal.see("the end")
    terminal.press("q")
    terminal.ended()
    seen = "".join(foreign(terminal.raw))
    for sequence in hostile.SEQUENCES[:-1]:
        assert any(char in seen for char in sequence if not char.isprintable()), sequence
    assert len(foreign(terminal.raw)) > 15
    assert most_marks(terminal.raw) > MARKS


def test_the_counter_sees_nothing_in_a_clean_sitting(start: Start, home: Path) -> None:
    terminal = start()
    choose(terminal)
    asked(terminal, home)
    terminal.press("ctrl+c")
    terminal.ended()
    assert foreign(terminal.raw) == []


@pytest.mark.parametrize("mode", ["practice", "test"])
@pytest.mark.parametrize("dirt", DIRT, ids=["sequences", "markup"])
def test_a_log_with_hostile_text_in_every_place(
    start: Start, home: Path, dirt: str, mode: str
) -> None:
    """What the log keeps comes back to the screen without a pack to clean it."""
    begin_hostile_sitting(home, dirt, mode)
    terminal = start(columns=100, rows=40)
    terminal.see("Go on where you stopped", "facts")
    terminal.press("enter")
    for _ in list(Form)[1:]:
        give_up(terminal, home)
        if mode == "practice":
            look_at_sources(terminal)
    if mode == "test":
        terminal.see("points", "To read again")
        terminal.press(*["space"] * 40)
    terminal.press("enter" if mode == "test" else "f10")
    terminal.see("Footnote¹")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_unharmed(terminal)
    assert left_behind(terminal.raw) == []


def begin_hostile_sitting(home: Path, dirt: str, mode: str) -> None:
    """Put a sitting into the log of which one question is answered, so that it is offered."""
    questions = hostile.soiled_questions(dirt)
    played = sitting(questions, mode=mode, pack_title=f"Title {dirt}", pack=f"pack {dirt}")
    session = Session(played, now=lambda: NOON, new_id=lambda: "one")
    turn = session.answer(I_DO_NOT_KNOW, latency_ms=1)
    assert turn.answer is not None
    with Log.open(home / "data") as log:
        log.start(played)
        log.record(turn.answer)


def give_up(terminal: Terminal, home: Path) -> None:
    """Say that the current question is not known, whatever its form.

    The log says which one it is: a screen that is being drawn may have the head of one question
    and the foot of another.
    """
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    now = session(home)
    assert now.current is not None
    typing = now.current.form in (Form.TYPED, Form.CLOZE, Form.NUMBER)
    terminal.press(*(("tab", "enter") if typing else ("0",)))
    terminal.wait(lambda: len(answers(home)) > len(now.answers), "the answer in the log")
    if now.mode.feedback_at_once:
        verdict(terminal)


def look_at_sources(terminal: Terminal) -> None:
    terminal.press("s")
    terminal.see("s back")
    terminal.press("right", "s")
    terminal.wait(lambda: ANSWERED in terminal.foot, "the answer again")
    terminal.press("space")


@pytest.mark.parametrize(
    "dirt",
    ["".join(hostile.SEQUENCES[:4]), " ".join(hostile.MARKUP[:2]), hostile.MARKUP[6]],
    ids=["sequences", "markup", "scripts"],
)
def test_a_hostile_pack(start: Start, home: Path, tmp_path: Path, dirt: str) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "hostile.toml").write_text(hostile.pack(dirt), encoding="utf-8")
    (packs / "atlas.txt").write_text(f"before {dirt} flows into the sea {dirt} after", "utf-8")
    for arguments in (["check", os.fspath(packs / "hostile.toml")], ["packs"]):
        said = start(*arguments, QUIZ_PACKS=os.fspath(packs), columns=200, rows=60)
        said.ended()
        assert_unharmed(said)
    terminal = start(QUIZ_PACKS=os.fspath(packs), columns=100, rows=40)
    choose(terminal, "Rivers")
    for _ in range(6):
        give_up(terminal, home)
        look_at_sources(terminal)
    terminal.press("f10")
    terminal.see("Go on")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_unharmed(terminal)
    assert list(tmp_path.rglob("*.svg")) == []


def test_hostile_names_of_files_and_keys(start: Start, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    for number, dirt in enumerate(hostile.SEQUENCES):
        name = dirt.replace("\0", "").replace("/", "")[:60]
        folder = packs / f"{number}{name}"
        folder.mkdir(parents=True)
        (folder / "pack.toml").write_text(
            f"{hostile.toml(dirt)} = 1\n[pack]\nid = {hostile.toml(dirt)}\n", encoding="utf-8"
        )
    for arguments in (
        ["check", *map(os.fspath, packs.iterdir())],
        ["packs"],
        ["check", "\x1b]0;renamed\x07"],
        ["play", "\x1b]0;renamed\x07"],
        ["questions", "/\x1b[2J.toml"],
        ["\x1b[2J"],
        ["play", "--form", "\x1b[2J\x9b"],
        ["questions", "trotsky-and-stalin", "--seed", "\x1b[2J", "--count", "1"],
    ):
        said = start(*arguments, QUIZ_PACKS=os.fspath(packs), columns=200, rows=60)
        said.ended()
        assert foreign(said.raw) == [], arguments
        assert "Traceback" not in said.raw.decode()
    terminal = start(QUIZ_PACKS=os.fspath(packs), columns=100, rows=40)
    terminal.see("Cannot be played", "10 questions")
    terminal.press("ctrl+c")
    terminal.ended()
    assert_unharmed(terminal)


def test_a_hostile_home(start: Start, home: Path) -> None:
    """The folder is named in messages: of the lock, of a log that cannot be opened."""
    folder = home / "\x1b]0;renamed\x07\x9b2J"
    (folder / "data" / "answers.db").mkdir(parents=True)
    for arguments in ([], ["log"], ["scores"], ["play", "trotsky-and-stalin", "--plain"]):
        said = start(*arguments, QUIZ_HOME=os.fspath(folder))
        if arguments in ([], ["play", "trotsky-and-stalin", "--plain"]):
            said.see("tried once more", "1")  # it is played without a log, and says so
            said.press("q", "enter")
        assert said.ended() in (0, 1)
        assert_unharmed(said)
        assert left_behind(said.raw) == []


def test_what_a_student_pastes(start: Start, home: Path) -> None:
    terminal = start("play", "trotsky-and-stalin", "--form", "typed", "--count", "2", "--seed", "7")
    asked(terminal, home)
    dirt = "".join(hostile.SEQUENCES[:-1])
    terminal.send(f"\x1b[200~{dirt}\x1b[201~".encode())
    terminal.press(*["backspace"] * 20, "Nobody")  # there is an end to what a line takes
    terminal.wait(lambda: "Nobody" in "".join(terminal.text.split()), "the end of a long line")
    terminal.press("enter")
    verdict(terminal)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_unharmed(terminal)
    [row] = answers(home)
    assert all(char.isprintable() for char in row.given + row.response)
    for arguments in (["log"], ["log", "--format", "csv"], ["scores"]):
        said = start(*arguments)
        assert said.ended() == 0
        assert foreign(said.raw) == []
