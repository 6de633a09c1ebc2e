"""Every question that a pack yields, and for what it does not yield, the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.forms import FORMS
from quiz.generate.maker import Maker, Refused
from quiz.generate.parts import Parts
from quiz.generate.slots import Slot, in_topics, slots
from quiz.quick import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.model import Form, Question
    from quiz.packs.content import Pack


@frozen
class Refusal:
    """A question that is not asked: which, by which rule, and why."""

    facet: str
    form: Form
    rule: str
    reason: str


def make(maker: Maker, slot: Slot, form: Form) -> list[Question | Refusal]:
    """Return the slot's questions in one form, one a template, or why there is none."""
    made: list[Question | Refusal] = []
    for template in FORMS[form]:
        try:
            made.append(template(maker, slot))
        except Refused as refused:
            made.append(
                Refusal(facet=slot.facet, form=form, rule=refused.rule, reason=refused.reason)
            )
    return made


def everything(
    pack: Pack,
    *,
    seed: str = "0",
    forms: Sequence[Form] = (),
    topics: Sequence[str] = (),
    level: int = 2,
) -> Iterator[Question | Refusal]:
    """Yield each facet in each form: the question, or why there is none."""
    for part in Parts(pack):
        maker = Maker(part, seed=seed, level=level)
        for slot in slots(part, level):
            if topics and not in_topics(slot, topics):
                continue
            for form in forms or tuple(FORMS):
                if form in FORMS:
                    yield from make(maker, slot, form)


def all_questions(
    pack: Pack,
    *,
    seed: str = "0",
    forms: Sequence[Form] = (),
    topics: Sequence[str] = (),
    level: int = 2,
) -> Iterator[Question]:
    """Yield every question that the pack yields, or every one of the topics."""
    for made in everything(pack, seed=seed, forms=forms, topics=topics, level=level):
        if not isinstance(made, Refusal):
            yield made
