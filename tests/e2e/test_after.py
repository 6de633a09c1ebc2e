"""Undo and report in a terminal, and kill -9 right after: what was acknowledged is there."""

from __future__ import annotations

import json
import os
import random
import select
import signal
from typing import TYPE_CHECKING

from quiz.records.log import Log
from tests.e2e.conftest import PACK, ROOT
from tests.e2e.playing import ANSWERED, OPEN, answer, asked, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Answer, Complaint
    from tests.e2e.conftest import Run, Start
    from tests.e2e.terminal import Terminal

KILLS = 20 if os.environ.get("FOOTNOTE_SLOW") else 5
WITHIN_S = 0.08
"""The longest between the last key and the kill: what it does takes about as long to be seen."""
SET = ("play", PACK, "--count", "60", "--seed", "7", "--form", "choice")
SENT = "thank you"


def kept(home: Path) -> tuple[list[Answer], list[Complaint]]:
    """Return all answers with their marks, and all reports."""
    with Log.open(home / "data", read_only=True) as log:
        return list(log.answers(raw=True)), list(log.complaints())


def killed(terminal: Terminal, rng: random.Random, within: float) -> None:
    select.select([], [], [], rng.uniform(0, within))  # the moment is what is random here
    terminal.signal(signal.SIGKILL)
    terminal.ended()


def begin(start: Start, *, again: bool) -> Terminal:
    """Start, or go on with what was killed."""
    terminal = start(*(() if again else SET))
    if again:
        terminal.see("Go on where you stopped")
        terminal.press("enter")
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    return terminal


def test_an_answer_that_is_seen_to_be_undone_is_undone(start: Start, home: Path) -> None:
    rng = random.Random(3)
    terminal = begin(start, again=False)
    terminal.press("0")  # one that stays, so that there is something to go on with
    verdict(terminal)
    terminal.press("space")
    terminal.wait(lambda: OPEN in terminal.foot, "the next question")
    for kill in range(KILLS):
        terminal.press("0")
        verdict(terminal)
        terminal.press("u")
        killed(terminal, rng, WITHIN_S)
        undone = ANSWERED not in terminal.foot and OPEN in terminal.foot
        rows, _ = kept(home)
        marks = [row.mark for row in rows]
        assert marks[0] == ""
        assert (marks[-1] == "undone") or not undone, (kill, terminal.text)
        assert [row.position for row in rows] == list(range(len(rows)))
        terminal = begin(start, again=True)
        if marks[-1] == "undone":
            assert asked(terminal, home).id == rows[-1].item_id, "it is asked again"
    terminal.press("0")
    verdict(terminal)
    terminal.press("u")
    terminal.wait(lambda: OPEN in terminal.foot, "the question is asked again")
    question = asked(terminal, home)
    answer(terminal, question, right=True)
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    rows, _ = kept(home)
    assert (rows[-1].item_id, rows[-1].redone, rows[-1].rating) == (question.id, True, "hard")
    assert [row.mark for row in rows][-2:] == ["undone", ""]


def test_a_report_that_is_thanked_for_is_kept_with_its_line(
    start: Start, run: Run, home: Path
) -> None:
    rng = random.Random(5)
    acknowledged = 0
    for kill in range(KILLS):
        terminal = begin(start, again=kill > 0)
        terminal.press("0")
        verdict(terminal)
        terminal.press("r")
        terminal.see("What is wrong with this question?")
        terminal.press(*f"wrong {kill}", "enter")
        if kill % 2:
            killed(terminal, rng, 5 * WITHIN_S)
        else:
            terminal.see(SENT)
            killed(terminal, rng, 0)
        acknowledged += terminal.shows(SENT)
        _, said = kept(home)
        assert len(said) >= acknowledged, (kill, terminal.text)
        assert said[-1].words.startswith("wrong ") if said else not acknowledged
        if terminal.shows(SENT):
            assert said[-1].words == f"wrong {kill}"
    assert acknowledged >= KILLS // 2
    rows, said = kept(home)
    told = json.loads(run("reports", PACK, "--format", "json"))["reports"]
    assert sorted(each["id"] for each in told) == sorted(report.id for report in said)
    for each in told:
        assert each["item_id"] in {row.item_id for row in rows}
        lines = (ROOT / "questions" / each["file"]).read_text("utf-8").splitlines()
        assert lines[each["line"] - 1].startswith("[[")
    # where the machine is too slow, a report is kept before its line is found
    found = [(report.file, report.line) for report in said if report.line is not None]
    assert set(found) <= {(each["file"], each["line"]) for each in told}


def test_a_report_is_kept_when_the_program_is_left_at_once(start: Start, home: Path) -> None:
    terminal = begin(start, again=False)
    terminal.press("0")
    verdict(terminal)
    terminal.press("r")
    terminal.see("What is wrong with this question?")
    terminal.press("x", "enter", "ctrl+c")
    assert terminal.ended() == 0
    assert [said.words for said in kept(home)[1]] == ["x"]
    assert "Traceback" not in terminal.text
