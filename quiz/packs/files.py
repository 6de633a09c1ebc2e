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
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is not an ordinary file")
        raw = file.read(most + 1)
    return None if len(raw) > most else raw
