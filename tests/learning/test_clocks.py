"""Whatever the clock and the student do: one rating a facet a day, and the log tells it all."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import ResponseError
from quiz.model import Form, Response
from quiz.play.memory import due_on, recall, trail
from quiz.play.session import Session
from quiz.records.log import Log
from quiz.reports.follow import follow
from quiz.reports.learner import Learner
from tests.make import question, sitting

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from quiz.model import Answer, Question

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
"""From fourteen hours before Greenwich to eleven behind it; two that change their clocks."""
STARTS = (
    datetime(2028, 2, 28, 20, tzinfo=UTC),  # a leap day comes
    datetime(2026, 3, 28, 22, tzinfo=UTC),  # Berlin loses an hour
    datetime(2026, 11, 1, 3, tzinfo=UTC),  # New York gains one
    datetime(2026, 12, 31, 12, tzinfo=UTC),
)
QUESTIONS: tuple[Question, ...] = tuple(
    question(form, fact, key="alpha", id=f"pack/thing/{fact}/field/{form}")
    for fact in ("one", "two", "three")
    for form in (Form.CHOICE, Form.TYPED)
)
RESPONSES: dict[Form, tuple[Response, Response]] = {
    Form.CHOICE: (Response(chosen=(0,)), Response(chosen=(1,))),
    Form.TYPED: (Response(text="Trotsky"), Response(text="Nobody")),
}
ANSWER = st.tuples(st.just("answer"), st.booleans())
STEPS = st.lists(
    st.one_of(
        ANSWER,
        ANSWER,
        ANSWER,
        st.tuples(st.just("wait"), st.integers(-30 * 60, 60 * 60)),
        st.tuples(st.just("travel"), st.sampled_from(ZONES)),
        st.tuples(st.sampled_from(["undo", "claim", "sit", "restart", "kill", "second"])),
    ),
    min_size=15,
    max_size=50,
)


class Player:
    """Plays a log by one step after the other, and keeps a list of what was recorded."""

    def __init__(self, root: Path, start: datetime) -> None:
        self.root, self.folder = root, root / "0"
        self.moment, self.zone = start, ZoneInfo("UTC")
        self.ids = count(1)
        self.given: list[Answer] = []
        self.marked: dict[str, str] = {}
        self.left: list[Log] = []
        self.open()
        self.sit()

    def open(self) -> None:
        self.log = Log.open(self.folder, now=self.now)
        self.log._connection.execute("PRAGMA synchronous = OFF")
        assert self.log.notice == ""

    def close(self) -> None:
        for log in (*self.left, self.log):
            log.close()

    def kill(self) -> None:
        """Go on with the files as they are now, as after kill -9."""
        after = self.root / f"{next(self.ids)}"
        shutil.copytree(self.folder, after, ignore=shutil.ignore_patterns("*-shm"))
        self.left.append(self.log)
        self.folder = after
        self.open()
        self.look()
        self.restart()

    def look(self) -> None:
        """All that was recorded is in the log, once, in order, with its mark, and nothing else."""
        assert list(self.log.answers(raw=True)) == [
            replace(each, mark=self.marked.get(each.id, "")) for each in self.given
        ]

    def second(self) -> None:
        """Another window plays, and cannot save."""
        with Log.open_anyway(self.folder, now=self.now) as other:
            assert "Another Footnote window" in other.notice
            assert other.unfinished("student") is None
            played = sitting(QUESTIONS, id=self.new_id(), mode="practice")
            assert not other.start(played)
            session = Session(played, now=self.now, new_id=self.new_id)
            made = session.answer(RESPONSES[Form.CHOICE][0], latency_ms=5).answer
            assert made is not None
            assert not other.record(made)
            assert other.unfinished("student") == played
        assert other.unsaved == 1
        self.look()

    def now(self) -> datetime:
        return self.moment.astimezone(self.zone)

    def new_id(self) -> str:
        return f"id-{next(self.ids)}"

    def wait(self, minutes: int) -> None:
        self.moment += timedelta(minutes=minutes)

    def travel(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    def sit(self) -> None:
        self.sitting = sitting(QUESTIONS, id=self.new_id(), mode="practice")
        self.log.start(self.sitting)
        self.restart()

    def restart(self) -> None:
        answered = tuple(self.log.answers(sitting=self.sitting.id, raw=True))
        self.session = Session(
            self.sitting,
            now=self.now,
            new_id=self.new_id,
            answered=answered,
            learner=follow(self.log, Learner(user="student")),
        )

    def answer(self, right: bool) -> None:
        current = self.session.current
        if current is None:
            return
        self.moment += timedelta(seconds=5)
        again = self.log.rated_today("student", current.facet, self.now())
        response = RESPONSES[current.form][0 if right else 1]
        made = self.session.answer(response, latency_ms=5, rated_today=again).answer
        assert made is not None
        assert made.day == self.now().date().isoformat()
        assert self.log.record(made)
        self.given.append(made)

    def undo(self) -> None:
        self._mark("undone", self.session.undo)

    def claim(self) -> None:
        self._mark("right", self.session.claim_right)

    def _mark(self, kind: str, take: Any) -> None:
        try:
            answer = take().id
        except ResponseError:
            return
        assert self.log.mark(answer, kind, "2026-03-14T12:00:00.000Z", "student")
        if self.marked.get(answer) != "undone":
            self.marked[answer] = kind


@given(start=st.sampled_from(STARTS), steps=STEPS)
@settings(max_examples=50, deadline=None)
def test_clocks_and_journeys(
    start: datetime, steps: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    player = Player(tmp_path_factory.mktemp("log"), start)
    try:
        known = Learner(user="student")
        for number, (name, *arguments) in enumerate(steps):
            getattr(player, name)(*arguments)
            if number % 7 == 3:
                known = follow(player.log, known)
        player.look()
        check(player, known)
    finally:
        player.close()


def check(player: Player, known: Learner) -> None:
    """One rating a facet a day, and the same memory whether read at once or bit by bit."""
    log = player.log
    times = Counter((a.day, a.facet) for a in log.answers() if a.rated)
    assert all(n == 1 for n in times.values())
    whole = follow(log, Learner(user="student"))
    assert follow(log, known) == whole
    for memories in whole.memories.values():
        (memory,) = memories
        if not memory.reviews:
            continue
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        last = date.fromisoformat(memory.last_day)
        assert due_on(memory) > last
        assert 0 < recall(memory, player.now()) <= 1
        logged = [
            (a.day, a.rating and a.rating[0])
            for a in log.answers()
            if a.facet == memory.facet and a.rated
        ]
        assert [(day.isoformat(), rating) for day, rating in trail(memory)] == logged
