"""A log's WAL: room in it for the next answers, and what lies in it that SQLite does not take.

SQLite reads a WAL up to the last commit before the first frame whose check sum is wrong. After a
power cut that is right: what follows is the one transaction that nobody had waited for. Where a
second one follows it, the first had been waited for; then a bit was flipped.
"""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from quiz.packs.files import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER, _FRAME = 32, 24
_BIG_ENDIAN = 0x377F0683
_MAGIC = frozenset({_BIG_ENDIAN - 1, _BIG_ENDIAN})
_LONGEST = 1 << 28
"""Bytes. SQLite brings a WAL of four megabytes into the log if no other program reads in it."""
_ROOM_FOR = 12
"""Writes that find room once it was made: most take four pages, the start of a sitting more."""
_ROOM = 1 << 18
_ROUND = 1 << 22
"""Bytes after which SQLite begins again at the head of the file: it has room from then on."""
_FEW = 100_000
"""Pages by which a log may grow in one WAL: a frame that says more has a flipped bit in it."""


class Room:
    """Zeros that stand ready in a WAL that is open, for SQLite to write over.

    Whoever syncs a file that has grown waits for the file system to note where it lies now: a third
    of what a commit takes, and many times that on a busy disk. SQLite stops reading at the first
    frame that it did not write. They come at the end only, where no program has written meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writes = 0
        """For which there is room."""

    def take(self) -> None:
        """Take what a write needs, from more that is made if need be; where that fails, none."""
        if not self._writes:
            self._writes = _ROOM_FOR
            with suppress(OSError):
                file = os.open(self._path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
                try:
                    if os.fstat(file).st_size < _ROUND:
                        os.write(file, bytes(_ROOM))
                finally:
                    os.close(file)
        self._writes -= 1


class Frame(NamedTuple):
    """One page as a transaction left it."""

    page: int
    size: int
    """Pages of the log after the commit that this frame is; 0 where it is none."""
    sums: tuple[int, int]
    start: bytes
    """The part of its own header that the check sum is made of."""
    data: bytes


class Wal:
    """The frames of a WAL file that belong together, whatever their check sums say."""

    def __init__(self, path: Path) -> None:
        """Raises OSError. A file that is none, is not there, or is far too long, has no frames."""
        held = (read_regular(path, _LONGEST) or b"") if path.exists() else b""
        self._whole = held
        head = held[:_HEADER].ljust(_HEADER, b"\0")
        magic, _, size, _ = struct.unpack(">4I", head[:16])
        known = magic in _MAGIC
        big = magic == _BIG_ENDIAN if known else sys.byteorder == "big"
        self._order = ">" if big else "<"
        self._size = size if size in {2**power for power in range(9, 17)} else 4096
        self._sound = known and self._sums(head[:24], (0, 0)) == struct.unpack(">2I", head[24:])
        self._begin: tuple[int, int] = struct.unpack(">2I", head[24:])
        self._salts = head[16:24] if self._sound else held[_HEADER + 8 : _HEADER + 16]

    def frames(self) -> Iterator[Frame]:
        """Yield the frames in order; room, and those of earlier rounds, are left out."""
        if not any(self._salts):
            return
        step = _FRAME + self._size
        for at in range(_HEADER, len(self._whole) - step + 1, step):
            head = self._whole[at : at + _FRAME]
            if head[8:16] == self._salts:
                page, size, _, _, *sums = struct.unpack(">6I", head)
                data = self._whole[at + _FRAME : at + step]
                yield Frame(page, size, (sums[0], sums[1]), head[:8], data)

    def is_cut_off(self) -> bool:
        """Return whether transactions that had been waited for follow what SQLite takes."""
        before, broken, after = self._begin, not self._sound, 0
        last = (b"", b"")
        for frame in self.frames():
            said = (frame.start, frame.data)
            fits = self._sums(frame.start + frame.data, before) == frame.sums
            before = frame.sums
            broken = broken or not fits
            if broken and frame.size and said != last:  # the same again only fills a sector
                after += 1
            if after > 1:
                return True
            last = said
        return False

    def lay_over(self, path: Path) -> None:
        """Write every page into a copy of the log, damaged ones too: the rows will tell.

        Raises OSError.
        """
        with path.open("rb+") as file:
            most = file.seek(0, 2) // self._size + _FEW
            for frame in self.frames():
                if 0 < frame.page <= most:
                    file.seek((frame.page - 1) * self._size)
                    file.write(frame.data)

    def _sums(self, data: bytes, before: tuple[int, int]) -> tuple[int, int]:
        one, two = before
        for first, second in struct.iter_unpack(f"{self._order}2I", data):
            one = (one + first + two) & 0xFFFFFFFF
            two = (two + second + one) & 0xFFFFFFFF
        return one, two
