"""The file in which a learner is kept, so that a long log need not be read at every start.

In the cache folder, one file a student. Its first line says what it is, with a check sum of the
others; each of these is one table of the learner, or a part of one, as JSON. What does not fit,
for whatever reason, is made anew from the log.
"""

from __future__ import annotations

import hashlib
import json
import threading
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from quiz.packs.files import read_regular
from quiz.play.memory import Memory
from quiz.reports.learner import Learner, Sat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

VERSION = 1
"""Count it up where a learner of the same log comes out in another way."""
_LONGEST = 1 << 28
"""Bytes of a file: what ten million answers come to."""
A_LINE = 1000
"""Entries of a table on one line: other threads have to wait while one line is read."""
_PLAIN = ("places", "days", "topics", "surety", "slips", "played", "sittings")


def read(cache: Path, user: str) -> Learner | None:
    """Return the student as written last, None where there is no file that can be trusted."""
    try:
        raw = read_regular(_file(cache, user), _LONGEST) or b""
        head, _, body = raw.partition(b"\n")
        if json.loads(head) != _head(user, body):
            return None
        tables: dict[str, dict[str, Any]] = {name: {} for name in (*_PLAIN, "memories")}
        for line in body.split(b"\n"):
            name, entries = json.loads(line)
            tables[name].update(_entries(name, entries))
        return Learner(user=user, **tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write(cache: Path, known: Learner) -> None:
    """Keep the student; where that fails nothing is lost."""
    body = b"\n".join(
        json.dumps([name, part], separators=(",", ":")).encode() for name, part in _parts(known)
    )
    head = json.dumps(_head(known.user, body)).encode()
    file = _file(cache, known.user)
    temporary = file.with_suffix(f".{threading.get_ident()}.tmp")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            temporary.write_bytes(head + b"\n" + body)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def forget(cache: Path, user: str) -> None:
    """Take the student's file out of the cache folder."""
    with suppress(OSError):
        _file(cache, user).unlink(missing_ok=True)


def _file(cache: Path, user: str) -> Path:
    """Return the student's file: its name says nothing of who it is, and is one on any system."""
    name = hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()[:16]
    return cache / "learners" / f"{name}.json"


def _head(user: str, body: bytes) -> dict[str, Any]:
    return {
        "footnote": "learner",
        "version": VERSION,
        "memory": list(Memory._fields),
        "user": user,
        "crc": zlib.crc32(body),
    }


def _parts(known: Learner) -> Iterator[tuple[str, Mapping[str, Any]]]:
    memories = {
        facet: [memory[1:] for memory in memories] for facet, memories in known.memories.items()
    }
    tables = {"memories": memories, **{name: getattr(known, name) for name in _PLAIN}}
    for name, table in tables.items():
        entries = list(table.items())
        for start in range(0, len(entries), A_LINE):
            yield name, dict(entries[start : start + A_LINE])


def _entries(name: str, entries: dict[str, Any]) -> Mapping[str, Any]:
    """Return a part of a table with its rows as they were before they became JSON."""
    if name == "memories":
        return {
            facet: tuple([Memory._make((facet, *values)) for values in rows])
            for facet, rows in entries.items()
        }
    if name == "sittings":
        return {key: Sat._make(values) for key, values in entries.items()}
    if name == "places":
        return {table: (seq, row) for table, (seq, row) in entries.items()}
    return entries
