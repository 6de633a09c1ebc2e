"""One way to make a sitting: what a mode, a wish and a memory make of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from quiz.errors import NoQuestions
from quiz.generate import draw, draw_line, facets
from quiz.model import Form
from quiz.play.begin import timestamp
from quiz.play.modes import MODES
from quiz.play.prepare import Known, Wished, prepare
from quiz.reports.learner import Learner
from tests import shipped
from tests.make import NOON
from tests.records.rows import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Sitting

NAME = "trotsky-and-stalin"
TEN = Wished(count=10, seed="3")


def made(
    mode: str,
    wished: Wished = TEN,
    *,
    known: Known | None = None,
    at: datetime = NOON,
    pack: str = NAME,
    user: str = "anna",
) -> Sitting:
    ids = count()
    return prepare(
        shipped.pack(pack),
        MODES[mode],
        wished,
        user=user,
        now=lambda: at,
        new_id=lambda: f"s{next(ids)}",
        known=known,
    )


def new_student(**changes: object) -> Known:
    return replace(Known(memories=Learner(user="anna")), **changes)


def remembering(days_ago: int, names: Sequence[str], *, right: bool) -> Known:
    """Return a student who answered some facets some days ago."""
    learner = Learner(user="anna")
    infos = {info.facet: info for info in facets(shipped.pack(NAME), 2)}
    day = NOON - timedelta(days=days_ago)
    for place, name in enumerate(names):
        learner.fold(
            answer(
                place,
                facet=name,
                asked=infos[name].asked,
                ts_utc=timestamp(day),
                day=day.date().isoformat(),
                correct=right,
                rated=True,
                rating="good" if right else "again",
                given="George Orwell",
            )
        )
    return Known(memories=learner, rivals=learner.rivals())


def test_an_exam_is_its_seed_alone_whoever_writes_it() -> None:
    plain = draw(shipped.pack(NAME), count=10, seed="3", test=True)
    assert made("exam").questions == plain
    assert made("exam", known=new_student(), user="ben").questions == plain


def test_practice_with_a_given_seed_and_no_memory_is_what_quiz_questions_prints() -> None:
    assert made("practice").questions == draw(shipped.pack(NAME), count=10, seed="3")


def test_a_new_student_practises_new_facets_of_ten_facts() -> None:
    sitting = made("practice", known=new_student())
    assert len(sitting.questions) == 10
    assert len({q.facts[0] for q in sitting.questions}) == 10
    assert len({q.topic for q in sitting.questions}) >= 3
    choices = {Form.CHOICE, Form.TRUE_FALSE}
    assert sum(q.form in choices for q in sitting.questions) >= 7, "recognised before recalled"


@pytest.mark.parametrize("mode", ["review", "missed"])
def test_with_nothing_due_a_sentence_says_so(mode: str) -> None:
    with pytest.raises(NoQuestions, match="Nothing was asked yet"):
        made(mode, known=new_student())
    with pytest.raises(NoQuestions, match="Nothing was asked yet"):
        made(mode)


def test_what_is_due_comes_first_and_a_review_asks_nothing_else() -> None:
    names = [q.facet for q in draw(shipped.pack(NAME), count=5, seed="30")]
    known = remembering(30, names, right=True)
    review = made("review", known=known)
    assert {q.facet for q in review.questions} == set(names)
    practice = made("practice", known=known)
    assert len(practice.questions) == 10
    assert {q.facet for q in practice.questions[:6]} >= set(names)
    with pytest.raises(NoQuestions, match="Nothing is due today"):
        made("review", known=remembering(0, names, right=True))
    with pytest.raises(NoQuestions, match="Nothing is left that you missed"):
        made("missed", known=known)


def test_what_was_missed_is_asked_again_beside_what_it_was_taken_for() -> None:
    names = [
        info.facet
        for info in facets(shipped.pack(NAME), 2)
        if info.facet.endswith("/by") and "/artwork/" in info.facet
    ][:12]
    known = remembering(1, names, right=False)
    missed = made("missed", Wished(count=12, seed="3", forms=(Form.CHOICE,)), known=known)
    assert len(missed.questions) >= 5
    assert {q.facet for q in missed.questions} <= set(names)
    orwell = [q for q in missed.questions if "George Orwell" in [o.text for o in q.options]]
    assert len(orwell) >= 0.6 * len(missed.questions)


def test_the_days_set_is_the_same_for_everyone_and_another_tomorrow() -> None:
    strange = Wished(count=3, seed="x", forms=(Form.TYPED,), topics=("Exile",), level=1)
    today = made("daily")
    other = made("daily", strange, known=new_student(), user="ben")
    assert other.questions == today.questions
    assert len(today.questions) == 10
    assert today.seed == other.seed == NOON.date().isoformat()
    assert today.questions == draw(shipped.pack(NAME), count=10, seed=today.seed)
    assert {q.level for q in today.questions} == {2}
    asked: set[str] = set()
    for day in range(20):
        sitting = made("daily", at=NOON + timedelta(days=day))
        asked |= {q.facet for q in sitting.questions}
    assert len(asked) >= 180, "one day after the other goes through the pack"


def test_a_mode_with_forms_of_its_own_asks_those_where_the_pack_has_them() -> None:
    sprint = made("sprint", known=new_student())
    assert {q.form for q in sprint.questions} <= {Form.CHOICE, Form.TRUE_FALSE}
    assert len(sprint.questions) == 60
    typed = made("sprint", replace(TEN, forms=(Form.TYPED,)))
    assert {q.form for q in typed.questions} == {Form.TYPED}
    assert {q.form for q in made("duel").questions} == {Form.CHOICE}


def test_a_timeline_grows_event_by_event() -> None:
    sitting = made("timeline", known=new_student())
    assert sitting.questions == draw_line(shipped.pack(NAME), count=40, seed="3")
    assert [len(q.items) for q in sitting.questions][:4] == [1, 2, 3, 4]


def test_wishes_are_kept_and_held_to() -> None:
    topic = shipped.pack(NAME).topics[0]
    wished = Wished(count=4, seed="8", forms=(Form.CHOICE, Form.TYPED), topics=(topic,), level=3)
    for mode in ("practice", "exam"):
        sitting = made(mode, wished, known=new_student())
        assert {q.topic for q in sitting.questions} == {topic}
        assert {q.form for q in sitting.questions} <= {Form.CHOICE, Form.TYPED}
        assert {q.level for q in sitting.questions} == {3}
        assert sitting.settings == {
            "count": "4",
            "forms": "choice,typed",
            "topics": topic,
            "level": "3",
        }
    with pytest.raises(NoQuestions, match="Its topics are"):
        made("practice", Wished(count=4, seed="8", topics=("Gardening",)), known=new_student())
