"""Today: what comes back in each pack, and the line of days, as the log says it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from quiz.generate.plan import FacetInfo
from quiz.model import Form
from quiz.play.agenda import agenda
from quiz.play.modes import Selection
from quiz.reports.learner import Learner
from quiz.reports.today import due_dates, today_of
from tests.reports.test_learner import made, wrong

if TYPE_CHECKING:
    from quiz.model import Answer

FIRST = date(2026, 3, 1)
SIBLING = "pack/thing/one/other"


def learner(*answers: Answer) -> Learner:
    found = Learner(user="student")
    for answer in answers:
        found.fold(answer)
    return found


def test_nothing_is_said_of_who_never_played() -> None:
    today = today_of(learner(), FIRST)
    assert (today.streak.length, today.answers, dict(today.due)) == (0, 0, {})


def test_a_fact_is_due_when_its_first_facet_is_and_once() -> None:
    known = learner(made(0), wrong(0, id="x", facet=SIBLING))
    assert dict(today_of(known, FIRST).due) == {}
    assert dict(today_of(known, FIRST + timedelta(days=1)).due) == {"pack": 1}
    assert today_of(known, FIRST).answers == 2
    assert today_of(known, FIRST + timedelta(days=1)).answers == 0


def test_what_was_asked_today_keeps_its_siblings_for_tomorrow() -> None:
    known = learner(made(0), made(0, id="x", facet=SIBLING), made(4))
    day = FIRST + timedelta(days=4)
    assert dict(today_of(known, day).due) == {}
    assert dict(today_of(known, day + timedelta(days=1)).due) == {"pack": 1}


def test_it_counts_what_the_agenda_would_ask() -> None:
    facets = [f"pack/thing/f{n}/field" for n in range(9)]
    answers = [
        (wrong if n % 2 else made)(n % 3, id=f"a{n}", facet=facet) for n, facet in enumerate(facets)
    ]
    known = learner(*answers)
    infos = [
        FacetInfo(facet=facet, fact=facet, topic="", asked="alpha", forms=(Form.CHOICE,))
        for facet in facets
    ]
    for days in range(12):
        today = FIRST + timedelta(days=days)
        asked = agenda(
            infos,
            lambda each: known.memory(each.facet, each.asked),
            selection=Selection.DUE,
            count=20,
            today=today,
            seed="1",
        )
        due = due_dates([m[-1] for m in known.memories.values()], today)
        assert asked.due == sum(day <= today for day in due.values()), days
