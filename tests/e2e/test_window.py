"""Windows that are too small, that change, that have no colour, or that cannot be drawn on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import answer, answers, asked, verdict
from tests.e2e.streams import left_behind
from tests.shipped import FULL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start

CHOICE = ("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
COLOURED = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[34]8;|[349][0-7](?:;|m)|10[0-7](?:;|m))")


def test_too_small_says_so_kindly_and_nothing_is_lost(start: Start, home: Path) -> None:
    terminal = start(*CHOICE, columns=59, rows=17)
    terminal.see("A little larger, please", "60 × 18 or more", "now 59 × 17")
    terminal.press("1")  # means nothing here
    terminal.resize(80, 24)
    first = asked(terminal, home)
    assert answers(home) == []
    answer(terminal, first, right=False)
    terminal.see("✗ Not this time")
    terminal.resize(60, 17)
    terminal.see("A little larger, please")
    terminal.resize(60, 18)
    terminal.see("✗ Not this time", "space next")


@pytest.mark.parametrize(("columns", "rows"), [(60, 18), (61, 19), (79, 23), (200, 60)])
def test_every_size_from_the_least_is_playable(
    start: Start, home: Path, columns: int, rows: int
) -> None:
    terminal = start(*CHOICE, columns=columns, rows=rows)
    first = asked(terminal, home)
    for number in range(1, len(first.options) + 1):
        assert re.search(rf"^\s+{number}  \S", terminal.text, re.MULTILINE), terminal.text
    answer(terminal, first, right=False)
    terminal.see("✗ Not this time", "✓", "¹")


def test_a_window_that_changes_in_the_middle_of_an_answer(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "2", "--seed", "7", "--form", "typed")
    asked(terminal, home)
    terminal.press("Napol")
    terminal.see("Napol")
    terminal.resize(120, 40)
    terminal.wait(lambda: "pause" in terminal.lines[-1] + terminal.lines[-2], "the whole window")
    terminal.see("Napol")
    terminal.resize(20, 5)
    terminal.see("A little larger")
    terminal.resize(80, 24)
    terminal.see("Napol", "1 of 2")
    terminal.press("eon", "enter")
    verdict(terminal)
    assert [row.given for row in answers(home)] == ["Napoleon"]


def test_a_storm_of_sizes_leaves_a_playable_screen(start: Start, home: Path) -> None:
    terminal = start(*CHOICE)
    first = asked(terminal, home)
    for step in range(60):
        terminal.resize(1 + step * 37 % 150, 1 + step * 23 % 60)
    terminal.resize(80, 24)
    assert asked(terminal, home) == first
    answer(terminal, first, right=True)
    terminal.press("q")
    terminal.see("Go on")
    terminal.press("q")
    assert terminal.ended() == 0
    assert left_behind(terminal.raw) == []


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (2, 2), (10, 3), (12, 60), (150, 1)])
def test_tiny_windows_end_well(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns=columns, rows=rows)
    terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw, "the screen is taken")
    terminal.press("1", "enter", "?", "down", "tab", "space")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert left_behind(terminal.raw) == []


def test_no_color_means_none_and_nothing_is_told_by_colour_alone(start: Start, home: Path) -> None:
    terminal = start(*CHOICE, NO_COLOR="1")
    first = asked(terminal, home)
    answer(terminal, first, right=False)
    terminal.see("yours ✗", "right ✓", "✗ Not this time")
    terminal.press("q")
    terminal.see("Go on")
    terminal.press("down")
    terminal.wait(lambda: any("▸" in line for line in terminal.lines), "the cursor")
    assert COLOURED.findall(terminal.raw) == []


def test_the_colour_counter_sees_colour(start: Start) -> None:
    terminal = start()
    terminal.see("facts")
    assert COLOURED.findall(terminal.raw) != []


def test_a_dumb_terminal_gets_plain_lines(start: Start, home: Path) -> None:
    terminal = start(*CHOICE, TERM="dumb")
    terminal.see("Question 1 of 3", "Number", "? I don't know")
    terminal.press("1\n")
    terminal.see("Question 2 of 3")
    terminal.press("q\n")
    assert terminal.ended() == 0
    assert len(answers(home)) == 1
    assert b"\x1b" not in terminal.raw
    assert terminal.settings() == terminal.found


def test_plain_in_a_terminal_breaks_lines_where_the_window_ends(start: Start) -> None:
    terminal = start(*CHOICE, "--plain", columns=60, rows=40)
    terminal.see("Question 1 of 3")
    terminal.press("1\n")
    terminal.see("Question 2 of 3")
    assert b"\x1b" not in terminal.raw
    lines = terminal.raw.decode().replace("\r", "").split("\n")
    assert max(map(len, lines)) <= 60


KINDS = [
    {"TERM": "nosuch"}, {"TERM": "vt100"}, {"TERM": "linux"}, {"TERM": "screen-256color"},
    {"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "koi8-r"}, {"FORCE_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    {"COLUMNS": "20", "LINES": "5"}, {"COLUMNS": "x"}, {"PYTHONWARNINGS": "error"},
    {"COLUMNS": "99999", "LINES": "9" * 30},
]  # fmt: skip


@pytest.mark.skipif(not FULL, reason="1.5 s each; FOOTNOTE_TESTS=full")
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_kinds_of_terminal(start: Start, home: Path, kind: dict[str, str]) -> None:
    terminal = start(*CHOICE, COLORTERM="", **kind)
    terminal.see("1 of 3", "0", "pause")
    terminal.press("0")
    verdict(terminal)
    terminal.see("Here is the answer")
    assert "\\" not in terminal.text
    assert "Traceback" not in terminal.text
    assert len(answers(home)) == 1


def test_a_terminal_that_is_not_utf_8(start: Start, home: Path) -> None:
    """Signs that it does not have get stand-ins of their width, and é is one byte either way."""
    form = ("play", PACK, "--count", "1", "--seed", "7", "--form", "typed")
    terminal = start(*form, PYTHONIOENCODING="latin-1")
    terminal.see("1 of 1", "know", "f10 pause")
    terminal.send("Émile".encode("latin-1"))
    terminal.wait(lambda: "Émile".encode("latin-1") in terminal.raw, "what was typed")
    terminal.press("enter")
    verdict(terminal)
    assert [row.given for row in answers(home)] == ["Émile"]
    assert "yours x" in terminal.text
    assert "\\" not in terminal.text
