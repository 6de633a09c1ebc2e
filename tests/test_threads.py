"""Where the system allows no more threads: everything but the screens does without."""

from __future__ import annotations

import io
import sys
from threading import Thread, active_count
from typing import TYPE_CHECKING

import pytest

from quiz.cli import play, waiting
from quiz.model import Form
from quiz.packs import listing
from quiz.threads import may_start, started
from quiz.ui.reporting import Reporting
from tests.make import question, sitting

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """Where somebody reads along."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put one in the place of stdin and stderr, in the test itself: pytest does so before it."""
    found = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdin", found)
    monkeypatch.setattr(sys, "stderr", found)
    return found


def allow(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many threads more be started, and fail with the next as the system does."""
    start, most = Thread.start, active_count() + number

    def limited(thread: Thread) -> None:
        if active_count() >= most:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(Thread, "start", limited)


def test_it_is_known_how_many_there_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(2, monkeypatch)
    before = active_count()
    assert may_start(2)
    assert not may_start(3)
    assert active_count() == before
    done: list[int] = []
    thread = started(lambda: done.append(1))
    assert thread is not None
    thread.join()
    assert done == [1]


def test_a_screen_that_could_not_be_drawn_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual would leave the terminal as it is in the middle of its first page."""
    terminal = at_a_terminal(monkeypatch)
    assert play.can_draw()
    allow(play.THREADS - 1, monkeypatch)
    assert not play.can_draw()
    assert terminal.getvalue().count("allows no more processes") == 1


def test_who_waits_for_a_pack_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_a_terminal(monkeypatch)
    allow(0, monkeypatch)
    with waiting.said_if_long():
        pass
    assert terminal.getvalue() == ""


def test_many_files_are_digested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / str(number) for number in range(20)]
    for file in files:
        file.write_text(file.name)
    digests = listing._digests(files)
    allow(0, monkeypatch)
    assert listing._digests(files) == digests
    assert None not in digests


def test_a_report_is_written_without_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = question(Form.CHOICE)
    desk: object = None  # not asked before it is sent
    reporting = Reporting(desk, sitting([asked]), path=pytest.fail)  # type: ignore[arg-type]
    allow(0, monkeypatch)
    reporting.seek(asked)
