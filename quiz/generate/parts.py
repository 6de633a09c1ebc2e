"""A very large pack part by part, so that a question costs the same however many facts there are.

A kind with thousands of rows is parted by where its rows' keys stand on a ring; a set is made of
one part, with all rows of the smaller kinds. A part is a pack like any other: every rule is proved
on it. What only a look at all rows can tell (whether another one has the same value, what a typed
name could be mistaken for) is asked of the whole; see `whole`. A row that is added enters one part
and leaves the others as they are (rule D7), until there are twice as many parts.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from quiz.packs.content import Fact
from quiz.packs.lookup import BITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.packs.content import Pack

PARTED_FROM = 2_000
"""Rows of a kind from which it is asked part by part."""
PART = 500
"""Most rows of one kind in a part, about."""


class Parts:
    """The parts of a pack; of all but a very large one the only part is the pack itself."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        sizes = {kind: pack.count(kind) for kind in pack.kinds} if pack.whole is None else {}
        self._bits = {
            kind: math.ceil(math.log2(size / PART)) if size > PARTED_FROM else 0
            for kind, size in sizes.items()
        }
        self._most = max(self._bits.values(), default=0)

    def __len__(self) -> int:
        return 1 << self._most

    def __iter__(self) -> Iterator[Pack]:
        return (self.part(number) for number in range(len(self)))

    def part(self, number: int, also: Iterable[str] = ()) -> Pack:
        """Return one part, and with it the rows of some keys wherever they are."""
        if not self._most:
            return self._pack
        keys = set(also)
        for kind, bits in self._bits.items():
            if not bits:
                keys.update(self._pack.keys_of(kind))
                continue
            own, room = number >> self._most - bits, BITS - bits
            keys.update(self._pack.keys_placed(kind, own << room, (own + 1) << room))
        facts = _Excerpt(self._pack.facts, sorted(keys, key=_order))
        return replace(self._pack, facts=facts, whole=self._pack)


def _order(key: str) -> list[str]:
    return key.split("/", 1)


class _Excerpt(Mapping[str, Fact]):
    """Some facts of a pack to look through; any that they name is found by its key all the same."""

    __slots__ = ("_facts", "_keys")

    def __init__(self, facts: Mapping[str, Fact], keys: list[str]) -> None:
        self._facts = facts
        self._keys = keys

    def __getitem__(self, key: str) -> Fact:
        return self._facts[key]

    def __contains__(self, key: object) -> bool:
        return key in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def turn_of(seed: str) -> int:
    """Return which hand a seed deals; one day after the other deals the deck through too."""
    if _DAY.fullmatch(seed):
        try:
            return date.fromisoformat(seed).toordinal()
        except ValueError:
            pass
    if seed.isdecimal() and len(seed) <= 9:
        return max(int(seed) - 1, 0)
    return int.from_bytes(
        hashlib.sha256(seed.encode("utf-8", "surrogateescape")).digest()[:6], "big"
    )


MOST_KNOWN = 1_000
"""Rows that a student has been asked about, up to which all join the part of a set."""


def portion(pack: Pack, seed: str, known: Iterable[str]) -> Pack:
    """Return what a student's next set is made of: the seed's part, and the rows that are known.

    `known`: keys of rows, the most wanted first. Of all but a very large pack it is the pack.
    """
    parts = Parts(pack)
    if len(parts) == 1:
        return pack
    own = (key for key in known if key in pack.facts)
    return parts.part(turn_of(seed) % len(parts), also=islice(own, MOST_KNOWN))
