"""Which form asks next, and whether an asked value is still the same (rules Q4, Q5, Q8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quiz.model import Form, Verdict
from quiz.play.asked import same_value
from quiz.play.forms import forms_for, mixed_first
from quiz.play.memory import after
from quiz.play.rating import knew, rating
from tests.make import question
from tests.play.test_memory import FIRST, practised, rated

ALL = tuple(Form)


def test_a_new_facet_is_asked_with_something_to_choose_from() -> None:
    firsts = [forms_for(None, ALL, turn)[0] for turn in range(100)]
    assert {*firsts} == {Form.CHOICE, Form.TRUE_FALSE, Form.MULTI, Form.TIMELINE}
    assert firsts.count(Form.CHOICE) == 40
    plain = (Form.CHOICE, Form.TYPED)
    assert all(forms_for(None, plain, turn)[0] is Form.CHOICE for turn in range(10))
    assert forms_for(None, (Form.TYPED, Form.ORDER))[0] is Form.TYPED


def test_every_form_is_kept_once() -> None:
    for memory in (None, practised((0, "good")), practised((0, "good"), (2, "good"), (11, "good"))):
        for turn in range(5):
            assert sorted(forms_for(memory, ALL, turn)) == sorted(ALL)
            assert sorted(mixed_first(ALL, turn)) == sorted(ALL)


def test_recall_comes_with_a_firm_memory_and_goes_with_a_lapse() -> None:
    weak = practised((0, "good"))
    assert weak.stability < 7
    assert forms_for(weak, ALL)[0] is Form.CLOZE
    assert forms_for(weak, (Form.CHOICE, Form.TYPED))[0] is Form.CHOICE
    some = (Form.CHOICE, Form.TRUE_FALSE, Form.TIMELINE, Form.NUMBER)
    assert {forms_for(weak, some, turn)[0] for turn in range(9)} == {*some[1:3]}  # not the last one
    firm = practised((0, "good"), (2, "good"))
    assert firm.stability >= 7
    recall = {Form.TYPED, Form.NUMBER, Form.CLOZE, Form.TIMELINE}
    assert {forms_for(firm, ALL, turn)[0] for turn in range(20)} == {*recall, Form.ORDER}
    assert forms_for(firm, (Form.CHOICE, Form.ORDER, Form.NUMBER), 1)[0] is Form.NUMBER
    lapsed = practised((0, "good"), (2, "good"), (11, "good"), (46, "good"), (160, "again"))
    assert forms_for(lapsed, (Form.CHOICE, Form.CLOZE, Form.TYPED))[0] is Form.CLOZE
    missed = practised((0, "again"))
    assert forms_for(missed, ALL)[0] is Form.CLOZE  # choice was the last form


def test_no_form_comes_twice_running_where_another_is_as_good() -> None:
    day = FIRST + timedelta(days=2)
    for form in (Form.TYPED, Form.NUMBER, Form.CLOZE, Form.TIMELINE):
        firm = after(practised((0, "good")), rated(day, form=form.value))
        for turn in range(8):
            assert forms_for(firm, ALL, turn)[0] is not form


def test_a_doubted_success_is_followed_by_recall() -> None:
    doubted = after(None, rated(FIRST, "hard", s=1.0, g=0.25))
    assert forms_for(doubted, (Form.CHOICE, Form.TYPED))[0] is Form.TYPED


@pytest.mark.parametrize(
    ("recall", "g", "known"), [(0.9, 0.25, 0.97), (0.5, 0.25, 0.80), (0.3, 0.25, 0.63)]
)
def test_how_likely_a_right_answer_was_knowledge(recall: float, g: float, known: float) -> None:
    assert knew(recall, g) == pytest.approx(known, abs=0.005)


def test_a_likely_guess_is_rated_hard() -> None:
    right = Verdict(score=1.0, correct=True, given="Alpha")
    wrong = Verdict(score=0.0, correct=False, given="Beta")
    choice, typed = question(Form.CHOICE), question(Form.TYPED)
    assert rating(choice, right) == "good"
    assert rating(choice, right, 0.9) == "good"
    assert rating(choice, right, 0.3) == "hard"
    assert rating(typed, right, 0.3) == "good"
    assert rating(choice, wrong, 0.3) == "again"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("alpha", "alpha", True),
        ("the alpha", "Alpha", True),
        ("mendeleev", "mendeleyev", True),
        ("iran", "iraq", False),
        ("1917-11", "1917-12", False),
        ("42.0", "43.0", False),
        ("person/ivan-third", "person/ivan-thirt", False),
        ("anode", "cathode", False),
        ("", "alpha", False),
    ],
)
def test_when_a_value_is_still_the_same(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same
