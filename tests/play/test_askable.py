"""Logs that were made to say what no game of ours says, check sums and all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quiz.generate import draw
from quiz.model import Correction, Form, Name, Option, Response
from quiz.packs.library import load
from quiz.play import askable
from quiz.play.session import Session
from quiz.wire import question_from_json, question_to_json
from tests.make import NOON, Clock, ids, key, question, sitting
from tests.shipped import PACKS

if TYPE_CHECKING:
    from quiz.model import Answer, Question

WRONG = Option(text="no", correct=False, why="It is not.")
RIGHT = Option(text="yes", correct=True, why="It is.")


@pytest.mark.parametrize("name", PACKS)
def test_what_is_drawn_can_be_asked_again(name: str) -> None:
    for asked in draw(load(name), count=200, seed="1"):
        askable.check(question_from_json(question_to_json(asked, public=False)))


@pytest.mark.parametrize(
    ("form", "forged"),
    [
        (Form.CHOICE, {"options": ()}),
        (Form.CHOICE, {"options": (RIGHT,)}),
        (Form.CHOICE, {"options": (WRONG, WRONG)}),
        (Form.CHOICE, {"options": (RIGHT, RIGHT)}),
        (Form.CHOICE, {"prompt": 5}),
        (Form.CHOICE, {"facts": (1,)}),
        (Form.CHOICE, {"form": Form.ORDER}),
        (Form.CHOICE, {"form": Form.MATCH}),
        (Form.CHOICE, {"form": Form.TIMELINE}),
        (Form.CHOICE, {"form": Form.NUMBER}),
        (Form.MULTI, {"options": (WRONG, WRONG, WRONG)}),
        (Form.TRUE_FALSE, {"options": (RIGHT, WRONG, WRONG)}),
        (Form.TRUE_FALSE, {"correction": Correction(prompt="What else?", options=())}),
        (Form.TYPED, {"answer": ""}),
        (Form.TYPED, {"accepted": (5,)}),
        (Form.TYPED, {"documented": (Name(text="x", accepted=()),)}),
        (Form.NUMBER, {"value": None, "low": None, "high": None}),
        (Form.NUMBER, {"value": float("nan")}),
        (Form.NUMBER, {"half_life": -1.0}),
        (Form.ORDER, {"items": ("a", "a"), "shown": ("a", "a")}),
        (Form.ORDER, {"items": ("a", "b"), "shown": ("a", "c")}),
        (Form.MATCH, {"pairs": ()}),
        (Form.TIMELINE, {"items": ()}),
        (Form.TIMELINE, {"value": 99.0, "low": None, "high": None}),
    ],
)
def test_a_forged_question_is_none(form: Form, forged: dict[str, object]) -> None:
    asked = question(form)
    askable.check(asked)
    with pytest.raises(ValueError, match="kept question"):
        askable.check(replace(asked, **forged))  # type: ignore[arg-type]


FORGED = (
    '{"chosen": [99]}',
    '{"chosen": [-1]}',
    '{"chosen": [0, 0]}',
    '{"chosen": [0], "correction": 99}',
    '{"text": "x"}',
    "{}",
)


@pytest.mark.parametrize(
    ("form", "response"),
    [
        (form, response)
        for form in (Form.CHOICE, Form.TRUE_FALSE, Form.ORDER, Form.MATCH)
        for response in FORGED
        if form is not Form.CHOICE or "correction" not in response
    ],
)
def test_an_answer_that_fits_no_question_is_left_out_and_asked_again(
    form: Form, response: str
) -> None:
    asked = question(form)
    if form is Form.TRUE_FALSE:
        asked = replace(asked, correction=Correction(prompt="What else?", options=(RIGHT, WRONG)))
    session = _resumed(asked, response)
    assert session.current == asked
    assert session.review() == ()


def test_what_was_not_known_chose_nothing() -> None:
    session = _resumed(question(Form.CHOICE), '{"unknown": true, "chosen": [99]}')
    assert [turn.feedback.headline for turn in session.review()] == ["Here is the answer"]


def _resumed(asked: Question, response: str) -> Session:
    played = sitting((asked,), mode="exam")
    given = Session(played, now=Clock(NOON), new_id=ids()).answer(key(asked), latency_ms=1).answer
    assert given
    forged: Answer = replace(given, response=response)
    return Session(played, now=Clock(NOON), new_id=ids(), answered=[forged])


def test_a_correction_that_is_not_there_is_refused_of_what_is_true_too() -> None:
    asked = replace(
        question(Form.TRUE_FALSE), correction=Correction(prompt="What else?", options=(RIGHT,))
    )
    session = Session(sitting((asked,)), now=Clock(NOON), new_id=ids())
    with pytest.raises(Exception, match="There are only 1"):
        session.answer(replace(Response(chosen=(0,)), correction=9), latency_ms=1)
