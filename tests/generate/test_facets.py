"""What a pack can ask, told without making a question: nothing that is made is left out."""

from __future__ import annotations

import pytest

from quiz.generate import facets
from quiz.generate.slots import slots
from quiz.model import Form
from tests import shipped
from tests.generate.packs import both
from tests.generate.test_keys import BATTLES, ROWS


@pytest.mark.parametrize("name", shipped.PACKS)
@pytest.mark.parametrize("level", [1, 3])
def test_every_question_that_is_made_is_of_a_facet_and_form_that_is_told(
    name: str, level: int
) -> None:
    told = {info.facet: info for info in facets(shipped.pack(name), level)}
    sample = [q for q in shipped.sample(name) if q["level"] == level]
    assert len(sample) > 100
    for question in sample:
        info = told[question["facet"]]
        assert Form(question["form"]) in info.forms
        assert (info.topic, info.fact) == (question["topic"], question["facts"][0])


@pytest.mark.parametrize("name", shipped.PACKS)
def test_most_facets_that_are_told_are_asked_in_some_form(name: str) -> None:
    told = [info.facet for info in facets(shipped.pack(name), 2)]
    every = {slot.facet for slot in slots(shipped.pack(name), 2)}
    assert len(told) == len(set(told))
    assert set(told) <= every
    made = {q["facet"] for q in shipped.made(name, seed="1", level=2, share=0.1)}
    drawn = {facet for facet in told if shipped.is_drawn(f"1/2/{facet}", 0.1)}
    assert made <= drawn
    assert len(made) >= 0.9 * len(drawn)


@pytest.mark.parametrize("name", shipped.PACKS)
def test_the_asked_value_is_the_key_of_its_questions(name: str) -> None:
    from quiz.generate import draw

    pack = shipped.pack(name)
    told = {info.facet: info.asked for info in facets(pack, 3)}
    for seed in ("1", "2", "3", "4"):
        for question in draw(pack, count=40, seed=seed, level=3):
            assert question.key == told[question.facet]


def test_topics_and_levels_narrow_what_is_told() -> None:
    pack = shipped.pack("trotsky-and-stalin")
    every = facets(pack, 3)
    assert len(facets(pack, 2)) < len(every)
    topic = every[0].topic
    own = facets(pack, 3, [topic.upper()])
    assert own == tuple(info for info in every if info.topic == topic)


def test_forms_stand_in_the_order_of_the_forms() -> None:
    for info in facets(shipped.pack("countries"), 2):
        assert info.forms
        assert list(info.forms) == [form for form in Form if form in info.forms]


def test_old_ids_of_rows_and_fields_are_told_the_newest_first() -> None:
    text = BATTLES.replace("[kinds.battle.fields.dead]", 'was = "date"\n[kinds.battle.fields.dead]')
    row = '"corby"\nwas = ["corbie", "ashford", "korby"]'  # ashford is another row's id today
    pack, _ = both(text + ROWS.replace('"corby"', row).replace('"dunmere"', '"dun"\nwas = "korby"'))
    was = {info.facet: info.was for info in facets(pack, 3)}
    assert was["small/battle/ashford/dead"] == ()
    assert was["small/battle/ashford/fought"] == ("small/battle/ashford/date",)
    assert was["small/battle/corby/dead"] == ("small/battle/corbie/dead", "small/battle/korby/dead")
    assert was["small/battle/corby/fought-back"] == (
        "small/battle/corby/date-back",
        "small/battle/corbie/fought-back",
        "small/battle/corbie/date-back",
        "small/battle/korby/fought-back",
        "small/battle/korby/date-back",
    )
    assert was["small/battle/dun/dead"] == (), "an old id has one heir"
