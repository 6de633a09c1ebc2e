"""Which questions make a set: every part of the pack in its turn, none giving another away.

A pack's facets are a deck, shuffled once for ever. A set is a hand dealt from it: the seed says
which. Seeds 1, 2, 3 … deal the deck through without a repeat, so that a class that plays on sees
everything (rule D4); any other seed is a hand somewhere in it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from quiz.errors import NoQuestions
from quiz.generate.forms import FORMS
from quiz.generate.leaks import in_order
from quiz.generate.make import Refusal, all_questions, make
from quiz.generate.maker import Maker
from quiz.generate.rng import Rng
from quiz.generate.slots import slots
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Pack

__all__ = ["all_questions", "draw"]

APART = 3
"""Questions between two facets of one fact, in practice (rule D2)."""
SPARE = 6
"""More facets than asked for that a hand looks at, for those that yield no question."""
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


def draw(
    pack: Pack,
    *,
    count: int,
    seed: str,
    forms: Sequence[Form] = (),
    topics: Sequence[str] = (),
    level: int = 2,
    test: bool = False,
) -> tuple[Question, ...]:
    """Return a set of at most `count` questions; fewer only where the pack yields no more.

    The same pack, arguments and version give the same questions, byte for byte (rule D6). In a
    `test` no two facets of a fact and no stem that answers another. Raises NoQuestions.
    """
    maker = Maker(pack, seed=seed, level=level)
    wanted = [form for form in FORMS if not forms or form in forms]
    every = [s for s in slots(pack, level) if not topics or _in_topics(s, topics)]
    if not every or not wanted:
        raise NoQuestions(_nothing(pack, forms, topics))
    hand = _Hand(maker, wanted, count, test=test)
    for slot in _dealt(pack, every, count, seed):
        hand.offer(slot)
        if hand.full:
            break
    if not hand.questions:
        raise NoQuestions(_nothing(pack, forms, topics))
    return hand.ordered()


def _in_topics(slot: Slot, topics: Sequence[str]) -> bool:
    wanted = {topic.casefold() for topic in topics}
    return slot.topic.casefold() in wanted


def _nothing(pack: Pack, forms: Sequence[Form], topics: Sequence[str]) -> str:
    known = ", ".join(f"“{topic}”" for topic in pack.topics)
    if topics:
        return f"No question of “{pack.title}” fits. Its topics are: {known or 'none'}."
    if forms:
        asked = ", ".join(form.value for form in forms)
        return f"“{pack.title}” yields no question of the form {asked}."
    return f"“{pack.title}” yields no question. `quiz check` tells what its facts lack."


def _deck(pack: Pack, every: Sequence[Slot], turn: int) -> list[Slot]:
    """Return all slots with the topics evenly spread and the facets of a fact far apart."""
    by_topic: dict[str, list[Slot]] = {}
    for slot in every:
        by_topic.setdefault(slot.topic, []).append(slot)
    placed: list[tuple[float, str, Slot]] = []
    for topic, own in by_topic.items():
        ordered = _rounds(Rng(pack.id, "deck", str(turn), topic).shuffled(own))
        offset = Rng(pack.id, "deck", str(turn), topic, "offset").random()
        for rank, slot in enumerate(ordered):
            placed.append(((rank + offset) / len(ordered), slot.facet, slot))
    placed.sort(key=lambda item: item[:2])
    return [slot for _, _, slot in placed]


def _rounds(shuffled: Sequence[Slot]) -> list[Slot]:
    """Return one facet of each fact, then the second of each, and so on."""
    seen: dict[str, int] = {}
    rounds = []
    for position, slot in enumerate(shuffled):
        seen[slot.fact.key] = seen.get(slot.fact.key, 0) + 1
        rounds.append((seen[slot.fact.key], position, slot))
    return [slot for _, _, slot in sorted(rounds, key=lambda item: item[:2])]


def _number(seed: str) -> int:
    if seed.isdecimal() and len(seed) <= 9:
        return max(int(seed) - 1, 0)
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6], "big")


def _dealt(pack: Pack, every: Sequence[Slot], count: int, seed: str) -> list[Slot]:
    """Return the slots in the order in which this seed's hand takes them."""
    start = _number(seed) * count
    turn, at = divmod(start, len(every))
    deck = _deck(pack, every, turn)
    following = _deck(pack, every, turn + 1) if at + count + SPARE > len(deck) else []
    dealt = deck[at:] + following
    topics = dict.fromkeys(slot.topic for slot in every)
    if count >= len(topics):
        dealt = _each_topic(dealt, count, list(topics), deck)
    rest = [slot for slot in deck if slot not in dealt[: count * 4]]
    return list(dict.fromkeys(dealt + rest))


def _each_topic(
    dealt: list[Slot], count: int, topics: list[str], deck: Sequence[Slot]
) -> list[Slot]:
    """Return the hand with every topic in it: a missing one takes the place of the fullest."""
    hand, rest = dealt[:count], dealt[count:]
    for topic in topics:
        if any(slot.topic == topic for slot in hand):
            continue
        found = next((s for s in [*rest, *deck] if s.topic == topic and s not in hand), None)
        if found is None:
            continue
        sizes: dict[str, int] = {}
        for slot in hand:
            sizes[slot.topic] = sizes.get(slot.topic, 0) + 1
        fullest = max(sizes, key=lambda name: (sizes[name], name))
        place = max(i for i, slot in enumerate(hand) if slot.topic == fullest)
        moved, hand[place] = hand[place], found
        rest = [moved, *(s for s in rest if s is not found)]
    return hand + rest


class _Hand:
    """A set as it is being drawn."""

    def __init__(self, maker: Maker, forms: Sequence[Form], count: int, *, test: bool) -> None:
        self.maker = maker
        self.forms = forms
        self.count = count
        self.test = test
        self.questions: list[Question] = []
        self._facts: list[str] = []
        self._used: dict[Form, int] = {}

    @property
    def full(self) -> bool:
        return len(self.questions) >= self.count and len(self._order()) >= self.count

    def offer(self, slot: Slot) -> None:
        """Take the slot in the form that the set is shortest of and that the slot yields."""
        if self.test and slot.fact.key in self._facts:
            return
        for form in self._turn(slot):
            made = [q for q in make(self.maker, slot, form) if not isinstance(q, Refusal)]
            if not made:
                continue
            self.questions.append(self.maker.rng(slot.facet, "template").choice(made))
            self._facts.append(slot.fact.key)
            self._used[form] = self._used.get(form, 0) + 1
            return

    def _turn(self, slot: Slot) -> list[Form]:
        rng = self.maker.rng(slot.facet, "form")
        chance = {form: rng.random() for form in self.forms}

        def due(form: Form) -> tuple[float, str]:
            return (self._used.get(form, 0) + chance[form]) / MIX.get(form, 1), form.value

        return sorted(self.forms, key=due)

    def _order(self) -> list[int]:
        subjects = [self._names(q.facts[0]) for q in self.questions]
        kept = in_order(self.questions, subjects, apart=0 if self.test else APART, test=self.test)
        return self._without_reuse(kept)

    def _names(self, key: str) -> tuple[str, ...]:
        return self.maker.pack.facts[key].names

    def _without_reuse(self, kept: list[int]) -> list[int]:
        """Leave out questions whose options give away by how often they return (rule D3)."""
        while True:
            stood: dict[str, list[int]] = {}
            right: dict[str, int] = {}
            for i in kept:
                for option in self.questions[i].options:
                    if self.questions[i].form is Form.TRUE_FALSE:
                        continue
                    stood.setdefault(option.text, []).append(i)
                    right[option.text] = right.get(option.text, 0) + option.correct
            cue = next(
                (
                    text
                    for text, places in sorted(stood.items())
                    if len(places) >= REUSE and not 0.1 <= right[text] / len(places) <= 0.6
                ),
                None,
            )
            if cue is None:
                return kept
            kept = [i for i in kept if i != stood[cue][-1]]

    def ordered(self) -> tuple[Question, ...]:
        """Return the set, in an order in which no question tells a later one's answer."""
        return tuple(self.questions[i] for i in self._order()[: self.count])
