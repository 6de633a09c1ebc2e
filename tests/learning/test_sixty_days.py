"""A student plays sixty days; what is due follows FSRS, and mastery what is truly known."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from quiz.generate import facets
from quiz.play.agenda import agenda
from quiz.play.memory import FUZZ, due_on, learned, mastery
from quiz.play.modes import Selection
from quiz.records.log import Log
from quiz.reports.follow import follow
from quiz.reports.learner import Learner
from tests.learning.student import FACTS, Student, pack
from tests.shipped import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.play.agenda import Agenda
    from quiz.play.memory import Memory

DAYS = 60
BEGIN = date(2026, 3, 1)
"""Both Berlin and New York set their clocks within the sixty days that follow."""
ZONES = ["Europe/Berlin", *(["America/New_York", "Asia/Kolkata"] if FULL else [])]
ISLANDS = pack()


def fact_of(facet: str) -> str:
    return facet.rpartition("/")[0]


def known(student: Student, log: Log) -> dict[str, Memory]:
    return {facet: memories[-1] for facet, memories in student.learner(log).memories.items()}


def planned(student: Student, log: Log, selection: Selection = Selection.DUE) -> Agenda:
    who = student.learner(log)
    return agenda(
        facets(ISLANDS),
        lambda info: who.memory(info.facet, info.asked, info.was),
        selection=selection,
        count=500,
        today=student.today,
        seed="1",
    )


def opened(folder: Path) -> Log:
    """Return a log that does not wait for the disk, which is not what is tried here."""
    log = Log.open(folder)
    log._connection.execute("PRAGMA synchronous = OFF")
    return log


class Term:
    """Sixty days of one student, played once; every check looks at it."""

    def __init__(self, folder: Path, zone: str) -> None:
        self.student = Student(folder=folder, pack=ISLANDS, zone=ZoneInfo(zone))
        self.log = opened(folder)
        self.wanted: list[tuple[set[str], set[str]]] = []
        """Day by day: what is truly due, and what the agenda says is."""
        self.learned: list[int] = []
        for number in range(DAYS):
            self._day(number)

    def _day(self, number: int) -> None:
        student, log = self.student, self.log
        if number % 9 == 8:
            return  # a day off
        late = (23, 58) if number % 3 == 0 else (0, 3)  # so that midnight in UTC means nothing
        student.go_to(BEGIN + timedelta(days=number), *late)
        plan = planned(student, log).plan
        told = {want.facet for want in plan.wanted} if plan else set()
        self.wanted.append((student.due(), told))
        student.play(log, count=20)
        if number % 5 == 0:
            student.go_to(BEGIN + timedelta(days=number), 12 if late[0] == 0 else 23, 59)
            student.play(log, "missed", count=5)
            student.play(log, "review", count=30)
        facts: dict[str, list[Memory]] = {}
        for facet, memory in known(student, log).items():
            facts.setdefault(fact_of(facet), []).append(memory)
        self.learned.append(sum(learned(own) for own in facts.values()))


@pytest.fixture(scope="module", params=ZONES)
def term(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Term]:
    played = Term(tmp_path_factory.mktemp("term"), request.param)
    yield played
    played.log.close()


def test_no_facet_is_rated_twice_on_a_local_day(term: Term) -> None:
    times = Counter((day, facet) for day, facet, _ in term.student.rated)
    assert len(times) > 400
    assert max(times.values()) == 1
    logged = Counter((answer.day, answer.facet) for answer in term.log.answers() if answer.rated)
    assert logged == times
    assert sum(1 for answer in term.log.answers() if not answer.rated) > 50  # there was a choice


def test_every_memory_is_what_fsrs_makes_of_the_ratings(term: Term) -> None:
    memories = known(term.student, term.log)
    rated = {facet: memory for facet, memory in memories.items() if memory.reviews}
    assert rated.keys() == term.student.cards.keys()
    assert len(rated) > 100
    for facet, memory in rated.items():
        assert (memory.stability, memory.difficulty) == term.student.strength(facet)


def test_what_is_asked_as_due_is_due(term: Term) -> None:
    """A twentieth of an interval sooner or later, and one facet of a fact a day."""
    memories = known(term.student, term.log)
    for facet, memory in memories.items():
        if memory.reviews:
            card = term.student.cards[facet]
            last = date.fromisoformat(memory.last_day)
            truly = (card.due.date() - last).days
            assert abs((due_on(memory) - last).days - truly) <= FUZZ * truly + 0.5
    late = early = total = 0
    for truly_due, told in term.wanted:
        facts = [fact_of(facet) for facet in told]
        assert len(facts) == len(set(facts))
        early += len(told - truly_due)
        total += len(told)
        left = {facet for facet in truly_due - told if fact_of(facet) not in facts}
        late += len(left)
    assert total > 200
    assert early + late < 0.1 * total


def test_siblings_are_days_apart(term: Term) -> None:
    days: dict[tuple[str, str], set[str]] = {}
    for day, facet, _ in term.student.rated:
        days.setdefault((day, fact_of(facet)), set()).add(facet)
    assert all(len(facets) == 1 for facets in days.values())


def test_a_replay_of_the_log_gives_the_same_state(term: Term) -> None:
    assert follow(term.log, Learner(user="student")) == term.student.learner(term.log)


def test_mastery_rises_with_what_is_learned(term: Term) -> None:
    tenth, fortieth, last = (term.learned[at] for at in (8, 35, -1))
    assert tenth < fortieth < last
    assert last > FACTS / 2
    assert sum(b < a for a, b in zip(term.learned, term.learned[1:], strict=False)) > 0  # some slip


def test_recall_is_about_what_memory_expects(term: Term) -> None:
    """Who truly remembers as FSRS says is right about as often as the log expected."""
    expected, right = 0.0, 0
    due = [a for a in term.log.answers() if a.rated and a.r_before is not None]
    for answer in due:
        assert answer.r_before is not None
        expected += answer.r_before + (1 - answer.r_before) * (
            answer.g if answer.form == "choice" else 0
        )
        right += answer.correct
    assert len(due) > 200
    assert abs(right - expected) / len(due) < 0.06


def test_who_forgets_loses_it(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        student = Student(folder=tmp_path, pack=ISLANDS, knows=lambda facet, recall: True)
        for number in range(24):
            student.go_to(BEGIN + timedelta(days=number))
            student.play(log, count=20)
        memories = known(student, log).values()
        before = [memory for memory in memories if learned([memory])]
        assert len(before) > 40
        whole = mastery(before, student.today)
        away = student.today + timedelta(days=90)
        assert 0.2 < mastery(before, away) < whole - 0.1  # fades by itself
        student.knows = lambda facet, recall: False
        student.go_to(away)
        asked = {answer.facet for answer in student.play(log, count=20)}
        after = known(student, log)
        lost = [memory for memory in before if memory.facet in asked]
        assert len(lost) > 10
        for memory in lost:
            now = after[memory.facet]
            assert not learned([now])
            assert now.missed
            assert now.stability < memory.stability / 2
        student.go_to(away + timedelta(days=4))
        assert {memory.facet for memory in lost} <= student.due()
