"""Who waits for a very large pack is told so, on a terminal only and once only."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

from quiz.cli import main, play, waiting

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from quiz.cli import ahead
    from quiz.packs.content import Pack

DEADLINE = 20
"""Seconds."""


class Terminal(io.StringIO):
    """Where somebody reads along."""

    def isatty(self) -> bool:
        return True

    def shows(self, text: str) -> bool:
        until = time.monotonic() + DEADLINE
        while text not in self.getvalue() and time.monotonic() < until:
            time.sleep(0.001)
        return text in self.getvalue()


def read_along(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr, in the test itself: pytest puts its own before it."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_nothing_is_said_of_what_takes_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = read_along(monkeypatch)
    monkeypatch.setattr(waiting, "PATIENCE", DEADLINE)
    with waiting.said_if_long():
        pass
    assert terminal.getvalue() == ""


def test_nothing_is_said_where_nobody_reads_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    for nobody in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", nobody)
        with waiting.said_if_long():
            pass
        assert nobody is None or nobody.getvalue() == ""


def test_a_sitting_in_lines_says_that_it_reads_the_pack(
    monkeypatch: pytest.MonkeyPatch, pack: Path, home: Path
) -> None:
    terminal = read_along(monkeypatch)
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    monkeypatch.setattr(waiting, "OFTEN", 0.001)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    load, told = play._load, []

    def slowly(name: str, said: ahead.Said) -> Pack:
        told.append(terminal.shows(waiting.READING))
        said("facts", 1_200, 3_000)
        told.append(terminal.shows("\n  1,200 of 3,000 facts\n"))
        return load(name, said)

    monkeypatch.setattr(play, "_load", slowly)
    main(["play", str(pack), "--plain"])
    assert told == [True, True]


def test_a_sitting_on_screen_says_it_before_its_first_picture(
    monkeypatch: pytest.MonkeyPatch, pack: Path, home: Path
) -> None:
    terminal = read_along(monkeypatch)
    shown: list[bool] = []
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    monkeypatch.setattr(play, "can_draw", lambda: True)
    monkeypatch.setattr("quiz.ui.run", lambda **_: shown.append(True) or 0)
    drawn = play.ahead.Ahead.drawn

    def slowly(self: play.ahead.Ahead, said: ahead.Said) -> object:
        assert terminal.shows(waiting.READING)
        assert not shown
        return drawn(self, said)

    monkeypatch.setattr(play.ahead.Ahead, "drawn", slowly)
    assert main(["play", str(pack)]) == 0
    assert shown == [True]
