"""The list of commands, opened and closed faster than it can be filled."""

from __future__ import annotations

import pytest
from textual.command import CommandList
from textual.errors import NoWidget
from textual.events import Click

from quiz.ui.palette import CalmPalette
from tests.ui.samples import CHOICE, sitting


async def test_it_can_come_again_while_it_goes(run):
    async with run(sitting([CHOICE])) as it:
        for _ in range(3):
            it.app.action_command_palette()
            it.app.action_command_palette()
            assert len(it.app.screen_stack) == 3
            it.app.screen.dismiss()
        await it.settle()
        await it.press("2")
        assert "✓ Right" in it.text


async def test_it_closes_once(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("ctrl+p")
        palette = it.app.screen
        assert isinstance(palette, CalmPalette)
        palette.dismiss()
        palette.dismiss()
        await it.settle()
        await it.press("2")
        assert "✓ Right" in it.text


async def test_themes_are_chosen_from_such_a_list(run):
    async with run(sitting([CHOICE])) as it:
        it.app.action_change_theme()
        await it.settle()
        assert isinstance(it.app.screen, CalmPalette)
        assert "Search for themes" in it.text


@pytest.mark.parametrize("mistake", [KeyError, IndexError])
async def test_paging_a_list_that_is_being_filled_does_nothing(run, monkeypatch, mistake):
    def page_up(_list: CommandList) -> None:
        raise mistake

    monkeypatch.setattr(CommandList, "action_page_up", page_up)
    async with run(sitting([CHOICE])) as it:
        await it.press("ctrl+p", "pageup", "escape", "2")
        assert "✓ Right" in it.text


async def test_a_click_where_no_window_is_any_more_does_nothing(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("ctrl+p")
        palette = it.app.screen
        with pytest.raises(NoWidget):
            palette.get_widget_at(500, 500)
        place = {"x": 500, "y": 500, "screen_x": 500, "screen_y": 500}
        palette.post_message(
            Click(
                palette,
                delta_x=0,
                delta_y=0,
                button=1,
                shift=False,
                meta=False,
                ctrl=False,
                **place,
            )
        )
        await it.settle()
        await it.press("escape", "2")
        assert "✓ Right" in it.text


async def test_it_may_go_before_it_is_filled(run):
    async with run(sitting([CHOICE])) as it:
        it.app.action_command_palette()
        palette = it.app.screen
        await it.pilot.pause()
        palette._gather_commands("the")
        palette.dismiss()
        await it.pilot.pause(0.3)
        assert it.app._exception is None
