"""The top of the home screen: the name of the game, who plays, and what can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, fit, say, text
from quiz.ui.widgets.drawn import Drawn
from quiz.ui.widgets.home_rows import wordmark
from quiz.ui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from textual import events

BETWEEN = 3
LONGEST = 24
"""Cells of a student's name; the rest is cut with an ellipsis."""


class Masthead(Drawn):
    """One line. The name comes last: it is a student's own text."""

    DEFAULT_CSS = """
    Masthead {
        width: 1fr;
        height: 1;
    }
    """

    def __init__(self, student: str, *, ident: str | None = None) -> None:
        """`student`: a name, or "" where there is one student only."""
        super().__init__(ident=ident)
        self._student = student

    def _parts(self) -> list[tuple[str, Content]]:
        name = fit(text(self._student or "student", "$faint"), LONGEST)
        return [
            ("", wordmark()),
            ("o", say("{key} {label}", key=text("o", "$note"), label=text("options", "$faint"))),
            ("u", say("{key} {label}", key=text("u", "$note"), label=name)),
        ]

    def render(self) -> Content:
        """Return the line, under the column of text."""
        page = measure(self.size.width)
        line = Content("").join([part.pad_right(BETWEEN) for _, part in self._parts()])
        return Content.assemble(EMPTY.pad_left(page.margin), fit(line.rstrip(), page.body))

    def on_click(self, event: events.Click) -> None:
        """Send the key that was clicked."""
        at = measure(self.size.width).margin
        for key, part in self._parts():
            if key and at <= event.x < at + part.cell_length:
                event.stop()
                self.post_message(KeyBar.Pressed(key))
                return
            at += part.cell_length + BETWEEN
