"""A set that follows a plan: the facets a student needs, in the forms that suit the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.hand import Hand
from quiz.generate.make import Refusal, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.maker import Maker
    from quiz.generate.plan import Plan, Wanted
    from quiz.generate.slots import Slot
    from quiz.model import Form, Question

TRIES = 4
"""Seeds that are tried for a variant of a question that was not asked last."""


def follow(
    plan: Plan,
    maker: Maker,
    every: Sequence[Slot],
    forms: Sequence[Form],
    count: int,
    *,
    test: bool,
) -> tuple[Question, ...]:
    """Return at most `count` questions on the plan's facets, in its order as far as D1 allows.

    Where a facet yields no question of `forms`, or one that tells another's answer, the next of
    the plan takes its place; fewer come only where the plan has no more.
    """
    by_facet = {slot.facet: slot for slot in every}
    told: set[tuple[str, str]] = set()
    hand = Hand(maker, forms, count, test=test, even=False)
    for wanted in plan.wanted:
        if len(hand.questions) >= count and hand.settle() >= count:
            break
        slot = by_facet.pop(wanted.facet, None)
        if slot is None or (test and slot.fact.key in hand.facts):
            continue
        if (slot.fact.key, slot.field.key) in told:
            continue  # asked the other way round already, which tells it (rule D1)
        question = _wanted(maker, slot, wanted, forms)
        if question is not None:
            told.add((slot.fact.key, slot.field.key))
            hand.add(question)
    hand.settle()
    return tuple(hand.questions)


def _wanted(maker: Maker, slot: Slot, wanted: Wanted, forms: Sequence[Form]) -> Question | None:
    """Return the facet's question in the most wanted form that yields one not asked last.

    One that was asked last is better than none.
    """
    asked_last: Question | None = None
    for form in [form for form in wanted.forms if form in forms]:
        for attempt in range(TRIES):
            chance = maker.again(attempt, {slot.facet: wanted.rivals} if wanted.rivals else {})
            made = [q for q in make(chance, slot, form) if not isinstance(q, Refusal)]
            if not made:
                break
            fresh = [q for q in made if q.variant not in wanted.avoid]
            if fresh:
                return chance.rng(slot.facet, "template").choice(fresh)
            asked_last = asked_last or made[0]
    return asked_last
