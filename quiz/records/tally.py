"""How much the log has had: a second witness, beside what SQLite says of its own file.

SQLite takes a WAL up to the first frame whose check sum is wrong and forgets what follows, as it
must after a power cut. So a flipped bit, a WAL that is cut or gone, or an older copy in the log's
place take answers away without a word. What this file says was durable before it was written here;
it is not waited for itself (0.6 ms an answer), so it may say less than there is, never more.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Self

from quiz.packs.files import read_regular
from quiz.records import rescue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "answers.tally"
_LENGTH = 128
"""Bytes, written in place and at once: within one sector, and a full disk has them already."""


class Places(NamedTuple):
    """The last place in each table of a log; 0 where it is empty or not there."""

    answer: int = 0
    sitting: int = 0
    ending: int = 0
    mark: int = 0
    complaint: int = 0

    def lack(self, had: Places) -> bool:
        """Return whether anything is missing of what there was."""
        return any(here < there for here, there in zip(self, had, strict=True))


_SELECT = f"SELECT {', '.join(f'(SELECT max(seq) FROM {name})' for name in Places._fields)}"  # noqa: S608  # names of ours


def places(connection: sqlite3.Connection) -> Places:
    """Return the last places of a log of this version. Raises sqlite3.Error."""
    return Places(*(seq or 0 for seq in connection.execute(_SELECT).fetchone()))


def read(folder: Path) -> Places:
    """Return what the log beside has had, as far as is known: zeros where that cannot be read.

    Of a file that cannot be written nothing is taken: it would say the same for ever.
    """
    path = folder / FILE
    with suppress(OSError, ValueError):
        if os.access(path, os.W_OK):
            line = (read_regular(path, _LENGTH) or b"").rstrip(b" \n")
            said, _, crc = line.rpartition(b" ")
            if zlib.crc32(said) == int(crc):
                return Places(*map(int, said.split()))
    return Places()


def forget(folder: Path) -> None:
    """Take the file away: what it says is no longer to be missed."""
    with suppress(OSError):
        (folder / FILE).unlink()
        rescue.sync_folder(folder)


class Tally:
    """The file, opened when there is something to write. Its trouble is never the student's."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: int | None = None
        self._had: dict[str, int] = {}

    @classmethod
    def of(cls, folder: Path, connection: sqlite3.Connection) -> Self | None:
        """Return the tally of a log that has a WAL.

        None where it has none: then the folder may be shared, and files come to it one by one.
        """
        with suppress(sqlite3.Error):
            if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                return cls(folder)
            forget(folder)
        return None

    def note(self, connection: sqlite3.Connection, placed: Mapping[str, int]) -> None:
        """Write down what the log has. To be called when all of that is durable, not before.

        `placed`: the last place in each table that was written to. The log is asked only once.
        """
        with suppress(OSError, sqlite3.Error):
            if not self._had:
                self._had = dict(zip(Places._fields, places(connection), strict=True))
            self._had |= placed
            said = " ".join(map(str, self._had.values())).encode()
            line = b"%b %d" % (said, zlib.crc32(said))
            if self._file is None:
                flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
                self._file = os.open(self._path, flags, 0o600)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, line.ljust(_LENGTH - 1) + b"\n")

    def close(self) -> None:
        """Wait until it is on the disk, and close it; harmless a second time."""
        if self._file is not None:
            with suppress(OSError):
                os.fsync(self._file)
            with suppress(OSError):
                os.close(self._file)
            self._file = None
