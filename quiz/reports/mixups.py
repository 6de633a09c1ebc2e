"""The confusion map: which things a student takes for one another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.model import Citation
    from quiz.reports.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A wrong answer to a facet, and how often it was given."""

    facet: str
    chosen: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that were mixed up."""

    text: str
    sentence: str
    """What the pack says of it, "" where its sources leave it open."""
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixup:
    """Two things, `one` the one that was chosen more often for the other."""

    pack: str
    one: Side
    other: Side
    one_for_other: int
    """How often `one` was the answer given and `other` the right one."""
    other_for_one: int

    @property
    def times(self) -> int:
        """How often either was taken for the other."""
        return self.one_for_other + self.other_for_one


def mixups(
    slips: Iterable[Slip],
    tell: Callable[[str], Told | None],
    belongs: Callable[[str, str], Told | None],
) -> tuple[Mixup, ...]:
    """Return the pairs, the most frequent first.

    `tell` says what the pack has of a facet; `belongs(text, facet)` what a wrong answer to the
    facet really is. What nothing tells is left out: a typing slip is no mix-up.
    """
    found: dict[tuple[str, frozenset[str]], Mixup] = {}
    for slip in slips:
        told, real = tell(slip.facet), belongs(slip.chosen, slip.facet)
        if told is None or real is None or not told.answer or slip.times <= 0:
            continue
        names = frozenset((fold(told.answer), fold(slip.chosen)))
        if len(names) < 2:
            continue
        key = (slip.facet.partition("/")[0], names)
        if key not in found:
            found[key] = Mixup(
                pack=key[0],
                one=_side(slip.chosen, real),
                other=_side(told.answer, told),
                one_for_other=slip.times,
                other_for_one=0,
            )
            continue
        known = found[key]
        if fold(known.one.text) == fold(slip.chosen):
            found[key] = replace(known, one_for_other=known.one_for_other + slip.times)
        else:
            found[key] = replace(known, other_for_one=known.other_for_one + slip.times)
    pairs = [pair if pair.one_for_other >= pair.other_for_one else _turned(pair)
             for pair in found.values()]  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-pair.times, pair.pack, pair.one.text)))


def _side(text: str, told: Told) -> Side:
    return Side(text=text, sentence=told.sentence, citations=told.citations)


def _turned(pair: Mixup) -> Mixup:
    return replace(
        pair,
        one=pair.other,
        other=pair.one,
        one_for_other=pair.other_for_one,
        other_for_one=pair.one_for_other,
    )
