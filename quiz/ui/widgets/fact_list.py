"""A long list of which only the part in sight is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from quiz.quick import dataclass
from quiz.ui.marks import CURSOR
from quiz.ui.safe import EMPTY, fit, join, lines, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content

WHEEL = 3
"""Lines that the wheel turns at once."""
EDGE = 2
"""Lines kept in sight above and below the one pointed at."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list; one without a key is a heading."""

    name: str
    key: str = ""
    mark: str = ""
    """What stands before it: that something is wrong with it."""
    style: str = ""
    """Of the mark."""
    quiet: bool = False
    """A heading below another one; a row of less weight."""


class FactList(Widget):
    """Names under headings, one pointed at."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A line was clicked."""

        key: str

    def __init__(self, *, ident: str | None = None) -> None:
        super().__init__(id=ident)
        self._items: tuple[Item, ...] = ()
        self._at = -1
        self._top = 0
        self._empty = ""

    def show(self, items: Sequence[Item], at: int, *, empty: str = "") -> None:
        """Show a list with the cursor in sight; `empty`: what to say where there is nothing."""
        self._items, self._at, self._empty = tuple(items), at, empty
        self._bring_into_sight()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._bring_into_sight()
        self.refresh()

    def render(self) -> Content:
        """Return the lines in sight."""
        width, height = self.size
        if not self._items:
            return fit(text(self._empty, "$faint").pad_left(2), width)
        seen = self._items[self._top : self._top + height]
        return lines([self._line(self._top + i, item, width) for i, item in enumerate(seen)])

    def _line(self, index: int, item: Item, width: int) -> Content:
        if not item.key:
            style, left = ("$note", 2) if item.quiet else ("bold $note", 1)
            return fit(text(item.name, style).pad_left(left), width)
        here = index == self._at
        cursor = text(CURSOR if here else " ", "$note")
        mark = text(item.mark or " ", item.style)
        name = text(item.name, "reverse" if here else "$faint" if item.quiet else "")
        return fit(join([EMPTY.pad_left(1), cursor, mark, text(" "), name]), width)

    def _bring_into_sight(self) -> None:
        height = self.size.height
        if not height:
            return
        if self._at >= 0:
            edge = min(EDGE, (height - 1) // 2)
            self._top = min(self._top, max(0, self._at - edge))
            self._top = max(self._top, self._at + edge + 1 - height)
        self._top = max(0, min(self._top, len(self._items) - height))

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        index = self._top + event.y
        if 0 <= index < len(self._items) and self._items[index].key:
            event.stop()
            self.post_message(self.Chosen(self._items[index].key))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn the wheel; the cursor stays."""
        event.stop()
        self._turn(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn the wheel; the cursor stays."""
        event.stop()
        self._turn(-WHEEL)

    def _turn(self, by: int) -> None:
        self._top = max(0, min(self._top + by, len(self._items) - self.size.height))
        self.refresh()
