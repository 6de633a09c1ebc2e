"""SIGTERM and SIGHUP: end in order, so that the log is closed and the status says why.

A signal that is ignored when the program starts (nohup) stays ignored, which somebody meant. One
that is blocked is let in: whoever started the program held it back for a moment of its own and
handed that down, and a program that nobody can end would be left behind. That nobody waits for
children (SIGCHLD ignored) is taken back too: the system would forget how ours ended, and give their
number to another.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A signal asks the program to end; not an Exception, so that nothing holds it up."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def _mind_nothing(_number: int, _frame: FrameType | None) -> None:
    pass


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Raise Ended at the first such signal and ignore what follows."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    numbers = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]

    def end(number: int, _frame: FrameType | None) -> None:
        for each in numbers:
            # Not SIG_IGN: one that has come already would be told as a race, with a traceback.
            signal.signal(each, _mind_nothing)
        raise Ended(number)

    before: dict[int, Any] = {number: signal.signal(number, end) for number in numbers}
    if hasattr(signal, "SIGCHLD"):
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    blocked: set[int] = set()
    try:
        if hasattr(signal, "pthread_sigmask"):
            blocked = signal.pthread_sigmask(signal.SIG_SETMASK, ())
        yield
    finally:
        if blocked:
            signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
        for number, handler in before.items():
            signal.signal(number, handler)


def leaving_at_once(status: int) -> None:
    """Let ctrl+c end the program without another word: all is said and written.

    Python may still wait for a thread that reads a pack. Told to stop there it shows a traceback,
    and may die of what the thread is at.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: os._exit(status))
