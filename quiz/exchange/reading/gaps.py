"""Moodle's texts with gaps: each gap is a question of its own, the others filled in."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from quiz.exchange.reading.found import Kind, flat, several
from quiz.exchange.told_numbers import bounds
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANK = "_____"
MOST = 30
"""Gaps of one text."""
_CLOZE = re.compile(r"\{\d*:([A-Z_]{2,24}):((?:\\.|[^\\{}])*)\}")
_NUMBERED = re.compile(r"\[\[(\d{1,3})\]\]")
_WORTH = re.compile(r"(=|%(-?\d{1,3}(?:\.\d+)?)%)?(.*)", re.DOTALL)
_TYPED = frozenset(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"))
_NUMBER = frozenset(("NUMERICAL", "NM"))
_ESCAPED = re.compile(r"\\([~=#{}\"\\/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What fits into a gap."""

    kind: Kind
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    """What is right in part."""
    low: float = 0.0
    high: float = 0.0


def cloze(text: str) -> list[tuple[str, Gap]]:
    """Return (prompt, gap) for every gap of a plain text like “… {1:SHORTANSWER:=Cologne} …”.

    Empty where it has none, too many, or one that nothing fits into.
    """
    found = list(_CLOZE.finditer(text))
    gaps = [_gap(one[1], one[2]) for one in found]
    return list(_each(text, [one.span() for one in found], gaps))


def numbered(text: str, options: Sequence[tuple[str, str]]) -> list[tuple[str, Gap]]:
    """Return (prompt, gap) for every [[1]] of a plain text. `options`: texts and their groups."""
    found = list(_NUMBERED.finditer(text))
    gaps: list[Gap | None] = []
    for one in found:
        at = int(one[1]) - 1
        if not 0 <= at < len(options):
            return []
        right, group = options[at]
        others = several(other for other, same in options if same == group and other != right)
        gaps.append(Gap(kind=Kind.CHOICE, right=several([right]), wrong=others))
    return list(_each(text, [one.span() for one in found], gaps))


def _gap(sort: str, body: str) -> Gap | None:
    answers = []
    for raw in re.split(r"(?<!\\)~", body):
        found = _WORTH.match(re.split(r"(?<!\\)#", raw)[0])
        if found is not None:
            worth = 100.0 if found[1] == "=" else float(found[2] or 0)
            answers.append((flat(_ESCAPED.sub(r"\1", found[3])), worth))
    right = several(text for text, worth in answers if worth >= 100)
    part = several(text for text, worth in answers if 0 < worth < 100)
    if not right:
        return None
    if sort in _NUMBER:
        at, _, off = right[0].partition(":")
        try:
            low, high = bounds(float(at), abs(float(off or 0)))
        except ValueError:
            return None
        fits = math.isfinite(low) and math.isfinite(high)
        return Gap(kind=Kind.NUMBER, right=(at,), low=low, high=high) if fits else None
    if sort in _TYPED:
        return Gap(kind=Kind.TYPED, right=right, part=part)
    wrong = several(text for text, worth in answers if worth <= 0)
    return Gap(kind=Kind.CHOICE, right=right, wrong=wrong, part=part)


def _each(
    text: str, places: Sequence[tuple[int, int]], gaps: Sequence[Gap | None]
) -> Iterator[tuple[str, Gap]]:
    if not 0 < len(gaps) <= MOST:
        return
    known = [gap for gap in gaps if gap is not None]
    if len(known) < len(gaps):
        return
    for number, gap in enumerate(known):
        out, at = [], 0
        for other, (start, end) in enumerate(places):
            out += [text[at:start], BLANK if other == number else known[other].right[0]]
            at = end
        yield "".join([*out, text[at:]]), gap
