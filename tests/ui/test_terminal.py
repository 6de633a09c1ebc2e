"""A real terminal: left as it was found, whatever comes in and however the program ends."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

from quiz.records.log import Log

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60.0

pytestmark = pytest.mark.e2e


class Terminal:
    """A program on a pseudo-terminal of 80×24, and what its screen shows."""

    def __init__(self, folder: Path, *extra: str, stdin_closed: bool = False) -> None:
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (24, 80))
        self.before = termios.tcgetattr(self.slave)
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        env = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
        env["QUIZ_HOME"] = str(folder.parent)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.drive", str(folder), *extra],
            stdin=subprocess.DEVNULL if stdin_closed else self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=ROOT,
            env=env,
            start_new_session=True,
        )

    def read(self, seconds: float = 0.1) -> None:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            data = os.read(self.master, 65536)
            self.raw += data
            # pyte does not know the kitty protocol's sequences, and would print them.
            self.stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, text: str) -> None:
        until = time.monotonic() + DEADLINE
        while text not in self.text:
            assert time.monotonic() < until, f"{text!r} never came:\n{self.text}"
            assert self.process.poll() is None, f"it ended:\n{self.text}"
            self.read()

    def wait(self) -> int:
        until = time.monotonic() + DEADLINE
        while self.process.poll() is None:
            assert time.monotonic() < until, "it does not end"
            self.read()
        self.read()
        return self.process.returncode

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def assert_restored(self) -> None:
        assert termios.tcgetattr(self.slave) == self.before
        for on, off in ((b"?1049h", b"?1049l"), (b"?25l", b"?25h"), (b"?1003h", b"?1003l")):
            assert self.raw.count(on) > 0
            assert self.raw.rindex(off) > self.raw.rindex(on), (on, off)
        assert b"?2004l" in self.raw

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.slave)
        os.close(self.master)


@pytest.fixture
def start(tmp_path):
    opened = []

    def begin(*extra: str, **options: bool) -> Terminal:
        terminal = Terminal(tmp_path / "data", *extra, **options)
        opened.append(terminal)
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


def answers(tmp_path: Path) -> int:
    with Log.open(tmp_path / "data", read_only=True) as log:
        return len(list(log.answers()))


def test_played_and_left(start, tmp_path):
    terminal = start()
    terminal.wait_for("I don’t know")
    terminal.send(b"3")
    terminal.wait_for("Not this time")
    assert "your" in terminal.text
    terminal.wait_for("banished to Alma-Ata")
    assert answers(tmp_path) == 1
    terminal.send(b" ")
    terminal.wait_for("2 of 3")
    terminal.send(b"\x03")
    assert terminal.wait() == 0
    terminal.assert_restored()
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_signals_leave_the_terminal_restored(start, tmp_path, name):
    terminal = start()
    terminal.wait_for("I don’t know")
    terminal.send(b"2")
    terminal.wait_for("Right")
    number = getattr(signal, name)
    terminal.process.send_signal(number)
    assert terminal.wait() == 128 + number
    terminal.assert_restored()
    assert answers(tmp_path) == 1


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"\xe9", b"\xc3", b"\x1b[9999999u", b"\x1b[999999999;5u", b"\x1b[<;;M",
     b"\x1b[M\xff\xff\xff"],
    ids=repr,
)  # fmt: skip
def test_no_input_ends_it(start, data):
    terminal = start()
    terminal.wait_for("I don’t know")
    terminal.send(data)
    time_out = time.monotonic() + 1.0
    while time.monotonic() < time_out:
        terminal.read()
    assert terminal.process.poll() is None
    terminal.send(b"\x1b[200~\x1b[201~2")
    terminal.wait_for("Right")
    terminal.send(b"\x03")
    assert terminal.wait() == 0
    terminal.assert_restored()


def test_an_input_that_has_ended_ends_it(start):
    terminal = start(stdin_closed=True)
    assert terminal.wait() == 0


def test_a_terminal_that_vanishes_ends_it(start):
    terminal = start()
    terminal.wait_for("I don’t know")
    os.close(terminal.slave)
    os.close(terminal.master)
    terminal.slave, terminal.master = os.open(os.devnull, os.O_RDWR), os.open(os.devnull, os.O_RDWR)
    terminal.process.wait(timeout=DEADLINE)


def test_a_mistake_of_our_own_shows_no_answer(start, tmp_path):
    terminal = start("crash")
    terminal.wait_for("I don’t know")
    terminal.raw = b""
    terminal.send(b"2")
    assert terminal.wait() == 1
    tail = terminal.raw[terminal.raw.rindex(b"?1049l") :].decode()
    assert "Footnote stopped because of a mistake of its own" in " ".join(tail.split())
    assert "November" not in tail
    assert "Traceback" not in tail
    noted = (tmp_path / "data" / "crash.txt").read_text(encoding="utf-8")
    assert "RuntimeError" in noted
    assert "November" not in noted


def test_killed_it_goes_on(start, tmp_path):
    terminal = start()
    terminal.wait_for("I don’t know")
    terminal.send(b"3")
    terminal.wait_for("Not this time")
    terminal.process.kill()
    terminal.process.wait()
    again = start()
    again.wait_for("2 of 3")
    again.send(b"\x11")
    assert again.wait() == 0


@pytest.mark.parametrize("delay", [0.3, 0.5, 0.7, 0.9, 1.1])
def test_a_signal_at_any_moment_of_the_start(start, delay):
    terminal = start()
    until = time.monotonic() + delay
    while time.monotonic() < until:
        terminal.read(0.02)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.wait() in (128 + signal.SIGTERM, -signal.SIGTERM)
    if b"?1049h" in terminal.raw:
        terminal.assert_restored()
