"""Reading a stranger's file: only an ordinary one, only so much of it, and never waiting."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1 << 17
"""Bytes that are read at once where only their digest is wanted: they stay near the processor."""
ANSWERS_ROOM = 1 << 20
"""Bytes on a disk that is nearly full that are left to the answers: their log, and its copy."""
_PART = ".part"
_ABANDONED = 3600 * 10**9
"""Nanoseconds after which nobody goes on writing a file."""


def _opened(path: Path) -> tuple[int, int]:
    """Return the descriptor and the size of a regular file. Raises OSError, at once."""
    how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, how)
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        os.close(descriptor)
        is_folder = stat.S_ISDIR(state.st_mode)
        raise IsADirectoryError if is_folder else OSError("it is not an ordinary file")
    return descriptor, state.st_size


def read_regular(path: Path, most: int) -> bytes | None:
    """Return a regular file's bytes; None where it is larger than `most`. Raises OSError.

    A FIFO, a device or a folder is an OSError at once: nothing here waits for a writer.
    """
    descriptor, size = _opened(path)
    with os.fdopen(descriptor, "rb") as file:
        if size > most:
            return None
        # Asked for all that may be, Python makes room for it, however small the file is.
        raw = file.read(size + 1)
        if len(raw) > size:  # it grew meanwhile, or does not tell its size
            raw += file.read(max(0, most + 1 - len(raw)))
    return None if len(raw) > most else raw


def start_of_regular(path: Path, length: int) -> bytes:
    """Return the first bytes of a regular file. Raises OSError as `read_regular` does."""
    descriptor, _ = _opened(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        return file.read(length)


def digest_regular(path: Path, most: int) -> bytes | None:
    """Return SHA-256 over a regular file's name, size and bytes.

    None where it cannot be read, is larger than `most`, or is not as large as it says.
    """
    from hashlib import sha256  # deferred: who only reads needs none, and it takes 3 ms to load

    try:
        descriptor, size = _opened(path)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if size > most:
            return None
        digest = sha256(b"%b\0%d\0" % (os.fsencode(path.name), size))
        piece = memoryview(bytearray(min(size, _PIECE) + 1))
        left = size
        try:
            while left >= 0 and (count := file.readinto(piece)):
                digest.update(piece[:count])
                left -= count
        except OSError:
            return None
    return digest.digest() if left == 0 else None


def state_regular(path: Path) -> tuple[int, ...]:
    """Return a regular file's size, when it was written and when changed in nanoseconds, and which
    one it is: number and device. Raises OSError, at once.
    """
    descriptor, _ = _opened(path)
    try:
        known = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino, known.st_dev


def keep_newest(folder: Path, ending: str, most: int) -> None:
    """Leave of a folder's files with an ending those that were used last; with each of the others
    goes what has its name with another ending. What a program that was killed left half written
    goes too. Raises OSError.
    """
    kept = [(file.stat().st_mtime_ns, file) for file in folder.glob(f"*{ending}")]
    for _, file in sorted(kept, reverse=True)[most:]:
        for one in folder.glob(f"{file.stem}.*"):
            one.unlink()
    newest = max((used for used, _ in kept), default=0)
    for part in folder.glob(f"*{_PART}"):
        if part.stat().st_mtime_ns < newest - _ABANDONED:
            part.unlink()


def put_whole(path: Path, raw: bytes) -> None:
    """Write a file that is kept for speed, in whose place nobody ever sees half of it.

    Raises OSError, also where it would take the room that answers need.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    free = _free(path.parent)
    if free is not None and free < len(raw) + ANSWERS_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
    try:
        part.write_bytes(raw)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _free(folder: Path) -> int | None:
    """Return the bytes that may still be written; None where the system does not say."""
    if not hasattr(os, "statvfs"):
        return None
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize if disk.f_blocks else None
