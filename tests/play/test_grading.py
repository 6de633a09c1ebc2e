"""Grading: every formula of RULES.md section 2, with the figures of its table."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import ResponseError
from quiz.model import Form, Response
from quiz.play.grading import RULES, grade, guess, partners
from quiz.play.grading.arrange import kendall_tau, timeline_score
from quiz.play.grading.pick import partial_score
from tests.make import I_DO_NOT_KNOW, key, miss, option, question

FORMS = pytest.mark.parametrize("form", Form)


@FORMS
def test_every_form_is_graded(form: Form) -> None:
    asked = question(form)
    right, wrong = grade(asked, key(asked)), grade(asked, miss(asked))
    assert (right.score, right.correct, right.points, right.retry) == (1.0, True, 100, "")
    assert right.given
    assert right.remark == ""
    assert wrong.score < 0.5
    assert not wrong.correct
    assert wrong.given
    assert 0 <= guess(asked) < 0.5
    assert form in RULES


@FORMS
def test_i_do_not_know_is_always_there_and_is_worth_nothing(form: Form) -> None:
    verdict = grade(question(form), I_DO_NOT_KNOW)
    assert (verdict.score, verdict.correct, verdict.given, verdict.retry) == (0.0, False, "", "")


@FORMS
@given(data=st.data())
def test_a_score_lies_between_0_and_1_whatever_is_given(form: Form, data: st.DataObject) -> None:
    asked = question(form)
    response = Response(
        chosen=tuple(data.draw(st.lists(st.integers(-1, 6), max_size=6))),
        text=data.draw(st.text(max_size=30)),
        correction=data.draw(st.none() | st.integers(-1, 5)),
    )
    try:
        verdict = grade(asked, response)
    except ResponseError:
        return
    assert 0 <= verdict.score <= 1
    assert 0 <= verdict.points <= 100
    assert not (verdict.correct and verdict.score < 0.5)
    assert not (verdict.retry and (verdict.correct or verdict.score))
    assert verdict.correct or verdict.score < 1


@FORMS
def test_a_response_that_does_not_fit_is_refused(form: Form) -> None:
    if form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        assert grade(question(form), Response()).retry
        return
    for chosen in ((), (99,), (-1,), (0, 0), tuple(range(20))):
        with pytest.raises(ResponseError):
            grade(question(form), Response(chosen=chosen))


def test_choice_is_1_or_0() -> None:
    asked = question(Form.CHOICE)
    scores = [grade(asked, Response(chosen=(i,))).score for i in range(4)]
    assert scores == [1.0, 0.0, 0.0, 0.0]
    assert [guess(question(Form.CHOICE, options=asked.options[:k])) for k in (2, 3, 4)] == [
        1 / 2,
        1 / 3,
        1 / 4,
    ]


@pytest.mark.parametrize(
    ("right_ticks", "wrong_ticks", "right", "options", "score"),
    [
        (2, 0, 2, 4, 1.0),
        (1, 0, 2, 4, 0.5),
        (2, 1, 2, 4, 0.5),
        (1, 1, 2, 4, 0.0),
        (2, 2, 2, 4, 0.0),  # tick all
        (2, 1, 2, 5, 2 / 3),
        (3, 3, 3, 6, 0.0),  # tick all
        (3, 1, 3, 4, 0.5),  # max(k - m, 2): one wrong tick alone does not take everything
        (0, 1, 2, 4, 0.0),
    ],
)
def test_multi_takes_wrong_ticks_off(
    right_ticks: int, wrong_ticks: int, right: int, options: int, score: float
) -> None:
    assert partial_score(right_ticks, wrong_ticks, right, options) == pytest.approx(score)
    names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"][:options]
    asked = question(
        Form.MULTI, options=tuple(option(n, correct=i < right) for i, n in enumerate(names))
    )
    chosen = (*range(right_ticks), *range(right, right + wrong_ticks))
    verdict = grade(asked, Response(chosen=chosen))
    assert verdict.score == pytest.approx(score)
    assert verdict.correct is (score == 1)
    wrong = f", {wrong_ticks} wrong" if wrong_ticks else ""
    assert verdict.remark == ("" if score == 1 else f"{right_ticks} of {right} found{wrong}.")


def _multi(options: int, right: int) -> float:
    names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"][:options]
    made = tuple(option(name, correct=i < right) for i, name in enumerate(names))
    return guess(question(Form.MULTI, options=made))


def test_multi_guess_is_that_of_the_table_and_of_brute_force() -> None:
    table = {(4, 2): 0.19, (5, 2): 0.19, (6, 3): 0.16}
    for (options, right), figure in table.items():
        scores = [
            partial_score(sum(ticks[:right]), sum(ticks[right:]), right, options)
            for ticks in product((0, 1), repeat=options)
        ]
        assert _multi(options, right) == pytest.approx(sum(scores) / len(scores))
        assert _multi(options, right) == pytest.approx(figure, abs=0.005)


@pytest.mark.parametrize(
    ("statement_true", "judged", "correction", "score"),
    [
        (True, 0, None, 1.0),
        (True, 1, None, 0.0),
        (True, 1, 0, 0.0),
        (False, 0, None, 0.0),
        (False, 1, None, 0.5),
        (False, 1, 1, 0.5),
        (False, 1, 0, 1.0),
    ],
)
def test_true_false_wants_the_correction(
    statement_true: bool, judged: int, correction: int | None, score: float
) -> None:
    asked = question(
        Form.TRUE_FALSE,
        options=(
            option("True", correct=statement_true),
            option("False", correct=not statement_true),
        ),
    )
    verdict = grade(asked, Response(chosen=(judged,), correction=correction))
    assert verdict.score == score
    assert verdict.correct is (score == 1)


def test_true_false_without_a_correction_to_choose_is_1_or_0() -> None:
    asked = question(Form.TRUE_FALSE, correction=None)
    assert grade(asked, Response(chosen=(1,))).score == 1
    assert grade(asked, Response(chosen=(0,))).score == 0
    with pytest.raises(ResponseError):
        grade(question(Form.TRUE_FALSE), Response(chosen=(1,), correction=9))


def test_true_false_guess() -> None:
    assert guess(question(Form.TRUE_FALSE, correction=None)) == 0.375
    # half of the statements are true: (1/2)·(1/2·1) + (1/2)·(1/2)·(0.5 + 0.5/4)
    assert guess(question(Form.TRUE_FALSE)) == pytest.approx(0.25 + 0.25 * (0.5 + 0.125))


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_order_counts_pairs(size: int) -> None:
    items = tuple("ABCDEF"[:size])
    asked = question(Form.ORDER, items=items, shown=items[::-1])
    total = 0.0
    for places in permutations(range(size)):
        pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
        right = sum(places[i] < places[j] for i, j in pairs)
        tau = (2 * right - len(pairs)) / len(pairs)
        assert kendall_tau(places) == pytest.approx(tau)
        chosen = tuple(size - 1 - place for place in places)
        verdict = grade(asked, Response(chosen=chosen))
        assert verdict.given == ", then ".join(items[place] for place in places)
        assert verdict.score == pytest.approx(max(0.0, tau))
        assert verdict.correct is (tau >= 0.5)
        assert (verdict.remark == f"{right} of {len(pairs)} pairs right.") is (right < len(pairs))
        total += verdict.score / len(list(permutations(range(size))))
    assert guess(asked) == pytest.approx(total)
    assert total == pytest.approx({3: 0.28, 4: 0.19, 5: 0.16, 6: 0.14}[size], abs=0.005)


def test_order_wants_all() -> None:
    with pytest.raises(ResponseError):
        grade(question(Form.ORDER), Response(chosen=(0, 1)))


def test_match_is_the_share_of_pairs() -> None:
    asked = question(Form.MATCH)
    assert partners(asked) == ("Duo", "Quattuor", "Tres", "Uno")
    verdict = grade(asked, Response(chosen=(3, 1, 2)))
    assert verdict.score == pytest.approx(2 / 3)
    assert not verdict.correct
    assert verdict.remark == "2 of 3 pairs right."
    assert verdict.given == "one – Uno; two – Quattuor; three – Tres"
    assert partners(question(Form.MATCH, shown=("Uno", "Duo", "Tres"))) == ("Uno", "Duo", "Tres")


@pytest.mark.parametrize("spare", [0, 1, 2])
def test_match_guess_is_one_fixed_point(spare: int) -> None:
    asked = question(Form.MATCH, spare=("Quattuor", "Quinque")[:spare])
    scores = [
        grade(asked, Response(chosen=chosen)).score for chosen in permutations(range(3 + spare), 3)
    ]
    assert guess(asked) == pytest.approx(sum(scores) / len(scores))
    if not spare:
        assert guess(asked) == pytest.approx(1 / 3)


def test_timeline_halves_with_every_place() -> None:
    asked = question(Form.TIMELINE)
    scores = [grade(asked, Response(chosen=(slot,))).score for slot in range(6)]
    assert scores == [0.25, 0.5, 1.0, 0.5, 0.25, 0.0]
    assert [timeline_score(off) for off in range(4)] == [1.0, 0.5, 0.25, 0.0]
    assert guess(asked) == pytest.approx(0.36, abs=0.005)
    assert grade(asked, Response(chosen=(0,))).given == "before Alpha"
    assert grade(asked, Response(chosen=(5,))).given == "after Epsilon"
    assert grade(asked, Response(chosen=(3,))).given == "between Gamma and Delta"
    assert grade(asked, Response(chosen=(3,))).remark == "1 place off."
    assert grade(asked, Response(chosen=(4,))).remark == "2 places off."


def test_timeline_takes_every_slot_of_an_interval() -> None:
    asked = question(Form.TIMELINE, value=2.0, low=2.0, high=3.0)
    scores = [grade(asked, Response(chosen=(slot,))).score for slot in range(6)]
    assert scores == [0.25, 0.5, 1.0, 1.0, 0.5, 0.25]
    with pytest.raises(ResponseError):
        grade(question(Form.TIMELINE, value=None), Response(chosen=(0,)))


def test_odd_one_out_is_a_choice() -> None:
    assert guess(question(Form.ODD_ONE_OUT)) == 0.25
    assert grade(question(Form.ODD_ONE_OUT), Response(chosen=(0,))).correct


def test_sources_are_a_choice_or_a_selection_by_how_many_are_right() -> None:
    several = question(Form.SOURCES)
    assert grade(several, Response(chosen=(0,))).score == 0.5
    assert guess(several) == pytest.approx(0.1875)
    single = question(
        Form.SOURCES, options=(option("Alpha", correct=True), option("Beta"), option("Gamma"))
    )
    assert grade(single, Response(chosen=(0,))).score == 1
    assert guess(single) == pytest.approx(1 / 3)
    with pytest.raises(ResponseError):
        grade(single, Response(chosen=(0, 1)))
