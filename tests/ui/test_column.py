"""A column puts its parts where Textual's own layout would, and works out less."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.layouts.vertical import VerticalLayout
from textual.widgets import Static

from quiz.ui.column import COLUMN, Column
from tests.ui.samples import CHOICE, NUMBER, sitting

SIZES = [(80, 24), (120, 40), (40, 9)]
KEYS = ("1", "r", "escape", "s", "escape", "?", "escape", "space", "q", "p", "escape", "o")
PARTS = (
    ("height: 2", "height: 1fr", "height: 3; max-height: 2"),
    ("height: 1; margin: 2 0 1 0", "height: auto; margin: 3 0 0 0", "height: 1; margin: 1 0"),
    ("height: auto; max-height: 2", "height: 30", "height: 1fr"),
    ("height: 3; border: solid red", "height: 1fr; padding: 1"),
    ("height: 1; margin: 0 2", "height: 1fr"),
    ("height: 1fr", "height: 2fr", "height: 1"),
    ("height: auto; min-height: 6", "height: 50%", "height: 1fr; max-height: 3"),
    ("height: 1; width: 10", "height: 1fr; width: auto; max-width: 5"),
    ("height: 2; width: 2fr", "height: 1"),
    ("width: 1fr", "height: 2; offset: 1 1"),
)
HEIGHTS = (24, 9, 2)


@pytest.fixture
def compared(monkeypatch):
    """Whether each column was arranged without Textual's help."""
    ours, theirs, helped, found = Column.arrange, VerticalLayout.arrange, [], []

    def arrange(layout, parent, children, size, greedy=True):
        helped.clear()
        placed = ours(layout, parent, children, size, greedy)
        found.append(not helped)
        assert placed == theirs(layout, parent, children, size, greedy), (parent, children)
        return placed

    def help_out(*args, **named):
        helped.append(True)
        return theirs(*args, **named)

    monkeypatch.setattr(VerticalLayout, "arrange", help_out)
    monkeypatch.setattr(Column, "arrange", arrange)
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_page_is_laid_out_as_textual_would(run, size, compared):
    async with run(sitting([CHOICE, NUMBER]), size=size) as it:
        await it.press(*KEYS)
    assert all(compared)
    assert len(compared) > (len(KEYS) if size[1] > 9 else 0)


async def test_whatever_the_parts_ask_for(compared):
    class Place(VerticalScroll):
        layout = COLUMN

    class Places(App[None]):
        CSS = "Static { width: 1fr; }" + "".join(
            f".part-{i}-{j} {{ {asked} }}"
            for i, parts in enumerate(PARTS)
            for j, asked in enumerate(parts)
        )

        def compose(self) -> ComposeResult:
            for height in HEIGHTS:
                for i, parts in enumerate(PARTS):
                    with Place() as place:
                        place.styles.height = height
                        for j, _ in enumerate(parts):
                            yield Static("a line\nanother\none more", classes=f"part-{i}-{j}")

    async with Places().run_test():
        assert len(compared) >= len(HEIGHTS) * len(PARTS)
        assert any(compared)
        assert not all(compared)
