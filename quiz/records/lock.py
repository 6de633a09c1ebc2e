"""One program a log: a lock that the system frees when the program ends, however it ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from quiz.errors import LogBusy, LogError

if TYPE_CHECKING:
    from pathlib import Path

BUSY = (
    "Another Footnote window has your log open. Close it first,"
    " or set QUIZ_HOME to another folder for this one."
)


class Lock:
    """A lock on a file beside the log, held until `release`."""

    def __init__(self, path: Path, busy: str = BUSY) -> None:
        """Take the lock. Raises LogBusy where another has it, LogError where it cannot be made.

        `busy`: what is said where another has it.
        """
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LogError(f"{path} cannot be written: {error.strerror}.") from error
        try:
            self._take()
        except OSError as error:
            os.close(self._file)
            raise LogBusy(busy) from error

    def _take(self) -> None:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Give the lock back; harmless where it was given back before."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
