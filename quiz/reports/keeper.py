"""Knowing the students of a log: read once, then gone on with."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from quiz.reports import kept
from quiz.reports.follow import fits, follow
from quiz.reports.learner import Learner

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.records.log import Log

RARELY = 100
"""Rows that are rather read again than the file is written again."""


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
    old = None if cache is None else kept.read(cache, user)
    if old is None or not fits(log, old):
        old = Learner(user=user)
    new = follow(log, old)
    if cache is not None and _answers(new) - _answers(old) >= RARELY:
        kept.write(cache, new)
    return new


def _answers(known: Learner) -> int:
    return known.places.get("answer", (0, ""))[0]
