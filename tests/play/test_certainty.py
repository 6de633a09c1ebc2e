"""Confidence: marks that reward honesty, beside the score and never in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Form, Response
from quiz.play.certainty import (
    FAIRLY,
    GUESSING,
    LEVELS,
    SETTING,
    SURE,
    YES,
    Level,
    certainty,
    mark,
)
from quiz.play.session import Session
from tests.make import (
    I_DO_NOT_KNOW,
    Clock,
    ids,
    key,
    miss,
    question,
    set_of,
    sitting,
)

ASKING = {SETTING: YES}


def begin(size: int = 4, *, settings: dict[str, str] | None = None, mode: str = "test") -> Session:
    played = sitting(set_of(size), mode=mode, settings=ASKING if settings is None else settings)
    return Session(played, now=Clock(), new_id=ids())


def give(session: Session, *, right: bool, confidence: int | None) -> None:
    assert session.current is not None
    response = (key if right else miss)(session.current)
    session.answer(response, latency_ms=1000, confidence=confidence)


def test_the_marks_are_those_of_the_table() -> None:
    assert [mark(level, correct=True) for level in LEVELS] == [1, 2, 3]
    assert [mark(level, correct=False) for level in LEVELS] == [0, -2, -6]
    assert mark(None, correct=True) == mark(None, correct=False) == 0


@given(st.floats(0, 1, allow_nan=False))
def test_the_level_in_whose_band_the_chance_lies_gains_most(chance: float) -> None:
    gains = {
        level: chance * mark(level, correct=True) + (1 - chance) * mark(level, correct=False)
        for level in LEVELS
    }
    best = max(gains.values())
    for level in LEVELS:
        low, high = Level(confidence=level, right=0, of=0).band
        if low <= chance <= high:
            assert gains[level] == pytest.approx(best)
        elif not low - 1e-9 <= chance <= high + 1e-9:
            assert gains[level] < best


def test_the_bands_leave_no_gap() -> None:
    bands = [Level(confidence=level, right=0, of=0).band for level in LEVELS]
    assert [low for low, _ in bands] == [0.0, *(high for _, high in bands[:-1])]
    assert bands[-1][1] == 1.0


def test_a_sitting_says_what_was_sure_and_right() -> None:
    session = begin(5)
    for right, confidence in (
        (True, SURE), (False, SURE), (True, FAIRLY), (False, GUESSING), (True, GUESSING),
    ):  # fmt: skip
        give(session, right=right, confidence=confidence)
    results = session.results()
    found = results.certainty
    assert found is not None
    assert [(level.name, level.right, level.of) for level in found.levels] == [
        ("sure", 1, 2), ("fairly", 1, 1), ("guessing", 1, 2),
    ]  # fmt: skip
    assert (found.marks, found.most) == (3 - 6 + 2 + 0 + 1, 15)
    assert [level.marks for level in found.levels] == [-3, 2, 1]


@pytest.mark.parametrize("confidence", LEVELS)
def test_the_plain_score_is_the_same_whatever_the_confidence(confidence: int) -> None:
    sure, plain = begin(), begin(settings={})
    for right in (True, False, False, True):
        give(sure, right=right, confidence=confidence)
        give(plain, right=right, confidence=None)
    assert sure.points == plain.points == 200
    assert sure.right == plain.right
    assert [(a.s, a.correct, a.rating, a.rated) for a in sure.answers] == [
        (a.s, a.correct, a.rating, a.rated) for a in plain.answers
    ]


def test_errors_that_one_was_sure_of_are_read_first_and_return_like_any_miss() -> None:
    session = begin(4, mode="practice")
    give(session, right=False, confidence=GUESSING)
    give(session, right=False, confidence=SURE)
    give(session, right=True, confidence=SURE)
    give(session, right=False, confidence=FAIRLY)
    missed = session.results().missed
    assert [(m.confidence, m.question.subject) for m in missed] == [
        (SURE, "The fact-1"), (FAIRLY, "The fact-3"), (GUESSING, "The fact-0"),
    ]  # fmt: skip
    came_back = []
    while session.current is not None:
        came_back.append(session.current.subject)
        give(session, right=True, confidence=SURE)
    assert set(came_back) == {"The fact-0", "The fact-1", "The fact-3"}


def test_without_confidence_what_was_missed_stays_in_its_order() -> None:
    session = begin(3, settings={})
    for _ in range(3):
        give(session, right=False, confidence=None)
    results = session.results()
    assert results.certainty is None
    assert [m.question.subject for m in results.missed] == [
        "The fact-0",
        "The fact-1",
        "The fact-2",
    ]


def test_it_is_asked_only_of_what_counts() -> None:
    session = begin(4, mode="practice")
    assert session.current is not None
    assert session.asks_confidence(key(session.current))
    assert not session.asks_confidence(I_DO_NOT_KNOW)
    session.answer(I_DO_NOT_KNOW, latency_ms=1, confidence=SURE)
    for _ in range(3):
        give(session, right=True, confidence=FAIRLY)
    assert session.returning
    assert not session.asks_confidence(key(session.current))
    give(session, right=True, confidence=SURE)
    assert [answer.confidence for answer in session.answers] == [None, 2, 2, 2, None]
    assert session.finished
    assert not session.asks_confidence(Response(chosen=(0,)))


@pytest.mark.parametrize(("mode", "asks"), [("practice", False), ("exam", True)])
def test_once_the_key_was_told_nobody_is_asked_again(mode: str, asks: bool) -> None:
    session = begin(2, mode=mode)
    give(session, right=False, confidence=SURE)
    if session.can_undo:
        session.undo()
        assert session.current is not None
        assert session.asks_confidence(key(session.current)) == asks


def test_it_is_not_asked_where_it_is_not_wanted_nor_kept() -> None:
    session = begin(settings={})
    assert session.current is not None
    assert not session.asks_confidence(key(session.current))
    give(session, right=True, confidence=SURE)
    assert session.answers[0].confidence is None


def test_it_is_not_asked_of_what_is_asked_back() -> None:
    no_year = Response(text="long ago")
    played = sitting([question(Form.NUMBER)], settings=ASKING)
    session = Session(played, now=Clock(), new_id=ids())
    turn = session.answer(no_year, latency_ms=1, confidence=SURE)
    assert turn.answer is None
    assert not session.asks_confidence(no_year)
    assert session.asks_confidence(Response(text="1917"))


def test_a_sitting_that_goes_on_still_knows() -> None:
    session = begin(3)
    give(session, right=False, confidence=SURE)
    again = Session(session.sitting, now=Clock(), new_id=ids("x"), answered=session.answers)
    assert again.results().certainty == session.results().certainty
    missed = again.missed_again()
    assert missed is not None
    assert missed.settings[SETTING] == YES


def test_answers_from_elsewhere_with_another_number_are_left_out() -> None:
    session = begin(2)
    give(session, right=True, confidence=SURE)
    give(session, right=True, confidence=7)
    found = certainty(session.answers)
    assert found is not None
    assert sum(level.of for level in found.levels) == 1
