"""The names that a typed answer could be mistaken for, in a domain of any size."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from quiz.generate.company import ANYWHERE, KIN, LARGE, Ring
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from quiz.model import Name

ON_A_SIDE = 8
"""Names on either side, in each order, that are near a name."""
SLIPS = 2
"""Most slips that a typed name forgives: whatever so many lead to is a rival."""
SHORTEST = 5
"""Letters of a name that forgives any."""
MOST_NEAR = 256
"""Names a slip or two from one, up to which each is told from it."""
MOST_ALIKE = 1 << 14
"""Names that begin, go on or end as one does, up to which each is compared with it."""


class Crowded(Exception):
    """So many names are a slip or two from one that hardly a typo of it could be forgiven."""


class Domain:
    """Names of one sort, each with the key of what has it.

    Of a few hundred all are rivals of a key. Of more, those are that a typo could lead to, those
    that end on the same word, as surnames do, and some others: who types another name is wrong all
    the same, and need not be told whose it is.
    """

    def __init__(self, named: Iterable[tuple[str, Name]]) -> None:
        self._named = tuple(named)
        self._orders: list[list[tuple[str, int]]] = []
        self._pieces: dict[tuple[int, int, str], list[tuple[int, str]]] = {}
        """Thirds of names, by the name's length and the third's number."""
        self._last: dict[str, Ring[int]] = {}
        self._ring: Ring[int] | None = None
        if len(self._named) > LARGE:
            self._sort()

    def _sort(self) -> None:
        called = [
            (fold(text), at)
            for at, (_, name) in enumerate(self._named)
            for text in dict.fromkeys((name.text, *name.accepted))
        ]
        self._orders = [sorted((turn(text), at) for text, at in called) for turn in _TURNS]
        for text, at in called:
            for piece in pieces_of(text):
                self._pieces.setdefault(piece, []).append((at, text))
        last: dict[str, list[int]] = {}
        for text, at in called:
            last.setdefault(text.rpartition(" ")[2], []).append(at)

        def key(at: int) -> str:
            return self._named[at][0]

        self._last = {word: Ring(own, key) for word, own in last.items()}
        self._ring = Ring(range(len(self._named)), key)

    def rivals(self, called: Sequence[str], without: Collection[str], place: int) -> Iterator[Name]:
        """Yield the names that a key with these spellings could be mistaken for, in their order.

        `without`: keys of what is right; `place`: where on a ring others are taken from. Raises
        Crowded.
        """
        if self._ring is None:
            yield from (name for key, name in self._named if key not in without)
            return
        near = {*self._ring.after(place, ANYWHERE)}
        for text in map(fold, called):
            near |= self._mistyped(text)
            near |= {*self._last.get(text.rpartition(" ")[2], _NOBODY).after(place, KIN)}
            for turn, order in zip(_TURNS, self._orders, strict=True):
                first = bisect_left(order, (turn(text), -1))
                near |= {at for _, at in order[max(0, first - ON_A_SIDE) : first + ON_A_SIDE]}
        for at in sorted(near):
            key, name = self._named[at]
            if key not in without:
                yield name

    def _mistyped(self, text: str) -> set[int]:
        """Return where the names stand that two slips or fewer make of a text. Raises Crowded."""
        from rapidfuzz.distance import OSA  # deferred: only a large domain needs it

        found: set[int] = set()
        apart: set[str] = set()
        for piece in pieces_near(text) if len(text) >= SHORTEST else ():
            for at, other in self._pieces.get(piece, ()):
                if at in found or other in apart:
                    continue
                if OSA.distance(text, other, score_cutoff=SLIPS) <= SLIPS:
                    found.add(at)
                    if len(found) > MOST_NEAR:
                        raise Crowded
                else:
                    apart.add(other)
        return found


def pieces_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the thirds of a name: how long it is, which third, its letters."""
    for number, (first, end) in enumerate(_thirds(len(text))):
        yield len(text), number, text[first:end]


def pieces_near(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the thirds that a name two slips or fewer away may have; one of its own is among them.

    For one third of such a name is in the text as it stands, two places to the left or right at
    most.
    """
    for more in range(-SLIPS, SLIPS + 1):
        for number, (first, last) in enumerate(_thirds(len(text) + more)):
            for shift in range(-SLIPS, SLIPS + 1):
                start = first + shift
                if start < 0 or start + last - first > len(text):
                    continue
                if abs(shift) + abs(more + shift) <= SLIPS:  # else more letters are out of place
                    yield len(text) + more, number, text[start : start + last - first]


def _thirds(length: int) -> tuple[tuple[int, int], ...]:
    one, two = length // 3, 2 * length // 3
    return (0, one), (one, two), (two, length)


_NOBODY: Ring[int] = Ring((), str)


def _as_it_is(text: str) -> str:
    return text


def _reversed(text: str) -> str:
    return text[::-1]


_TURNS = (_as_it_is, _reversed)
