"""Two students at one terminal: what they reach stays apart, and one of them can be erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.records import students
from tests.e2e.conftest import PACK
from tests.e2e.playing import asked, choose, keys, response

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Run, Start
    from tests.e2e.terminal import Terminal

QUESTIONS = 5


def new_student(terminal: Terminal, home: Path, name: str) -> str:
    """Begin as somebody new; return the id."""
    terminal.press("u")
    terminal.see("Who plays?", "Someone new")
    terminal.press("n", name, "enter")
    terminal.see(f"u {name}", "10 questions")
    return next(s.id for s in students.read(home / "data") if s.name == name)


def play_exam(terminal: Terminal, home: Path, user: str, *, right: bool) -> None:
    """Play five questions and come home."""
    terminal.press("left")
    terminal.see(f"{QUESTIONS} questions")
    if "questions · exam²" not in terminal.flat:
        terminal.press("m")
        terminal.see("4 Exam")
        terminal.press("4")
        terminal.see("questions · exam²")
    choose(terminal)
    for number in range(1, QUESTIONS + 1):
        terminal.see(f"{number} of {QUESTIONS}")
        question = asked(terminal, home, user)
        if right:
            terminal.press(*keys(question, response(question, right=True)))
        else:
            typed = question.form in (Form.TYPED, Form.CLOZE, Form.NUMBER)
            terminal.press(*(("tab", "enter") if typed else ("0",)))
    terminal.see(f"of {QUESTIONS}00 points")
    terminal.press("enter")
    terminal.see("Footnote¹")


def score(run: Run, name: str) -> dict[str, object]:
    """Return the one score of a student."""
    found = json.loads(run("scores", "--student", name, "--format", "json"))
    packs = found["packs"] if isinstance(found, dict) else found
    (only,) = packs
    assert only["pack"] == PACK
    return dict(only)


def test_the_scores_of_two_stay_apart_and_one_is_erased(start: Start, run: Run, home: Path) -> None:
    terminal = start()
    terminal.see("u student")
    anna = new_student(terminal, home, "Anna")
    play_exam(terminal, home, anna, right=True)
    terminal.see("best 100 %")
    ben = new_student(terminal, home, "Ben")
    terminal.wait(lambda: "best" not in terminal.text, "nothing of Anna's")
    play_exam(terminal, home, ben, right=False)
    terminal.see("best 0 %")
    terminal.press("u")
    terminal.see("1 Anna 5 answers", "2 Ben 5 answers")
    terminal.press("1")
    terminal.see("u Anna", "best 100 %")
    terminal.press("q")
    assert terminal.ended() == 0

    assert score(run, "Anna")["right"] == QUESTIONS
    assert score(run, "ben")["right"] == 0
    again = start()
    again.see("u Ben", "best 0 %")  # who played last
    run("students", "erase", "Anna", "--yes", status=1)  # not while it is open
    again.press("q")
    assert again.ended() == 0

    run("students", "erase", "Anna", "--yes")
    for path in home.rglob("*"):
        if path.is_file():
            assert anna.encode() not in path.read_bytes(), path
            assert b"Anna" not in path.read_bytes(), path
    run("scores", "--student", "Anna", status=1)
    assert score(run, "Ben")["answers"] == QUESTIONS
    last = start()
    last.see("u Ben", "best 0 %")
    last.press("u")
    last.see("1 Ben 5 answers", "n Someone new")
    assert "Anna" not in last.text
