"""Python's search for unreachable cycles, put off where very many things are made at once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collector() -> Iterator[None]:
    """Put off the search for unreachable cycles: among the many objects of a pack there are none.

    It would take a third of the time of reading five thousand facts, and of making the index of a
    hundred thousand; and a fifth of looking up what five thousand yield.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
