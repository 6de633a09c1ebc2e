"""What is said to somebody who waits for a pack to be read."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from quiz.threads import started

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 1.5
"""Seconds that nobody takes for an end."""
READING = (
    "Reading the pack … A very large one takes its time when it is read first; "
    "from then on it starts at once."
)


KEEPING = "The pack is made ready, so that it starts at once when it is played …"


OFTEN = 2.0
"""Seconds after which it is said how far it is: a line each time, which can be read aloud too."""


class Waiting:
    """Says on the terminal what takes long, and how far it is."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._told = ""
        self.over = Event()

    def heard(self, what: str, done: int, of: int) -> None:
        """Hear of what there are so many, how many are done, and how many there are."""
        self._told = f"  {done:,} of {of:,} {what}"

    def say(self) -> None:
        """Say it until it is over."""
        said, patience = self._said, PATIENCE
        while not self.over.wait(patience):
            if said:
                print(said, file=sys.stderr, flush=True)
            said, self._told, patience = self._told, "", OFTEN


@contextmanager
def said_if_long(said: str = READING) -> Iterator[Waiting]:
    """Say on the terminal that a pack is being read, once what is done meanwhile takes long."""
    waiting = Waiting(said)
    if sys.stderr is None or not sys.stderr.isatty():
        yield waiting
        return
    saying = started(waiting.say)
    try:
        yield waiting
    finally:
        waiting.over.set()
        if saying is not None:
            saying.join()
