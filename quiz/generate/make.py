"""Every question that a pack yields, and for what it does not yield, the reason."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from quiz.generate.forms import FORMS
from quiz.generate.maker import Maker, Refused
from quiz.generate.parts import Parts
from quiz.generate.slots import Slot, in_topics, slots
from quiz.quick import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quiz.model import Form, Question
    from quiz.packs.content import Pack

T = TypeVar("T")
LARGE = 64
"""Facts from which more processes save more than it takes to begin them."""
PIECE = 32
"""Facets that are asked in one piece: some hundred questions."""


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
    asked = _Asked(pack, seed=seed, forms=forms, topics=topics, level=level)
    return chain.from_iterable(asked.pieces(0, 1))


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


def all_told(
    pack: Pack,
    tell: Callable[[Question], T],
    *,
    seed: str = "0",
    forms: Sequence[Form] = (),
    topics: Sequence[str] = (),
    level: int = 2,
) -> Iterator[T]:
    """Yield what `tell` says of each of `all_questions`; of a large pack on all processors."""
    asked = _Asked(pack, seed=seed, forms=forms, topics=topics, level=level)

    def work(first: int, step: int) -> Iterator[list[T]]:
        for piece in asked.pieces(first, step):
            yield [tell(made) for made in piece if not isinstance(made, Refusal)]

    pieces = work(0, 1)
    if len(pack.facts) >= LARGE:
        from quiz.spread import spread  # deferred: only a whole pack is asked so

        pieces = spread(work)
    for piece in pieces:
        yield from piece


class _Asked:
    """A whole pack that is asked, in pieces that can be made apart."""

    def __init__(
        self, pack: Pack, *, seed: str, forms: Sequence[Form], topics: Sequence[str], level: int
    ) -> None:
        self._pack = pack
        self._seed = seed
        self._forms = [form for form in forms or FORMS if form in FORMS]
        self._topics = topics
        self._level = level

    def pieces(self, first: int, step: int) -> Iterator[Iterator[Question | Refusal]]:
        """Yield the pieces from a first one on, by steps of so many; each only once it is read."""
        number = 0
        for part in Parts(self._pack):
            maker = Maker(part, seed=self._seed, level=self._level)
            own = [s for s in slots(part, self._level) if self._wants(s)]
            for at in range(0, len(own), PIECE):
                if number >= first and (number - first) % step == 0:
                    yield self._made(maker, own[at : at + PIECE])
                number += 1

    def _wants(self, slot: Slot) -> bool:
        return not self._topics or in_topics(slot, self._topics)

    def _made(self, maker: Maker, some: Sequence[Slot]) -> Iterator[Question | Refusal]:
        for slot in some:
            for form in self._forms:
                yield from make(maker, slot, form)
