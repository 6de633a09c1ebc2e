"""kill -9 at random moments of a sitting on the full screen.

A verdict that was on the screen is in the log, and the next start goes on after it. The control
acknowledges before it records, and must lose answers, so that the test is known to see. 500 kills
in all modes, on screen and in lines: python -m tests.e2e.killing.
"""

from __future__ import annotations

import random
import re
import select
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.killing import run as kill_in_modes
from tests.e2e.playing import ANSWERED, OPEN, answers
from tests.shipped import FULL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal

KILLS = 50 if FULL else 12
WITHIN_S = 0.06
"""The longest between the last key and the kill: a verdict takes about as long to be painted."""
SET = ("play", PACK, "--count", "60", "--seed", "7", "--form", "choice", "--mode", "practice")


def played_and_killed(terminal: Terminal, rng: random.Random) -> int:
    """Give some answers, and be killed soon after the last key; return how many had a verdict."""
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    acknowledged = 0
    for _ in range(rng.randrange(3)):
        terminal.press("0")
        terminal.wait(lambda: ANSWERED in terminal.foot, "a verdict")
        acknowledged += 1
        terminal.press("space")
        terminal.wait(lambda: OPEN in terminal.foot, "the next question")
    terminal.press("0")
    select.select([], [], [], rng.uniform(0, WITHIN_S))  # the moment is what is random here
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    # The last line may not have been painted any more; the headline is enough.
    return acknowledged + (ANSWERED in terminal.foot or terminal.shows("Here is the answer"))


def test_no_answer_with_a_verdict_is_lost_and_the_sitting_goes_on(start: Start, home: Path) -> None:
    rng = random.Random(7)
    before = verdicts = 0
    for kill in range(KILLS):
        terminal = start() if before else start(*SET)
        if before:
            terminal.see("Go on where you stopped")
            terminal.press("enter")
        acknowledged = played_and_killed(terminal, rng)
        rows = answers(home)
        assert [row.position for row in rows] == list(range(len(rows))), kill
        assert len({row.sitting for row in rows}) <= 1
        assert before + acknowledged <= len(rows), (kill, terminal.text)
        verdicts += acknowledged
        before = len(rows)
    assert verdicts >= KILLS / 2
    terminal = start()
    terminal.see("Go on where you stopped")
    assert re.search(r"Question \d+ of \d{2,}, practice", terminal.flat)


def test_the_control_that_acknowledges_before_it_records_loses_answers(
    start: Start, home: Path
) -> None:
    rng = random.Random(1)
    acknowledged = 0
    while not acknowledged:
        terminal = start(*SET, command=(sys.executable, "-m", "tests.e2e.forgetful"))
        acknowledged = played_and_killed(terminal, rng)
    assert len(answers(home)) < acknowledged


GAMES = ("review", "missed", "exam", "timeline", "sprint", "daily", "duel")


def test_no_mode_loses_an_answer_in_lines(tmp_path: Path) -> None:
    kills = 10 * len(GAMES) if FULL else len(GAMES)
    assert kill_in_modes(kills, tmp_path, on_screen=False, modes=GAMES).total() >= kills / 3


@pytest.mark.skipif(not FULL, reason="takes a minute; FOOTNOTE_TESTS=full")
def test_no_mode_loses_an_answer_on_screen(tmp_path: Path) -> None:
    kills = 5 * len(GAMES)
    assert kill_in_modes(kills, tmp_path, on_screen=True, modes=GAMES).total() >= kills / 3


@pytest.mark.parametrize("moment", [b"\x1b[?1049h", b"\x1b[?2004h", b"Footnote"])
def test_killed_during_the_start(start: Start, home: Path, moment: bytes) -> None:
    terminal = start()
    terminal.wait(lambda: moment in terminal.raw, "it has begun")
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    terminal = start()
    terminal.see("facts", "leave")
    terminal.press("q")
    assert terminal.ended() == 0
