"""A program in a terminal of its own: keys in, a screen out, and how the terminal is left.

Nothing here sleeps: every wait reads what the program writes until a state is there, or fails at a
deadline with the screen as it stood.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import pyte

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

PATIENCE = 60.0
"""Seconds after which a wait fails; one of two processors with sixteen at it needs over twenty."""

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*)?\Z")
_TAKE_TERMINAL = (
    "import fcntl, os, signal, sys, termios;"
    "[signal.signal(n, signal.SIG_DFL) for n in (1, 2, 3, 15, 20)];"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the pseudo-terminal the controlling one, so that a key or a hang-up sends signals.

None of which is ignored, as they are where the tests themselves run in the background.
"""

KEYS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f10": "\x1b[21~",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
}


class Terminal:
    """A pseudo-terminal with a program in it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        cwd: str | os.PathLike[str] | None = None,
        answers: Mapping[bytes, bytes] | None = None,
    ) -> None:
        """`answers`: what this terminal replies to the queries that the program writes."""
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._lines: dict[int, str] = {}
        self._stream = pyte.ByteStream(self.screen)
        self._held_back = b""
        self._answers = dict(answers or {})
        self._answered: dict[bytes, int] = {}
        self._controller, self._terminal = pty.openpty()
        self._set_size(columns, rows)
        self.found = self.settings()
        self.process = subprocess.Popen(
            [sys.executable, "-ISc", _TAKE_TERMINAL, *command],
            stdin=self._terminal,
            stdout=self._terminal,
            stderr=self._terminal,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self.close()
        self.let_go()

    # The program

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    @property
    def status(self) -> int | None:
        """The exit status, None while it runs; -n where signal n ended it."""
        return self.process.poll()

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait for the end; return the exit status."""
        self.wait(lambda: not self.running, "the program ends", patience)
        self._read(0)
        status = self.status
        assert status is not None
        return status

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stopped(self) -> None:
        """Wait until the program is stopped, as a shell does that puts it into the background."""

        def is_stopped() -> bool:
            how = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
            return os.waitid(os.P_PID, self.process.pid, how) is not None

        self.wait(is_stopped, "the program stops")
        self._read(0)  # what it wrote last

    def kill(self) -> None:
        """Kill it as nothing can be killed harder, and read what it had written."""
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self._read(0)

    def settings(self) -> list[Any]:
        """What `stty` shows."""
        return termios.tcgetattr(self._terminal)

    def take_nothing(self) -> None:
        """Let no write to the terminal come to an end, as on a line that hangs."""
        termios.tcflow(self._terminal, termios.TCOOFF)

    def close(self) -> None:
        """Take the terminal away, as a closed window does."""
        if self._controller >= 0:
            os.close(self._controller)
            self._controller = -1

    def let_go(self) -> None:
        """Give up the other end too, which was held to see how the terminal is left."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    # In

    def press(self, *keys: str) -> None:
        """Type keys by name, or text as it is."""
        self.send("".join(KEYS.get(key, key) for key in keys).encode())

    def send(self, data: bytes) -> None:
        os.write(self._controller, data)

    def pour(self, data: bytes, patience: float = PATIENCE) -> None:
        """Send much of it, as fast as it is taken, and read what comes meanwhile."""
        os.set_blocking(self._controller, False)
        sent = 0

        def all_taken() -> bool:
            nonlocal sent
            with suppress(BlockingIOError):
                sent += os.write(self._controller, data[sent : sent + 4096])
            return sent == len(data)

        self.wait(all_taken, f"{len(data)} bytes are taken", patience)
        os.set_blocking(self._controller, True)

    def click(self, text: str) -> None:
        """Click the first cell of a text, once it is there."""
        self.wait(lambda: any(text in line for line in self.lines), f"“{text}” to click")
        row = next(y for y, line in enumerate(self.lines) if text in line)
        column = self.lines[row].index(text)
        place = f"{column + 1};{row + 1}"
        self.send(f"\x1b[<0;{place}M\x1b[<0;{place}m".encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the window, which the system tells the program."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._controller, termios.TIOCSWINSZ, size)

    # Out

    @property
    def lines(self) -> list[str]:
        # pyte's own `display` fails where a wide character is half painted over at the moment.
        columns = range(self.screen.columns)
        for y in sorted(self.screen.dirty):
            row = self.screen.buffer[y]
            self._lines[y] = "".join(row[x].data for x in columns).rstrip()
        self.screen.dirty.clear()
        return [self._lines.get(y, "") for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def head(self) -> str:
        """The first line that is not empty."""
        return next((line for line in self.lines if line), "")

    @property
    def foot(self) -> str:
        """The last line that is not empty."""
        return next((line for line in reversed(self.lines) if line), "")

    @property
    def flat(self) -> str:
        """The screen in one line, so that a wrapped sentence is found."""
        return " ".join(self.text.split())

    def wait(self, state: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until the state is there. Fails at the deadline."""
        deadline = time.monotonic() + patience
        while not state():
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not within {patience} s: {what}\n{self.text}")
            self._read(min(left, 0.02))

    def see(self, *texts: str, patience: float = PATIENCE) -> None:
        """Wait until all the texts are on the screen."""
        for text in texts:
            self.wait(lambda text=text: self.shows(text), f"“{text}” is seen", patience)

    def see_no_more(self, text: str) -> None:
        self.wait(lambda: not self.shows(text), f"“{text}” is gone")

    def shows(self, text: str) -> bool:
        return text in self.flat

    def read_on(self, patience: float) -> None:
        """Read what comes, for so many seconds at most; sooner back where something did."""
        self._read(patience)

    def sip(self, number: int) -> None:
        """Read so many bytes at most, as over a slow line."""
        if select.select([self._controller], [], [], 0.02)[0]:
            data = os.read(self._controller, number)
            self.raw += data
            self._show(data)

    def _read(self, patience: float) -> None:
        """Take in all that is there, after waiting a little for the first of it."""
        if self._controller < 0:
            select.select([], [], [], patience)
            return
        while select.select([self._controller], [], [], patience)[0]:
            try:
                data = os.read(self._controller, 65536)
            except OSError:  # nobody has the other end any more
                return
            self.raw += data
            self._reply()
            self._show(data)
            patience = 0

    def _show(self, data: bytes) -> None:
        data = self._held_back + data
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._held_back = data[end:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[:end]))

    def _reply(self) -> None:
        for query, answer in self._answers.items():
            while self._answered.get(query, 0) < self.raw.count(query):
                self._answered[query] = self._answered.get(query, 0) + 1
                self.send(answer)
