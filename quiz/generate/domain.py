"""The names that a typed answer could be mistaken for, in a domain of any size."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from quiz.generate.company import ANYWHERE, KIN, LARGE, Ring
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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
        self._called: list[str] = []
        """All names and other names, folded; and the place of what has each."""
        self._of: list[int] = []
        self._pieces: dict[tuple[int, int, str], list[int]] = {}
        """Which have a third: by the name's length, the third's number and its letters."""
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
        self._called, self._of = [text for text, _ in called], [at for _, at in called]
        for number, text in enumerate(self._called):
            for piece in pieces_of(text):
                self._pieces.setdefault(piece, []).append(number)
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
        found: set[int] = set()
        seen: set[int] = set()
        for piece in pieces_near(text) if len(text) >= SHORTEST else ():
            own = {at: self._called[at] for at in self._pieces.get(piece, ()) if at not in seen}
            seen.update(own)
            found.update(self._of[at] for at in mistyped(text, own))
            if len(found) > MOST_NEAR:
                raise Crowded
        return found


def mistyped(text: str, called: Mapping[int, str]) -> list[int]:
    """Return those of some names, by number, that two slips or fewer make of a text."""
    if not called:
        return []
    from rapidfuzz.distance import OSA  # deferred: only typed questions need it
    from rapidfuzz.process import extract

    near = extract(text, called, scorer=OSA.distance, score_cutoff=SLIPS, limit=None)
    return [at for _, _, at in near]


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
