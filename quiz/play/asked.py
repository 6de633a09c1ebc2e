"""Whether an asked value is still the one that was learned (rule Q8)."""

from __future__ import annotations

from quiz.play.grading.names import digits
from quiz.play.grading.typed import allowed_typos
from quiz.text import fold


def same_value(one: str, other: str) -> bool:
    """Return whether two values, as `Question.key` has them, are one and the same to a student.

    Spelling that a typed answer would be forgiven is no change; another figure always is one, and
    so is another row of the pack.
    """
    if one == other:
        return True
    if "/" in one or "/" in other or digits(one) != digits(other):
        return False
    one, other = fold(one), fold(other)
    if one == other:
        return bool(one)
    most = allowed_typos(min(len(one), len(other)))
    if abs(len(one) - len(other)) > most:
        return False
    from rapidfuzz.distance import OSA  # deferred: 38 ms, and values seldom change

    return int(OSA.distance(one, other, score_cutoff=most)) <= most
