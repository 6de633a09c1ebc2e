"""Which questions make a set: every part of the pack in its turn, none giving another away.

A pack's facets are a deck, shuffled once for ever. A set is a hand dealt from it: the seed says
which. Seeds 1, 2, 3 … deal the deck through without a repeat, so that a class that plays on sees
everything (rule D4); any other seed is a hand somewhere in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from quiz.errors import NoQuestions
from quiz.generate.forms import FORMS
from quiz.generate.leaks import in_order
from quiz.generate.make import Refusal, all_questions, make
from quiz.generate.maker import Maker
from quiz.generate.rng import Rng
from quiz.generate.slots import in_topics, slots
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Pack

__all__ = ["all_questions", "draw"]

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
    every = [s for s in slots(pack, level) if not topics or in_topics(s, topics)]
    if not every or not wanted:
        raise NoQuestions(nothing_fits(pack, forms, topics))
    hand = _Hand(maker, wanted, count, test=test, even=len(forms) > 1)
    dealt = _dealt(pack, every, count, seed)
    if hand.even:
        hand.take(dealt, quota=-(-count // len(wanted)))
    hand.own = {slot.facet for slot in dealt[:count]}
    hand.take(dealt)
    _add_missing_topics(hand, dealt)
    if not hand.questions:
        raise NoQuestions(nothing_fits(pack, forms, topics))
    return hand.ordered()


def _add_missing_topics(hand: _Hand, dealt: Sequence[Slot]) -> None:
    """Offer more of every topic that has lost its place, where the set has one for each (D4)."""
    topics = dict.fromkeys(slot.topic for slot in dealt)
    if hand.count < len(topics):
        return
    for topic in topics:
        for slot in dealt:
            if any(q.topic == topic for q in hand.ordered()):
                break
            if slot.topic == topic and slot not in hand.offered:
                hand.offer(slot)


def nothing_fits(pack: Pack, forms: Sequence[Form], topics: Sequence[str]) -> str:
    """Return why a pack has no question of these forms and topics."""
    known = ", ".join(f"“{topic}”" for topic in pack.topics)
    if topics:
        return f"No question of “{pack.title}” fits. Its topics are: {known or 'none'}."
    if forms:
        asked = ", ".join(form.value for form in forms)
        return f"“{pack.title}” yields no question of the form {asked}."
    return f"“{pack.title}” yields no question. `quiz check` tells what its facts lack."


def _spread(lists: Mapping[str, Sequence[Slot]], rng: Rng) -> list[tuple[float, Slot]]:
    """Return every slot with a place in [0, 1), such that each topic is spread evenly."""
    placed = []
    for topic, own in lists.items():
        offset = rng.random()
        placed += [((i + offset) / len(own), topic, i, slot) for i, slot in enumerate(own)]
    return [(at, slot) for at, _, _, slot in sorted(placed, key=lambda item: item[:3])]


def _rounds(shuffled: Sequence[Slot]) -> list[Slot]:
    """Return one facet of each fact, then the second of each, and so on."""
    seen: dict[str, int] = {}
    rounds = []
    for position, slot in enumerate(shuffled):
        seen[slot.fact.key] = seen.get(slot.fact.key, 0) + 1
        rounds.append((seen[slot.fact.key], position, slot))
    return [slot for _, _, slot in sorted(rounds, key=lambda item: item[:2])]


def _hands(pack: Pack, every: Sequence[Slot], count: int, turn: int) -> list[list[Slot]]:
    """Return the deck dealt out once: every slot in some hand, every topic in every hand.

    Where a hand has fewer places than there are topics, they take turns. A topic too small to be
    in every hand comes round again.
    """
    by_topic: dict[str, list[Slot]] = {}
    for slot in every:
        by_topic.setdefault(slot.topic, []).append(slot)
    lists = {
        topic: _rounds(Rng(pack.id, "deck", str(turn), topic).shuffled(own))
        for topic, own in sorted(by_topic.items())
    }
    rng = Rng(pack.id, "deck", str(turn))
    if count < len(lists):
        deck = [slot for _, slot in _spread(lists, rng)]
        return [deck[at : at + count] for at in range(0, len(deck), count)]
    hands = 1
    while sum(max(len(own), hands) for own in lists.values()) > count * hands:
        hands += 1
    again = {
        topic: [own[i % len(own)] for i in range(max(len(own), hands))]
        for topic, own in lists.items()
    }
    dealt: list[list[Slot]] = [[] for _ in range(hands)]
    for at, slot in _spread(again, rng):
        dealt[int(at * hands)].append(slot)
    return _evened(dealt, count)


def _evened(dealt: list[list[Slot]], count: int) -> list[list[Slot]]:
    """Return the hands with none too full: what is over, of its fullest topic, goes to the next."""
    out: list[list[Slot]] = []
    over: list[Slot] = []
    waiting = list(dealt)
    while waiting or over:
        hand = over + (waiting.pop(0) if waiting else [])
        over = []
        while len(hand) > count:
            sizes = Counter(slot.topic for slot in hand)
            fullest = max(sizes, key=lambda topic: (sizes[topic], topic))
            place = max(i for i, slot in enumerate(hand) if slot.topic == fullest)
            over.append(hand.pop(place))
        out.append(hand)
    return out


def _number(seed: str) -> int:
    if seed.isdecimal() and len(seed) <= 9:
        return max(int(seed) - 1, 0)
    return int.from_bytes(
        hashlib.sha256(seed.encode("utf-8", "surrogateescape")).digest()[:6], "big"
    )


def _dealt(pack: Pack, every: Sequence[Slot], count: int, seed: str) -> list[Slot]:
    """Return the slots in the order in which this seed's hand takes them: its own, then others."""
    size = len(_hands(pack, every, count, 0))
    turn, at = divmod(_number(seed), size)
    hands = _hands(pack, every, count, turn)
    at = min(at, len(hands) - 1)
    following = [slot for hand in hands[at + 1 :] + hands[:at] for slot in hand]
    return list(dict.fromkeys(hands[at] + following))


class _Hand:
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
        self.offered: set[Slot] = set()
        self._facts: list[str] = []
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
        if self.test and slot.fact.key in self._facts:
            return
        for form in self._turn(slot):
            if quota is not None and self._used[form] >= quota:
                continue
            made = [q for q in make(self.maker, slot, form) if not isinstance(q, Refusal)]
            if not made:
                continue
            self.questions.append(self.maker.rng(slot.facet, "template").choice(made))
            self._facts.append(slot.fact.key)
            self._used[form] += 1
            self.offered.add(slot)
            return

    def _turn(self, slot: Slot) -> list[Form]:
        rng = self.maker.rng(slot.facet, "form")
        chance = {form: rng.random() for form in self.forms}

        def due(form: Form) -> tuple[float, str]:
            return (self._used[form] + chance[form]) / MIX.get(form, 1), form.value

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
        """Return the set, in an order in which no question tells a later one's answer.

        What is too much goes from the topics that have several, of the form that has most.
        """
        kept = self._order()
        while len(kept) > self.count:
            kept.remove(self._most_spare(kept))
        return tuple(self.questions[i] for i in kept)

    def _most_spare(self, kept: Sequence[int]) -> int:
        topics = Counter(self.questions[i].topic for i in kept)
        forms = Counter(self.questions[i].form for i in kept)

        def spare(i: int) -> tuple[bool, bool, float, int, int]:
            topic, form = self.questions[i].topic, self.questions[i].form
            extra = not self.even and self.questions[i].facet not in self.own
            share = forms[form] / (1 if self.even else MIX[form])
            return topics[topic] > 1, extra, share, topics[topic], i

        return max(kept, key=spare)
