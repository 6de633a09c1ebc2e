"""The program in a pseudo-terminal, from a process that has read all its modules once.

A start costs a hundredth of a second, so that every text can go through every command. What is
written is what the terminal would be sent, byte for byte.
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

PATIENCE = 60.0
"""Seconds after which a program is taken to hang."""
CRASHED = 99
"""The status of a program that raised what `main` let through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a program wrote to its terminal, and how it ended; -1 where it had to be ended."""

    raw: bytes
    status: int

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing is the user's own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "QUIZ_HOME": str(folder / "home"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
        "BROWSER": "",
        "EDITOR": "true",
        "COLUMNS": "",
        "LINES": "",
        **more,
    }


def argument(text: str) -> str:
    """Return the text as a command line hands it over: without NUL, other bytes as they come."""
    text = text.replace("\0", "")
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which no byte stands for
        raw = text.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "surrogateescape")


def run(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    typed: str = "",
    size: tuple[int, int] = (100, 30),
    before: Callable[[], None] | None = None,
    main: Callable[[Sequence[str]], int] | None = None,
    patience: float = PATIENCE,
) -> Done:
    """Run `quiz` with the arguments; `before` is called in its process, `typed` is sent to it."""
    process, terminal = pty.fork()
    if process == 0:
        _be(arguments, env, cwd, size, before, main)
    _quiet_line(terminal)  # before anything is typed
    return _watch(process, terminal, typed.encode("utf-8", "surrogatepass"), patience)


def _watch(process: int, terminal: int, typed: bytes, patience: float) -> Done:
    raw, end, hung = bytearray(), time.monotonic() + patience, False
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0:
                hung = True
                os.kill(process, signal.SIGKILL)
                break
            readable, writable, _ = select.select(
                [terminal], [terminal] if typed else [], [], min(left, 1)
            )
            if writable:
                typed = typed[os.write(terminal, typed[:512]) :]
            if readable:
                try:
                    data = os.read(terminal, 1 << 16)
                except OSError:  # nobody has the other end any more
                    break
                if not data:
                    break
                raw += data
    finally:
        os.close(terminal)
        _, status = os.waitpid(process, 0)
    return Done(raw=bytes(raw), status=-1 if hung else os.waitstatus_to_exitcode(status))


def _without_shipped_packs(folder: Path) -> None:
    """Find only what is hostile: to read the packs that ship takes most of a second."""
    from quiz.packs import library

    library._PACKAGE = folder / "nowhere" / "quiz"


def _quiet_line(terminal: int) -> None:
    """Let the terminal itself neither echo what is typed nor take it for a signal."""
    modes = termios.tcgetattr(terminal)
    modes[0] &= ~(termios.IXON | termios.IXOFF)
    modes[3] &= ~(termios.ECHO | termios.ECHOCTL | termios.ISIG)
    termios.tcsetattr(terminal, termios.TCSANOW, modes)


def _file(number: int, mode: str) -> Any:
    return open(number, mode, closefd=False)  # to the end


def _be(
    arguments: Sequence[str],
    env: Mapping[str, str],
    cwd: Path,
    size: tuple[int, int],
    before: Callable[[], None] | None,
    main: Callable[[Sequence[str]], int] | None,
) -> None:
    """Become the program; never returns."""
    status = CRASHED
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.environ.clear()
        os.environ.update({key: value for key, value in env.items() if value})
        os.chdir(cwd)
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(
            _file(0, "rb"), encoding="utf-8", errors="surrogateescape"
        )
        for name, number, errors in (
            ("stdout", 1, "surrogateescape"),
            ("stderr", 2, "backslashreplace"),
        ):
            file = io.TextIOWrapper(
                _file(number, "wb"),
                encoding="utf-8",
                errors=errors,
                line_buffering=True,
            )
            setattr(sys, name, file)
            setattr(sys, f"__{name}__", file)
        sys.excepthook = sys.__excepthook__
        _without_shipped_packs(cwd)
        if before is not None:
            before()
        if main is None:
            from quiz.cli.main import main as program

            main = program
        status = main([argument(each) for each in arguments])
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001  # whatever it is, it is shown
        traceback.print_exc()
    finally:
        for file in (sys.stdout, sys.stderr):
            try:
                file.flush()
            except Exception:  # noqa: BLE001
                status = CRASHED
        os._exit(status & 0xFF)
