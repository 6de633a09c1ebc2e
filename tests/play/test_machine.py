"""The one session machine under every mode: its limits, its lives, and that it never sticks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import TimeIsUp
from quiz.generate.selection import OPTIONS
from quiz.model import Answer, Form, Question, Sitting
from quiz.play.clock import EXTRA, EXTRAS, TIME, figures, limit, spoken
from quiz.play.duel import HANDS
from quiz.play.modes import MODES, OLD_NAMES, RETURN_AFTER, Fitted, mode_of
from quiz.play.session import Session
from tests.make import NOON, Clock, ids, key, miss, set_of, sitting

MINUTE = 60_000


def begin(played: Sitting, clock: Clock, answered: tuple[Answer, ...] = ()) -> Session:
    return Session(played, now=clock, new_id=ids(f"id{len(answered)}"), answered=answered)


def asked(session: Session) -> Question:
    assert session.current is not None
    return session.current


def give(session: Session, *, right: bool = True, latency_ms: int = 1000) -> Answer:
    question = asked(session)
    response = key(question) if right else miss(question)
    answer = session.answer(response, latency_ms=latency_ms).answer
    assert answer is not None
    return answer


# Modes


def test_there_are_eight_and_each_says_what_it_is() -> None:
    assert list(MODES) == [
        "practice", "review", "missed", "exam", "timeline", "sprint", "daily", "duel",
    ]  # fmt: skip
    for mode in MODES.values():
        assert mode.description.endswith(".")
        assert mode.again in MODES
        assert mode_of(mode.again).players == 1
        assert mode_of(mode.again).selection != "day"  # a second daily set would be another card


def test_a_mode_is_known_by_its_old_name() -> None:
    assert mode_of("test") is MODES["exam"]
    assert begin(sitting(set_of(1), mode="test"), Clock()).mode.id == "exam"
    assert not set(OLD_NAMES) & set(MODES)


@pytest.mark.parametrize("mode", MODES)
def test_only_what_is_no_game_says_something_to_memory(mode: str) -> None:
    answer = give(begin(sitting(set_of(2), mode=mode), Clock()))
    game = mode in ("timeline", "sprint", "duel")
    assert answer.rated is not game
    assert (answer.rating is None) is game
    assert MODES[mode].scored is not game


def test_a_mode_takes_the_wishes_that_fit_it() -> None:
    wish = {"count": 7, "level": 3, "forms": (Form.TYPED,), "topics": ("Asia",)}
    taken = {name: mode.fitted(**wish) for name, mode in MODES.items()}  # type: ignore[arg-type]
    assert taken["practice"] == Fitted(7, 3, (Form.TYPED,), ("Asia",))
    assert taken["sprint"] == Fitted(60, 3, (Form.TYPED,), ("Asia",))
    assert taken["daily"] == Fitted(10, 2, (), ())  # the same for everyone
    assert taken["duel"] == Fitted(7, 3, (Form.CHOICE,), ("Asia",))  # for which there are keys
    assert max(len(hand) for hand in HANDS) == OPTIONS


# Time


@pytest.mark.parametrize("mode", MODES)
def test_l8_there_is_no_limit_unless_chosen_but_in_a_sprint(mode: str) -> None:
    found = limit(sitting(set_of(1), mode=mode))
    assert (found.milliseconds if found else None) == (90_000 if mode == "sprint" else None)


@pytest.mark.parametrize(
    ("mode", "settings", "milliseconds"),
    [
        ("exam", {TIME: "20"}, 20 * MINUTE),
        ("exam", {TIME: "0.5"}, MINUTE // 2),
        ("exam", {TIME: "20", EXTRA: "1.25"}, 25 * MINUTE),
        ("exam", {EXTRA: "2"}, None),
        ("practice", {TIME: "10", EXTRA: "1.5"}, 15 * MINUTE),
        ("sprint", {EXTRA: "1.5"}, 135_000),
        ("sprint", {EXTRA: "2"}, 180_000),
        ("sprint", {TIME: "3"}, 3 * MINUTE),
        ("sprint", {EXTRA: "0.1"}, 90_000),  # nobody gets less
        ("sprint", {EXTRA: "99"}, 180_000),
        ("sprint", {TIME: "-3", EXTRA: "nan"}, 90_000),
        ("sprint", {TIME: "soon", EXTRA: ""}, 90_000),
        ("exam", {TIME: "inf"}, None),
        ("exam", {TIME: "1e300"}, 24 * 60 * MINUTE),
        ("duel", {TIME: "5"}, None),
    ],
)
def test_extra_time_multiplies_every_limit(
    mode: str, settings: dict[str, str], milliseconds: int | None
) -> None:
    found = limit(sitting(set_of(1), mode=mode, settings=settings))
    assert (found.milliseconds if found else None) == milliseconds


def test_the_clock_of_an_exam_runs_through_a_pause() -> None:
    clock = Clock()
    played = sitting(set_of(3), mode="exam", settings={TIME: "10"})
    session = begin(played, clock)
    assert session.left() == 10 * MINUTE
    give(session, latency_ms=2000)
    clock.forward(minutes=4)
    assert session.left() == begin(played, clock, session.answers).left() == 6 * MINUTE
    clock.forward(minutes=6)
    later = begin(played, clock, session.answers)
    assert (later.finished, later.current, later.ended, later.left()) == (True, None, "time", 0)


def test_the_clock_of_a_sprint_runs_only_while_a_question_is_open() -> None:
    clock = Clock()
    played = sitting(set_of(9), mode="sprint")
    session = begin(played, clock)
    give(session, latency_ms=30_000)
    clock.forward(hours=5)  # reading, or away
    assert session.left() == begin(played, clock, session.answers).left() == MINUTE
    assert session.left(open_for=20_000) == 40_000
    assert not session.call_time(59_999)
    assert session.call_time(60_000)
    assert session.finished
    with pytest.raises(TimeIsUp):
        begin(played, clock, session.answers).answer(key(set_of(9)[1]), latency_ms=60_000)


def test_an_answer_that_came_too_late_is_not_graded() -> None:
    session = begin(sitting(set_of(9), mode="sprint"), Clock())
    give(session, latency_ms=80_000)
    with pytest.raises(TimeIsUp):
        give(session, latency_ms=10_001)
    assert len(session.answers) == 1
    assert (session.finished, session.ended) == (True, "time")


def test_a_clock_that_is_put_back_gives_no_time() -> None:
    clock = Clock()
    session = begin(sitting(set_of(9), mode="exam", settings={TIME: "1"}), clock)
    give(session, latency_ms=50_000)
    clock.moment = NOON - timedelta(days=400)
    assert session.left() == 10_000
    assert session.left(open_for=-99) == 10_000


def test_what_an_exam_did_not_reach_counts_and_is_to_be_read_again() -> None:
    clock = Clock()
    session = begin(sitting(set_of(4), mode="exam", settings={TIME: "1"}), clock)
    give(session)
    give(session, right=False)
    assert session.results().ended == ""
    assert len(session.results().missed) == 1
    clock.forward(minutes=1)
    assert session.call_time()
    results = session.results()
    assert (results.ended, results.reached, results.right, results.total) == ("time", 2, 1, 4)
    assert [missed.given for missed in results.missed] == ["Beta", "", ""]
    assert (results.points, results.out_of) == (100, 400)
    assert sum(topic.total for topic in results.by_topic) == 4
    again = session.missed_again()
    assert again is not None
    assert len(again.questions) == 3
    assert TIME not in again.settings


def test_what_a_sprint_did_not_reach_does_not_count() -> None:
    session = begin(sitting(set_of(60), mode="sprint"), Clock())
    give(session, latency_ms=40_000)
    give(session, right=False, latency_ms=40_000)
    session.call_time(10_000)
    results = session.results()
    assert (results.ended, results.right, results.total, results.out_of) == ("time", 1, 2, 200)
    assert len(results.missed) == 1
    again = session.missed_again()
    assert again is not None
    assert again.mode == "practice"


@pytest.mark.parametrize(
    ("milliseconds", "shown", "said"),
    [
        (0, "0:00", "no time"),
        (-5, "0:00", "no time"),
        (1, "0:01", "1 second"),
        (59_001, "1:00", "1 minute"),
        (90_000, "1:30", "1 minute 30 seconds"),
        (3_725_000, "1:02:05", "62 minutes 5 seconds"),
    ],
)
def test_time_in_figures_and_in_words(milliseconds: int, shown: str, said: str) -> None:
    assert figures(milliseconds) == shown
    assert spoken(milliseconds) == said


# Lives


def test_three_misses_end_a_timeline() -> None:
    session = begin(sitting(set_of(9, Form.TIMELINE), mode="timeline"), Clock())
    left = []
    for mark in "+-++-":
        give(session, right=mark == "+")
        left.append(session.lives)
    assert left == [3, 2, 2, 2, 1]
    assert session.ended == ""
    give(session, right=False)
    assert (session.lives, session.finished, session.ended) == (0, True, "lives")
    results = session.results()
    assert (results.right, results.total, results.reached) == (3, 6, 6)
    assert begin(session.sitting, Clock(), session.answers).ended == "lives"
    assert begin(sitting(set_of(1)), Clock()).lives is None


# Any of it

settings = st.fixed_dictionaries(
    {},
    optional={
        TIME: st.sampled_from(["0.1", "1", "5", "-1", "soon"]),
        EXTRA: st.sampled_from([str(extra) for extra in EXTRAS]),
    },
)
steps = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(-1000, 30_000),  # milliseconds that the answer took
        st.integers(-3600, 3600),  # seconds that the clock of the machine went meanwhile
        st.booleans(),  # the program is killed and started again
    ),
    max_size=40,
)


@given(st.sampled_from(list(MODES)), st.integers(1, 12), settings, steps)
def test_no_mode_sticks_whatever_is_answered_and_when(
    mode: str,
    size: int,
    settings: dict[str, str],
    steps: list[tuple[bool, int, int, bool]],
) -> None:
    clock = Clock()
    form = Form.TIMELINE if mode == "timeline" else Form.CHOICE
    played = replace(sitting(set_of(size, form), mode=mode), settings=settings)
    session = begin(played, clock)
    misses = 0
    for right, latency, seconds, killed in steps:
        before = session.left()
        assert before is None or before >= 0
        if session.finished:
            assert session.current is None
            break
        first = not session.returning
        try:
            give(session, right=right, latency_ms=latency)
        except TimeIsUp:
            assert before is not None
            assert session.ended == "time"
            break
        misses += first and not right
        assert session.lives == (None if mode != "timeline" else max(0, 3 - misses))
        clock.moment += timedelta(seconds=seconds)
        after = session.left()
        if before is not None and after is not None and seconds >= 0 and latency >= 0:
            assert after <= before
        if killed:
            resumed = begin(played, clock, session.answers)
            resumed_left = resumed.left()
            assert resumed_left == after
            assert resumed.answers == session.answers
            if after != 0:
                assert resumed.current == session.current
                assert resumed.results() == session.results()
            session = resumed
    most = size * (2 + RETURN_AFTER) + 3
    while not session.finished:
        try:
            give(session, latency_ms=0)
        except TimeIsUp:
            break
        most -= 1
        assert most
    results = session.results()
    assert 0 <= results.right <= results.reached <= size
    assert results.reached <= results.total <= size
    assert results.points <= results.out_of
