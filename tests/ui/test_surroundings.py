"""What the environment says of a window and to Textual is heeded where it can be meant."""

from __future__ import annotations

import os

import pytest

from quiz.ui import surroundings


def test_textual_is_told_nothing_that_ends_it_or_shows_what_a_test_hides(monkeypatch):
    wishes = {"TEXTUAL_ANIMATIONS": "NONE", "TEXTUAL_COLOR_SYSTEM": "256"}
    tools = {
        "TEXTUAL_LOG": "/nosuch/log", "TEXTUAL_DRIVER": "nosuch:Driver", "TEXTUAL_FPS": "9" * 8,
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "1,2", "TEXTUAL": "debug,devtools",
        "TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_DISABLE_KITTY_KEY": "maybe",
    }  # fmt: skip
    for name, said in (wishes | tools).items():
        monkeypatch.setenv(name, said)
    surroundings.forget_tools()
    assert {name: os.environ[name] for name in wishes} == wishes
    assert not tools.keys() & os.environ.keys()
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "bad")
    surroundings.forget_tools()
    assert "TEXTUAL_COLOR_SYSTEM" not in os.environ


@pytest.mark.parametrize("known", [(80, 24), (0, 0), None])
def test_the_environment_says_nothing_of_a_window_that_it_cannot_know(monkeypatch, known):
    """A first picture of 99,999 columns takes minutes, and more digits are no number to Python."""

    def size(_file):
        if known is None:
            raise OSError
        return known

    monkeypatch.setattr(os, "get_terminal_size", size)
    for said, kept in (("99999", False), ("9" * 5000, False), ("x", False), ("132", True)):
        monkeypatch.setenv("COLUMNS", said)
        monkeypatch.delenv("LINES", raising=False)
        surroundings.forget_sizes()
        assert ("COLUMNS" in os.environ) is (kept and known != (80, 24))
