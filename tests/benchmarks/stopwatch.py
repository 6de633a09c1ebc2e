"""A program in a pseudo-terminal of its own, timed from the fork to the bytes that it paints.

Nothing is drawn here, as `tests.e2e.terminal` does: what reads the bytes must not cost time while
the program that is timed waits for its processor.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
PATIENCE = 900.0
"""Seconds after which a wait fails: reading 100,000 facts takes minutes on a busy machine."""
COLUMNS, ROWS = 80, 24
LEAVE = "\x03\x11"
"""Ctrl+C, which ends most, and Ctrl+Q, which ends an app of Textual's."""
LEAVING = 5.0
"""Seconds in which a program that was told to leave may say nothing."""
QUIET = 0.15
"""Seconds without a byte after which a screen is taken to be at rest."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment that everything is timed in."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "QUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **more,
    }


class Timed:
    """A program, a terminal, and a watch that starts at the fork and again at each key."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], *, cwd: Path = ROOT) -> None:
        self.raw = b""
        self._mark = 0
        self._began = time.perf_counter()
        pid, self._terminal = pty.fork()
        if pid == 0:
            try:
                size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(cwd)
                os.execve(command[0], list(command), dict(env))
            finally:
                os._exit(127)
        self.pid = pid
        self._status: int | None = None
        self.peak = 0.0
        """Most memory that it held until it was told to leave, in MB."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._wait()
        os.close(self._terminal)

    def press(self, keys: str) -> None:
        """Type, and start the watch anew."""
        self._mark = len(self.raw)
        self._began = time.perf_counter()
        os.write(self._terminal, keys.encode())

    def until(self, *words: str) -> float:
        """Return the milliseconds from the fork, or the last key, until all words were painted."""
        wanted = [word.encode() for word in words]
        at = time.perf_counter()
        while not all(word in self.raw[self._mark :] for word in wanted):
            left = self._began + PATIENCE - time.perf_counter()
            if left <= 0 or not self._read(left):
                shown = self.raw[self._mark :]
                missing = [word.decode() for word in wanted if word not in shown]
                raise AssertionError(f"it never painted {missing}: {shown[-1000:]!r}")
            at = time.perf_counter()
        return 1000 * (at - self._began)

    def rest(self) -> int:
        """Wait until nothing more is painted; return the bytes since the fork or the last key."""
        while self._read(QUIET):
            pass
        return len(self.raw) - self._mark

    def _read(self, patience: float) -> bool:
        """Take in what is there; return whether there was anything."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # nobody has the other end any more
            return False
        self.raw += data
        return bool(data)

    def memory(self) -> float:
        """Return what it holds in memory now, in MB, as the kernel counts it."""
        return _status(self.pid, "VmRSS")

    def end(self, keys: str = LEAVE) -> None:
        """Have it leave, and wait until it has."""
        # What the system tells of a process that ended was begun by the one that forked it.
        self.peak = _status(self.pid, "VmHWM")
        os.write(self._terminal, keys.encode())
        while self._read(LEAVING):
            pass
        if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            os.kill(self.pid, signal.SIGKILL)
        self._wait()

    def _wait(self) -> None:
        _, self._status = os.waitpid(self.pid, 0)


def _status(pid: int, what: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1000
    raise AssertionError(f"the kernel does not tell {what}")
