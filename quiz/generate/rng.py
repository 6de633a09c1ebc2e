"""Chance that is the same on every machine: a SHA-512 counter, seeded for one item at a time.

`random.shuffle`, `sample` and `choice` may change between Python versions (rule D6), and one
stream for a whole pack would let a new fact reshuffle old questions (rule D7). One digest gives
eight numbers: a draw costs 0.2 µs.
"""

from __future__ import annotations

import hashlib
from itertools import count
from struct import Struct
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
_EIGHT = Struct(">8Q").unpack


def _numbers(seed: bytes) -> Iterator[int]:
    """Yield 64-bit whole numbers without an end."""
    for block in count(1):
        digest = hashlib.sha512(seed + block.to_bytes(8, "big")).digest()
        yield from reversed(_EIGHT(digest))


class Rng:
    """A stream of numbers that depends on nothing but its seeds."""

    __slots__ = ("_seed", "bits")

    bits: Callable[[], int]
    """Returns the next 64-bit whole number."""

    def __init__(self, *seeds: str) -> None:
        self._seed = hashlib.sha256("\x1f".join(seeds).encode("utf-8", "surrogateescape")).digest()
        self.bits = _numbers(self._seed).__next__

    def branch(self, *what: str) -> Rng:
        """Return a stream of its own that does not hang on how far this one has come."""
        return Rng(self._seed.hex(), *what)

    def below(self, limit: int) -> int:
        """Return a whole number in [0, limit); `limit` is at least 1.

        All are equally likely, but for limit / 2**64.
        """
        return self.bits() * limit >> 64

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
            j = self.bits() * (i + 1) >> 64
            out[i], out[j] = out[j], out[i]
        return out

    def sample(self, items: Sequence[T], most: int) -> list[T]:
        """Return `most` of the items, or all of them, in a random order."""
        out = list(items)
        many = len(out)
        for i in range(min(most, many)):
            j = i + (self.bits() * (many - i) >> 64)
            out[i], out[j] = out[j], out[i]
        return out[:most]

    def drawn(self, items: Sequence[T]) -> Iterator[T]:
        """Yield all items in a random order, each drawn when it is asked for."""
        left = list(items)
        for last in range(len(left) - 1, -1, -1):
            at = self.bits() * (last + 1) >> 64
            yield left[at]
            left[at] = left[last]
