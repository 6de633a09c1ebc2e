"""One line of text, cut to the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.safe import EMPTY, fit
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from textual.content import Content


class Line(Drawn):
    """Shows a line, a cell in from the left."""

    DEFAULT_CSS = """
    Line {
        width: 1fr;
        height: 1;
    }
    """

    def __init__(self, *, ident: str | None = None) -> None:
        super().__init__(ident=ident)
        self._content: Content = EMPTY

    def set(self, content: Content) -> None:
        """Show another line."""
        self._content = content
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        return fit(self._content.pad_left(1), self.size.width)
