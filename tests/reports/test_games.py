"""What the log says of games, and of the daily set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from quiz.play.session import Session
from quiz.records.log import Log
from quiz.reports.games import daily_card, daily_of, most_right
from tests.make import Clock, ids, key, miss, set_of, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Sitting


def play(log: Log, name: str, marks: str, *, how: str = "finished", **changes: object) -> Sitting:
    played = replace(sitting(set_of(len(marks) or 2)), id=name, **changes)
    session = Session(played, now=Clock(), new_id=ids(name))
    log.start(played)
    for mark in marks:
        assert session.current is not None
        response = key(session.current) if mark == "+" else miss(session.current)
        answer = session.answer(response, latency_ms=1).answer
        assert answer is not None
        log.record(answer)
    if how:
        log.finish(name, played.started_utc, how)
    return played


def test_the_best_is_that_of_the_same_student_pack_mode_and_time(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        mine = play(log, "now", "+", mode="sprint", how="")
        assert most_right(log, mine) is None
        play(log, "b", "++-", mode="sprint", user="ben")
        play(log, "c", "+++", mode="sprint", pack="other")
        play(log, "d", "+++", mode="practice")
        play(log, "e", "+++", mode="sprint", how="left")
        play(log, "f", "+++", mode="sprint", settings={"time": "3"})
        play(log, "g", "+++", mode="sprint", settings={"again": "x"})
        assert most_right(log, mine) is None
        play(log, "h", "--", mode="sprint")
        assert most_right(log, mine) == 0
        play(log, "i", "-++-", mode="sprint")
        play(log, "j", "+", mode="sprint")
        assert most_right(log, mine) == 2
        assert most_right(log, replace(mine, settings={"time": "3"})) == 3
        latest = play(log, "k", "+++", mode="sprint")
        assert most_right(log, latest) == 2  # not its own


def test_what_was_played_today_and_its_card(tmp_path: Path) -> None:
    day = date(2026, 3, 14)
    with Log.open(tmp_path) as log:
        for number in (11, 12, 14):
            seed = f"2026-03-{number}"
            play(log, f"d{number}", "+-", mode="daily", seed=seed, pack=f"pack-{number}")
        assert daily_of(log, "student", "pack-14", date(2026, 3, 13)) is None
        assert daily_of(log, "ben", "pack-14", day) is None
        assert daily_of(log, "student", "pack-12", day) is None
        row = daily_of(log, "student", "pack-14", day)
        assert row is not None
        assert (row.id, row.how) == ("d14", "finished")
        assert daily_card(log, row).split("\n") == [
            "Footnote daily, 14 March 2026",
            "The Pack",
            "✓✗",
            "1 of 2 right, 3 days in a row",  # one day a week may be missed
        ]
        other = next(row for row in log.sittings() if row.id == "d12")
        assert daily_card(log, other).endswith("2 days in a row")
        with pytest.raises(ValueError, match="practice"):
            daily_card(log, replace(row, mode="practice"))


def test_a_daily_set_that_was_begun_is_found(tmp_path: Path) -> None:
    day = date(2026, 3, 14)
    with Log.open(tmp_path) as log:
        play(log, "open", "+", mode="daily", seed="2026-03-14", how="")
        found = daily_of(log, "student", "pack", day)
        assert found is not None
        assert found.how is None
        play(log, "done", "+", mode="daily", seed="2026-03-14")
        found = daily_of(log, "student", "pack", day)
        assert found is not None
        assert found.id == "done"
