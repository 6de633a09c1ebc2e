"""What the home screen says of a pack, kept so that it need not be read again to be listed.

Keyed by the content of its files: a changed pack is read anew, wherever it lies. Reading three
packs takes over a second, hashing them a few milliseconds, and a listing is all that home needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from quiz.packs import limits
from quiz.packs.files import digest_regular, put_whole, read_regular
from quiz.packs.shipped import LISTINGS, state, take_over
from quiz.quick import dataclass
from quiz.threads import started

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.packs.content import Pack

_LONGEST = 1 << 20
"""Bytes of a listing: no title and description are as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A pack's line on the home screen."""

    id: str
    title: str
    description: str
    facts: int | None
    """How many are asked about, not only there for others. None where they were not counted; such a
    listing is not kept."""


def listed_of(pack: Pack) -> Listed:
    """Return what is listed of a pack."""
    return Listed(
        id=pack.id,
        title=pack.title,
        description=pack.description,
        facts=sum(not fact.claims.keys() <= fact.skip for fact in pack.facts.values()),
    )


def fingerprint(path: Path) -> str | None:
    """Return SHA-256 over a pack's files and what reads them; None where they cannot be read."""
    try:
        return fingerprint_of(pack_files(path))
    except OSError:
        return None


def pack_files(path: Path) -> list[Path]:
    """Return the files that make a pack what it is. Raises OSError."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def fingerprint_of(files: Sequence[Path]) -> str | None:
    """Return what `fingerprint` does, of a pack's files."""
    if len(files) > limits.FILES:
        return None
    try:
        first, digests = reader(), _digests(files)
    except OSError:
        return None
    if None in digests:
        return None
    return hashlib.sha256(b"".join([first, *filter(None, digests)])).hexdigest()


_MANY = 8
"""Files from which two are read at a time: neither reading nor digesting waits for the other."""


def _digests(files: Sequence[Path]) -> list[bytes | None]:
    """Return each file's digest, in order; None for one that cannot be read."""
    most = limits.file_bytes()
    if len(files) < _MANY:
        return [digest_regular(file, most) for file in files]
    found: dict[Path, bytes | None] = {}

    def digest(some: Sequence[Path]) -> None:
        for file in some:
            found[file] = digest_regular(file, most)

    other = started(partial(digest, files[1::2]))
    digest(files[::2])
    if other is None:
        digest(files[1::2])
    else:
        other.join()
    return [found.get(file) for file in files]


@cache
def reader() -> bytes:
    """Return what tells one state of the code that reads packs from another."""
    folder = Path(__file__).parent
    return state([*folder.glob("*.py"), folder.parent / "text.py", folder.parent / "model.py"])


class Listing:
    """A folder of listings, one small JSON file each. What cannot be read or written is skipped."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str | None) -> Listed | None:
        """Return what was kept under a fingerprint, or None."""
        if self._folder is None or key is None:
            return None
        try:
            raw = read_regular(take_over(LISTINGS / f"{key}.json", self._folder), _LONGEST) or b""
            seal, _, fields = raw.partition(b"\n")
            return Listed(**json.loads(fields)) if seal == _seal(key, fields) else None
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str | None, listed: Listed) -> None:
        """Keep a listing."""
        if self._folder is None or key is None:
            return
        with contextlib.suppress(OSError):
            fields = {name: getattr(listed, name) for name in Listed.__slots__}
            told = json.dumps(fields).encode()
            put_whole(self._folder / f"{key}.json", _seal(key, told) + b"\n" + told)


def _seal(key: str, fields: bytes) -> bytes:
    """Return what tells a listing from one that was damaged, or is another pack's."""
    return b"%08x" % crc32(fields, crc32(key.encode()))
