"""`quiz scores`: the figures of progress, in lines and as JSON, beside the scores."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from quiz.paths import data_dir
from quiz.records.log import Log, utc_now
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

EVIL = "[b]x[/b] \x1b[2J\x9b1m \u202eabc"


@pytest.fixture
def played() -> None:
    """Three days before today, two of them in a row, in the pack that can be read."""
    today = utc_now().astimezone().date()
    rows: list[tuple[int, dict[str, Any]]] = [
        (4, {"facet": "car/when", "right": False, "given": "1867", "confidence": 3}),
        (1, {"facet": "car/when", "right": False, "given": "1867", "confidence": 3}),
        (1, {"facet": "railway/when", "right": True, "given": "1825", "confidence": 1}),
        (0, {"facet": "car/when", "right": True, "given": "1885", "confidence": None}),
    ]
    with Log.open(data_dir()) as log:
        log.start(sitting(set_of(4), pack="inventions", pack_title="Inventions"))
        for number, (back, told) in enumerate(rows):
            right, day = told["right"], (today - timedelta(days=back)).isoformat()
            log.record(
                answer(
                    number, pack="inventions", facet=f"inventions/event/{told['facet']}",
                    given=told["given"], confidence=told["confidence"], day=day,
                    ts_utc=f"{day}T12:00:0{number}.000Z", topic="Late", s=float(right),
                    correct=right, rating="good" if right else "again",
                )
            )  # fmt: skip


@pytest.mark.usefixtures("played")
def test_the_lines_say_what_the_pages_show(quiz: Quiz) -> None:
    outcome = quiz("scores")
    assert (outcome.status, outcome.err) == (0, "")
    assert "2 days in a row, the best so far 2." in outcome.out
    assert "4 answers on 3 days, 50 % of them right." in outcome.out
    assert "Inventions  0        2         8" in outcome.out
    assert "Weakest facts:\n" in outcome.out
    assert "The first motor car, date" in outcome.out
    assert re.search(r"^sure +0 of 2 +0–66 % +80–100 %$", outcome.out, re.MULTILINE)
    assert re.search(r"^guessing +1 of 1 +21–100 % +0–67 %$", outcome.out, re.MULTILINE)
    assert "2 ×  1867 taken for 1885" in outcome.out


@pytest.mark.usefixtures("played")
def test_the_json_keeps_the_scores_and_adds_the_figures(quiz: Quiz) -> None:
    (pack,) = json.loads(quiz("scores", "--format", "json").out)
    assert (pack["pack"], pack["answers"], pack["right"]) == ("inventions", 4, 2)
    assert (pack["facts_learned"], pack["facts_learning"], pack["facts_new"]) == (0, 2, 8)
    topics = {topic["topic"]: topic for topic in pack["topics"]}
    assert (topics["Late"]["met"], topics["Early"]["met"]) == (1, 1)
    assert topics["Late"]["weeks"][-1] == topics["Late"]["recall"]
    car = next(fact for fact in pack["weakest"] if fact["name"] == "The first motor car")
    assert len(car["forecast"]) == 61
    assert car["forecast"] == sorted(car["forecast"], reverse=True)
    assert [each["given"] for each in car["answered"]] == ["1885", "1867", "1867"]
    (pair,) = pack["mixups"]
    assert (pair["one"]["text"], pair["other"]["text"], pair["times"]) == ("1867", "1885", 2)
    assert pair["one"]["sentence"]
    student = pack["student"]
    assert (student["id"], student["streak"]["days"], student["streak"]["best"]) == (
        "student",
        2,
        2,
    )
    assert sum(student["due"]["days"].values()) == student["due"]["week"]
    assert sum(day["answers"] for day in student["days"].values()) == 4
    assert [level["name"] for level in student["calibration"]] == ["sure", "fairly", "guessing"]


def test_a_pack_that_is_gone_still_has_its_figures(quiz: Quiz) -> None:
    with Log.open(data_dir()) as log:
        log.start(sitting(set_of(1), pack="gone", pack_title=EVIL))
        log.record(answer(0, pack="gone", facet="gone/a/b/c", given=EVIL, topic=EVIL))
    text = quiz("scores")
    assert (text.status, text.err) == (0, "")
    assert "gone/a/b/c" in text.out
    assert not set(text.out) & {"\x1b", "\x9b", "\u202e"}
    (pack,) = json.loads(quiz("scores", "--format", "json").out)
    assert (pack["facts_new"], pack["facts_learning"]) == (None, 1)
