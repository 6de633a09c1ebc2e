"""A set as it is being drawn: what it has of each form, and what must not stand together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quiz.generate.leaks import Telling, in_order
from quiz.generate.make import Refusal, make
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot
    from quiz.model import Question

APART = 3
"""Questions between two facets of one fact, in practice (rule D2)."""
REUSE = 4
"""Times that a string may stand among a set's options before its share of keys counts (D3)."""
MIX: dict[Form, int] = {
    Form.CHOICE: 9,
    Form.TRUE_FALSE: 3,
    Form.TYPED: 4,
    Form.NUMBER: 3,
    Form.ORDER: 2,
    Form.MULTI: 3,
    Form.CLOZE: 2,
    Form.MATCH: 2,
    Form.ODD_ONE_OUT: 2,
    Form.TIMELINE: 2,
    Form.SOURCES: 2,
}
"""How often each form is tried first."""


class Hand:
    """A set as it is being drawn."""

    def __init__(
        self, maker: Maker, forms: Sequence[Form], count: int, *, test: bool, even: bool
    ) -> None:
        self.maker = maker
        self.forms = forms
        self.count = count
        self.test = test
        self.even = even
        """All forms as often: they were asked for by name."""
        self.own: set[str] = set()
        """Facets that this seed deals; others only fill in for them."""
        self.questions: list[Question] = []
        self._numbers: list[int] = []
        """Of each question its number in what tells what."""
        self._telling = Telling(stem_only=test)
        self._kept: list[int] | None = None
        """The questions that stay and their order, while it is known."""
        self.offered: set[Slot] = set()
        self.facts: set[str] = set()
        """Keys of the facts that are asked about."""
        self._used: Counter[Form] = Counter()

    def full(self) -> bool:
        """Tell whether enough questions stay once those that tell on each other are left out."""
        if len(self.questions) < self.count:
            return False
        kept = self._order()
        self._used = Counter(self.questions[i].form for i in kept)
        return len(kept) >= self.count

    def take(self, dealt: Sequence[Slot], quota: int | None = None) -> None:
        """Offer one slot after the other until the set is full.

        `quota`: the most questions of one form, where the forms were asked for by name (D5).
        """
        for slot in dealt:
            if self.full():
                return
            if slot not in self.offered:
                self.offer(slot, quota)

    def offer(self, slot: Slot, quota: int | None = None) -> None:
        """Take the slot in the form that the set is shortest of and that the slot yields."""
        if quota is None:
            self.offered.add(slot)
        if self.test and slot.fact.key in self.facts:
            return
        for form in self._turn(slot):
            if quota is not None and self._used[form] >= quota:
                continue
            made = [q for q in make(self.maker, slot, form) if not isinstance(q, Refusal)]
            if not made:
                continue
            self.add(self.maker.rng(slot.facet, "template").choice(made))
            self.offered.add(slot)
            return

    def add(self, question: Question) -> None:
        """Take a question."""
        self._numbers.append(self._telling.add(question, self._names(question.facts[0])))
        self._kept = None
        self.questions.append(question)
        self.facts.add(question.facts[0])
        self._used[question.form] += 1

    def _turn(self, slot: Slot) -> list[Form]:
        rng = self.maker.rng(slot.facet, "form")
        chance = {form: rng.random() for form in self.forms}

        def due(form: Form) -> tuple[float, str]:
            return (self._used[form] + chance[form]) / MIX.get(form, 1), form.value

        return sorted(self.forms, key=due)

    def _order(self) -> list[int]:
        if self._kept is None:
            place = {number: at for at, number in enumerate(self._numbers)}
            told = [
                [place[other] for other in self._telling.told[number] if other in place]
                for number in self._numbers
            ]
            facts = [question.facts[0] for question in self.questions]
            apart = 0 if self.test else APART
            self._kept = self._without_reuse(in_order(told, facts, apart=apart, test=self.test))
        return self._kept.copy()

    def _names(self, key: str) -> tuple[str, ...]:
        return self.maker.pack.facts[key].names

    def _without_reuse(self, kept: list[int]) -> list[int]:
        """Leave out questions whose options give away by how often they return (rule D3)."""
        stood: dict[str, list[int]] = {}
        right: Counter[str] = Counter()
        for i in kept:
            if self.questions[i].form is not Form.TRUE_FALSE:
                for option in self.questions[i].options:
                    stood.setdefault(option.text, []).append(i)
                    right[option.text] += option.correct

        def gives_away(text: str) -> bool:
            many = len(stood[text])
            return many >= REUSE and not 0.1 <= right[text] / many <= 0.6

        cues = set(filter(gives_away, stood))
        gone = set()
        while cues:
            last = stood[min(cues)][-1]
            gone.add(last)
            for option in self.questions[last].options:
                stood[option.text].remove(last)
                right[option.text] -= option.correct
                (cues.add if gives_away(option.text) else cues.discard)(option.text)
        return [i for i in kept if i not in gone]

    def ordered(self) -> tuple[Question, ...]:
        """Return the set, in an order in which no question tells a later one's answer.

        What is too much goes from the topics that have several, of the form that has most.
        """
        kept = self._order()
        while len(kept) > self.count:
            kept.remove(self._most_spare(kept))
        return tuple(self.questions[i] for i in kept)

    def settle(self) -> int:
        """Keep at most `count` questions that can stand together, in order; return how many.

        What is left out may have stood between two facets of one fact, so the rest is ordered anew.
        """
        while True:
            kept = self._order()[: self.count]
            all_stay = len(kept) == len(self.questions)
            stay = kept if all_stay else sorted(kept)
            self.questions = [self.questions[i] for i in stay]
            self._numbers = [self._numbers[i] for i in stay]
            self._kept = None
            if all_stay:
                self.facts = {question.facts[0] for question in self.questions}
                return len(kept)

    def _most_spare(self, kept: Sequence[int]) -> int:
        topics = Counter(self.questions[i].topic for i in kept)
        forms = Counter(self.questions[i].form for i in kept)

        def spare(i: int) -> tuple[bool, bool, float, int, int]:
            topic, form = self.questions[i].topic, self.questions[i].form
            extra = not self.even and self.questions[i].facet not in self.own
            share = forms[form] / (1 if self.even else MIX[form])
            return topics[topic] > 1, extra, share, topics[topic], i

        return max(kept, key=spare)
