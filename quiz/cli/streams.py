"""The three streams that a program is started with, some of which may be closed, full or gone."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOWHERE_TO_WRITE = frozenset(
    {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.ENXIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
)


class Unheard:
    """A stream whose failing stops nobody: what is said on it beside the matter may be lost."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, if that can be."""
        with suppress(OSError, ValueError):
            return self._stream.write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write all of them, if that can be."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Flush, if that can be."""
        with suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def make_whole() -> None:
    """Put an empty one in the place of each stream that was closed by whoever started us.

    A file that is opened later would else get its number, and be written to as if it were stderr.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    for name, mode, number in (("stdin", "r", 0), ("stdout", "w", 1), ("stderr", "w", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  # to the end
    if not isinstance(sys.stderr, Unheard):
        sys.stderr = cast("TextIO", Unheard(sys.stderr))


_SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})


def too_little(error: Exception) -> str | None:
    """Return what the system gives too little of, None where the error is of another kind."""
    if isinstance(error, MemoryError):
        return os.strerror(errno.ENOMEM)
    if not isinstance(error, OSError) or error.errno not in _SCARCE:
        return None
    return os.strerror(error.errno)


def not_written(error: Exception) -> str | None:
    """Return why what was to be written was not, None where the error is of another kind.

    Whatever names a file is about that file, and nothing that we write to stdout does.
    """
    if not isinstance(error, OSError) or error.filename is not None:
        return None
    number = error.errno
    return os.strerror(number) if number is not None and number in _NOWHERE_TO_WRITE else None


def give_up_stdout() -> None:
    """Write no more to it, so that the interpreter can end in silence."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
