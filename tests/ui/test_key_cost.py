"""What a key costs, counted: pictures, layouts, styles looked up, lines laid, messages.

How long it takes is told by `python -m tests.benchmarks keys`; no test is timed. But each of these
is what it takes long for, and one more of any is seen here at once.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from textual import events
from textual._compositor import Compositor, LayoutUpdate
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.messages import Layout, Update

from quiz.records.reading import Reader
from quiz.ui.widgets import prose
from quiz.ui.widgets.drawn import Drawn
from tests.ui.samples import CHOICE, sitting

COUNTED = {
    "pictures": (App, "_display"),
    "layouts": (Compositor, "_arrange_root"),
    "styled": (Stylesheet, "apply"),
    "laid": (prose, "lay"),
    "drawn": (Drawn, "_segments"),
    "read": (Reader, "_read"),
    "told to paint": (Update, "__init__"),
    "told to lay out": (Layout, "__init__"),
}
MOST = {
    "down": {"pictures": 1, "laid": 2, "drawn": 2},
    "1": {"pictures": 1, "layouts": 1, "laid": 6, "drawn": 11},
    "space": {"pictures": 1, "layouts": 1, "laid": 4, "drawn": 12, "read": 2},
}
"""For a question of the same form and facet as the one before: pointing, answering, going on.

What is read is read once the question is painted: what rated the facet today, and that it counts.
"""


@pytest.fixture
def counted(monkeypatch):
    found = Counter()
    for name, (owner, method) in COUNTED.items():
        own = getattr(owner, method)

        def count(*args, _name=name, _own=own, **named):
            found[_name] += 1
            return _own(*args, **named)

        monkeypatch.setattr(owner, method, count)
    return found


@pytest.mark.parametrize("key", MOST)
async def test_a_key_does_nothing_twice(run, size, counted, key):
    async with run(sitting([CHOICE] * 4), size=size) as it:
        for before in ("1", "space", "1", "space", *(("1",) if key == "space" else ())):
            await it.press(before)
        counted.clear()
        await it.press(key)
        took = dict(counted)
    assert all(count <= MOST[key].get(name, 0) for name, count in took.items()), took
    assert took["pictures"]


async def test_what_is_looked_up_while_a_question_is_read_holds_for_its_day_alone(run):
    async with run(sitting([CHOICE])) as it:
        screen = it.app.screen
        facet, day, found = screen._rated
        assert (facet, found) == (CHOICE.facet, False)
        screen._rated = (facet, day, True)
        assert screen._was_rated(facet)
        assert not screen._was_rated("another")
        screen._rated = (facet, day - timedelta(days=1), True)
        assert not screen._was_rated(facet)


async def test_of_keys_that_come_at_once_only_the_last_is_painted(run, size, counted):
    async with run(sitting([CHOICE] * 4), size=size) as it:
        await it.settle()
        counted.clear()
        for key in ("down", "down", "down", "down", "1"):
            it.app.screen.post_message(events.Key(key, None))
        await it.settle()
        assert it.app.screen._turn is not None
        assert counted["pictures"] == 1


async def test_an_explanation_is_seen_from_its_beginning_at_once(run, monkeypatch):
    """However far the one before it was scrolled: no line of it is painted and moved away."""
    seen = []
    display = App._display

    def note(app, screen, picture):
        if screen.why.display:
            seen.append(screen.why.scroll_offset.y)
        display(app, screen, picture)

    async with run(sitting([CHOICE] * 3), size=(60, 18)) as it:
        await it.press("1", "down", "down")
        assert it.app.screen.why.scroll_offset.y == 2
        monkeypatch.setattr(App, "_display", note)
        await it.press("space", "1")
    assert set(seen) == {0}


@pytest.fixture
def pictures(monkeypatch):
    """Of each picture that was painted, which page it was of, and whether it was whole."""
    painted = []
    display = App._display

    def note(app, screen, picture):
        if picture is not None and app.is_attached and not app._batch_count:
            painted.append((type(screen).__name__, isinstance(picture, LayoutUpdate)))
        display(app, screen, picture)

    monkeypatch.setattr(App, "_display", note)
    return painted


async def test_home_is_painted_once_at_the_start(run, pictures):
    async with run() as it:
        assert [each for each in pictures if each[1]] == [("HomeScreen", True)]
        pictures.clear()
        it.app.screen._today = None  # so that what is found is shown, and it is what stands there
        it.app.look_again()
        await it.settle()
        assert it.app.screen._today is not None
        assert pictures == []


@pytest.mark.parametrize("key", ["question_mark", "o", "p", "m", "u"])
async def test_a_page_is_painted_once_when_it_is_seen_again(run, pictures, key):
    async with run() as it:
        await it.press(key)
        assert pictures.pop()[0] != "HomeScreen"
        pictures.clear()
        await it.press("escape")
        assert [each for each in pictures if each[1]] == [("HomeScreen", True)]


async def test_what_is_covered_is_painted_when_it_is_seen_again(run, pictures):
    async with run(size=(80, 24)) as it:
        home = it.app.screen
        await it.press("question_mark")
        pictures.clear()
        home.show_status("Something came meanwhile.")
        await it.settle()
        assert pictures == []
        await it.press("escape")
        assert "Something came meanwhile." in it.text


async def test_what_lies_under_the_palette_is_painted(run):
    """It does not cover the page, which shows through around it."""
    async with run(size=(80, 24)) as it:
        home = it.app.screen
        await it.press("ctrl+p")
        assert it.app.screen is not home
        home.show_status("Something came meanwhile.")
        await it.settle()
        assert "Something came meanwhile." in it.text
