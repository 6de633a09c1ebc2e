"""How sure are you? Asked in a line, and told in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.certainty import LEVELS, NAMES, mark, signed
from quiz.reports import sureness

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.play.certainty import Certainty

_ASKED = ", ".join(f"{level} {NAMES[level]}" for level in LEVELS)
_BACK = frozenset({"b", "back"})
TAKEN_BACK = 0


def how_sure(ask: Callable[[str], str]) -> int:
    """Return 1 to 3, or `TAKEN_BACK` where the answer is to be given again."""
    known = {str(level): level for level in LEVELS} | {NAMES[level]: level for level in LEVELS}
    while True:
        said = ask(f"How sure? {_ASKED}, b to answer again:").casefold()
        if said in _BACK:
            return TAKEN_BACK
        if said in known:
            return known[said]


def counted(confidence: int | None, *, correct: bool) -> list[str]:
    """Return what the confidence was worth, as a line; none where it was not asked."""
    if confidence is None:
        return []
    marks = mark(confidence, correct=correct)
    word = "mark" if abs(marks) == 1 else "marks"
    return [f"You said {NAMES[confidence]}: {signed(marks)} {word} for confidence."]


def summed_up(found: Certainty | None) -> list[str]:
    """Return how the confidence of a sitting went, as lines."""
    if found is None:
        return []
    lines = [f"{sureness.marks(found)}.", "How sure you were:"]
    return lines + [f"  {name}: {said}" for name, said in sureness.told(found)]
