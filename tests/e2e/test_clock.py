"""Midnight, journeys and clocks that are put right, with a screen open in a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK, ROOT
from tests.e2e.playing import answer, answers, asked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal

SET = ("play", PACK, "--count", "10", "--seed", "7", "--form", "choice")
BERLIN = {"TZ": "Europe/Berlin"}


class Hands:
    """The clock of the program in the terminal."""

    def __init__(self, home: Path) -> None:
        self.file = home / "clock"

    def at(self, moment: str, zone: str = "") -> None:
        """Turn it to a moment in UTC, and perhaps to a zone."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{moment} {zone}")
        new.replace(self.file)


@pytest.fixture
def hands(home: Path) -> Hands:
    return Hands(home)


def begin(start: Start, hands: Hands, *arguments: str) -> Terminal:
    command = (sys.executable, "-m", "tests.e2e.clockwork", str(hands.file))
    return start(*arguments, command=command, PYTHONPATH=str(ROOT), **BERLIN)


def test_midnight_passes_in_a_daily_set_and_over_home(
    start: Start, home: Path, hands: Hands
) -> None:
    hands.at("2026-03-14T22:59:50")
    terminal = begin(start, hands, "play", PACK, "--mode", "daily")
    answer(terminal, asked(terminal, home), right=True)
    hands.at("2026-03-14T23:00:10")
    terminal.press("space")
    answer(terminal, asked(terminal, home), right=True)
    assert [each.day for each in answers(home)] == ["2026-03-14", "2026-03-15"]
    assert all(each.rated for each in answers(home))
    terminal.press("q")
    terminal.see("Question 3 of 10, daily", "2 days in a row")  # what was begun can be finished
    hands.at("2026-03-20T12:00:00")
    terminal.see("2 due today")  # nobody pressed a key
    terminal.press("p")
    terminal.see("2 due today", "Play today and a new one begins", "answers a day")
    hands.at("2026-04-20T12:00:00")
    terminal.see("Apr")
    terminal.press("p")
    terminal.see("Go on where you stopped")
    terminal.press("q")
    assert terminal.ended() == 0


def test_the_zone_changes_while_a_question_is_open(start: Start, home: Path, hands: Hands) -> None:
    hands.at("2026-03-14T22:59:50")
    terminal = begin(start, hands, *SET)
    answer(terminal, asked(terminal, home), right=True)
    terminal.press("space")
    question = asked(terminal, home)
    hands.at("2026-03-14T23:10:00", "America/New_York")  # where it is evening still
    answer(terminal, question, right=True)
    terminal.press("space")
    question = asked(terminal, home)
    hands.at("2026-03-14T23:20:00", "Pacific/Kiritimati")  # where it is the next afternoon
    answer(terminal, question, right=True)
    found = [(each.ts_utc[:16], each.day) for each in answers(home)]
    assert found == [
        ("2026-03-14T22:59", "2026-03-14"),
        ("2026-03-14T23:10", "2026-03-14"),
        ("2026-03-14T23:20", "2026-03-15"),
    ]
    terminal.press("q")
    terminal.see("2 days in a row")


@pytest.mark.parametrize("back", ["2026-03-14T11:00:00", "2026-03-13T12:00:00"])
def test_the_clock_goes_back_while_a_question_is_open(
    start: Start, home: Path, hands: Hands, back: str
) -> None:
    hands.at("2026-03-14T12:00:00")
    terminal = begin(start, hands, *SET, "--mode", "exam", "--time", "20")
    terminal.see("20:00", "don’t know")
    hands.at("2026-03-14T12:05:00")
    terminal.see("15:00")
    hands.at(back)
    terminal.wait(lambda: "19:5" in terminal.flat, "the time that was spent on questions")
    number = terminal.head
    terminal.press("0")
    terminal.wait(lambda: terminal.head[:3] != number[:3], "the next question")
    terminal.press("0")
    terminal.wait(lambda: len(answers(home)) == 2, "two answers")
    assert all(0 <= each.latency_ms < 60_000 for each in answers(home))
    assert {each.ts_utc[:19] for each in answers(home)} == {back}
    terminal.press("q")
    terminal.see("Question 3 of 10", "Go on where you stopped")
    terminal.press("enter")
    terminal.see("3 of 10")
