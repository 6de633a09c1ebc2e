"""A picture is with the terminal before what else a key brings about, if the terminal takes it."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import select
import signal
import sys
import termios
import threading
import time
import tty
from unittest.mock import Mock

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


def test_a_terminal_that_nobody_reads_is_given_back_by_force(driver):
    """The thread that writes waits in the middle of a picture, and has others to write after it."""
    reader, drawn_on = pty.openpty()
    tty.setraw(drawn_on)
    with os.fdopen(os.dup(drawn_on), "w") as file:
        draws_on(driver, file)
        driver._lent, driver.fileno = False, drawn_on
        driver.attrs_before = termios.tcgetattr(drawn_on)
        for _ in range(20):
            driver.write("a picture " * 9000)
        until = time.monotonic() + PATIENCE
        while select.select([], [drawn_on], [], 0)[1]:
            assert time.monotonic() < until, "there is always room"
        assert driver.give_back_by_force()
        read = b""
        while select.select([reader], [], [], 0)[0]:
            read += os.read(reader, 1 << 16)
        os.close(reader)  # or the thread would wait for good, had it not been sent elsewhere
        os.close(drawn_on)
        driver._writer_thread.stop()
    assert read.endswith(terminal.AS_FOUND)


def test_no_signal_is_told_to_a_loop_that_is_closed(driver):
    driver._loop = asyncio.new_event_loop()
    draws_on(driver, io.StringIO())
    driver._loop.add_signal_handler(signal.SIGTSTP, driver._be_stopped)
    driver._app = Mock(is_running=True)
    driver.close()  # for a while
    assert signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL
    driver._app = Mock(is_running=False)
    driver.close()
    told_to = signal.set_wakeup_fd(-1)
    driver._loop.close()
    assert told_to == -1


def test_a_stop_that_comes_when_the_window_is_gone_stops_nobody(driver, monkeypatch):
    """It would wait for good, holding the log: nobody is left to continue it."""
    stopped = []
    monkeypatch.setattr(os, "kill", lambda pid, number: stopped.append(number))
    reader, driver.fileno = pty.openpty()
    os.close(reader)
    draws_on(driver, io.StringIO())
    driver._shown = False
    driver._be_stopped()
    os.close(driver.fileno)
    assert not stopped


def test_keys_are_read_however_many_files_who_started_it_left_open(monkeypatch):
    if sys.platform == "darwin":
        pytest.skip("only `select` reads a terminal here")
    resource = pytest.importorskip("resource")
    fcntl = pytest.importorskip("fcntl")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    beyond = 1030  # what `select` knows ends at 1024
    if before[1] != resource.RLIM_INFINITY and before[1] < 2 * beyond:
        pytest.skip("so many cannot be open here")
    made = CalmDriver.__new__(CalmDriver)
    typed = []
    monkeypatch.setattr(made, "process_message", typed.append, raising=False)
    monkeypatch.setattr(made, "_hang_up", lambda: typed.append(None))
    made._debug, made._encoding, made._in_band_window_resize = False, "utf-8", False
    made.exit_event = threading.Event()
    made.fileno, keyboard = os.pipe()
    resized, resize = os.pipe()
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 2 * beyond), before[1]))
    try:
        made._resized = fcntl.fcntl(resized, fcntl.F_DUPFD, beyond)
        os.write(keyboard, b"k")
        os.close(keyboard)
        made.run_input_thread()
    finally:
        for end in (made.fileno, made._resized, resized, resize):
            os.close(end)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert [message and message.key for message in typed] == ["k", None]


def test_who_is_fetched_back_at_once_does_not_stop_in_between(driver, monkeypatch):
    fronts = iter([1, 1, 1])
    stops = []
    monkeypatch.setattr(terminal.os, "tcgetpgrp", lambda _fd: next(fronts, os.getpgrp()))
    monkeypatch.setattr(terminal.os, "tcsetpgrp", lambda *_: stops.append(1))
    monkeypatch.setattr(CalmDriver, "resume_application_mode", lambda _self: None)
    driver.fileno, driver._app = 0, Mock()
    draws_on(driver, io.StringIO())
    driver._come_back()
    assert stops == []


def test_who_stays_in_the_background_stops_there(driver, monkeypatch):
    stops = []
    monkeypatch.setattr(terminal, "SOON", 0.0)
    monkeypatch.setattr(terminal.os, "tcgetpgrp", lambda _fd: os.getpgrp() if stops else 1)
    monkeypatch.setattr(terminal.os, "tcsetpgrp", lambda *_: stops.append(1))
    monkeypatch.setattr(CalmDriver, "resume_application_mode", lambda _self: None)
    driver.fileno, driver._app = 0, Mock()
    draws_on(driver, io.StringIO())
    driver._come_back()
    assert stops == [1]
