"""From the prompt of the shell to the score, as a student goes, in the installed program."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
from typing import TYPE_CHECKING

import pytest

from quiz.exchange.references import styled
from quiz.packs.library import load
from tests.e2e.conftest import PACK, SOURCES
from tests.e2e.playing import answer, answers, asked, choose, session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Run, Start
    from tests.e2e.terminal import Terminal

SIZES = [(80, 24), (120, 40)]
both_sizes = pytest.mark.parametrize(("columns", "rows"), SIZES, ids=["80x24", "120x40"])


@both_sizes
def test_from_home_to_the_score_that_is_there_tomorrow(
    start: Start, run: Run, home: Path, columns: int, rows: int
) -> None:
    terminal = start(columns=columns, rows=rows)
    terminal.see("Trotsky and Stalin", "10 questions", "start")
    terminal.press("left")
    terminal.see("5 questions")
    choose(terminal)
    terminal.see("1 of 5")
    first = asked(terminal, home)
    answer(terminal, first, right=False)
    assert answers(home)[0].item_id == first.id  # before the verdict, not after the sitting
    terminal.press("space")
    while session_runs(terminal, home):
        answer(terminal, asked(terminal, home), right=True)
        terminal.press("space")
    terminal.see("of 500 points", "4 of 5 right", "To read again")
    terminal.press("enter")
    terminal.see("5 of ", "best 80 %" if first_is_all_or_nothing(home) else "best", "leave")
    terminal.press("q")
    assert terminal.ended() == 0

    log = [json.loads(line) for line in run("log", "--format", "jsonl").splitlines()]
    assert [row["correct"] for row in log] == [False, *[True] * 5]
    assert [row["attempt"] for row in log] == [1, 1, 1, 1, 2, 1]  # back after three others
    [score] = json.loads(run("scores", "--format", "json"))
    assert score["pack"] == PACK
    assert (score["sittings"], score["answers"], score["right"]) == (1, 5, 4)  # first ones


def session_runs(terminal: Terminal, home: Path) -> bool:
    """Whether there is another question, once the screen has gone on."""
    terminal.wait(
        lambda: " of 500 points" in terminal.flat or "space " not in terminal.foot,
        "the next question, or the score",
    )
    return " of 500 points" not in terminal.flat and session(home).current is not None


def first_is_all_or_nothing(home: Path) -> bool:
    return answers(home)[0].s == 0


@both_sizes
def test_a_wrong_choice_is_explained_with_both_sources_on_one_screen(
    start: Start, home: Path, columns: int, rows: int
) -> None:
    terminal = start(
        "play", PACK, "--count", "3", "--seed", "7", "--form", "choice", columns=columns, rows=rows
    )
    first = asked(terminal, home)
    right = next(option for option in first.options if option.correct)
    wrong = next(option for option in first.options if not option.correct)
    answer(terminal, first, right=False)
    terminal.see("✗", "✓", start_of(right.text), start_of(wrong.text))
    terminal.see("¹", "²", start_of(wrong.why))
    told = terminal.flat
    for text in (first.citations[0].phrase, wrong.citations[0].phrase):
        assert start_of(text) in told or columns == 80, "a phrase of each source"
    notes = [line for line in terminal.lines if re.match(r"\s+[¹²]  \S", line)]
    assert len(notes) == 2, terminal.text


def start_of(text: str) -> str:
    """The first words, which a line break does not change."""
    return " ".join(text.split())[:24]


def test_a_set_of_three_played_through(start: Start, run: Run, home: Path) -> None:
    terminal = start("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
    for number, right in enumerate([False, True, True], start=1):
        terminal.see(f"{number} of 3")
        answer(terminal, asked(terminal, home), right=right)
        terminal.press("space")
    terminal.see("once more")
    answer(terminal, asked(terminal, home), right=True)
    terminal.press("space")
    terminal.see("of 300 points", "2 of 3 right")
    terminal.press("q")
    terminal.see("best 67 %", "leave")
    terminal.press("q")
    assert terminal.ended() == 0
    log = [json.loads(line) for line in run("log", "--format", "jsonl").splitlines()]
    assert [(row["position"], row["correct"]) for row in log] == [
        (0, False), (1, True), (2, True), (3, True),
    ]  # fmt: skip
    [score] = json.loads(run("scores", "--format", "json"))
    assert (score["last_points"], score["last_out_of"]) == (200, 300)


def test_killed_and_gone_on_with(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
    answer(terminal, asked(terminal, home), right=True)
    terminal.signal(signal.SIGKILL)
    terminal.ended()

    terminal = start()
    terminal.see("Go on where you stopped", "Question 2 of 3, practice")
    terminal.press("enter")
    terminal.see("2 of 3", "1 right")
    for _ in range(2):
        answer(terminal, asked(terminal, home), right=True)
        terminal.press("space")
    terminal.see("3 of 3 right")
    assert [row.position for row in answers(home)] == [0, 1, 2]
    assert len({row.sitting for row in answers(home)}) == 1
    terminal.press("enter")
    terminal.see("best 100 %", "leave")
    assert not terminal.shows("Go on")


def test_paused_and_put_away(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
    answer(terminal, asked(terminal, home), right=True)
    terminal.press("q")
    terminal.see("Go on where you stopped", "put away")
    terminal.press("x")
    terminal.see_no_more("Go on")
    terminal.press("q")
    assert terminal.ended() == 0
    terminal = start()
    terminal.see("facts")
    assert not terminal.shows("Go on")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts are not here")
def test_the_passage_around_the_phrase(start: Start, home: Path) -> None:
    terminal = start(
        "play", PACK, "--count", "1", "--seed", "7", "--form", "choice",
        QUIZ_SOURCES=os.fspath(SOURCES),
    )  # fmt: skip
    first = asked(terminal, home)
    answer(terminal, first, right=False)
    terminal.press("s")
    terminal.see("▸", "back")
    wrong = next(option for option in first.options if not option.correct)
    phrase = "".join(wrong.citations[0].phrase.split())
    terminal.wait(lambda: phrase in in_reverse(terminal), "the phrase is marked")
    before = terminal.text
    terminal.press("right")
    terminal.wait(lambda: terminal.text != before, "the next source")
    terminal.press("s")
    terminal.see("space next")


def in_reverse(terminal: Terminal) -> str:
    """What is shown in reverse video, without spaces."""
    rows = (terminal.screen.buffer[y] for y in range(terminal.screen.lines))
    cells = (row[x] for row in rows for x in range(terminal.screen.columns))
    return "".join(cell.data.strip() for cell in cells if cell.reverse)


def test_without_the_text_a_source_says_where_to_look(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "1", "--seed", "7", "--form", "choice")
    answer(terminal, asked(terminal, home), right=False)
    terminal.press("s")
    terminal.see("look for", "There is no copy of this source here", "back")
    terminal.press("s")
    terminal.see("✗ Not this time")


def test_a_reference_is_copied_once_and_only_by_its_key(start: Start, home: Path) -> None:
    """What the terminal is told is the reference in APA, and nothing else of any kind."""
    terminal = start("play", PACK, "--count", "1", "--seed", "7", "--form", "choice")
    first = asked(terminal, home)
    answer(terminal, first, right=False)
    terminal.press("s")
    terminal.see("look for", "c copy", "back")
    terminal.press("right", "left")
    assert b"\x1b]52" not in terminal.raw
    terminal.press("c")
    terminal.see("In APA 7, where this terminal allows it.", "c again: MLA 9")
    (written,) = re.findall(rb"\x1b\]52;([^\x07\x1b]*)", terminal.raw)
    target, _, encoded = written.partition(b";")
    assert target == b"c"
    shown = {citation.source for option in first.options for citation in option.citations}
    known = styled((load(PACK).sources[source] for source in shown), "apa")
    assert base64.b64decode(encoded, validate=True).decode() in known.values()


def test_help_opens_where_it_was_called_and_closes(start: Start, home: Path) -> None:
    terminal = start()
    terminal.see("facts")
    terminal.press("?")
    terminal.see("Home", "Leave Footnote")
    terminal.press("?")
    choose(terminal)
    asked(terminal, home)
    terminal.press("?")
    terminal.see("Answering", "I don’t know")
    terminal.press("q")
    asked(terminal, home)


def test_the_palette_shows_nothing_that_gives_an_answer_away(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "1", "--seed", "7", "--form", "choice")
    asked(terminal, home)
    terminal.press("\x10")
    terminal.see("Theme", "Keys", "Home")
    assert not terminal.shows("Screenshot")
    terminal.press("escape")
    asked(terminal, home)


def test_a_theme_is_chosen_from_the_palette(start: Start, home: Path) -> None:
    terminal = start("play", PACK, "--count", "1", "--seed", "7", "--form", "choice")
    asked(terminal, home)
    terminal.press("\x10")
    terminal.see("Theme", "Keys", "Home")
    terminal.press("Theme", "enter")
    terminal.see("Search for themes", "nord")
    terminal.press("pap", "enter")
    terminal.wait(lambda: '"theme": "paper"' in chosen(home), "the theme to be kept")
    asked(terminal, home)


def chosen(home: Path) -> str:
    return "".join(path.read_text() for path in home.glob("settings/students/*.json"))


def test_a_mouse_is_enough(start: Start, home: Path) -> None:
    terminal = start()
    terminal.see("keys")
    terminal.click("Trotsky and Stalin")
    first = asked(terminal, home)
    terminal.see("I don’t know")
    terminal.click("I don’t know")
    terminal.see("Here is the answer", "space")
    assert answers(home)[0].item_id == first.id
    terminal.click("next")
    terminal.see("2 of 10")
