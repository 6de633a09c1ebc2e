"""What is known, how it fades, what is mixed up: figures from a log and from packs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Form
from quiz.packs.library import PackEntry, load
from quiz.play.memory import Memory, after, due_on, history, mastery, recall
from quiz.records.log import Log
from quiz.reports.follow import follow
from quiz.reports.intervals import wilson
from quiz.reports.learner import Learner
from quiz.reports.lookback import past, quick, whole
from quiz.reports.mastery import AHEAD, WEEKS, by_fact, standing, weakest
from quiz.reports.mixups import Slip, mixups
from quiz.reports.told import Teller
from tests.make import set_of, sitting
from tests.records.rows import answer
from tests.ui.test_home import write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Answer
    from quiz.packs.content import Pack

TODAY = date(2024, 3, 1)
"""The day after a leap day."""
DAY = timedelta(days=1)


def made(number: int, river: str, back: int, *, right: bool = True, **changes: Any) -> Answer:
    day = (TODAY - back * DAY).isoformat()
    base = {
        "pack": "rivers", "facet": f"rivers/river/{river}/sea", "topic": "Europe", "day": day,
        "ts_utc": f"{day}T12:00:00.000Z", "s": float(right), "correct": right,
        "rating": "good" if right else "again", "given": "",
    }  # fmt: skip
    return answer(number, **{**base, **changes})


def learner(folder: Path, answers: list[Answer]) -> tuple[Log, Learner]:
    log = Log.open(folder / "data")
    log.start(sitting(set_of(1), pack="rivers", pack_title="Rivers, as they were called"))
    for each in answers:
        assert log.record(each)
    return log, follow(log, Learner(user="student"))


@pytest.fixture
def rivers(tmp_path: Path) -> Pack:
    return load(str(write_pack(tmp_path / "rivers")))


def entry(facts: int = 8, error: str | None = None) -> PackEntry:
    from pathlib import Path

    return PackEntry(
        id="rivers", title="Rivers of the world", description="", path=Path("x"), where="path",
        facts=facts, error=error,
    )  # fmt: skip


ratings = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=12)


def remembered(steps: list[tuple[int, bool]]) -> tuple[list[Memory], date]:
    """Return the memory after each answer, so many days after the one before; and the last day."""
    memory, day, states = None, TODAY, []
    for number, (days, right) in enumerate(steps):
        day += days * DAY
        back = (TODAY - day).days
        memory = after(memory, made(number, "danube", back, right=right))
        states.append(memory)
    return states, day


@given(ratings)
def test_the_past_of_a_memory_is_what_it_was(steps: list[tuple[int, bool]]) -> None:
    states, _ = remembered(steps)
    replayed = list(history(states[-1]))
    assert len(replayed) == len(states)
    for then, now in zip(states, replayed, strict=True):
        assert (then.stability, then.last_day, then.reviews, then.successes) == (
            now.stability, now.last_day, now.reviews, now.successes,
        )  # fmt: skip


@given(ratings, st.integers(0, 100))
def test_a_forecast_falls_from_today_on(steps: list[tuple[int, bool]], later: int) -> None:
    states, last = remembered(steps)
    today = last + later * DAY
    found = standing(states[-1], today)
    assert len(found.curve) == AHEAD + 1
    assert found.curve[0] == found.recall == recall(states[-1], today)
    assert list(found.curve) == sorted(found.curve, reverse=True)
    assert 0 < found.curve[-1] <= found.curve[0] <= 1
    assert found.due == due_on(states[-1])


def test_weakest_are_those_most_likely_forgotten() -> None:
    names = ("danube", "rhine", "oder", "ebro")
    memories = [after(None, made(n, name, 10 * n, right=n != 1)) for n, name in enumerate(names)]
    memories.append(Memory(facet="rivers/river/volga/sea", asked=""))  # never rated
    found = weakest(memories, TODAY, 3)
    assert [memory.facet.split("/")[2] for memory in found] == ["rhine", "ebro", "oder"]


def test_a_fact_is_as_well_known_as_its_least_known_facet() -> None:
    strong = after(None, made(0, "danube", 1))
    weak = after(None, made(1, "danube", 9, right=False, facet="rivers/river/danube/sea-back"))
    unseen = Memory(facet="rivers/river/danube/length", asked="")
    facts = by_fact([strong, weak, unseen])
    assert list(facts) == ["rivers/river/danube"]
    assert facts["rivers/river/danube"] == [strong, weak]
    assert mastery(facts["rivers/river/danube"], TODAY) == recall(weak, TODAY)


def test_quick_figures_need_no_pack_and_whole_ones_agree(tmp_path: Path, rivers: Pack) -> None:
    answers = [
        made(0, "danube", 12), made(1, "danube", 9), made(2, "danube", 4),
        made(3, "rhine", 4, right=False, given="the Baltic Sea", confidence=3),
        made(4, "rhine", 2, right=False, given="the Baltic Sea", confidence=3),
        made(5, "indus", 2, topic="Asia", confidence=1),
        made(6, "oder", 0, right=False, given="the North Sea"),
    ]  # fmt: skip
    log, known = learner(tmp_path, answers)
    with log:
        first = quick(known, TODAY, [entry()])
        found = whole(known, TODAY, [entry()], {"rivers": rivers}, log)
    for figures in (first, found):
        assert (figures.answers, figures.right, len(figures.days)) == (7, 4, 5)
        assert figures.days[TODAY].answers == 1
        assert figures.due.week + figures.due.later == 4
        (pack,) = figures.packs
        assert (pack.title, pack.learned, pack.learning, pack.new) == (
            "Rivers of the world", 1, 3, 4,
        )  # fmt: skip
        assert [(c.level.name, c.level.right, c.level.of) for c in figures.calibration] == [
            ("sure", 0, 2), ("fairly", 0, 0), ("guessing", 1, 1),
        ]  # fmt: skip
    assert (first.topics, first.facts, first.mixups) == ((), (), ())

    europe = next(topic for topic in found.topics if topic.topic == "Europe")
    assert (europe.met, europe.facts, europe.answers, europe.right) == (3, 5, 6, 3)
    assert europe.interval == wilson(3, 6)
    assert len(europe.line) == WEEKS
    assert europe.line[-1] == pytest.approx(europe.recall)
    assert europe.line[-4:-3] == (None,)  # before anything was met
    assert 0 < (europe.line[-2] or 0) < (europe.line[-1] or 0)
    assert [topic.recall for topic in found.topics] == sorted(t.recall for t in found.topics)

    rhine = next(fact for fact in found.facts if "rhine" in fact.standing.facet)
    assert rhine.told is not None
    assert (rhine.told.subject, rhine.told.answer) == ("Rhine", "The North Sea")
    assert rhine.told.sentence == "The Rhine flows into the North Sea."
    assert [each.given for each in rhine.past] == ["the Baltic Sea"] * 2

    (pair,) = found.mixups
    assert (pair.one.text, pair.other.text) == ("the Baltic Sea", "The North Sea")
    assert (pair.one_for_other, pair.other_for_one, pair.times) == (2, 1, 3)
    assert pair.one.sentence == "The Oder flows into the Baltic Sea."
    assert pair.one.citations[0].phrase == "Oder flows into the Baltic Sea"


def test_a_pack_that_is_gone_keeps_its_figures(tmp_path: Path) -> None:
    log, known = learner(tmp_path, [made(0, "danube", 1)])
    with log:
        found = whole(known, TODAY, [entry(error="broken")], {}, log)
    (pack,) = found.packs
    assert (pack.title, pack.new) == ("Rivers, as they were called", None)
    assert [topic.topic for topic in found.topics] == [""]


def test_what_the_pack_no_longer_asks_is_left_out(tmp_path: Path, rivers: Pack) -> None:
    log, known = learner(tmp_path, [made(0, "danube", 1), made(1, "thames", 1)])
    with log:
        found = whole(known, TODAY, (), {"rivers": rivers}, log)
    assert [fact.standing.facet for fact in found.facts] == ["rivers/river/danube/sea"]
    assert found.answers == 2  # what was done on a day stays done


def test_a_changed_value_is_new_to_learn(tmp_path: Path, rivers: Pack) -> None:
    now = next(i.asked for i in Teller(rivers).facets if i.facet == "rivers/river/danube/sea")
    rows = [made(0, "danube", 2, asked="the Red Sea"), made(1, "rhine", 2, asked=None)]
    log, known = learner(tmp_path, rows)
    with log:
        assert [
            f.standing.facet for f in whole(known, TODAY, (), {"rivers": rivers}, log).facts
        ] == ["rivers/river/rhine/sea"]
        log.record(made(2, "danube", 1, asked=now))
        found = whole(follow(log, known), TODAY, (), {"rivers": rivers}, log)
    danube = next(fact for fact in found.facts if "danube" in fact.standing.facet)
    assert danube.memory.reviews == 1


def test_the_past_of_a_facet_leaves_out_what_was_undone(tmp_path: Path) -> None:
    rows = [made(n, "danube", 30 - n, given=f"given {n}") for n in range(25)]
    log, _ = learner(tmp_path, rows)
    with log:
        log.mark(rows[24].id, "undone", "2024-03-01T00:00:00.000Z", "student")
        found = past(log, "student", "rivers/river/danube/sea")
        assert [each.given for each in found] == [f"given {n}" for n in range(23, 3, -1)]
        assert past(log, "nobody", "rivers/river/danube/sea") == ()


def test_pairs_are_told_once_whichever_way_round(rivers: Pack) -> None:
    teller = Teller(rivers)
    slips = [
        Slip(facet="rivers/river/rhine/sea", chosen="the Baltic Sea", times=1),
        Slip(facet="rivers/river/oder/sea", chosen="The north sea", times=4),
        Slip(facet="rivers/river/oder/sea", chosen="THE BALTIC SEA", times=9),  # the right one
        Slip(facet="rivers/river/oder/sea", chosen="a lake", times=9),  # means nothing
        Slip(facet="rivers/river/nile/sea", chosen="the North Sea", times=9),  # is gone
        Slip(facet="rivers/river/ob/sea", chosen="the Arabian Sea", times=1),
    ]
    first, second = mixups(slips, teller.of, teller.belongs)
    assert (first.one.text, first.one_for_other, first.other_for_one) == ("The North Sea", 4, 1)
    assert first.other.sentence == "The Oder flows into the Baltic Sea."
    assert second.times == 1


@pytest.mark.parametrize("name", ["trotsky-and-stalin", "chemical-elements", "countries"])
def test_every_facet_that_ships_can_be_told(name: str) -> None:
    teller = Teller(load(name))
    told = [teller.of(info.facet) for info in teller.facets]
    assert all(each is not None and each.subject and each.topic for each in told)
    assert all(each.answer and each.sentence and each.citations for each in told if each)
    single = [each for each, i in zip(told, teller.facets, strict=True) if Form.CHOICE in i.forms]
    for each in single[::17]:
        assert each is not None
        found = teller.belongs(each.answer, each.facet)
        assert found is not None, each
        assert found.answer == each.answer
    facts = sum(teller.sizes().values())
    assert facts == len({(info.topic, info.fact) for info in teller.facets})
