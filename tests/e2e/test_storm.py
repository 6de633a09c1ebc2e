"""Screens ended, stopped and shaken at random moments; all: `python -m tests.e2e.storm`."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.e2e import storm
from tests.shipped import FULL

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.e2e.terminal import Terminal

ONCE = [
    (name, list(storm.ENDS)[place % len(storm.ENDS)]) for place, name in enumerate(storm.SCREENS)
]
"""Each screen once, the ways to end taking turns; 1.2 s each."""


@pytest.mark.parametrize(("name", "way"), ONCE if FULL else ONCE[::5])
def test_a_screen_leaves_the_terminal_as_it_was_found(tmp_path: Path, name: str, way: str) -> None:
    assert list(storm.faults(name, way, 0, tmp_path)) == []


def test_what_cannot_be_handled_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(terminal: Terminal, _rng: random.Random) -> set[int]:
        terminal.signal(signal.SIGKILL)
        return {0}

    monkeypatch.setitem(storm.ENDS, "killed", kill)
    found = "; ".join(storm.faults("home", "killed", 0, tmp_path))
    for fault in ("ends with -9", "settings are others", "the cursor is off", "mouse is on"):
        assert fault in found
