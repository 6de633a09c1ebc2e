"""What is said after an answer (RULES.md F1 to F4)."""

from __future__ import annotations

import pytest

import quiz.play.session
from quiz.model import Form, Reason, Response
from quiz.play.feedback import Feedback, feedback, right_answer
from quiz.play.grading import grade
from quiz.play.session import Session
from tests.make import (
    I_DO_NOT_KNOW,
    Clock,
    citation,
    ids,
    key,
    miss,
    option,
    question,
    set_of,
    sitting,
)


def after(form: Form, response: Response, **changes: object) -> Feedback:
    asked = question(form, **changes)
    return feedback(asked, response, grade(asked, response))


def test_a_right_answer_gets_its_reasons_with_their_citations() -> None:
    said = after(Form.CHOICE, Response(chosen=(0,)))
    assert said.headline == "Right"
    assert [(line.kind, line.text, line.notes) for line in said.lines] == [
        ("why", "It is so.", (1,))
    ]
    assert said.footnotes == (citation("r"),)


def test_f2_a_wrong_choice_is_told_what_it_really_belongs_to_with_its_own_source() -> None:
    said = after(Form.CHOICE, Response(chosen=(2,)))
    assert said.headline == "Not this time"
    assert [(line.kind, line.text, line.notes) for line in said.lines] == [
        ("answer", "The answer: Alpha.", ()),
        ("chosen", "Gamma is what it is.", (1,)),
        ("why", "It is so.", (2,)),
    ]
    assert said.footnotes == (citation("g"), citation("r"))


def test_i_do_not_know_gets_the_answer_and_the_reasons() -> None:
    said = after(Form.CHOICE, I_DO_NOT_KNOW)
    assert said.headline == "Here is the answer"
    assert [line.kind for line in said.lines] == ["answer", "why"]


def test_one_place_in_a_source_has_one_number() -> None:
    here, there = citation("s", phrase="here it says"), citation("s", phrase="there it says")
    reasons = (
        Reason(text="First.", citations=(here, there)),
        Reason(text="Second.", citations=(there, citation("s", locator="p. 2"), here, here)),
        Reason(text="Third, of nobody."),
    )
    said = after(Form.CHOICE, Response(chosen=(0,)), reasons=reasons)
    assert [line.notes for line in said.lines] == [(1, 2), (2, 3, 1), ()]
    assert said.footnotes == (here, there, citation("s", locator="p. 2"))


def test_nothing_is_said_twice() -> None:
    wrong = option("Gamma")
    reasons = (Reason(text=wrong.why, citations=wrong.citations), Reason(text=""))
    said = after(
        Form.CHOICE,
        Response(chosen=(1,)),
        options=(option("Alpha", correct=True), wrong),
        reasons=reasons,
    )
    assert [line.text for line in said.lines] == ["The answer: Alpha.", "Gamma is what it is."]


def test_multi_tells_of_the_wrong_ones_and_of_those_overlooked() -> None:
    said = after(Form.MULTI, Response(chosen=(0, 2)))
    assert [(line.kind, line.text) for line in said.lines] == [
        ("remark", "1 of 2 found, 1 wrong."),
        ("answer", "The answer: Alpha."),
        ("chosen", "Gamma is what it is."),
        ("why", "Beta is what it is."),
        ("why", "It is so."),
    ]
    unknown = after(Form.MULTI, I_DO_NOT_KNOW)
    assert [line.kind for line in unknown.lines] == ["answer", "why"]


def test_true_false_tells_of_the_wrong_correction() -> None:
    said = after(Form.TRUE_FALSE, Response(chosen=(1,), correction=2))
    assert said.headline == "Not quite"
    assert [line.text for line in said.lines] == [
        "False is right; the correction is not.",
        "The answer: Alpha.",
        "Gamma is what it is.",
        "It is so.",
    ]
    right = after(Form.TRUE_FALSE, Response(chosen=(1,), correction=0))
    assert [line.text for line in right.lines] == ["It is so."]


@pytest.mark.parametrize(
    ("year", "headline"),
    [
        ("1917", "Right"),
        ("1918", "Nearly right"),
        ("1920", "Not quite"),
        ("1927", "Not quite"),
        ("1928", "Not this time"),
        ("?", "One moment"),
    ],
)
def test_the_headline_says_how_near_it_was(year: str, headline: str) -> None:
    assert after(Form.NUMBER, Response(text=year)).headline == headline


def test_a_question_back_is_all_that_is_said() -> None:
    said = after(Form.NUMBER, Response(text="?"))
    assert [(line.kind, line.text) for line in said.lines] == [
        ("remark", "Please type a year in digits.")
    ]
    assert said.footnotes == ()


def test_the_right_answer_is_made_from_the_key_where_it_has_no_words() -> None:
    assert right_answer(question(Form.ORDER)) == "Alpha, then Beta, then Gamma, then Delta"
    assert right_answer(question(Form.MATCH)) == "one – Uno; two – Duo; three – Tres"
    assert right_answer(question(Form.MULTI, answer="")) == "Alpha and Beta"
    assert right_answer(question(Form.TYPED)) == "Leon Trotsky"


@pytest.mark.parametrize("form", Form)
def test_every_form_says_the_answer_after_a_miss_and_not_after_a_hit(form: Form) -> None:
    asked = question(form)
    for response, wrong in ((key(asked), False), (miss(asked), True), (I_DO_NOT_KNOW, True)):
        said = feedback(asked, response, grade(asked, response))
        assert ("answer" in {line.kind for line in said.lines}) is wrong
        assert all(line.text for line in said.lines)
        used = {number for line in said.lines for number in line.notes}
        assert used == set(range(1, len(said.footnotes) + 1))


def test_it_is_put_together_once_and_after_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    put_together = []

    def said(*about: object) -> Feedback:
        put_together.append(about)
        return Feedback(headline="Right", lines=(), footnotes=())

    monkeypatch.setattr(quiz.play.session, "feedback", said)
    session = Session(sitting(set_of(1)), now=Clock(), new_id=ids("id"))
    assert session.current is not None
    turn = session.answer(key(session.current), latency_ms=1)
    assert turn.answer is not None
    assert not put_together
    assert turn.feedback is turn.feedback
    assert put_together == [(turn.question, turn.response, turn.verdict, "")]
