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
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.cli.wanted import Wanted
    from quiz.model import Sitting

    Said = Callable[[str, int, int], object]
    Work = Callable[[Wanted, Callable[[], str], Said], tuple[Sitting, Path]]

_CHUNK = 65536
_HEAD = 8
"""Bytes that tell how long what follows is."""


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

    def drawn(self, said: Said) -> tuple[Sitting, Path] | None:
        """Wait for the set; return it and where its pack lies, None where there is none.

        `said` hears meanwhile how far it is.
        """
        from quiz.records.rows import sitting_from

        found = None
        with os.fdopen(self._hear, "rb", closefd=False) as pipe:
            while len(head := pipe.read(_HEAD)) == _HEAD:
                told = pipe.read(int.from_bytes(head, "little"))
                found = marshal.loads(told)  # noqa: S302  # from this very program
                if len(found) == len(("what", "done", "of")):
                    said(*found)
                    found = None
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status or found is None:
            return None
        values, path = found
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

    `work` gets the arguments, what waits for the student's id, and what hears how far it is.
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
        sitting, path = work(args, lambda: _heard(asked), lambda *said: _tell(answer, said))
        from quiz.records.rows import sitting_values

        _tell(answer, (sitting_values(sitting), str(path)))
        status = 0
    finally:
        os._exit(status)


def _tell(answer: int, said: tuple[Any, ...]) -> None:
    raw = marshal.dumps(said)
    told = memoryview(len(raw).to_bytes(_HEAD, "little") + raw)
    while told:
        told = told[os.write(answer, told) :]


def _heard(asked: int) -> str:
    """Wait for the student's id. Raises EOFError where none comes: nobody wants the set."""
    user = b""
    while piece := os.read(asked, _CHUNK):
        user += piece
    if not user:
        raise EOFError
    return user.decode("utf-8", "surrogateescape")
