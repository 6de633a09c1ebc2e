"""A large pack's fingerprint without reading it, where the system says that nothing was changed.

To digest 36 MB takes a tenth of a start. So what the system tells of each file is kept beside the
copies with the fingerprint that was found: its size, number and device, when it was written and
when anything of it was changed last. That last time nobody can set, so a file that has the same
size and the same date again (an editor's, a copying program's, a repository's) is still told from
the one before. The content stays the truth: it is digested wherever the least thing differs, of
what was changed within the last minute, and where a file system keeps times too coarse to tell.

What is left is to write without any trace in those times: by the disk itself, or by a map of a file
into memory that is held for longer than the minute.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING
from zlib import crc32

from quiz.packs import limits
from quiz.packs.files import keep_newest, put_whole, read_regular, state_regular
from quiz.packs.listing import fingerprint, fingerprint_of, pack_files, reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGE = 4 << 20
"""Bytes of a pack that takes more than a second to read, and some milliseconds to digest."""
SETTLED = 60 * 10**9
"""Nanoseconds after a change from which the next one surely has another time. Changes in memory may
reach a file half a minute late, and a file server may tell a minute late of what others did."""
COARSE = 10**7
"""Nanoseconds: a file system whose times are whole hundredths of a second has no better ones."""
TELLS = os.name == "posix"
"""Whether a file's `st_ctime` is when it was changed; elsewhere it is when it was made."""
MOST = 24
"""Packs of which it is kept."""
ENDING = ".seen"
_MARK = b"footnote-seen 1"
_KEY = re.compile(rb"[0-9a-f]{64}")
_LONGEST = 1 << 20
_CHANGED = 2
"""Where in a state the time of the last change stands."""

State = tuple[int, ...]


def known_fingerprint(path: Path, folder: Path) -> str | None:
    """Return what `fingerprint` does. `folder`: where it is kept of large packs, which are not
    digested again before they change.
    """
    try:
        files = pack_files(path)
        states = _states(files) if TELLS else None
        if states is None:
            return fingerprint_of(files)
        told = repr((reader(), states)).encode()
    except OSError:
        return None
    record = folder / f"{crc32(os.fsencode(path.absolute())):08x}{ENDING}"
    return _kept(record, told) or _found(path, record, states, told)


def _states(files: Sequence[Path]) -> list[tuple[bytes, State]] | None:
    """Return what the system says of each file; None of a pack that need not be kept in mind.

    Raises OSError.
    """
    if len(files) > limits.FILES or sum(file.stat().st_size for file in files) < LARGE:
        return None
    # Each is opened, for a file server says what is so now only of what one opens.
    states = [(os.fsencode(file.name), state_regular(file)) for file in files]
    return states if max(size for _, (size, *_) in states) <= limits.file_bytes() else None


def _kept(record: Path, told: bytes) -> str | None:
    """Return the fingerprint that was found when the files were as they are told to be."""
    with contextlib.suppress(OSError):
        raw = read_regular(record, _LONGEST) or b""
        first, _, rest = raw.partition(b"\n")
        key = first[-64:]
        if rest == told and _KEY.fullmatch(key) and first == _first(key, told):
            return key.decode("ascii")
    return None


def _first(key: bytes, told: bytes) -> bytes:
    return b"%b %08x %b" % (_MARK, crc32(told, crc32(key)), key)


def _found(
    path: Path, record: Path, states: Sequence[tuple[bytes, State]], told: bytes
) -> str | None:
    """Return the fingerprint of the content; keep it if the files will tell of the next change."""
    began = _moment(record)
    key = fingerprint(path)
    if key is None or began is None or _states_now(path) != states:
        return key
    changed = [state[_CHANGED] for _, state in states]
    if max(changed) < began - SETTLED and all(when % COARSE for when in changed):
        with contextlib.suppress(OSError):
            put_whole(record, _first(key.encode(), told) + b"\n" + told)
            keep_newest(record.parent, ENDING, MOST)
    return key


def _states_now(path: Path) -> list[tuple[bytes, State]] | None:
    try:
        return _states(pack_files(path))
    except OSError:
        return None


def _moment(record: Path) -> int | None:
    """Return what time it is to a file system, in nanoseconds; None where nothing can be kept."""
    probe = record.with_name(f"{record.name}.{os.getpid()}.part")
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        when = probe.stat().st_mtime_ns
        probe.unlink()
    except OSError:
        return None
    return when
