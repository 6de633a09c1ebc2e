"""What stands above a question does not tell its answer."""

from __future__ import annotations

import pytest

from quiz.generate import draw
from quiz.model import Correction, Form, Question
from quiz.play.heading import heading
from tests import shipped
from tests.checker.words import tokens
from tests.make import option, question

CONTINENTS = (option("Africa", correct=True), option("Asia"), option("Europe"))
YEARS = (option("In 1917", correct=True), option("In 1918"))
ARMIES = (option("The White Army"), option("The Red Army", correct=True))


@pytest.mark.parametrize(
    ("topic", "form", "changes"),
    [
        ("Eastern Africa", Form.CHOICE, {"options": CONTINENTS}),
        ("Eastern Africans", Form.CHOICE, {"options": CONTINENTS}),
        ("1917", Form.CHOICE, {"options": YEARS}),
        ("Army and navy", Form.MULTI, {"options": (*ARMIES, option("A navy"))}),
        ("1917", Form.NUMBER, {"answer": "1917", "value": 1917.0}),
        ("The year 1917", Form.TIMELINE, {"dates": ("1905", "November 1917"), "answer": "x"}),
        ("Western Asia", Form.TYPED, {"answer": "Asia", "accepted": ("Asia", "the Asian land")}),
        ("Western Asia", Form.CLOZE, {"answer": "x", "accepted": ("y", "Asia")}),
        ("Western Asia", Form.TRUE_FALSE, {"prompt": "Is it true that Iran is in Asia?"}),
        (
            "1905 and 1917",
            Form.TRUE_FALSE,
            {"correction": Correction(prompt="When?", options=YEARS)},
        ),
        ("Eastern Africa", Form.MATCH, {"pairs": (("Chad", "Africa"), ("Iran", "Asia"))}),
    ],
)
def test_nothing_stands_there_that_tells(topic: str, form: Form, changes: dict[str, object]):
    assert heading(question(form, topic=topic, **changes)) == ""


@pytest.mark.parametrize(
    ("topic", "form", "changes"),
    [
        ("The islands", Form.CHOICE, {"options": CONTINENTS}),
        ("Asia", Form.CHOICE, {"options": CONTINENTS}),  # it misleads, and tells nothing
        ("Army", Form.CHOICE, {"options": ARMIES}),
        ("At war", Form.CHOICE, {"options": ARMIES}),
        ("1917", Form.NUMBER, {"answer": "1918", "value": 1918.0}),
        ("Africa", Form.MATCH, {"pairs": (("Chad", "Africa"), ("Mali", "Africa"))}),
    ],
)
def test_the_topic_stands_there_otherwise(topic: str, form: Form, changes: dict[str, object]):
    assert heading(question(form, topic=topic, **changes)) == topic


@pytest.mark.parametrize("form", [Form.CHOICE, Form.MULTI, Form.TRUE_FALSE, Form.ODD_ONE_OUT])
def test_nothing_points_at_one_of_the_rows_that_are_picked_from(form: Form):
    back = "pack/thing/one/field" + ("" if form is Form.ODD_ONE_OUT else "-back")
    assert heading(question(form, topic="At war", options=CONTINENTS, facet=back)) == ""


def test_what_is_typed_backwards_has_its_topic():
    typed = question(Form.TYPED, topic="At war", facet="pack/thing/one/field-back")
    assert heading(typed) == "At war"


def tells(above: str, asked: Question) -> bool:
    """Tell whether a word that stands above is in a right answer, and not in all the others."""
    right = [o.text for o in asked.options if o.correct]
    others = [o.text for o in asked.options if not o.correct]
    if not right:
        others = [partner for _, partner in asked.pairs]
        right = [asked.answer, *asked.accepted, *asked.dates, *others]
    common = set[str].intersection(*(set(tokens(o)) for o in others)) if others else set()
    words = {word for word in tokens(above) if len(word) > 3} - common
    return bool(words & set(tokens(" ".join(right))))


@pytest.mark.parametrize("name", shipped.PACKS)
def test_over_no_question_of_the_packs_that_ship_stands_its_answer(name: str) -> None:
    pack = shipped.pack(name)
    sets = [draw(pack, count=40, seed=str(n)) for n in range(1, 41 if shipped.FULL else 6)]
    asked = [q for drawn in sets for q in drawn if q.form is not Form.TRUE_FALSE]
    assert [q.id for q in asked if tells(q.topic, q)]
    assert not [(q.id, q.topic) for q in asked if tells(heading(q), q)]
    forward = [q for q in asked if not q.facet.endswith("-back") and q.form is not Form.ODD_ONE_OUT]
    assert sum(bool(heading(q)) for q in forward) > 0.8 * len(forward)
    backward = [q for q in asked if q.facet.endswith("-back") and q.options]
    assert {heading(q) for q in backward} == {""}
