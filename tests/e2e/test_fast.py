"""Keys faster than the screen: nothing is lost, nothing breaks, and each means what it meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import OPEN, answers
from tests.e2e.streams import left_behind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start

CHOICE = ("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
BURSTS = {
    "sources and back": ["0", "s", "s", "s", "right", "s", "f10"],
    "help and back": ["?", "q", "?", "q", "0", "?", "?", "f10"],
    "home and back": ["0", *["q", "enter"] * 3],
    "to the results and on": [*["0", "space"] * 8, "down", "m", *["0", "space"] * 8],
    "the palette and away": ["\x10", "escape", "0", "\x10", "escape", "q"],
    "topics and back": ["q", "t", "t", "m", "c", "t", "q"],
}


@pytest.mark.parametrize("burst", BURSTS.values(), ids=BURSTS)
def test_a_burst_breaks_nothing(start: Start, home: Path, burst: list[str]) -> None:
    terminal = start(*CHOICE)
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    for key in burst:
        terminal.press(key)
        terminal.resize(80 + len(key), 24)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0, terminal.text
    assert left_behind(terminal.raw) == []
    assert not list(home.rglob("crash.txt"))
    rows = answers(home)
    assert [row.position for row in rows if row.sitting == rows[0].sitting] == list(
        range(sum(row.sitting == rows[0].sitting for row in rows))
    )


def test_typed_ahead_is_taken_in_order(start: Start, home: Path) -> None:
    """Answer, on, answer, on, as fast as a terminal can send it."""
    terminal = start("play", PACK, "--count", "4", "--seed", "7", "--form", "choice")
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    terminal.press(*["0", "space"] * 4)
    terminal.wait(lambda: len(answers(home)) == 4, "four answers")
    assert [row.position for row in answers(home)] == [0, 1, 2, 3]
