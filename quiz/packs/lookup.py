"""An index that is one array of numbers: what stands under a text, found without reading all."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

BITS = 32
NO_LIMIT = 1 << BITS


def place(text: str, after: int = 0) -> int:
    """Return where a text stands: its CRC-32, the same on every machine.

    `after`: the place of what stands before it, so that this need not be read again.
    """
    return crc32(text.encode("utf-8", "surrogateescape"), after)


def index(named: Iterable[tuple[str, int]]) -> array[int]:
    """Return the index of rows by text: in each number a text's place, then the row."""
    return index_of({place(text) << BITS | row for text, row in named})


def index_of(entries: Collection[int]) -> array[int]:
    """Return the index of entries that were made as `index` makes them."""
    return array("Q", sorted(entries))


def rows(found: Sequence[int], text: str, most: int = NO_LIMIT) -> list[int]:
    """Return the rows that may stand under a text, in order, at most so many.

    Two texts may have one place: whoever needs to be sure looks at the row itself.
    """
    return rows_at(found, place(text), most)


def rows_at(found: Sequence[int], place: int, most: int = NO_LIMIT) -> list[int]:
    """Return what `rows` does of a text by its place."""
    where = place << BITS
    at, end = bisect_left(found, where), where + (1 << BITS)
    if at == len(found) or found[at] >= end:  # as for most texts that are sought
        return []
    over = bisect_left(found, end, at)
    return [each - where for each in found[at : min(over, at + most)]]
