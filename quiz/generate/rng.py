"""Chance that is the same on every machine: a SHA-256 counter, seeded for one item at a time.

`random.shuffle`, `sample` and `choice` may change between Python versions (rule D6), and one
stream for a whole pack would let a new fact reshuffle old questions (rule D7).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Rng:
    """A stream of numbers that depends on nothing but its seeds."""

    __slots__ = ("_count", "_seed")

    def __init__(self, *seeds: str) -> None:
        self._seed = hashlib.sha256("\x1f".join(seeds).encode("utf-8", "surrogateescape")).digest()
        self._count = 0

    def branch(self, *what: str) -> Rng:
        """Return a stream of its own that does not hang on how far this one has come."""
        return Rng(self._seed.hex(), *what)

    def bits(self) -> int:
        """Return the next 64-bit whole number."""
        self._count += 1
        block = hashlib.sha256(self._seed + self._count.to_bytes(8, "big")).digest()
        return int.from_bytes(block[:8], "big")

    def below(self, limit: int) -> int:
        """Return a whole number in [0, limit), all equally likely. `limit` is at least 1."""
        ceiling = (1 << 64) - (1 << 64) % limit
        while True:
            number = self.bits()
            if number < ceiling:
                return number % limit

    def random(self) -> float:
        """Return a number in [0, 1)."""
        return (self.bits() >> 11) / (1 << 53)

    def choice(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order (Fisher and Yates)."""
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return out

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` of the items, or all of them, in a random order."""
        out = list(items)
        count = min(count, len(out))
        for i in range(count):
            j = i + self.below(len(out) - i)
            out[i], out[j] = out[j], out[i]
        return out[:count]
