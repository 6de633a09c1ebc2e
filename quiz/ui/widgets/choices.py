"""How many questions, in which mode, on which topic: one line, each part of it clickable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.quick import dataclass
from quiz.ui.marks import count, superscript
from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, fit, say, text
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from textual import events

BETWEEN = text("  ·  ", "$hair")


class Choices(Drawn):
    """Says what enter will do. The topic comes last: it is a pack's own text."""

    DEFAULT_CSS = """
    Choices {
        width: 1fr;
        height: 1;
        margin-bottom: 1;
    }
    """

    @dataclass
    class Pressed(Message):
        """A part was clicked: "more", "mode" or "topic"."""

        choice: str

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[tuple[str, Content], ...] = ()

    def show(self, questions: int, mode: str, topic: str, *, extent: str = "") -> None:
        """Show a choice; `extent`: how long the mode's sets are, where that is its own."""
        stood = self.lines_now()
        many = extent or count(questions, "question", "questions")
        self._parts = (
            ("more", text(many, "" if extent else "bold")),
            ("mode", say("{mode}{n}", mode=text(mode, "bold"), n=text(superscript(2), "$note"))),
            ("topic", text(topic or "all topics", "bold")),
        )
        self.redraw(stood)

    def render(self) -> Content:
        """Return the line, under the column of text."""
        page = measure(self.size.width)
        line = fit(BETWEEN.join(content for _, content in self._parts), page.body)
        return Content.assemble(EMPTY.pad_left(page.margin), line)

    def on_click(self, event: events.Click) -> None:
        """Say which part was clicked."""
        at = measure(self.size.width).margin
        for name, content in self._parts:
            if at <= event.x < at + content.cell_length:
                event.stop()
                self.post_message(self.Pressed(name))
                return
            at += content.cell_length + BETWEEN.cell_length
