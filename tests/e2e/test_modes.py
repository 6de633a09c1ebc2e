"""Every mode played through in a terminal of 80 by 24, most of them in one evening."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.records.log import Log
from tests.e2e.conftest import PACK
from tests.e2e.playing import answer, answers, asked, choose, keys, response, session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal


def pick(terminal: Terminal, number: str, shown: str) -> None:
    """Choose a mode from the list at home, and start the pack."""
    terminal.see("leave")
    terminal.press("m")
    terminal.see("choose at once")
    terminal.press(number)
    terminal.see(f"{shown}²")
    choose(terminal)


def home_again(terminal: Terminal) -> None:
    """Leave the last page, once all of it stands there."""
    terminal.wait(lambda: "leave" not in terminal.foot, "the page is painted to its foot")
    terminal.press("enter")
    terminal.see("leave")


def ended(home: Path) -> list[tuple[str, str | None]]:
    with Log.open(home / "data", read_only=True) as log:
        return [(row.mode, row.how) for row in log.sittings()]


def exam(terminal: Terminal, home: Path) -> None:
    pick(terminal, "4", "exam")
    for number in range(1, 6):
        terminal.see(f"{number} of 5")
        question = asked(terminal, home)
        terminal.press(*keys(question, response(question, right=False)))
        terminal.wait(lambda n=number: len(answers(home)) == n, "the answer is kept")
        assert "Not this time" not in terminal.flat
    terminal.see("of 500 points", "To read again")
    home_again(terminal)


def missed(terminal: Terminal, home: Path) -> None:
    """What the exam missed: all of it, in practice."""
    pick(terminal, "3", "missed")
    while True:
        answer(terminal, asked(terminal, home), right=True)
        last = "space results" in terminal.foot
        terminal.press("space")
        if last:
            break
        terminal.wait(lambda: "space " not in terminal.foot, "the next question")
    terminal.see("off the list of the missed")
    home_again(terminal)


def timeline(terminal: Terminal, home: Path) -> None:
    pick(terminal, "5", "timeline")
    for misses in ("· · ·", "✗ · ·", "✗ ✗ ·"):
        terminal.see(f"misses {misses}", "don’t know")
        terminal.press("0")
        terminal.see("Here is the answer")
        terminal.press("space")
    terminal.see("Three misses: the line ends here.", "Your first line: 0 placed.")
    home_again(terminal)


def daily(terminal: Terminal, home: Path) -> None:
    pick(terminal, "7", "daily")
    for number in range(1, 11):
        terminal.see(f"{number} of 10")
        answer(terminal, asked(terminal, home), right=number != 2)
        terminal.press("space")
    terminal.see("Footnote daily, ", "copy the card")
    card = re.search(r"│ ([✓✗]{5} [✓✗]{5})", terminal.text)
    assert card
    assert card[1].startswith("✓✗✓")
    terminal.press("c")
    terminal.wait(lambda: b"\x1b]52;c;" in terminal.raw, "the clipboard is written")
    home_again(terminal)
    choose(terminal)
    terminal.see("You have played today’s set", card[1], "enter back")
    home_again(terminal)


def duel(terminal: Terminal, home: Path) -> None:
    pick(terminal, "8", "duel")
    for number in range(1, 6):
        terminal.see(f"{number} of 5", "nobody knows")
        question = session(home).sitting.questions[number - 1]
        right = next(i for i, option in enumerate(question.options) if option.correct)
        if number % 2:
            terminal.press("7890"[right])
            terminal.see("Guest takes the point")
        else:
            terminal.press("x")
            terminal.see("Nobody takes the point")
        terminal.press("space")
    terminal.see("Guest wins, 3 to 0.")
    home_again(terminal)


def test_an_evening_of_modes(start: Start, home: Path) -> None:
    terminal = start()
    terminal.see("10 questions", "facts")
    terminal.press("left")
    terminal.see("5 questions")
    for mode in (exam, missed, timeline, daily, duel):
        mode(terminal, home)
    pick(terminal, "2", "review")
    terminal.see("Nothing is due today")
    terminal.press("q")
    assert terminal.ended() == 0
    assert ended(home) == [
        (mode, "finished") for mode in ("exam", "missed", "timeline", "daily", "duel")
    ]
    assert {row.user for row in answers(home)} == {"student", "guest"}


def test_a_sprint_ends_when_its_time_is_up(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--mode", "sprint", "--time", "0.05", "--seed", "7")
    terminal.see("0:03 left", "don’t know")
    terminal.see("Time is up.", "right, of 0 tried")
    terminal.press("q")
    terminal.see("leave")
    terminal.press("q")
    assert terminal.ended() == 0
    assert ended(home) == [("sprint", "finished")]
    assert answers(home) == []
