"""Looking back, in a real terminal: what was just played, and the days before it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from quiz.records.log import Log, utc_now
from tests.e2e.conftest import PACK
from tests.e2e.playing import answer, asked
from tests.make import set_of, sitting
from tests.records.rows import answer as row

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Run, Start
    from tests.e2e.terminal import Terminal

SIZES = [(80, 24), (120, 40)]
FACET = f"{PACK}/person/olga-kameneva/in_family-back"


def days_before(home: Path) -> None:
    """Put answers of the last week into the log: all days but one, one fact of them all."""
    today = utc_now().astimezone().date()
    with Log.open(home / "data") as log:
        log.start(sitting(set_of(6), id="before", pack=PACK, pack_title="Trotsky and Stalin"))
        for back in (6, 5, 4, 2, 1):
            day = (today - timedelta(days=back)).isoformat()
            right = back != 5
            log.record(
                row(
                    back, sitting="before", pack=PACK, facet=FACET, topic="Family", form="typed",
                    given="Olga Kameneva" if right else "Nadezhda Krupskaya", day=day,
                    s=float(right), correct=right, rating="good" if right else "again",
                    ts_utc=f"{day}T12:00:00.000Z",
                )
            )  # fmt: skip
        log.finish("before", "2026-03-14T13:00:00.000Z", "finished")


@pytest.mark.parametrize(("columns", "rows"), SIZES, ids=["80x24", "120x40"])
def test_what_was_played_is_looked_back_on(
    start: Start, run: Run, home: Path, columns: int, rows: int
) -> None:
    days_before(home)
    terminal = start(
        "play", PACK, "--count", "2", "--seed", "7", "--form", "choice", columns=columns, rows=rows
    )
    for right in (True, False):
        answer(terminal, asked(terminal, home), right=right)
        terminal.press("space")
    terminal.see("once more")
    answer(terminal, asked(terminal, home), right=True)
    terminal.press("space")
    terminal.see("of 200 points")
    terminal.press("enter")
    terminal.see("p progress")

    terminal.press("p")
    terminal.see("1 Overview", "days in a row, your best", "Rest day used", "due", "learned")
    terminal.see("░░", "· none", "today")
    terminal.press("right")
    terminal.see("What you would know today", "Weakest facts", "▸")
    terminal.press("enter")
    terminal.see("1 of 3", "% today", "in 60 days", "┊")
    terminal.press("right")
    terminal.see("How sure are you?")
    terminal.press("5", "q")
    terminal.see("Footnote¹")
    terminal.press("q")
    assert terminal.ended() == 0

    [score] = json.loads(run("scores", "--format", "json"))
    assert score["student"]["streak"]["days"] == 6
    assert score["student"]["streak"]["rest_day"] is not None
    assert (score["facts_learned"], score["facts_learning"]) == (1, 2)


SEEN = {
    "1": ["days in a row"], "3": ["1 of 1", "✗"], "4": ["How sure"], "5": ["Nothing mixed up"],
}  # fmt: skip


def is_open(terminal: Terminal, page: str) -> bool:
    """Whether head and foot are of that page too: they are drawn apart from what is between."""
    names, rule = terminal.lines[:2]
    here = rule[names.index(f"{page} ")] == "━"
    return here and ("enter" in terminal.foot) == (page == "2")


def drawn(terminal: Terminal) -> str:
    """The screen once nothing more is written: a page comes in more than one piece."""
    before = ""
    while before != terminal.text:
        before = terminal.text
        terminal._read(0.5)
    return before


def test_without_colour_nothing_is_lost(start: Start, home: Path) -> None:
    days_before(home)
    shown = {}
    for colour in ({}, {"NO_COLOR": "1"}):
        terminal = start(**colour)
        terminal.see("p progress")
        terminal.press("p")
        terminal.see("1 Overview", "what comes back")
        pages = []
        for page, texts in {"2": ["Childhood"], **SEEN}.items():  # with what the packs say first
            terminal.press(page)
            terminal.see(*texts)
            terminal.wait(lambda page=page: is_open(terminal, page), f"page {page} is open")  # noqa: B023
            pages.append(drawn(terminal))
        shown[bool(colour)] = pages
        terminal.press("q")
        terminal.see("Footnote¹")
        terminal.press("q")
        assert terminal.ended() == 0
    assert shown[True] == shown[False]
