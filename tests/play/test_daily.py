"""The daily set: one for a date, and a card that gives nothing away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from quiz.play.closing import closing
from quiz.play.daily import card, day_of, seed_of
from quiz.play.modes import MODES
from quiz.play.session import Session
from tests.make import Clock, ids, key, miss, set_of, sitting

if TYPE_CHECKING:
    from quiz.model import Answer

DAY = date(2026, 3, 14)


def played(marks: str, mode: str = "daily") -> tuple[Answer, ...]:
    session = Session(sitting(set_of(len(marks)), mode=mode), now=Clock(), new_id=ids())
    for mark in marks:
        assert session.current is not None
        response = key(session.current) if mark == "+" else miss(session.current)
        session.answer(response, latency_ms=1)
    return session.answers


def test_the_seed_is_the_date() -> None:
    assert day_of("daily", seed_of(DAY)) == DAY
    assert day_of("daily", "7") is None
    assert day_of("practice", seed_of(DAY)) is None
    assert seed_of(date(2028, 2, 29)) != seed_of(date(2028, 3, 1))


def test_the_card() -> None:
    answers = played("+-+++-++++")
    assert card("The Pack", DAY, answers, total=10, streak=3).split("\n") == [
        "Footnote daily, 14 March 2026",
        "The Pack",
        "✓✗✓✓✓ ✗✓✓✓✓",
        "8 of 10 right, 3 days in a row",
    ]
    assert card("P", DAY, reversed(answers), total=10, streak=1).endswith("8 of 10 right")


def test_a_card_tells_no_question_and_no_answer() -> None:
    told = card("The Pack", DAY, played("+-+"), total=3, streak=1)
    for asked in set_of(3):
        for text in (asked.prompt, asked.topic, asked.subject, asked.answer):
            assert text not in told
        assert not any(option.text in told for option in asked.options)


def test_what_was_not_reached_is_open() -> None:
    assert "✓✗··· ··" in card("P", DAY, played("+-"), total=7, streak=1)


@pytest.mark.parametrize(
    ("mode", "marks", "size", "best", "said"),
    [
        ("timeline", "+---", 9, None, "misses: the line ends here. Your first line: 1 placed."),
        ("timeline", "++---", 9, 1, "Your longest line so far: 2 placed; it was 1."),
        ("timeline", "++---", 9, 7, "2 placed. Your longest line so far: 7."),
        ("timeline", "++", 2, 2, "You came to the end: there is nothing more to ask."),
        ("sprint", "++-", 3, None, "Your first sprint: 2 right."),
        ("sprint", "++-", 3, 1, "Your best sprint so far: 2 right; it was 1."),
        ("practice", "++", 2, 1, ""),
        ("exam", "+", 1, None, ""),
    ],
)
def test_how_a_game_ended(mode: str, marks: str, size: int, best: int | None, said: str) -> None:
    session = Session(sitting(set_of(size), mode=mode), now=Clock(), new_id=ids())
    for mark in marks:
        assert session.current is not None
        response = key(session.current) if mark == "+" else miss(session.current)
        session.answer(response, latency_ms=1)
    told = " ".join(closing(MODES[mode], session.results(), best))
    assert said in told
    assert bool(said) is bool(told)


@pytest.mark.parametrize(
    ("mode", "answered", "said"),
    [
        ("sprint", 0, "Time is up."),
        ("sprint", 1, "Time is up. Your first sprint: 1 right."),
        ("exam", 1, "Time is up: 2 questions were not answered, and what was half typed is not"),
        ("exam", 2, "Time is up: 1 question was not answered"),
    ],
)
def test_time_that_is_up_is_told_without_blame(mode: str, answered: int, said: str) -> None:
    settings = {"time": "1"}
    session = Session(sitting(set_of(3), mode=mode, settings=settings), now=Clock(), new_id=ids())
    for _ in range(answered):
        assert session.current is not None
        session.answer(key(session.current), latency_ms=1)
    assert session.call_time(60_000)
    assert said in " ".join(closing(MODES[mode], session.results(), None))
