"""Reading a stranger's file: only an ordinary one, only so much of it, and never waiting."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_regular(path: Path, most: int) -> bytes | None:
    """Return a regular file's bytes; None where it is larger than `most`. Raises OSError.

    A FIFO, a device or a folder is an OSError at once: nothing here waits for a writer.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError("it is not an ordinary file")
        # Asked for all that may be, Python makes room for it, however small the file is.
        raw = file.read(min(state.st_size, most) + 1)
        if len(raw) > state.st_size:  # it grew meanwhile, or does not tell its size
            raw += file.read(max(0, most + 1 - len(raw)))
    return None if len(raw) > most else raw
