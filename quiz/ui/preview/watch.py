"""Seeing that a pack was saved, without any help of the system's: by looking, some times a second.

Editors save by writing over the file or by putting another one in its place, so time, size and the
file itself are compared. A look at one file takes some microseconds.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.packs.load import pack_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Stamp = tuple[tuple[str, int, int, int], ...]
"""Path, time of the last change in ns, size and inode of every file that is there."""

GONE_LOOKS = 5
"""Looks that a pack must be gone for: some editors take the file away before they put the new one
in its place."""


class Seen(Enum):
    """What a look showed."""

    SAME = auto()
    MOVING = auto()
    """Something changes just now: look again soon."""
    NEW = auto()


def pack_stamp(path: Path) -> Stamp:
    """Return the stamp of a pack's files."""
    try:
        return stamp(pack_files(path)[: limits.FILES + 1])
    except OSError:
        return ()


def stamp(files: Sequence[Path]) -> Stamp:
    """Return the stamp of files; one that is not there is left out."""
    found = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        found.append((str(file), status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(found)


class Watch:
    """Tells a new save from the same old files, and waits for one that is still being written."""

    def __init__(self, look: Callable[[], Stamp]) -> None:
        self._look = look
        self._known: Stamp | None = None
        self._last: Stamp | None = None
        self._agree = 0

    def look(self) -> Seen:
        """Look once. A change is new once two looks agree; at the very first look, all is."""
        now = self._look()
        if self._known is None:
            self._known = self._last = now
            return Seen.NEW
        if now == self._known:
            self._last, self._agree = now, 0
            return Seen.SAME
        self._agree = self._agree + 1 if now == self._last else 0
        self._last = now
        if self._agree < (1 if now else GONE_LOOKS):
            return Seen.MOVING
        self._known, self._agree = now, 0
        return Seen.NEW
