"""The head of progress: its pages by name, the one that is open underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message

from quiz.ui.marks import DONE, RULE
from quiz.ui.progress.sheet import broad
from quiz.ui.safe import EMPTY, fit, lines, say, text
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from textual import events

PAGES: Final = ("Overview", "Mastery", "One fact", "Calibration", "Mix-ups")
BETWEEN: Final = 3
CLOSE: Final = 2
"""Cells between two names, and where there is less room."""


class Head(Drawn):
    """Two lines: names with their digits, and a rule that is thick below the open one."""

    DEFAULT_CSS = """
    Head {
        width: 1fr;
        height: 2;
        margin-bottom: 1;
    }
    """

    class Pressed(Message):
        """A name was clicked."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._student = ""

    def set(self, at: int, student: str) -> None:
        """Show which page is open, and whose it is."""
        self._at, self._student = at, student
        self.refresh()

    def _places(self) -> list[tuple[int, Content]]:
        """Return the first cell and the text of each name."""
        page = broad(self.size.width)
        out, x = [], page.left
        needed = sum(len(name) + 2 + BETWEEN for name in PAGES) - BETWEEN
        between = BETWEEN if needed <= page.width else CLOSE
        for number, name in enumerate(PAGES, start=1):
            here = number - 1 == self._at
            shown = say(
                "{n} {name}",
                n=text(str(number), "$note"),
                name=text(name, "bold" if here else "$faint"),
            )
            out.append((x, shown))
            x += shown.cell_length + between
        return out

    def render(self) -> Content:
        """Return both lines."""
        places = self._places()
        page = broad(self.size.width)
        end = page.left + page.width
        names = EMPTY
        for x, shown in places:
            names = names.pad_right(x - names.cell_length).append(shown)
        room = end - names.cell_length - BETWEEN
        if self._student and room > 8:
            student = fit(text(self._student, "$faint"), room)
            names = names.pad_right(end - names.cell_length - student.cell_length).append(student)
        x, shown = places[self._at]
        rule = Content.assemble(
            " " * page.left,
            (RULE * (x - page.left), "$hair"),
            (DONE * shown.cell_length, "$note"),
            (RULE * max(0, end - x - shown.cell_length), "$hair"),
        )
        return lines([fit(names, self.size.width), fit(rule, self.size.width)])

    def on_click(self, event: events.Click) -> None:
        """Say which name was clicked."""
        for index, (x, shown) in enumerate(self._places()):
            if x <= event.x < x + shown.cell_length:
                event.stop()
                self.post_message(self.Pressed(index))
