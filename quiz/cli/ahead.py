"""`quiz play` in two processes: one reads the pack and draws, the other brings up the screen.

Each takes about as long as the other, and what is loaded to draw a set is not needed to play it.
The one that draws writes nothing; whatever goes wrong in it is done again by the one that plays,
which can say so.
"""

from __future__ import annotations

import marshal
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.cli.wanted import Wanted
    from quiz.model import Sitting

    Work = Callable[[Wanted, Callable[[], str]], tuple[Sitting, Path]]

_CHUNK = 65536


class Ahead:
    """A process that draws a set."""

    def __init__(self, pid: int, tell: int, hear: int) -> None:
        self._pid = pid
        self._tell = tell
        self._hear = hear

    def ask(self, user: str) -> None:
        """Say for whom it is; the log can be read from now on."""
        try:
            os.write(self._tell, user.encode("utf-8", "surrogateescape"))
        except OSError:
            return  # it is gone: so `drawn` will find
        finally:
            self._leave()

    def drawn(self) -> tuple[Sitting, Path] | None:
        """Wait for the set; return it and where its pack lies, None where there is none."""
        from quiz.records.rows import sitting_from

        pieces = []
        while piece := os.read(self._hear, _CHUNK):
            pieces.append(piece)
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status or not pieces:
            return None
        values, path = marshal.loads(b"".join(pieces))  # noqa: S302  # from this very program
        return sitting_from(values), Path(path)

    def end(self) -> None:
        """Send it away, whatever it is at."""
        self._leave()
        if self._hear >= 0:
            os.close(self._hear)
            self._hear = -1
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0

    def _leave(self) -> None:
        if self._tell >= 0:
            os.close(self._tell)
            self._tell = -1


def begin(args: Wanted, work: Work) -> Ahead | None:
    """Start a process that does `work`; None where that cannot be, or not safely.

    `work` gets the arguments and what waits for the student's id.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    asked, tell = os.pipe()
    hear, answer = os.pipe()
    try:
        pid = os.fork()
    except OSError:  # too many processes
        for end in (asked, tell, hear, answer):
            os.close(end)
        return None
    if not pid:
        os.close(tell)
        os.close(hear)
        _draw(args, work, asked, answer)
    os.close(asked)
    os.close(answer)
    return Ahead(pid, tell, hear)


def _draw(args: Wanted, work: Work, asked: int, answer: int) -> NoReturn:
    """Do the work, in a process that touches nothing of the terminal, and end."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        sitting, path = work(args, lambda: _heard(asked))
        from quiz.records.rows import sitting_values

        told = memoryview(marshal.dumps((sitting_values(sitting), str(path))))
        while told:
            told = told[os.write(answer, told) :]
        status = 0
    finally:
        os._exit(status)


def _heard(asked: int) -> str:
    """Wait for the student's id. Raises EOFError where none comes: nobody wants the set."""
    user = b""
    while piece := os.read(asked, _CHUNK):
        user += piece
    if not user:
        raise EOFError
    return user.decode("utf-8", "surrogateescape")
