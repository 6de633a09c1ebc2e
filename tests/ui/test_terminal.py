"""A picture is with the terminal before what else a key brings about, if the terminal takes it."""

from __future__ import annotations

import io
import threading

import pytest
from textual.drivers._writer_thread import WriterThread

from quiz.ui import terminal
from quiz.ui.terminal import Calm, CalmDriver

PATIENCE = 60.0


@pytest.fixture
def driver():
    """A driver that has taken a screen, and nothing of it but how it writes."""
    made = CalmDriver.__new__(CalmDriver)
    made._shown, made._pointed = True, False
    yield made
    made._writer_thread.stop()


def draws_on(driver, file):
    driver._file = Calm(file)
    driver._writer_thread = WriterThread(driver._file)
    driver._writer_thread.start()


def test_what_is_drawn_is_there_before_anything_else_is_done(driver, monkeypatch):
    monkeypatch.setattr(terminal, "GOING_OUT", PATIENCE)
    file = io.StringIO()
    draws_on(driver, file)
    for number in range(200):
        driver.write(f"{number};")
        driver.write(f"{number}!")
        driver.flush()
        assert file.getvalue().endswith(f"{number};{number}!")


def test_a_terminal_that_takes_nothing_is_not_waited_for(driver):
    takes = threading.Event()

    class Hanging(io.StringIO):
        def write(self, text: str) -> int:
            takes.wait(PATIENCE)
            return super().write(text)

    draws_on(driver, Hanging())
    driver.write("a picture")
    driver.flush()
    assert not driver._file.went_out.is_set()
    takes.set()
