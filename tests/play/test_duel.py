"""A duel: two players, one keyboard, one log."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Answer, Form
from quiz.play.duel import GUEST, HANDS, LEFT, RIGHT, RIVAL, Duel, Press, side_of
from tests.make import Clock, ids, option, question, set_of, sitting

NAMED = {RIVAL: "ben-1", "left": "Anna", "right": "Ben"}


def begin(size: int = 3, answered: tuple[Answer, ...] = (), **settings: str) -> Duel:
    played = sitting(set_of(size), mode="duel", settings=settings or NAMED)
    return Duel(played, now=Clock(), new_id=ids(f"id{len(answered)}"), answered=answered)


def press(duel: Duel, side: int, option: int) -> Press:
    pressed = duel.press(side, option, latency_ms=1000)
    assert pressed is not None
    return pressed


def test_each_hand_has_its_keys() -> None:
    assert [side_of(key) for key in "1234"] == [(LEFT, i) for i in range(4)]
    assert [side_of(key) for key in "7890"] == [(RIGHT, i) for i in range(4)]
    for key in ("5", "6", "space", "", "12", "x"):
        assert side_of(key) is None
    assert not set(HANDS[LEFT]) & set(HANDS[RIGHT])


def test_the_first_who_is_right_takes_the_point() -> None:
    duel = begin()
    pressed = press(duel, RIGHT, 0)
    assert pressed.over
    assert (duel.scores, duel.number) == ((0, 1), 2)
    decided = duel.round([pressed])
    assert (decided.winner, decided.chosen) == (RIGHT, {RIGHT: 0})
    assert decided.feedback.headline == "Right"


def test_who_is_wrong_waits_until_the_next_question() -> None:
    duel = begin()
    wrong = press(duel, LEFT, 2)
    assert not wrong.over
    assert (duel.locked(LEFT), duel.locked(RIGHT)) == (True, False)
    assert duel.press(LEFT, 0, latency_ms=1) is None
    right = press(duel, RIGHT, 0)
    assert right.over
    assert (duel.scores, duel.locked(LEFT)) == ((0, 1), False)
    decided = duel.round([wrong, right])
    assert decided.chosen == {LEFT: 2, RIGHT: 0}
    assert "Gamma is what it is." in [line.text for line in decided.feedback.lines]


def test_a_question_that_nobody_knows_is_nobodys() -> None:
    duel = begin()
    both = [press(duel, LEFT, 1), press(duel, RIGHT, 2)]
    assert [one.over for one in both] == [False, True]
    said = [line.text for line in duel.round(both).feedback.lines]
    assert "Beta is what it is." in said
    assert "Gamma is what it is." in said
    assert duel.scores == (0, 0)
    given_up = duel.give_up(latency_ms=5)
    assert [one.over for one in given_up] == [False, True]
    assert duel.round(given_up).feedback.headline == "Here is the answer"
    press(duel, LEFT, 0)
    assert duel.finished
    assert duel.press(LEFT, 0, latency_ms=1) is None
    assert duel.give_up(latency_ms=1) == ()
    results = duel.results()
    assert (results.right, results.total, results.points) == (1, 3, 100)
    assert [missed.given for missed in results.missed] == ["Beta / Gamma", ""]


def test_only_an_option_that_is_there_is_a_key() -> None:
    two = question(Form.CHOICE, options=(option("Alpha", correct=True), option("Beta")))
    played = sitting((two,), mode="duel")
    duel = Duel(played, now=Clock(), new_id=ids())
    assert duel.press(LEFT, 3, latency_ms=1) is None
    assert duel.press(RIGHT, -1, latency_ms=1) is None
    assert duel.answers == ()


def test_both_are_in_the_log_under_their_own_names_and_say_nothing_to_memory() -> None:
    duel = begin()
    press(duel, LEFT, 1)
    press(duel, RIGHT, 0)
    press(duel, LEFT, 0)
    rows = [(a.user, a.position, a.correct, a.rated, a.rating, a.sitting) for a in duel.answers]
    assert rows == [
        ("student", 0, False, False, None, "sitting-1"),
        ("ben-1", 1, True, False, None, "sitting-1"),
        ("student", 2, True, False, None, "sitting-1"),
    ]
    assert len({answer.id for answer in duel.answers}) == 3


def test_without_a_rival_a_guest_plays() -> None:
    played = sitting(set_of(1), mode="duel")
    duel = Duel(played, now=Clock(), new_id=ids())
    assert duel.players == ("student", GUEST)
    assert duel.names == ("Player one", "Player two")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("lrl", "Anna wins, 2 to 1. It was close, Ben."),
        ("rrr", "Ben wins, 3 to 0. Anna, ask for another: the next is open."),
        ("lr-", "A draw, 1 all: a well-matched pair."),
        ("lllll-r", "Anna wins, 5 to 1. Ben knew one thing faster."),
        ("rrrrrll", "Ben wins, 5 to 2. Anna knew 2 things faster."),
    ],
)
def test_the_winner_is_named_kindly(points: str, sentence: str) -> None:
    duel = begin(len(points))
    for point in points:
        if point == "-":
            duel.give_up(latency_ms=1)
        else:
            press(duel, "lr".index(point), 0)
    assert duel.finished
    assert duel.verdict() == sentence


@given(st.integers(1, 6), st.lists(st.tuples(st.sampled_from("lr?"), st.integers(0, 4))))
def test_no_duel_sticks_and_every_one_goes_on_where_it_stopped(
    size: int, keys: list[tuple[str, int]]
) -> None:
    duel = begin(size)
    for hand, chosen in keys:
        before = duel.scores
        if hand == "?":
            duel.give_up(latency_ms=1)
        else:
            duel.press("lr".index(hand), chosen, latency_ms=1)
        assert sum(duel.scores) - sum(before) in (0, 1)
        again = begin(size, duel.answers)
        assert (again.scores, again.current, again.number) == (
            duel.scores, duel.current, duel.number,
        )  # fmt: skip
        assert [again.locked(side) for side in (LEFT, RIGHT)] == [
            duel.locked(side) for side in (LEFT, RIGHT)
        ]
        assert again.results() == duel.results()
    for _ in range(size):
        if not duel.finished:
            duel.give_up(latency_ms=1)
    assert duel.finished
    assert duel.verdict()


def test_an_answer_of_somebody_else_changes_nothing() -> None:
    first = begin()
    press(first, LEFT, 0)
    stranger = replace(first.answers[0], user="nobody")
    assert begin(3, (stranger,)).scores == (0, 0)
    assert begin(3, first.answers).scores == (1, 0)
