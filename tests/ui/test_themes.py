"""Every theme, no colour, and never colour alone."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from quiz.ui import theme
from tests.ui.samples import CHOICE, sitting
from tests.ui.test_widgets import contrast


async def test_every_theme(run):
    names = ["ink", "paper", *BUILTIN_THEMES]
    async with run(sitting([CHOICE] * len(names))) as it:
        for name in names:
            it.app.theme = name
            await it.press("3")
            assert "✗ Not this time" in it.text, name
            await it.press("space")


def plain_styles(it):
    for strip in it.app.screen._compositor.render_strips(it.app.size):
        for segment in strip:
            if segment.style is not None:
                yield segment


async def test_no_color(run, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with run(sitting([CHOICE])) as it:
        assert it.app.no_color
        await it.press("down")
        for segment in plain_styles(it):
            for color in (segment.style.color, segment.style.bgcolor):
                assert color is None or color.is_default
        assert any(s.style.reverse and s.text.strip() == "1" for s in plain_styles(it))
        await it.press("3")
        assert "yours ✗ 3" in it.text
        assert "right ✓ 2" in it.text
        for segment in plain_styles(it):
            assert segment.style.color is None or segment.style.color.is_default


async def test_verdicts_are_sign_and_word(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("3")
        assert "yours ✗ 3  January 1928" in it.text
        assert "right ✓ 2  November 1927" in it.text
        assert "✗ Not this time" in it.text


XTERM = [
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
]  # fmt: skip
VGA = [
    "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
    "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
]  # fmt: skip
READ = ("foreground", "note", "faint", "right", "wrong", "error", "warning", "success", "accent",
        "footer-key-foreground", "block-cursor-background")  # fmt: skip


def least_contrast(variables: dict[str, str], palette: list[str]) -> tuple[float, str]:
    """Return the least contrast with the ground of what is read, as sixteen colours show it."""

    def shown(name: str) -> str:
        number = Color.parse(variables[name]).downgrade(ColorSystem.STANDARD).number
        assert number is not None
        return palette[number]

    ground = shown("background")
    return min((contrast(shown(name), ground), name) for name in READ)


@pytest.mark.parametrize("palette", [XTERM, VGA], ids=["xterm", "VGA"])
@pytest.mark.parametrize("each", theme.THEMES, ids=lambda each: each.name)
def test_sixteen_colours_can_be_read(each, palette):
    variables = each.to_color_system().generate() | each.variables
    few = theme.with_few_colours(variables, each.name, "standard")
    assert least_contrast(few, palette) >= (3.5, "")
    assert theme.with_few_colours(variables, each.name, "truecolor") == variables


def test_paper_as_it_is_could_not_be_read_in_sixteen():
    """The control."""
    variables = theme.PAPER.to_color_system().generate() | theme.PAPER.variables
    assert least_contrast(variables, XTERM) < (2.0, "")
