"""Threads, where the system may allow no more of them (`ulimit -u`, a full container)."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def started(work: Callable[[], object]) -> Thread | None:
    """Return a thread that does the work, None where there can be none."""
    thread = Thread(target=work)
    try:
        thread.start()
    except RuntimeError:  # what Python says of it
        return None
    return thread


def may_start(number: int) -> bool:
    """Return whether so many can run at once."""
    over = Event()
    threads: list[Thread] = []
    try:
        while len(threads) < number and (thread := started(over.wait)) is not None:
            threads.append(thread)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return len(threads) == number
