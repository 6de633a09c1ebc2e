"""A sitting as a state machine."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import NoQuestions, ResponseError
from quiz.model import Form, Response, Sitting
from quiz.play.begin import moment, new_sitting, timestamp
from quiz.play.modes import DEFAULT_MODE, MODES
from quiz.play.session import Missed, Session, TopicScore, Turn
from tests.make import I_DO_NOT_KNOW, NOON, Clock, ids, key, miss, question, set_of, sitting


def begin(played: Sitting, *, clock: Clock | None = None, prefix: str = "id") -> Session:
    return Session(played, now=clock or Clock(), new_id=ids(prefix))


def give(session: Session, *, right: bool, rated_today: bool = False) -> Turn:
    assert session.current is not None
    response = key(session.current) if right else miss(session.current)
    return session.answer(response, latency_ms=1500, rated_today=rated_today)


def fact(session: Session) -> str:
    assert session.current is not None
    return session.current.facts[0].removeprefix("thing/fact-")


def walk(session: Session, marks: str) -> str:
    """Answer by marks (+ right, - wrong) and return the order in which facts were asked."""
    asked = ""
    for mark in marks:
        asked += fact(session)
        give(session, right=mark == "+")
    return asked


def test_a_test_asks_everything_once() -> None:
    session = begin(sitting(set_of(3), mode="test"))
    assert walk(session, "-+-") == "012"
    assert session.finished
    assert session.current is None
    with pytest.raises(ResponseError):
        session.answer(I_DO_NOT_KNOW, latency_ms=1)


@pytest.mark.parametrize(
    ("size", "marks", "order"),
    [
        (5, "+++++", "01234"),
        (6, "-+++++" + "+", "0123045"),  # after three others
        (4, "-+++" + "+", "01230"),
        (3, "-++" + "+", "0120"),  # fewer than three others are left: once more at the end
        (3, "-++" + "-", "0120"),  # but only once
        (3, "++-" + "-", "0122"),
        (1, "--", "00"),
        (2, "--" + "++", "0101"),
        (2, "--" + "--", "0101"),
    ],
)
def test_l4_in_practice_what_was_missed_returns(size: int, marks: str, order: str) -> None:
    session = begin(sitting(set_of(size)))
    asked = walk(session, marks[: len(order)])
    assert asked == order
    if len(marks) == len(order):
        assert session.finished


def test_l4_a_question_returns_until_it_is_right() -> None:
    session = begin(sitting(set_of(9)))
    assert walk(session, "-+++-+++-++") == "01230456078"
    assert fact(session) == "0"
    give(session, right=True)
    assert session.finished


ENDLESS = [mode.id for mode in MODES.values() if mode.lives is None]


@given(st.integers(1, 12), st.lists(st.booleans(), max_size=60), st.sampled_from(ENDLESS))
def test_a_sitting_ends_and_asks_everything(size: int, marks: list[bool], mode: str) -> None:
    session = begin(sitting(set_of(size), mode=mode))
    asked: list[str] = []
    last_missed: dict[str, int] = {}
    while not session.finished and len(asked) < len(marks):
        now = fact(session)
        assert session.returning is (now in asked)
        if now in last_missed and size > 6:
            others = len(asked) - last_missed[now] - 1
            assert others >= 3 or len(session._queue) <= 3
        right = marks[len(asked)]
        if not right:
            last_missed[now] = len(asked)
        asked.append(now)
        give(session, right=right)
        assert 0 <= session.right <= session.number <= session.total == size
        assert session.points == 100 * session.right
    while not session.finished:
        asked.append(fact(session))
        give(session, right=True)
        assert len(asked) < 200
    assert set(asked) == {str(number) for number in range(size)}
    assert session.results().total == size


def test_the_counters_count_first_answers_only() -> None:
    session = begin(sitting(set_of(5)))
    seen = []
    for mark in "+-+++" + "+":
        seen.append((session.number, session.returning, session.right, session.streak))
        give(session, right=mark == "+")
    assert seen == [
        (1, False, 0, 0),
        (2, False, 1, 1),
        (3, False, 1, 0),
        (4, False, 2, 1),
        (5, False, 3, 2),
        (5, True, 4, 3),
    ]
    assert session.number == session.total == 5
    assert (session.right, session.streak, session.points) == (4, 3, 400)


def test_the_results() -> None:
    questions = (
        *set_of(2),
        question(Form.NUMBER, "year", topic="Second topic"),
        question(Form.CHOICE, "last", topic="Second topic"),
    )
    session = begin(sitting(questions))
    give(session, right=True)
    give(session, right=False)
    session.answer(Response(text="1918"), latency_ms=2499)  # one off: 87 points, correct
    session.answer(I_DO_NOT_KNOW, latency_ms=1)
    middle = session.results()
    assert (middle.right, middle.points, len(middle.missed)) == (2, 187, 2)
    while not session.finished:
        give(session, right=True)
    results = session.results()
    assert (results.points, results.out_of, results.right, results.total) == (187, 400, 2, 4)
    assert results.seconds == round((1500 * 2 + 2499 + 1 + 1500 * 2) / 1000)
    assert results.best_streak == 1
    assert results.by_topic == (
        TopicScore(topic="First topic", right=1, total=2),
        TopicScore(topic="Second topic", right=1, total=2),
    )
    assert results.missed == (
        Missed(question=questions[1], given="Beta"),
        Missed(question=questions[3], given=""),
    )


def test_the_best_streak_survives_its_end() -> None:
    session = begin(sitting(set_of(6), mode="test"))
    walk(session, "+++-++")
    assert (session.streak, session.results().best_streak) == (2, 3)
    none = begin(sitting(set_of(2), mode="test"))
    walk(none, "--")
    assert none.results().best_streak == 0


def test_an_answer_has_the_columns_of_q9() -> None:
    clock = Clock()
    asked = question(Form.CHOICE)
    session = begin(sitting((asked, question(Form.TYPED, "two"))), clock=clock)
    turn = session.answer(Response(chosen=(1,)), latency_ms=-5)
    answer = turn.answer
    assert answer is not None
    assert (answer.id, answer.sitting, answer.position) == ("id-1", "sitting-1", 0)
    assert answer.ts_utc == "2026-03-14T12:00:00.000Z"
    assert (answer.user, answer.pack, answer.pack_hash) == ("student", "pack", "hash")
    assert (answer.facet, answer.item_id, answer.variant_id) == (asked.facet, asked.id, "v1")
    assert (answer.form, answer.topic, answer.seed) == ("choice", "First topic", "7")
    assert answer.shown_options == ("Alpha", "Beta", "Gamma", "Delta")
    assert json.loads(answer.response) == {"chosen": [1]}
    assert (answer.given, answer.s, answer.correct, answer.attempt) == ("Beta", 0.0, False, 1)
    assert (answer.rated, answer.rating, answer.g) == (True, "again", 0.25)
    assert (answer.latency_ms, answer.r_before, answer.confidence) == (0, None, None)
    assert answer.primed is False
    clock.forward(seconds=90)
    second = session.answer(Response(text="Trotский\x1b[2J" + "y" * 999), latency_ms=7).answer
    assert second is not None
    assert (second.id, second.position) == ("id-2", 1)
    assert second.ts_utc == "2026-03-14T12:01:30.000Z"
    assert "\\u001b" not in second.response
    assert "\x1b" not in second.response + second.given
    assert "Trotский" in second.response
    assert 500 < len(second.response) < 600


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (Form.TYPED, ()),
        (Form.ORDER, ("Gamma", "Alpha", "Delta", "Beta")),
        (Form.MATCH, ("Duo", "Quattuor", "Tres", "Uno")),
        (Form.TIMELINE, ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")),
        (Form.MULTI, ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")),
    ],
)
def test_what_was_shown_is_kept(form: Form, shown: tuple[str, ...]) -> None:
    answer = give(begin(sitting((question(form),))), right=True).answer
    assert answer is not None
    assert answer.shown_options == shown


def test_a_question_back_changes_nothing() -> None:
    session = begin(sitting((question(Form.NUMBER), *set_of(1))))
    turn = session.answer(Response(text="soon"), latency_ms=5)
    assert (turn.answer, turn.verdict.retry) == (None, "Please type a year in digits.")
    assert (session.number, session.right, session.answers) == (1, 0, ())
    assert session.current == question(Form.NUMBER)
    with pytest.raises(ResponseError):
        begin(sitting(set_of(1))).answer(Response(chosen=(9,)), latency_ms=1)


@pytest.mark.parametrize(
    ("form", "response", "rating"),
    [
        (Form.CHOICE, Response(chosen=(0,)), "good"),
        (Form.CHOICE, Response(chosen=(1,)), "again"),
        (Form.CHOICE, I_DO_NOT_KNOW, "again"),
        (Form.NUMBER, Response(text="1917"), "good"),
        (Form.NUMBER, Response(text="1918"), "hard"),
        (Form.NUMBER, Response(text="1919"), "again"),
        (Form.TYPED, Response(text="Trotzky"), "good"),
        (Form.MULTI, Response(chosen=(0,)), "again"),
        (Form.TRUE_FALSE, Response(chosen=(1,), correction=1), "again"),
        (Form.ORDER, Response(chosen=(1, 3, 0, 2)), "hard"),
        (Form.ORDER, Response(chosen=(3, 1, 0, 2)), "hard"),
        (Form.ORDER, Response(chosen=(2, 0, 3, 1)), None),
        (Form.ORDER, I_DO_NOT_KNOW, None),
        (Form.MATCH, Response(chosen=(3, 0, 2)), None),
        (Form.ODD_ONE_OUT, Response(chosen=(0,)), None),
    ],
)
def test_q3_and_q6_what_an_answer_says_to_memory(
    form: Form, response: Response, rating: str | None
) -> None:
    answer = begin(sitting((question(form),))).answer(response, latency_ms=1).answer
    assert answer is not None
    assert (answer.rating, answer.rated) == (rating, rating is not None)


def test_q2_only_the_first_answer_of_a_facet_a_local_day_is_rated() -> None:
    twice = (*set_of(1), question(Form.NUMBER, "fact-0"), *set_of(4)[1:])
    clock = Clock(NOON.astimezone(timezone(timedelta(hours=11))))  # 23:00 where the student is
    session = begin(sitting(twice), clock=clock)
    first = give(session, right=False).answer
    second = give(session, right=True).answer
    clock.forward(hours=2)
    assert first
    assert second
    assert (first.rated, second.rated) == (True, False)
    assert (second.rating, second.attempt) == (None, 1)
    third = give(session, right=True).answer
    assert third
    assert third.rated  # another facet
    give(session, right=True)
    again = give(session, right=True).answer
    assert again
    assert (again.facet, again.attempt, again.rated) == (first.facet, 2, False)


def test_q2_a_new_local_day_is_rated_again() -> None:
    twice = (*set_of(1), question(Form.NUMBER, "fact-0"))
    clock = Clock(NOON.astimezone(timezone(timedelta(hours=11))))
    session = begin(sitting(twice), clock=clock)
    give(session, right=True)
    clock.forward(hours=2)
    answer = give(session, right=True).answer
    assert answer
    assert answer.rated


def test_q2_what_the_log_has_rated_today_is_not_rated() -> None:
    answer = give(begin(sitting(set_of(1))), right=True, rated_today=True).answer
    assert answer
    assert (answer.rated, answer.rating, answer.correct) == (False, None, True)


@given(st.integers(1, 8), st.lists(st.booleans(), max_size=30), st.sampled_from(list(MODES)))
def test_a_sitting_goes_on_where_it_stopped(size: int, marks: list[bool], mode: str) -> None:
    played = sitting(set_of(size), mode=mode)
    whole = begin(played)
    for right in marks:
        if whole.finished:
            break
        give(whole, right=right)
        shuffled = sorted(whole.answers, key=lambda answer: answer.id)
        again = Session(played, now=Clock(), new_id=ids("x"), answered=shuffled)
        assert again.current == whole.current
        assert again.finished is whole.finished
        assert (again.number, again.returning) == (whole.number, whole.returning)
        assert (again.right, again.streak, again.points) == (
            whole.right,
            whole.streak,
            whole.points,
        )
        assert again.results() == whole.results()
        assert again.answers == whole.answers


def test_the_place_after_a_crash_goes_on_counting() -> None:
    played = sitting(set_of(3))
    before = begin(played)
    give(before, right=True)
    after = Session(played, now=Clock(), new_id=ids("x"), answered=before.answers)
    answer = give(after, right=True).answer
    assert answer
    assert answer.position == 1


def test_answers_that_do_not_belong_change_nothing() -> None:
    other = begin(sitting((question(Form.CHOICE, "elsewhere"),)))
    give(other, right=True)
    session = Session(sitting(set_of(2)), now=Clock(), new_id=ids(), answered=other.answers)
    assert (session.number, session.answers) == (1, ())


def test_a_lost_answer_is_asked_again() -> None:
    played = sitting(set_of(3), mode="test")
    whole = begin(played)
    walk(whole, "+++")
    kept = (whole.answers[0], whole.answers[2])
    session = Session(played, now=Clock(), new_id=ids(), answered=kept)
    assert fact(session) == "1"
    assert session.number == 3


def test_the_missed_ones_make_a_new_sitting() -> None:
    clock = Clock()
    session = begin(sitting(set_of(4), mode="test"), clock=clock)
    walk(session, "+-+-")
    clock.forward(minutes=5)
    again = session.missed_again(ids("again"), clock)
    assert again is not None
    assert (again.id, again.started_utc) == ("again-1", "2026-03-14T12:05:00.000Z")
    assert again.questions == (set_of(4)[1], set_of(4)[3])
    assert again.settings == {"again": "sitting-1"}
    assert (again.pack, again.mode, again.user) == ("pack", "exam", "student")
    by_itself = session.missed_again()
    assert by_itself is not None
    assert by_itself.started_utc == again.started_utc
    perfect = begin(sitting(set_of(1)))
    walk(perfect, "+")
    assert perfect.missed_again() is None


def test_a_mode_without_feedback_gives_it_at_the_end() -> None:
    session = begin(sitting(set_of(3), mode="test"))
    walk(session, "+-")
    session.answer(I_DO_NOT_KNOW, latency_ms=1)
    assert not session.mode.feedback_at_once
    headlines = [turn.feedback.headline for turn in session.review()]
    assert headlines == ["Right", "Not this time", "Here is the answer"]
    assert [turn.verdict.given for turn in session.review()] == ["Alpha", "Beta", ""]
    assert [turn.question for turn in session.review()] == list(set_of(3))


def test_a_mode_that_is_not_known_is_played_as_practice() -> None:
    assert begin(sitting(set_of(1), mode="from the future")).mode == MODES[DEFAULT_MODE]


class Pack:
    id, title, hash = "p", "P", "h"


def test_a_new_sitting_starts_now() -> None:
    made = new_sitting(
        Pack(),
        set_of(2),
        mode="test",
        seed="s",
        settings={"level": "2"},
        user="u",
        now=Clock(),
        new_id=ids("new"),
    )
    assert (made.id, made.pack, made.pack_title, made.pack_hash) == ("new-1", "p", "P", "h")
    assert (made.mode, made.seed, made.user, made.settings) == ("test", "s", "u", {"level": "2"})
    assert made.started_utc == "2026-03-14T12:00:00.000Z"
    assert made.questions == set_of(2)
    with pytest.raises(NoQuestions):
        new_sitting(
            Pack(), (), mode="test", seed="", settings={}, user="", now=Clock(), new_id=ids()
        )


def test_timestamps_are_utc_and_come_back() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert timestamp(there) == "2026-03-14T12:00:00.000Z"
    assert moment(timestamp(there)) == NOON
