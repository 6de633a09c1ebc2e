"""Forms answered by arranging: order, match, timeline."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from quiz.errors import ResponseError
from quiz.model import Verdict
from quiz.play.grading.responses import one, several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Question, Response

ORDER_PASS = 0.5
"""Least τ at which an order counts as correct (RULES.md Q3)."""


def discordant_pairs(places: Sequence[int]) -> int:
    """Return how many pairs of the sequence stand the wrong way round."""
    return sum(places[i] > places[j] for i in range(len(places)) for j in range(i + 1, len(places)))


def kendall_tau(places: Sequence[int]) -> float:
    """Return Kendall's τ, (C − D)/(C + D), of a permutation of 0..n-1 against its sorted order.

    RULES.md F6. (1 + τ)/2 is the share of pairs right, Moodle's "relative to all the previous and
    next items".
    """
    pairs = len(places) * (len(places) - 1) // 2
    return 1.0 if pairs == 0 else 1 - 2 * discordant_pairs(places) / pairs


def grade_order(question: Question, response: Response) -> Verdict:
    """Return max(0, τ) of the order that was given; correct from τ = 0.5 (RULES.md F6, Q3)."""
    size = len(question.shown)
    chosen = several(response, size)
    if len(chosen) != size:
        raise ResponseError(f"Put all {size} in order.")
    given = [question.shown[index] for index in chosen]
    places = [question.items.index(text) for text in given]
    pairs = size * (size - 1) // 2
    tau = kendall_tau(places)
    right_pairs = pairs - discordant_pairs(places)
    remark = "" if right_pairs == pairs else f"{right_pairs} of {pairs} pairs right."
    return Verdict(
        score=max(0.0, tau), correct=tau >= ORDER_PASS, given=", then ".join(given), remark=remark
    )


def guess_order(question: Question) -> float:
    """Return the mean of max(0, τ) over all orders: .28, .19, .16, .14 for 3 to 6 items.

    Counts the orders by their number of discordant pairs (the Mahonian numbers).
    """
    size = len(question.items)
    counts = [1]
    for length in range(2, size + 1):
        grown = [0] * (len(counts) + length - 1)
        for pairs, count in enumerate(counts):
            for more in range(length):
                grown[pairs + more] += count
        counts = grown
    most = max(1, size * (size - 1) // 2)
    total = sum(count * max(0.0, 1 - 2 * pairs / most) for pairs, count in enumerate(counts))
    return total / sum(counts)


def partners(question: Question) -> tuple[str, ...]:
    """Return the right-hand sides of a match question as every face shows them, spares included.

    In code-point order, which says nothing about the key, unless the question has its own.
    """
    return question.shown or tuple(
        sorted([right for _, right in question.pairs] + [*question.spare])
    )


def grade_match(question: Question, response: Response) -> Verdict:
    """Return the share of pairs that are right, correct where all are (F7, as Moodle's match)."""
    shown = partners(question)
    chosen = several(response, len(shown))
    size = len(question.pairs)
    if len(chosen) != size:
        raise ResponseError(f"Find a partner for each of the {size}.")
    given = [(left, shown[index]) for (left, _), index in zip(question.pairs, chosen, strict=True)]
    right = sum(pair == key for pair, key in zip(given, question.pairs, strict=True))
    remark = "" if right == size else f"{right} of {size} pairs right."
    words = "; ".join(f"{left} – {partner}" for left, partner in given)
    return Verdict(score=right / size, correct=right == size, given=words, remark=remark)


def guess_match(question: Question) -> float:
    """Return 1/(number of right-hand sides): one fixed point is expected among n of n."""
    return 1 / len(partners(question))


def slots_in_words(question: Question) -> tuple[str, ...]:
    """Return a timeline's places: "before a", "between a and b", …, "after z"."""
    anchors = question.items
    between = (f"between {a} and {b}" for a, b in pairwise(anchors))
    return (f"before {anchors[0]}", *between, f"after {anchors[-1]}")


def right_slots(question: Question) -> tuple[int, int]:
    """Return the first and last slot of a timeline that are right, 0 for before the first anchor.

    `low` and `high` where the thing to be placed allows several, `value` otherwise.
    """
    if question.low is not None and question.high is not None:
        return round(question.low), round(question.high)
    if question.value is None:
        raise ResponseError("This timeline does not say where its thing belongs.")
    return round(question.value), round(question.value)


def timeline_score(slots_off: int) -> float:
    """Return 2^(−Δ) for Δ ≤ 2 slots, 0 beyond (RULES.md F11)."""
    return 2.0**-slots_off if slots_off <= 2 else 0.0


def grade_timeline(question: Question, response: Response) -> Verdict:
    """Return `timeline_score` of the slot that was given."""
    anchors = question.items
    slot = one(response, len(anchors) + 1)
    first, last = right_slots(question)
    off = max(first - slot, slot - last, 0)
    given = slots_in_words(question)[slot]
    remark = "" if off == 0 else f"{off} {'place' if off == 1 else 'places'} off."
    return Verdict(score=timeline_score(off), correct=off == 0, given=given, remark=remark)


def guess_timeline(question: Question) -> float:
    """Return the mean score of a blind slot, over all places that a thing could belong to."""
    slots = len(question.items) + 1
    total = sum(timeline_score(abs(a - b)) for a in range(slots) for b in range(slots))
    return total / slots**2
