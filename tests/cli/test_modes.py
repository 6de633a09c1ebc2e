"""Every mode, line by line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from quiz.cli.parser import MODES
from quiz.paths import data_dir
from quiz.play.clock import EXTRAS
from quiz.records import settings
from quiz.records.log import Log

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

PLAY = ("play", "inventions", "--plain", "--form", "choice")


def rows(quiz: Quiz) -> list[dict[str, object]]:
    return [json.loads(line) for line in quiz("log").out.splitlines()]


def sittings() -> list[tuple[str, str | None]]:
    with Log.open(data_dir(), read_only=True) as log:
        return [(row.mode, row.how) for row in log.sittings()]


@pytest.mark.parametrize("mode", ["practice", "exam", "timeline", "sprint", "daily", "duel"])
def test_every_mode_is_played_to_its_end(quiz: Quiz, mode: str) -> None:
    form = ("--form", "timeline") if mode == "timeline" else ()
    played = quiz(*PLAY, *form, "--count", "4", "--mode", mode, stdin="1\n2\n3\n4\n?\n" * 99)
    assert (played.status, played.err) == (0, "")
    assert f"Inventions. {mode.title()}" in played.out
    assert "NOT SAVED" not in played.out
    assert sittings() == [(mode, "finished")]
    assert all(row["rated"] is False for row in rows(quiz)) is (mode in "timeline sprint duel")


def test_a_sprint_says_what_is_left_and_ends_when_time_is_up(quiz: Quiz) -> None:
    played = quiz(*PLAY, "--mode", "sprint", "--extra", "2", stdin="1\n\nq\n")
    assert "Time: 3 minutes." in played.out
    assert "Enter for the next question:" in played.out
    assert re.search(r"^Question 2; \d right; (3 minutes|2 minutes \d+ seconds) left\.", played.out,
                     re.MULTILINE)  # fmt: skip


def test_an_exam_that_ran_out_while_away_shows_its_results(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from quiz.cli import play

    quiz(*PLAY, "--mode", "exam", "--time", "5", "--count", "3", stdin="1\nq\n")
    real = play.now
    monkeypatch.setattr(play, "now", lambda: real() + timedelta(minutes=6))
    later = quiz(*PLAY, stdin="y\nn\n")
    assert "Time is up: 2 questions were not answered" in later.out
    assert re.search(r"[01] of 3 right", later.out)
    assert sittings() == [("exam", "finished")]


def test_the_student_s_own_time_holds(quiz: Quiz) -> None:
    from quiz.paths import settings_dir

    chosen = settings.Settings(extra=1.5, minutes=20)
    assert settings.write(chosen, settings_dir())
    assert "Time: 30 minutes." in quiz(*PLAY, "--mode", "exam", stdin="q\n").out
    assert "Time: 2 minutes 15 seconds." in quiz(*PLAY, "--mode", "sprint", stdin="q\n").out
    assert "Time" not in quiz(*PLAY, "--mode", "practice", stdin="q\n").out
    assert "Time: 10 minutes." in quiz(
        *PLAY, "--mode", "exam", "--time", "8", "--extra", "1.25", stdin="q\n"
    ).out  # fmt: skip


def test_the_daily_set_is_the_same_for_all_and_played_once(quiz: Quiz) -> None:
    asked = [
        re.findall(r"^Question \d+ of.*\n(.*)$", played.out, re.MULTILINE)
        for played in (
            quiz(*PLAY, "--mode", "daily", "--seed", "5", stdin="?\nq\n"),
            quiz(*PLAY[:3], "--mode", "daily", "--level", "3", "--count", "2", stdin="n\n"),
        )
    ]
    assert len(asked[0]) == 2
    assert asked[1] == []  # it was put away, and that is for the day
    with Log.open(data_dir(), read_only=True) as log:
        [row] = log.sittings()
    assert (row.seed, row.size, row.how) == (str(row.started_utc)[:10], 10, "left")


def test_the_card_is_shown_again(quiz: Quiz) -> None:
    first = quiz(*PLAY, "--mode", "daily", stdin="?\n" * 10)
    card = re.search(r"^Footnote daily, .*\nInventions\n[✓✗]{5} [✓✗]{5}\n\d+ of 10 right$",
                     first.out, re.MULTILINE)  # fmt: skip
    assert card
    again = quiz(*PLAY, "--mode", "daily")
    assert "You have played today’s set; the next one is tomorrow." in again.out
    assert card[0] in again.out
    assert len(sittings()) == 1


def test_a_duel_is_in_the_log_of_both(quiz: Quiz) -> None:
    for name in ("Anna", "Ben"):
        quiz("students", "add", name)
    duel = ("--mode", "duel", "--count", "2", "--against", "ben")
    played = quiz(*PLAY, *duel, "--student", "Anna", stdin="?\n7\n1\n8\n2\nq\n")
    assert "Anna answers with 1 2 3 4, Ben with 7 8 9 0" in played.out
    assert len({row["user"] for row in rows(quiz)}) == 2
    assert "Guest" not in played.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--time", "0"), "minutes from 0.05 to 600 are expected"),
        (("--time", "soon"), "minutes from 0.05 to 600 are expected"),
        (("--extra", "3"), "invalid choice"),
        (("--mode", "duel", "--against", "Nobody"), "No student is called “Nobody”"),
    ],
)
def test_what_cannot_be_is_said(quiz: Quiz, args: tuple[str, ...], said: str) -> None:
    refused = quiz(*PLAY, *args, stdin="q\n")
    assert refused.status != 0
    assert said in refused.err


def test_the_parser_knows_the_same_extra_time() -> None:
    from quiz.cli.parser import EXTRAS as KNOWN

    assert KNOWN == EXTRAS == settings.EXTRAS
    assert "duel" in MODES
