"""Lines that are painted at once: the same cells as Textual's own way, and the mouse selects."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.selection import SELECT_ALL
from textual.widget import Widget

from quiz.ui.widgets.drawn import Drawn
from tests.ui.samples import CHOICE, NUMBER, sitting

SIZES = [(80, 24), (120, 40), (63, 18), (61, 60)]
PAGES = {"asked": [], "pointed": ["down"], "answered": ["1"], "home": ["q"], "progress": ["q", "p"]}


def cells(strips):
    """Return the character and the look of every cell, but for what only the mouse looks at."""
    return [
        [
            (character, style and (style.color, style.bgcolor, str(style.without_color)))
            for text, style, _ in strip
            for character in text
        ]
        for strip in strips
    ]


def seen(screen):
    found = [w for w in screen.query(Drawn) if w.size.area and w in screen._compositor]
    assert found
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("keys", PAGES.values(), ids=PAGES)
async def test_they_look_as_textual_would_paint_them(run, size, keys):
    async with run(sitting([CHOICE, NUMBER]), size=size) as it:
        await it.press(*keys)
        for widget in seen(it.app.screen):
            whole = widget.size.region
            ours = cells(widget.render_lines(whole))
            widget.refresh()
            assert ours == cells(Widget.render_lines(widget, whole)), widget


async def test_a_part_is_cut_out_of_the_whole(run):
    async with run(sitting([CHOICE])) as it:
        for widget in seen(it.app.screen):
            width, height = widget.size
            whole = cells(widget.render_lines(widget.size.region))
            for crop in (Region(3, 0, 20, height), Region(0, height // 2, width, 1)):
                part = cells(widget.render_lines(crop))
                lines = whole[crop.y : crop.bottom]
                assert part == [line[crop.x : crop.right] for line in lines]


async def test_equal_runs_share_a_style(run):
    """A style for each run says where it stands, costs more than all else, and helps nobody."""
    async with run(sitting([CHOICE])) as it:
        await it.press("1")
        for widget in seen(it.app.screen):
            strips = widget.render_lines(widget.size.region)
            styles = [style for strip in strips for _, style, _ in strip]
            assert not any(style.meta for style in styles), widget
            assert len({id(style) for style in styles}) == len(set(styles)), widget


async def test_a_theme_is_seen_at_once(run):
    async with run(sitting([CHOICE])) as it:
        widget = it.app.screen.query_one("#prompt", Drawn)
        before = cells(widget.render_lines(widget.size.region))
        it.app.theme = "nord"
        await it.settle()
        after = cells(widget.render_lines(widget.size.region))
        assert [[c for c, _ in line] for line in after] == [[c for c, _ in line] for line in before]
        assert after != before


async def test_the_mouse_selects_what_it_runs_over(run):
    async with run(sitting([CHOICE])) as it:
        screen = it.app.screen
        prompt = screen.query_one("#prompt", Drawn)
        y = next(y for y, line in enumerate(it.lines()) if CHOICE.prompt[:12] in line)
        x = it.lines()[y].index(CHOICE.prompt[:12])
        await it.pilot.mouse_down(offset=(x, y))
        await it.pilot.hover(offset=(x + 9, y))
        await it.settle()
        assert CHOICE.prompt.startswith(screen.get_selected_text() or "nothing")
        marked = cells(prompt.render_lines(prompt.size.region))
        await it.pilot.mouse_up(offset=(x + 9, y))
        screen.clear_selection()
        await it.settle()
        assert cells(prompt.render_lines(prompt.size.region)) != marked


async def test_all_of_it_can_be_selected(run):
    async with run(sitting([CHOICE])) as it:
        prompt = it.app.screen.query_one("#prompt", Drawn)
        it.app.screen.selections = {prompt: SELECT_ALL}
        assert CHOICE.prompt[:12] in (it.app.screen.get_selected_text() or "")
