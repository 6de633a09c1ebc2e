"""What a session asks the student's memory, and what it tells of it (rules Q4, Q8)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from quiz.model import Form, Response
from quiz.play.memory import Memory, after, recall
from quiz.play.session import CHANGED, Session
from tests.make import NOON, question, sitting
from tests.play.test_memory import FIRST, rated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Answer

ONE = question(Form.CHOICE, "one", key="alpha")
RIGHT = Response(chosen=(0,))


class Mind:
    """Knows one facet, with one value."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def memory(self, facet: str, asked: str, was: Sequence[str] = ()) -> Memory | None:
        fits = (facet, asked) == (self._memory.facet, self._memory.asked)
        return self._memory if fits else None

    def changed(self, facet: str, asked: str, was: Sequence[str] = ()) -> bool:
        return facet == self._memory.facet and asked != self._memory.asked


def session(days_since: int, asked: str = "alpha") -> Session:
    return Session(
        sitting((ONE,)),
        now=lambda: NOON,
        new_id=iter("abc").__next__,
        learner=Mind(after(None, rated(FIRST - timedelta(days=days_since), asked=asked))),
    )


def answered(playing: Session) -> Answer:
    found = playing.answer(RIGHT, latency_ms=1).answer
    assert found is not None
    return found


@pytest.mark.parametrize(("days", "rating"), [(2, "good"), (400, "hard")])
def test_a_right_answer_that_may_be_a_guess_is_rated_hard(days: int, rating: str) -> None:
    got = answered(session(days))
    before = recall(after(None, rated(FIRST - timedelta(days=days))), FIRST)
    assert (got.rating, got.r_before) == (rating, round(before, 4))


def test_of_what_is_new_nothing_is_known() -> None:
    got = answered(Session(sitting((ONE,)), now=lambda: NOON, new_id=iter("ab").__next__))
    assert (got.rating, got.r_before, got.asked, got.day) == ("good", None, "alpha", "2026-03-14")


def test_an_answer_that_its_author_changed_is_told_first_and_begins_anew() -> None:
    playing = session(400, asked="omega")
    turn = playing.answer(RIGHT, latency_ms=1)
    assert turn.feedback.lines[0].text == CHANGED
    assert turn.answer is not None
    assert (turn.answer.rating, turn.answer.r_before) == ("good", None)
    assert playing.review()[0].feedback.lines[0].text == CHANGED
    same = session(2).answer(RIGHT, latency_ms=1)
    assert CHANGED not in [line.text for line in same.feedback.lines]
