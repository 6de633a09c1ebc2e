"""Scores: read from the log, first answers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.records.log import Log
from quiz.reports.follow import follow
from quiz.reports.learner import Learner
from quiz.reports.scores import PackScore, fact_of, scores
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from pathlib import Path

END = "2026-03-14T13:00:00.000Z"


def of(log: Log) -> list[PackScore]:
    return scores(follow(log, Learner(user="student")))


def test_nothing_is_scored_before_anything_is_answered(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        assert of(log) == []
        log.start(sitting(set_of(1)))
        assert of(log) == []


def test_points_facts_and_facets(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(3), id="s"))
        log.record(answer(0, sitting="s", s=1.0, correct=True))
        log.record(answer(1, sitting="s", s=0.374, facet="pack/thing/fact-0/field-back"))
        log.record(answer(2, sitting="s", s=0.0, facet="pack/thing/fact-1/field"))
        log.record(answer(3, sitting="s", s=1.0, correct=True, attempt=2))  # a return
        log.finish("s", END, "finished")
        (score,) = of(log)
    assert (score.pack, score.title, score.sittings) == ("pack", "The Pack", 1)
    assert (score.facts_seen, score.facets_seen) == (3, 4)
    assert (score.last_points, score.last_out_of) == (137, 300)
    assert (score.best_points, score.best_out_of) == (137, 300)
    assert (score.answers, score.right) == (3, 1)
    assert score.last_when == "2026-03-14T12:00:03.000Z"


def test_last_and_best_are_of_finished_sittings_drawn_from_the_pack(tmp_path: Path) -> None:
    plays = [
        # id, questions, right ones, settings, how it ended
        ("good", 4, 3, {}, "finished"),
        ("short and worse", 2, 1, {}, "finished"),
        ("perfect, of the missed ones", 1, 1, {"again": "good"}, "finished"),
        ("perfect, but left", 1, 1, {}, "left"),
        ("perfect, but not at its end", 1, 1, {}, None),
        ("perfect, but a game", 1, 1, {}, "finished"),
    ]
    with Log.open(tmp_path) as log:
        for hour, (name, size, right, settings, how) in enumerate(plays):
            mode = "sprint" if "game" in name else "practice"
            log.start(sitting(set_of(size), id=name, settings=settings, mode=mode))
            for number in range(size):
                hit = number < right
                log.record(answer(number, sitting=name, s=float(hit), correct=hit))
            if how:
                log.finish(name, f"2026-03-14T{13 + hour}:00:00.000Z", how)
        (score,) = of(log)
    assert (score.last_points, score.last_out_of) == (100, 200)
    assert (score.best_points, score.best_out_of) == (300, 400)
    assert score.sittings == 4
    assert (score.answers, score.right) == (10, 8)


def test_of_two_equally_good_the_longer_is_best(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        for name, size in (("long", 3), ("short", 1)):
            log.start(sitting(set_of(size), id=name))
            for number in range(size):
                log.record(answer(number, sitting=name, s=1.0, correct=True))
            log.finish(name, END, "finished")
        (score,) = of(log)
    assert (score.best_points, score.best_out_of) == (300, 300)


def test_an_unfinished_pack_has_no_last_score(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(3)))
        log.record(answer(0))
        (score,) = of(log)
    assert (score.last_points, score.last_out_of, score.best_points) == (None, None, None)
    assert (score.facts_seen, score.sittings) == (1, 0)


def test_packs_come_in_the_order_in_which_they_were_played_last(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        for number, pack in enumerate(("one", "two", "one", "three")):
            name = f"{pack}{number}"
            log.start(sitting(set_of(1), id=name, pack=pack, pack_title=name))
            log.record(answer(number, sitting=name, pack=pack))
        found = of(log)
    assert [(score.pack, score.title) for score in found] == [
        ("three", "three3"),
        ("one", "one2"),
        ("two", "two1"),
    ]


def test_a_facet_knows_its_fact() -> None:
    assert fact_of("pack/kind/fact/field-back") == "pack/kind/fact"
