"""What an answer keeps for later: the local day, and the asked value."""

from __future__ import annotations

from datetime import timedelta, timezone

from quiz.model import Form
from quiz.play.session import Session
from quiz.wire import question_from_json, question_to_json
from tests.make import NOON, Clock, ids, key, question, sitting


def test_an_answer_keeps_the_local_day_and_what_was_asked() -> None:
    there = Clock(NOON.astimezone(timezone(timedelta(hours=13))))
    asked = (question(Form.CHOICE, key="1927-11"), question(Form.CHOICE, "two"))
    session = Session(sitting(asked), now=there, new_id=ids())
    first, second = (session.answer(key(each), latency_ms=1).answer for each in asked)
    assert first
    assert second
    assert (first.day, first.asked, first.redone, first.mark) == (
        "2026-03-15",
        "1927-11",
        False,
        "",
    )
    assert second.asked is None


def test_the_asked_value_goes_with_the_sitting_and_is_not_printed() -> None:
    asked = question(Form.CHOICE, key="1927-11")
    assert question_from_json(question_to_json(asked, public=False)) == asked
    assert "key" not in question_to_json(asked)
