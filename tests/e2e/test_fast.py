"""Keys faster than the screen: nothing is lost, and each means what it meant. And what is loaded.

How fast the screen is there is told by `python -m tests.benchmarks`; no test is timed. But what a
first page loads can be counted, and it decides how long it takes.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import OPEN, answers
from tests.e2e.streams import left_behind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start

CHOICE = ("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
BURSTS = {
    "sources and back": ["0", "s", "s", "s", "right", "s", "f10"],
    "help and back": ["?", "q", "?", "q", "0", "?", "?", "f10"],
    "home and back": ["0", *["q", "enter"] * 3],
    "to the results and on": [*["0", "space"] * 8, "down", "m", *["0", "space"] * 8],
    "the palette and away": ["\x10", "escape", "0", "\x10", "escape", "q"],
    "topics and back": ["q", "t", "t", "m", "c", "t", "q"],
}


@pytest.mark.parametrize("burst", BURSTS.values(), ids=BURSTS)
def test_a_burst_breaks_nothing(start: Start, home: Path, burst: list[str]) -> None:
    terminal = start(*CHOICE)
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    for key in burst:
        terminal.press(key)
        terminal.resize(80 + len(key), 24)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0, terminal.text
    assert left_behind(terminal.raw) == []
    assert not list(home.rglob("crash.txt"))
    rows = answers(home)
    assert [row.position for row in rows if row.sitting == rows[0].sitting] == list(
        range(sum(row.sitting == rows[0].sitting for row in rows))
    )


def test_typed_ahead_is_taken_in_order(start: Start, home: Path) -> None:
    """Answer, on, answer, on, as fast as a terminal can send it."""
    terminal = start("play", PACK, "--count", "4", "--seed", "7", "--form", "choice")
    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    terminal.press(*["0", "space"] * 4)
    terminal.wait(lambda: len(answers(home)) == 4, "four answers")
    assert [row.position for row in answers(home)] == [0, 1, 2, 3]


LOOK = """
import json, sys
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from quiz.cli import main

page, kept = sys.argv.pop(1), sys.argv.pop(1)
display = App._display
done = {}

def counted(cls, name):
    do = getattr(cls, name)
    def count(*args, **named):
        done[name] = done.get(name, 0) + 1
        return do(*args, **named)
    setattr(cls, name, count)

for cls, name in ((Compositor, "render_full_update"), (Stylesheet, "reparse")):
    counted(cls, name)

def look(self, screen, picture):
    if type(screen).__name__ == page and self._running:
        App._display = display
        done["batch"] = self._batch_count
        done["widgets"] = [type(widget).__name__ for widget in screen.walk_children()]
        with open(kept, "w") as file:
            json.dump([sorted(sys.modules), done], file)
    display(self, screen, picture)

App._display = look
main()
"""
"""Runs the command, and writes down what is loaded when a page is about to be painted first."""
READER = {"pydantic", "pydantic_core", "tomli"}
GENERATOR = {"quiz.generate", "quiz.play.agenda", "quiz.packs.compiled", "quiz.packs.content"}
LATER = {"fsrs", "rapidfuzz", "genanki", "citeproc", "multiprocessing"}
OTHER_PAGES = {
    f"quiz.ui.screens.{name}"
    for name in ("card", "duel", "help", "options", "pick", "progress", "results", "source",
                 "students", "topics")
}  # fmt: skip


def first_picture(
    start: Start, home: Path, page: str, *arguments: str, shows: str
) -> tuple[set[str], dict[str, Any]]:
    """Return the modules that the first picture of a page needed, and what was done for it.

    Leaves when it shows a text.
    """
    kept = home / "modules.json"
    kept.unlink(missing_ok=True)
    terminal = start(page, str(kept), *arguments, command=(sys.executable, "-c", LOOK))
    terminal.wait(kept.exists, "the page")
    terminal.see(shows)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    modules, done = json.loads(kept.read_text("utf-8"))
    return set(modules), done


def loaded(start: Start, home: Path, page: str, *arguments: str, shows: str) -> set[str]:
    """Return the modules that the first picture of a page needed."""
    return first_picture(start, home, page, *arguments, shows=shows)[0]


def test_home_is_painted_with_what_it_shows_and_no_more(start: Start, home: Path) -> None:
    """On the first start of all, when nothing is kept yet, and on the next."""
    first = loaded(start, home, "HomeScreen", shows="not begun")
    assert "quiz.ui.screens.home" in first
    unneeded = GENERATOR | LATER | OTHER_PAGES | {"quiz.ui.screens.question", "quiz.model"}
    assert first & (unneeded | READER - {"tomli"} | {"argparse"}) == set()
    (home / "data" / "answers.db").unlink()  # also where the log is new, but the packs are not
    assert loaded(start, home, "HomeScreen", shows="leave") & (unneeded | READER) == set()


def test_the_first_picture_is_made_once_and_painted(start: Start, home: Path) -> None:
    """CSS is read for one theme, nothing is drawn to be dropped, and no part is there unused."""
    for page, arguments, shows in (
        ("HomeScreen", (), "leave"),
        ("QuestionScreen", ("play", PACK, "--seed", "7"), OPEN),
    ):
        _, done = first_picture(start, home, page, *arguments, shows=shows)
        assert done["batch"] == 0, "it is dropped"
        assert (done["render_full_update"], done.get("reparse", 0)) == (1, 0)
        assert not {"ToastRack", "Tooltip", "ScrollBar"} & set(done["widgets"])


def test_a_question_is_painted_by_a_process_that_drew_none(start: Start, home: Path) -> None:
    """And with the widgets of those forms that the set has."""
    play = ("play", PACK, "--seed", "7", "--form", "choice", "--form", "typed")
    first, done = first_picture(start, home, "QuestionScreen", *play, shows=OPEN)
    assert {name for name in done["widgets"] if name.endswith("Form")} <= {
        "ChoiceForm",
        "TypedForm",
    }
    assert "quiz.ui.widgets.forms.match" not in first
    assert "quiz.ui.screens.question" in first
    others = OTHER_PAGES | {"quiz.ui.screens.home", "hashlib"}  # the process that draws digests
    assert first & (READER | GENERATOR | LATER | others) == set()
    assert "quiz.plain" not in first
