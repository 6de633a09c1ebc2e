"""C3, C4: where the key stands; 1.3: what a level is; D4: what a class gets to see."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from quiz.errors import NoQuestions
from quiz.generate import draw
from quiz.generate.candidates import back_candidates, forward_candidates
from quiz.generate.difficulty import THREE_OPTIONS
from quiz.generate.forms.choice import make as make_choice
from quiz.generate.leaks import in_order
from quiz.generate.maker import Maker, Refused
from quiz.generate.selection import THIRDS_FROM
from quiz.generate.shown import shown_value
from quiz.generate.slots import slots
from quiz.model import Form
from tests import shipped
from tests.checker.truth import read_number
from tests.hostile.packs import hard

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.packs.content import Pack

CHI_SQUARE = {2: 10.83, 3: 13.82, 4: 16.27, 5: 18.47}
"""The 0.1 % point with k - 1 degrees of freedom, by the number of options k."""


def chi_square(counts: Counter[int], places: int) -> float:
    expected = counts.total() / places
    return sum((counts[i] - expected) ** 2 / expected for i in range(places))


def key_places(questions: list[shipped.Question]) -> dict[int, Counter[int]]:
    """Return how often the key stood in each place, by the number of options."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for question in questions:
        right = [i for i, option in enumerate(question["options"]) if option["correct"]]
        found[len(question["options"])][right[0]] += 1
    return found


def all_choices() -> list[shipped.Question]:
    return [q for name in shipped.PACKS for q in shipped.choices(name)]


def test_c3_every_place_is_as_likely_over_two_thousand_choices() -> None:
    questions = all_choices()
    assert len(questions) >= 2_000
    for places, counts in key_places(questions).items():
        if counts.total() >= 100:
            assert chi_square(counts, places) < CHI_SQUARE[places], counts


def test_c4_every_rank_is_as_likely_where_options_stand_in_order() -> None:
    """Rank first: a symmetric spread would put three keys of four in the middle two."""
    ordered = [
        q
        for q in all_choices()
        if read_number(q["options"][0]["text"]) and not q["facet"].endswith("-back")
    ]
    counts = key_places(ordered)[4]
    assert counts.total() >= 200
    assert chi_square(counts, 4) < CHI_SQUARE[4], counts


def test_c3_true_is_as_likely_as_false() -> None:
    statements = [
        q for name in shipped.PACKS for q in shipped.sample(name) if q["form"] == "true-false"
    ]
    counts = key_places(statements)[2]
    assert counts.total() >= 200
    assert chi_square(counts, 2) < CHI_SQUARE[2], counts


def test_c3_runs_of_one_place_are_not_forbidden() -> None:
    """A run of five equal places comes in a tenth of random sets of forty: it may."""
    places = [
        next(i for i, option in enumerate(q["options"]) if option["correct"]) for q in all_choices()
    ]
    longest = run = 1
    for one, other in pairwise(places):
        run = run + 1 if one == other else 1
        longest = max(longest, run)
    assert longest >= math.log(len(places), 4) - 1


LOOKED_AT = 10_000 if shipped.FULL else 55
"""Slots a pack of which the choices are made at each level."""


@pytest.mark.parametrize("name", shipped.PACKS)
def test_the_distractors_of_a_higher_level_are_more_alike_to_the_key(name: str) -> None:
    """RULES.md 1.3, for at least 95 % of the choices whose pool has nine or more.

    Prior difficulty is 1.5 times the mean similarity plus what does not change with the level.
    """
    pack = shipped.pack(name)
    makers = [Maker(pack, seed="1", level=level) for level in (1, 2, 3)]
    rises: list[bool] = []
    every = slots(pack, 2)
    for slot in every:
        if not shipped.is_drawn(f"levels/{slot.facet}", min(1.0, LOOKED_AT / len(every))):
            continue
        try:
            made = [make_choice(maker, slot) for maker in makers]
        except Refused:
            continue
        asked = makers[0].asked(slot)
        find = back_candidates if slot.back else forward_candidates
        pool = find(makers[0], slot, shown_value(asked.value, asked.grain), asked.grain)
        if len(pool) < THIRDS_FROM:
            continue
        alike = [q.difficulty - THREE_OPTIONS * (len(q.options) == 3) for q in made]
        rises.append(alike[0] < alike[1] < alike[2])
    assert len(rises) >= 20
    luck = 0 if shipped.FULL else 2 * math.sqrt(0.95 * 0.05 * len(rises))
    assert sum(rises) >= 0.95 * len(rises) - luck, f"{sum(rises)} of {len(rises)}"


def usable(pack: Pack) -> set[str]:
    """Return every facet that yields any question."""
    from quiz.generate.forms import FORMS
    from quiz.generate.make import Refusal, make

    maker = Maker(pack, seed="1")
    return {
        slot.facet
        for slot in slots(pack, 2)
        if any(not isinstance(q, Refusal) for form in FORMS for q in make(maker, slot, form))
    }


@pytest.mark.parametrize(
    ("pack", "count"),
    [
        (partial(hard.pack, "b10-dead-by-then"), 6),
        (partial(hard.pack, "a6-containment"), 8),
        *([(partial(shipped.pack, "trotsky-and-stalin"), 40)] if shipped.FULL else []),
    ],
)
def test_d4_a_class_that_plays_on_sees_every_facet(pack: Callable[[], Pack], count: int) -> None:
    """Seeds 1, 2, 3 … cover every usable facet within ⌈3·facets/n⌉ sets."""
    left = usable(pack())
    most = math.ceil(3 * len(left) / count)
    for seed in range(1, most + 1):
        drawn = draw(pack(), count=count, seed=str(seed))
        left -= {question.facet for question in drawn}
        if not left:
            return
    assert not left, sorted(left)[:20]


@pytest.mark.parametrize("name", shipped.PACKS)
def test_d4_every_topic_is_in_a_set_that_has_room_for_it(name: str) -> None:
    pack = shipped.pack(name)
    topics = {slot.topic for slot in slots(pack, 2)}
    for seed in ("1", "17", "another seed"):
        drawn = draw(pack, count=max(20, len(topics) + 5), seed=seed)
        assert topics <= {question.topic for question in drawn}


def test_d4_a_topic_that_no_question_fits_is_not_looked_for_at_every_slot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To put a set in order costs the square of it: five seconds where it was done 700 times."""
    counted = Mock(wraps=in_order)
    monkeypatch.setattr("quiz.generate.hand.in_order", counted)
    drawn = draw(shipped.pack("trotsky-and-stalin"), count=60, seed="3", forms=[Form.TYPED])
    assert len(drawn) == 60
    assert counted.call_count < 60


@pytest.mark.parametrize("name", shipped.PACKS)
def test_d4_each_topic_has_about_its_share(name: str) -> None:
    """Largest remainder, give or take what leaks and unusable facets move."""
    pack = shipped.pack(name)
    facets = Counter(slot.topic for slot in slots(pack, 2))
    for seed in ("3", "8"):
        drawn = Counter(question.topic for question in draw(pack, count=40, seed=seed))
        for topic, count in facets.items():
            quota = 40 * count / facets.total()
            assert abs(drawn[topic] - quota) <= 2.5, (topic, drawn[topic], quota)


@pytest.mark.parametrize("count", [1, 3, 10, 25])
def test_d4_a_set_has_as_many_as_were_asked_for(count: int) -> None:
    for name in shipped.PACKS:
        assert len(draw(shipped.pack(name), count=count, seed="2")) == count


def test_d5_only_the_forms_and_topics_that_were_asked_for() -> None:
    pack = shipped.pack("trotsky-and-stalin")
    drawn = draw(pack, count=12, seed="4", forms=[Form.TYPED, Form.ORDER], topics=[pack.topics[3]])
    assert {q.form for q in drawn} <= {Form.TYPED, Form.ORDER}
    assert {q.topic for q in drawn} == {pack.topics[3]}
    with pytest.raises(NoQuestions):
        draw(pack, count=5, seed="1", topics=["No such topic"])


def test_d5_the_forms_are_mixed() -> None:
    drawn = [q for seed in "12345" for q in draw(shipped.pack("countries"), count=20, seed=seed)]
    counts = Counter(q.form for q in drawn)
    assert len(counts) >= 7
    assert counts.most_common(1)[0][1] <= 0.5 * len(drawn)
