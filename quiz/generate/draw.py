"""Which questions make a set: every part of the pack in its turn, none giving another away.

A pack's facets are a deck, shuffled once for ever. A set is a hand dealt from it: the seed says
which. Seeds 1, 2, 3 … deal the deck through without a repeat, so that a class that plays on sees
everything (rule D4), and so do days, such as 2026-03-14. Any other seed is a hand somewhere in it.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from quiz.errors import NoQuestions
from quiz.generate.forms import FORMS
from quiz.generate.hand import Hand
from quiz.generate.make import all_questions
from quiz.generate.maker import Maker
from quiz.generate.parts import Parts, turn_of
from quiz.generate.planned import follow
from quiz.generate.rng import Rng
from quiz.generate.slots import in_topics, slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quiz.generate.plan import Plan
    from quiz.generate.slots import Slot
    from quiz.model import Form, Question
    from quiz.packs.content import Fact, Pack

__all__ = ["all_questions", "draw"]


def draw(
    pack: Pack,
    *,
    count: int,
    seed: str,
    forms: Sequence[Form] = (),
    topics: Sequence[str] = (),
    level: int = 2,
    test: bool = False,
    plan: Plan | None = None,
    rivals: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Question, ...]:
    """Return a set of at most `count` questions; fewer only where the pack yields no more.

    The same pack, arguments and version give the same questions, byte for byte (rule D6). In a
    `test` no two facets of a fact and no stem that answers another. A `plan` says which facets
    are asked, in which order and forms, and no other is. `rivals`: by facet, texts that the
    student took for the answer, which are preferred among what is proved wrong (rule L11). Raises
    NoQuestions.
    """
    wanted = [form for form in FORMS if not forms or form in forms]
    most: tuple[Question, ...] = ()
    for part, turn in _parts(pack, seed):
        maker = Maker(part, seed=seed, level=level, rivals=rivals)
        rows = _rows_of(plan, part) if plan is not None and part.whole is not None else None
        every = [s for s in slots(part, level, rows) if not topics or in_topics(s, topics)]
        if every and wanted and plan is not None:
            found = follow(plan, maker, every, wanted, count, test=test)
        elif every and wanted:
            hand = Hand(maker, wanted, count, test=test, even=len(forms) > 1)
            found = _filled(hand, _dealt(pack, every, count, turn))
        else:
            found = ()
        most = max(most, found, key=len)
        if len(most) >= count:
            break
    if not most:
        raise NoQuestions(nothing_fits(pack, forms, topics))
    return most


def _rows_of(plan: Plan, pack: Pack) -> list[Fact]:
    """Return the rows that a plan asks about: of a very large pack few."""
    keys = dict.fromkeys("/".join(wanted.facet.split("/")[1:3]) for wanted in plan.wanted)
    return [pack.facts[key] for key in keys if key in pack.facts]


MOST_PARTS = 4
"""Parts of a very large pack that are looked through for a set."""


def _parts(pack: Pack, seed: str) -> Iterator[tuple[Pack, int]]:
    """Yield the parts that a seed deals from, and which hand of each; of most packs it is one.

    Seeds 1, 2, 3 … go from part to part, then to the next hand of each.
    """
    parts = Parts(pack)
    turn, first = divmod(turn_of(seed), len(parts))
    for more in range(min(MOST_PARTS, len(parts))):
        yield parts.part((first + more) % len(parts)), turn


def _filled(hand: Hand, dealt: Sequence[Slot]) -> tuple[Question, ...]:
    if hand.even:
        hand.take(dealt, quota=-(-hand.count // len(hand.forms)))
    hand.own = {slot.facet for slot in dealt[: hand.count]}
    hand.take(dealt)
    _add_missing_topics(hand, dealt)
    return hand.ordered()


def _add_missing_topics(hand: Hand, dealt: Sequence[Slot]) -> None:
    """Offer more of every topic that has lost its place, where the set has one for each (D4)."""
    topics = dict.fromkeys(slot.topic for slot in dealt)
    if hand.count < len(topics):
        return
    there, looked_at = {q.topic for q in hand.ordered()}, len(hand.questions)
    for topic in topics:
        for slot in dealt:
            if topic in there:
                break
            if slot.topic == topic and slot not in hand.offered:
                hand.offer(slot)
            if len(hand.questions) > looked_at:  # to put them in order costs the square of them
                there, looked_at = {q.topic for q in hand.ordered()}, len(hand.questions)


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


def _dealt(pack: Pack, every: Sequence[Slot], count: int, number: int) -> list[Slot]:
    """Return the slots in the order in which this hand takes them: its own, then others."""
    hands = _hands(pack, every, count, 0)
    turn, at = divmod(number, len(hands))
    if turn:
        hands = _hands(pack, every, count, turn)
    at = min(at, len(hands) - 1)
    following = [slot for hand in hands[at + 1 :] + hands[:at] for slot in hand]
    return list(dict.fromkeys(hands[at] + following))
