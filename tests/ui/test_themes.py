"""Every theme, no colour, and never colour alone."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from tests.ui.samples import CHOICE, sitting


@pytest.mark.parametrize("name", ["ink", "paper", *BUILTIN_THEMES])
async def test_every_theme(run, name):
    async with run(sitting([CHOICE])) as it:
        it.app.theme = name
        await it.press("3")
        assert "✗ Not this time" in it.text


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
