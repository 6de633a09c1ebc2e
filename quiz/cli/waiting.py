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


@contextmanager
def said_if_long(said: str = READING) -> Iterator[None]:
    """Say on the terminal that a pack is being read, once what is done meanwhile takes long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    over = Event()

    def say() -> None:
        if not over.wait(PATIENCE):
            print(said, file=sys.stderr, flush=True)

    waiting = started(say)
    try:
        yield
    finally:
        over.set()
        if waiting is not None:
            waiting.join()
