"""Keeping what was made of the log, so that a long one need not be read at every start.

In the cache folder, one file a student: a line that says what it is, with a check sum, then one
line of JSON. What does not fit, for whatever reason, is made anew from the log.
"""

from __future__ import annotations

import hashlib
import json
import threading
import zlib
from contextlib import suppress
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

from quiz.play.memory import Memory
from quiz.reports.follow import fits, follow
from quiz.reports.learner import Learner, Sat

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.records.log import Log

VERSION = 1
"""Count it up where a learner of the same log comes out in another way."""
RARELY = 100
"""Rows that are read again sooner than the file is written again."""
_MEMORY = tuple(field.name for field in fields(Memory))
_PLAIN = ("days", "topics", "surety", "slips", "played")


class Keeper:
    """The learners of a log; safe to be asked by several threads."""

    def __init__(self, log: Log, cache: Path | None) -> None:
        """`cache` is the folder for what can be made again; None: nothing is kept."""
        self._log = log
        self._cache = cache
        self._known: dict[str, Learner] = {}
        self._guard = threading.Lock()

    def learner(self, user: str) -> Learner:
        """Return the student with all that the log says by now.

        Quick where the log has gained little; a long log without a file to go on from takes
        seconds. Raises LogError.
        """
        with self._guard:
            known = self._known.get(user)
            if known is None:
                known = learner(self._log, user, self._cache)
            else:
                known = follow(self._log, known)
            self._known[user] = known
            return known

    def peek(self, user: str) -> Learner | None:
        """Return the student as it was returned last, without waiting; None where it was not."""
        return self._known.get(user)


def learner(log: Log, user: str, cache: Path | None = None) -> Learner:
    """Return the student with all that the log says, going on from the file in the cache folder.

    A cache that cannot be read or written is no trouble. Raises LogError.
    """
    file = None if cache is None else _file(cache, user)
    old = None if file is None else _read(file, user)
    if old is None or not fits(log, old):
        old = Learner(user=user)
    new = follow(log, old)
    if file is not None and _answers(new) - _answers(old) >= RARELY:
        _write(file, new)
    return new


def forget(cache: Path, user: str) -> None:
    """Take the student's file out of the cache folder."""
    with suppress(OSError):
        _file(cache, user).unlink(missing_ok=True)


def _answers(known: Learner) -> int:
    return known.places.get("answer", (0, ""))[0]


def _file(cache: Path, user: str) -> Path:
    """Return the student's file: its name says nothing of who it is, and is one on any system."""
    name = hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()[:16]
    return cache / "learners" / f"{name}.json"


def _read(file: Path, user: str) -> Learner | None:
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        if json.loads(head) != _head(user, body):
            return None
        return _from_json(user, json.loads(body))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _write(file: Path, known: Learner) -> None:
    body = json.dumps(_to_json(known), ensure_ascii=True, separators=(",", ":")).encode()
    head = json.dumps(_head(known.user, body)).encode()
    temporary = file.with_suffix(f".{threading.get_ident()}.tmp")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            temporary.write_bytes(head + b"\n" + body)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def _head(user: str, body: bytes) -> dict[str, Any]:
    return {"footnote": "learner", "version": VERSION, "user": user, "crc": zlib.crc32(body)}


def _to_json(known: Learner) -> dict[str, Any]:
    plain = {name: getattr(known, name) for name in _PLAIN}
    return {
        **plain,
        "places": known.places,
        "fields": _MEMORY,
        "memories": {
            facet: [[getattr(memory, name) for name in _MEMORY[1:]] for memory in memories]
            for facet, memories in known.memories.items()
        },
        "sittings": {name: astuple(sat) for name, sat in known.sittings.items()},
    }


def _from_json(user: str, raw: dict[str, Any]) -> Learner:
    if tuple(raw["fields"]) != _MEMORY:
        raise ValueError
    names = _MEMORY[1:]
    return Learner(
        user=user,
        places={table: (seq, name) for table, (seq, name) in raw["places"].items()},
        memories={
            facet: tuple(
                Memory(facet=facet, **dict(zip(names, values, strict=True))) for values in found
            )
            for facet, found in raw["memories"].items()
        },
        sittings={name: Sat(*values) for name, values in raw["sittings"].items()},
        **{name: raw[name] for name in _PLAIN},
    )
