"""Pages that are left while they are being made, or with something still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.css.query import NoMatches

from quiz.ui.app import FootnoteApp
from quiz.ui.page import Page
from quiz.ui.widgets.keybar import KeyBar
from tests.ui.samples import CHOICE, sitting

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS: dict[str, Callable[[FootnoteApp], None]] = {
    "home": FootnoteApp.go_home,
    "help": lambda app: app.on_page_help(Page.Help("Home")),
    "question": lambda app: app._play(sitting([CHOICE])),
}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
async def test_a_program_that_ends_while_a_page_is_made_ends_well(run, turn):
    """Textual mounts nothing any more then, and the page looks for its parts in vain."""
    async with run(sitting([CHOICE])) as it:
        turn(it.app)
        it.app.exit()
        await it.pilot.pause()
    assert it.app._exception is None
    assert it.app.return_code == 0


async def test_what_a_page_had_still_to_do_when_it_was_left_is_not_done(run):
    async with run(sitting([CHOICE])) as it:
        left = it.app.screen
        done = []
        left.call_after_refresh(done.append, "while it is there")
        await it.settle()
        left.call_after_refresh(left.show_hints)
        left.call_after_refresh(done.append, "too late")
        it.app.go_home()
        await it.settle()
        left.show_saved(False)
        assert done == ["while it is there"]
        assert not left.here
        assert it.app.screen.here


async def test_a_part_that_is_missing_from_a_page_that_stays_is_a_mistake(run):
    """The control: nothing is hidden that is not about leaving."""

    async def lose_a_part() -> None:
        async with run(sitting([CHOICE])) as it:
            await it.app.screen.query_one(KeyBar).remove()
            it.app.screen.call_later(it.app.screen.show_hints)
            await it.pilot.pause()

    with pytest.raises(NoMatches):
        await lose_a_part()


async def test_only_the_first_mistake_is_noted_and_told(run, desk, monkeypatch):
    """What breaks after it comes of it."""
    monkeypatch.setattr(FootnoteApp, "_close_messages_no_wait", lambda _self: None)
    async with run(sitting([CHOICE])) as it:
        for number in range(3):
            it.app._exception = it.app._exception or ValueError(number)
            it.app._fatal_error()
        it.app._exception = None
    noted = (desk.notes / "crash.txt").read_text("utf-8")
    assert noted.count("ValueError") == 1


async def test_every_key_scrolls_however_fast_they_come(run):
    """Between two pictures a second step would else begin where the first one did."""
    async with run() as it:
        it.app.on_page_help(Page.Help("Home"))
        await it.settle()
        scroll = it.app.screen.scrolling()
        for _ in range(5):
            it.app.screen.do_down()
        assert scroll.scroll_offset.y == 5
