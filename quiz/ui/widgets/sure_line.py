"""How sure are you? One line under the question, each part of it clickable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.play.certainty import LEVELS, NAMES
from quiz.quick import dataclass
from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, fit, say, text
from quiz.ui.widgets.drawn import Drawn
from quiz.ui.widgets.keybar import Hint

if TYPE_CHECKING:
    from textual import events

BETWEEN = 3
HINTS = (
    *(Hint(str(level), NAMES[level], str(level)) for level in LEVELS),
    Hint("esc", "answer again", "escape"),
)


class SureLine(Drawn):
    """Asks between the answer and its verdict; shown only then."""

    DEFAULT_CSS = """
    SureLine {
        display: none;
        width: 1fr;
        height: 1;
    }
    SureLine.-asked {
        display: block;
    }
    """

    @dataclass
    class Chosen(Message):
        """A degree was clicked, 1 to 3."""

        confidence: int

    def _parts(self) -> list[tuple[int | None, Content]]:
        degrees: list[tuple[int | None, Content]] = [
            (level, say("{key} {name}", key=text(str(level), "$note"), name=NAMES[level]))
            for level in LEVELS
        ]
        return [(None, text("How sure?", "bold")), *degrees]

    def render(self) -> Content:
        """Return the line, under the column of text."""
        page = measure(self.size.width)
        line = Content("").join([part.pad_right(BETWEEN) for _, part in self._parts()])
        return Content.assemble(EMPTY.pad_left(page.margin), fit(line, page.body))

    def on_click(self, event: events.Click) -> None:
        """Say which degree was clicked, if one was."""
        at = measure(self.size.width).margin
        for level, part in self._parts():
            if level is not None and at <= event.x < at + part.cell_length:
                event.stop()
                self.post_message(self.Chosen(level))
                return
            at += part.cell_length + BETWEEN
