"""Taking an answer back, and saying that one was right after all."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import ResponseError, TimeIsUp
from quiz.model import Form, Response
from quiz.play.begin import timestamp
from quiz.play.modes import MODES
from quiz.play.session import Session
from quiz.records.log import Log
from tests.make import I_DO_NOT_KNOW, Clock, ids, key, miss, question, set_of, sitting

if TYPE_CHECKING:
    from quiz.model import Answer, Sitting


def begin(played: Sitting, *, clock: Clock | None = None, prefix: str = "id") -> Session:
    return Session(played, now=clock or Clock(), new_id=ids(prefix))


def give(session: Session, *, right: bool) -> Answer:
    assert session.current is not None
    response = key(session.current) if right else miss(session.current)
    answer = session.answer(response, latency_ms=1000).answer
    assert answer is not None
    return answer


def state(session: Session) -> dict[str, Any]:
    """Return all that a session knows, so that two of them can be compared."""
    return {
        "queue": [(w.question.id, w.attempts, w.last_chance) for w in session._queue],
        "given": session._given,
        "answers": session.answers,
        "first": session._first,
        "rated": session._rated_on,
        "streak": session.streak,
        "number": session.number,
        "results": session.results(),
        "may": (session.can_undo, session.can_claim),
    }


def test_what_was_undone_is_asked_again_and_counts_as_answered_then() -> None:
    session = begin(sitting(set_of(3)))
    wrong = give(session, right=False)
    assert session.undo() == replace(wrong, mark="undone")
    assert session.current == set_of(3)[0]
    assert session.redoing
    assert (session.number, session.right, session.returning, session.answers) == (1, 0, False, ())
    again = give(session, right=True)
    assert (again.attempt, again.redone, again.rated, again.rating) == (1, True, True, "hard")
    assert again.position == 1  # after the one that was undone, which stays in the log
    assert (session.right, session.points, session.streak) == (1, 100, 1)
    assert session.results().missed == ()
    assert not session.redoing
    assert not give(session, right=True).redone


def test_what_is_wrong_again_is_wrong() -> None:
    session = begin(sitting(set_of(1)))
    give(session, right=True)
    session.undo()
    again = give(session, right=False)
    assert (again.redone, again.rating) == (True, "again")
    assert session.results().points == 0


def test_a_miss_that_was_undone_does_not_come_back() -> None:
    session = begin(sitting(set_of(5)))
    give(session, right=False)
    session.undo()
    order = ""
    while session.current is not None:
        order += session.current.facts[0][-1]
        give(session, right=True)
    assert order == "01234"


def test_undo_leads_step_by_step_to_the_beginning() -> None:
    session = begin(sitting(set_of(4)))
    seen = []
    for right in (True, False, True, True, True):
        seen.append((session.current, session.streak, session.points, session.number))
        give(session, right=right)
    assert session.finished
    assert session.results().best_streak == 2
    for before in reversed(seen):
        session.undo()
        assert (session.current, session.streak, session.points, session.number) == before
    assert not session.can_undo
    with pytest.raises(ResponseError, match="no answer to undo"):
        session.undo()


def test_each_attempt_is_redone_by_itself() -> None:
    session = begin(sitting(set_of(1)))
    give(session, right=False)
    give(session, right=True)
    session.undo()
    second = give(session, right=False)
    assert (second.attempt, second.redone) == (2, True)
    session.undo()
    session.undo()
    first = give(session, right=False)
    assert (first.attempt, first.redone) == (1, True)
    other = begin(sitting(set_of(1)))
    give(other, right=False)
    other.undo()
    assert [give(other, right=False).redone for _ in range(2)] == [True, False]


def test_the_facet_can_be_rated_again_after_an_undo_and_only_then() -> None:
    twice = (*set_of(1), question(Form.NUMBER, "fact-0"), question(Form.CLOZE, "fact-0"))
    session = begin(sitting(twice))
    assert give(session, right=True).rated
    assert not give(session, right=True).rated
    session.undo()
    session.undo()
    assert give(session, right=True).rated
    session.undo()
    assert give(session, right=True).rated
    assert not give(session, right=True).rated


@pytest.mark.parametrize("mode", [mode for mode in MODES.values() if not mode.feedback_at_once])
def test_where_the_verdict_is_still_to_come_nothing_is_undone(mode: Any) -> None:
    session = begin(sitting(set_of(2, Form.TYPED), mode=mode.id))
    give(session, right=False)
    assert not session.can_undo
    assert not session.can_claim
    with pytest.raises(ResponseError):
        session.undo()
    with pytest.raises(ResponseError):
        session.claim_right()


@pytest.mark.parametrize("mode", ["timeline", "sprint", "daily", "exam"])
def test_where_all_have_the_same_chance_nothing_is_taken_back(mode: str) -> None:
    form = Form.TIMELINE if mode == "timeline" else Form.CHOICE
    session = begin(sitting(set_of(5, form), mode=mode))
    give(session, right=False)
    assert not session.can_undo
    with pytest.raises(ResponseError):
        session.undo()


def test_an_undo_gives_no_time_back() -> None:
    session = begin(sitting(set_of(5), mode="practice", settings={"time": "1"}))
    give(session, right=False)
    left = session.left()
    session.undo()
    assert session.left() == left
    with pytest.raises(TimeIsUp):
        session.answer(I_DO_NOT_KNOW, latency_ms=100_000)
    assert not session.can_undo


@pytest.mark.parametrize("form", [Form.TYPED, Form.CLOZE, Form.NUMBER])
def test_a_typed_answer_that_was_right_is_right_in_full(form: Form) -> None:
    session = begin(sitting((question(form), *set_of(4)), settings={"confidence": "yes"}))
    assert session.current is not None
    wrong = session.answer(miss(session.current), latency_ms=1, confidence=3).answer
    assert wrong is not None
    assert session.can_claim
    right = session.claim_right()
    assert right == replace(wrong, correct=True, s=1.0, rating="good", mark="right")
    assert (session.right, session.points, session.streak) == (1, 100, 1)
    results = session.results()
    assert results.missed == ()
    assert results.certainty
    assert results.certainty.marks == 3
    assert not session.can_claim
    order = ""
    while session.current is not None:
        order += session.current.facts[0][-1]
        give(session, right=True)
    assert order == "0123"  # it does not come back


def test_what_was_claimed_can_be_undone_too() -> None:
    session = begin(sitting((question(Form.TYPED),)))
    wrong = give(session, right=False)
    session.claim_right()
    assert session.undo() == replace(wrong, mark="undone")
    assert session.points == 0
    give(session, right=False)
    assert session.claim_right().rating == "hard"


def test_only_a_typed_answer_that_was_wrong_can_be_claimed() -> None:
    for form, response in [
        (Form.CHOICE, miss(question(Form.CHOICE))),
        (Form.TYPED, key(question(Form.TYPED))),
        (Form.TYPED, I_DO_NOT_KNOW),
        (Form.NUMBER, Response(text="1918")),  # within the tolerance
    ]:
        session = begin(sitting((question(form),)))
        assert not session.can_claim
        session.answer(response, latency_ms=1)
        assert not session.can_claim
        with pytest.raises(ResponseError, match="Only a typed answer"):
            session.claim_right()


MOVES = st.lists(
    st.sampled_from(["right", "wrong", "unknown", "undo", "claim", "day"]), max_size=25
)
FORMS = st.lists(
    st.sampled_from([Form.CHOICE, Form.TYPED, Form.NUMBER, Form.ORDER, Form.TRUE_FALSE]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=120, deadline=None)
@given(FORMS, MOVES, st.sampled_from(list(MODES)), st.booleans())
def test_the_log_leads_to_the_same_state_whatever_was_undone(
    forms: list[Form], moves: list[str], mode: str, same_fact: bool
) -> None:
    """After every move: a new session from the log's rows knows all that this one knows."""
    asked = [
        question(form, "one" if same_fact else f"fact-{number}", variant=f"v{number}")
        for number, form in enumerate(forms)
    ]
    played = sitting(asked, mode=mode)
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, Log.open(Path(folder), now=clock) as log:
        log.start(played)
        names = (f"answer-{number}" for number in count())
        session = Session(played, now=clock, new_id=names.__next__)
        for move in moves:
            _make(move, session, log, clock)
            answered = tuple(log.answers(sitting=played.id, raw=True))
            again = Session(played, now=clock, new_id=names.__next__, answered=answered)
            assert state(again) == state(session)
            assert tuple(log.answers(sitting=played.id)) == session.answers
        days = [(a.facet, a.day) for a in log.answers() if a.rated]
        assert len(days) == len(set(days))  # rule Q2


def _make(move: str, session: Session, log: Log, clock: Clock) -> None:
    """Do as a face does: change the session, and keep what it says in the log."""
    user = session.sitting.user
    clock.forward(seconds=1)
    if move == "day":
        clock.forward(days=1)
    elif move == "undo" and session.can_undo:
        assert log.mark(session.undo().id, "undone", timestamp(clock()), user)
    elif move == "claim" and session.can_claim:
        assert log.mark(session.claim_right().id, "right", timestamp(clock()), user)
    elif move in ("right", "wrong", "unknown") and session.current is not None:
        current = session.current
        response = {"right": key, "wrong": miss, "unknown": lambda _: I_DO_NOT_KNOW}[move](current)
        rated = log.rated_today(user, current.facet, clock())
        answer = session.answer(response, latency_ms=1000, rated_today=rated).answer
        assert answer is not None
        assert log.record(answer)
