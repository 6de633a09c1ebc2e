"""Fewer bytes paint the same picture, cell by cell."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.ui.thrift import thrifty

LOOKS = (
    "1", "3", "4", "7", "9", "38;2;230;220;200;48;2;24;21;18", "1;38;2;1;2;3;48;2;24;21;18",
    "48;2;24;21;18", "31;47", "4;48;5;17", "38;5;3", "2;97;100",
)  # fmt: skip
LONG = "\x1b[38;2;1;2;3;48;2;4;5;6mword\x1b[0m" * 10


def cells(data: str) -> list[list[object]]:
    """Return every cell as it looks: what is drawn, and on a blank only what shows there."""
    screen = pyte.Screen(20, 6)
    pyte.Stream(screen).feed(data + "x")  # what comes after it looks the same too
    out: list[list[object]] = []
    for y in range(6):
        for x in range(20):
            cell = screen.buffer[y][x]
            seen = [cell.data, cell.bg, cell.underscore, cell.strikethrough, cell.reverse]
            bare = cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse)
            out.append(seen if bare else [*seen, cell.fg, cell.bold, cell.italics])
    return out


def run(look: str, text: str) -> str:
    return f"\x1b[{look}m{text}\x1b[0m"


runs = st.builds(run, st.sampled_from(LOOKS), st.sampled_from(["word", "  ", "a b", "", "é ", "0"]))
others = st.sampled_from(["\r\n", "\x1b[3;5H", "\x1b[2;1H", "plain", "   ", "\x1b[1m", "\x1b[32m"])


@given(st.lists(runs | others, min_size=12, max_size=60))
def test_the_picture_is_the_same(pieces: list[str]) -> None:
    data = "".join(pieces) + "\x1b[0m" + " " * 200
    small = thrifty(data)
    assert cells(small) == cells(data)
    assert len(small) <= len(data)


def test_a_colour_is_told_where_it_changes() -> None:
    assert thrifty(LONG) == "\x1b[38;2;1;2;3;48;2;4;5;6m" + "word" * 10 + "\x1b[0m"
    ground = "\x1b[48;2;4;5;6m    \x1b[0m"
    assert thrifty(LONG + ground) == thrifty(LONG)[:-4] + "    \x1b[0m"


@pytest.mark.parametrize("strange", ["\x1b[58;5;3mx", "\x1b[38;2;1mx", "\x1b[22mx"])
def test_what_it_does_not_know_it_leaves_alone(strange: str) -> None:
    assert thrifty(LONG + strange) == LONG + strange


def test_what_is_no_colour_passes() -> None:
    asked = "\x1b[?2026h\x1b[3;1H" + LONG + "\x1b[?2026l\x1b]22;text\x07\x1b[?25h"
    out = thrifty(asked)
    for other in ("\x1b[?2026h", "\x1b[3;1H", "\x1b[?2026l", "\x1b]22;text\x07", "\x1b[?25h"):
        assert other in out
