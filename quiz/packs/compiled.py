"""A pack that was read once, kept so that it need not be read again to be played.

Reading TOML, checking it and resolving its names takes ten times as long as this. A copy is found
by the content of the pack's files, so a changed pack is read anew; it is text that is parsed, never
a program that is run; and it may be deleted at any time. A line is one fact, and a fact is taken
from its line when it is first asked for: of a very large pack most never are.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import stat
import sys
from array import array
from collections import Counter
from itertools import accumulate, pairwise
from threading import Lock
from typing import TYPE_CHECKING
from zlib import crc32

from quiz.packs.collector import without_collector
from quiz.packs.content import Pack, Silence
from quiz.packs.copied import CopiedFacts, CopiedKin, CopiedNames, Places
from quiz.packs.files import keep_newest, put_whole
from quiz.packs.lookup import index
from quiz.packs.shipped import COPIES, state, take_over
from quiz.packs.things import Reader, Writer, defaults, kind, to_json
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from quiz.packs.content import Fact
    from quiz.packs.copied import Again, Lines

_MARK = f"footnote-pack 3 {sys.byteorder}"
"""The number is raised when a copy comes to be written in another way."""
_PARTS = 7
"""Parts of a copy before its lines."""
FIRST_LINE = 200
"""Bytes within which a copy's first line ends: mark, checksum, sizes."""
MAPPED_FROM = 8 << 20
"""Bytes from which a copy is not read as a whole."""
MOST = 24
"""Copies that are kept; the one that was used longest ago goes first."""
ENDING = ".pack"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def written(pack: Pack, key: str = "") -> bytes:
    """Return a pack as a copy holds it that is kept under a fingerprint."""
    writer = Writer(pack.sources)
    return put_together(
        pack,
        key,
        keys=[*pack.facts],
        lines=[line_of(writer, fact) for fact in pack.facts.values()],
        named=(
            (fold(name), row) for row, fact in enumerate(pack.facts.values()) for name in fact.names
        ),
    )


def line_of(writer: Writer, fact: Fact) -> bytes:
    """Return a fact as a line of a copy."""
    return _bytes(writer.fact(fact))


def put_together(
    pack: Pack,
    key: str,
    *,
    keys: Sequence[str],
    lines: Sequence[bytes],
    named: Iterable[tuple[str, int]],
) -> bytes:
    """Return a copy of a pack, but for its facts: they have these keys, and lines in their order.

    `named`: what they are called, folded, each with the row.
    """
    writer = Writer(pack.sources)
    head = {
        name: writer.thing(getattr(pack, name))
        for name, _ in defaults(Pack)
        if name not in ("facts", "names", "kin", "path", "source_folders", "whole")
    }
    head["kin"] = {key: sorted(found) for key, found in pack.kin.items() if found}
    head["counts"] = Counter(key[: key.index("/")] for key in keys)
    raw_keys = [_bytes(key) for key in keys]
    parts = [
        _bytes(to_json(head)),
        b"".join(raw_keys),
        array("I", accumulate(map(len, raw_keys), initial=0)),
        index((key, row) for row, key in enumerate(keys)),
        array("Q", accumulate(map(len, lines), initial=0)),
        array("I", map(crc32, lines)),
        index(named),
    ]
    raw = [bytes(part) for part in parts]
    sizes, front = " ".join(str(len(part)) for part in raw), b"".join(raw)
    seal = crc32(front, _seal(key, sizes))
    return b"".join([_bytes(f"{_MARK} {seal:08x} {sizes}\n"), front, *lines])


def _seal(*said: object) -> int:
    """Return what a checksum begins with, so that no whole file stands for another one."""
    return crc32(_bytes(repr(said)))


def _pack(
    file: Path,
    path: Path,
    folders: tuple[Path, ...],
    again: Again,
    at_hand: Mapping[str, Fact] | None = None,
) -> Pack | None:
    """Return the pack of a copy, None if it is not one of ours, whole and of today's form."""
    raw, read = _opened(file)
    first, _, _ = bytes(raw[:FIRST_LINE]).partition(b"\n")
    mark, crc, *sizes = first.decode("ascii").rsplit(" ", _PARTS + 1)
    ends = list(accumulate(map(int, sizes), initial=len(first) + 1))
    seal = crc32(raw[ends[0] : ends[-1]], _seal(file.stem, " ".join(sizes)))
    if mark != _MARK or f"{seal:08x}" != crc:
        return None
    head, keys, key_ends, by_place, starts, seals, names = (raw[a:b] for a, b in pairwise(ends))
    told, reader = json.loads(bytes(head)), Reader()
    reader.sources = {key: reader.source(own) for key, own in told["sources"].items()}
    body = ends[-1]
    places = Places(
        keys=keys,
        key_ends=key_ends.cast("I"),
        by_place=by_place.cast("Q"),
        ends=starts.cast("Q"),
        seals=seals.cast("I"),
        lines=lambda start, end: read(body + start, body + end),
    )
    facts = CopiedFacts(reader, told.pop("counts"), places, again, file, at_hand)
    for key in ("authors", "topics"):
        told[key] = tuple(told[key])
    told["silences"] = tuple(
        Silence(**(own | {"rows": tuple(own.get("rows", ()))})) for own in told.get("silences", ())
    )
    told["kinds"] = {key: kind(own) for key, own in told["kinds"].items()}
    told["sources"] = reader.sources
    kin = CopiedKin(facts, {key: frozenset(own) for key, own in told.pop("kin").items()})
    known = CopiedNames(facts, names.cast("Q"))
    return Pack(**told, facts=facts, names=known, kin=kin, path=path, source_folders=folders)


class Compiled:
    """A folder of packs as they were read. What cannot be read or written there is passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(
        self,
        key: str | None,
        path: Path,
        folders: tuple[Path, ...],
        read: Callable[[], Pack],
        *,
        at_hand: Mapping[str, Fact] | None = None,
    ) -> Pack | None:
        """Return the pack that was kept under a fingerprint, or None.

        `read` reads it from its files, should a line turn out to be damaged later. `at_hand`: its
        facts, where it was just read.
        """
        if key is None:
            return None
        file = take_over(COPIES / f"{key}{ENDING}", self._folder)

        def again() -> Mapping[str, Fact]:
            with contextlib.suppress(OSError):
                (self._folder / file.name).unlink()
            return read().facts

        try:
            pack = _pack(file, path, folders, again, at_hand)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return pack

    def put(self, key: str | None, pack: Pack) -> None:
        """Keep a pack."""
        if key is not None and self.can_keep():
            with without_collector():
                self.put_written(key, written(pack, key))

    def can_keep(self) -> bool:
        """Tell whether there is a folder to keep packs in, or all that is made for it is lost."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)

    def put_written(self, key: str, raw: bytes) -> None:
        """Keep a pack that is written as `written` does."""
        with contextlib.suppress(OSError):
            put_whole(self._folder / f"{key}{ENDING}", raw)
            keep_newest(self._folder, ENDING, MOST)


class _Open:
    """A file that is read from here and there, by several threads; closed with the last of them."""

    def __init__(self, file: Path) -> None:
        self.number = -1
        self.number = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._one_at_a_time = Lock()

    def read(self, start: int, end: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self.number, end - start, start)
        with self._one_at_a_time:
            os.lseek(self.number, start, os.SEEK_SET)
            return os.read(self.number, end - start)

    def __del__(self) -> None:
        if self.number >= 0:
            os.close(self.number)


def _opened(file: Path) -> tuple[memoryview, Lines]:
    """Return a file's bytes, and what reads some of them.

    A large one is mapped, so that only what is looked at is in memory; and its lines are not read
    through the map, which would bring along what stands around each.
    """
    known = file.stat()
    if not stat.S_ISREG(known.st_mode):  # nobody waits for a pipe
        raise OSError("it is not an ordinary file")
    if known.st_size < MAPPED_FROM:
        raw = memoryview(file.read_bytes())
        return raw, lambda start, end: bytes(raw[start:end])
    opened = _Open(file)
    return memoryview(mmap.mmap(opened.number, 0, access=mmap.ACCESS_READ)), opened.read


def _own(file: Path, name: str) -> Path:
    return file.with_name(f"{file.stem}.{name}")


def beside(pack: Pack, name: str, made_by: Iterable[Path], make: Callable[[], bytes]) -> memoryview:
    """Return what was worked out of a pack; kept beside its copy, where it has one.

    `made_by`: the modules that make it; of another state of theirs it is made anew.
    """
    file = pack.facts.file if isinstance(pack.facts, CopiedFacts) else None
    if file is None:
        return memoryview(make())
    mark = _bytes(f"{_MARK} {name} {_seal(file.stem, state(made_by)):08x} ")
    own = _own(file, name)
    with contextlib.suppress(OSError, ValueError):
        raw, _ = _opened(own)
        first = bytes(raw[:FIRST_LINE]).partition(b"\n")[0]
        if first.startswith(mark) and int(first[len(mark) :], 16) == _sum(own, len(first) + 1):
            return raw[len(first) + 1 :]
    with without_collector():
        made = make()
    with contextlib.suppress(OSError):
        put_whole(own, mark + f"{crc32(made):08x}\n".encode() + made)
    return memoryview(made)


def _sum(file: Path, start: int) -> int:
    """Return the checksum of a file's bytes from one on, without holding them all."""
    found = 0
    with file.open("rb") as opened:
        opened.seek(start)
        while some := opened.read(1 << 20):
            found = crc32(some, found)
    return found
