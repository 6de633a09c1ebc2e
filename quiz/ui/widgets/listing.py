"""A list of entries of one or more lines, one of them pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui.marks import CURSOR
from quiz.ui.safe import join, text
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content
    from textual.widget import Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands beside the first line, and the lines; `heading`: cannot be pointed at."""

    key: str
    lines: tuple[Content, ...]
    heading: bool = False
    spaced: bool = False
    """A blank line follows."""


class Listing(Prose):
    """Entries, one below the other."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An entry was clicked."""

        index: int

    def __init__(self, *, ident: str | None = None) -> None:
        super().__init__(ident=ident)
        self.entries: tuple[Entry, ...] = ()
        self.at = 0
        self._hovered: int | None = None

    def show(self, entries: Sequence[Entry], at: int = 0) -> None:
        """Show other entries, pointing at one."""
        self.entries = tuple(entries)
        self.at = at
        if entries and self.entries[min(at, len(entries) - 1)].heading:
            self.point(1)
        self.set(self._rows_now())

    def point(self, step: int) -> None:
        """Point at the next entry in a direction, round the end."""
        free = [index for index, entry in enumerate(self.entries) if not entry.heading]
        if not free:
            return
        if self.at in free:
            self.at = free[(free.index(self.at) + step) % len(free)]
        else:
            self.at = free[0]
        self.set(self._rows_now())

    def keep_in_sight(self, scroll: Widget) -> None:
        """Scroll a container so far that the entry is in sight."""
        found = self.lines_of(self.at)
        if found is None:
            return
        top, height = found
        first = next((i for i, entry in enumerate(self.entries) if not entry.heading), 0)
        if self.at == first:
            scroll.scroll_home(animate=False)
        elif top < scroll.scroll_offset.y:
            scroll.scroll_to(y=top, animate=False)
        elif top + height > scroll.scroll_offset.y + scroll.size.height:
            scroll.scroll_to(y=top + height - scroll.size.height, animate=False)

    def on_click(self, event: events.Click) -> None:
        """Say which entry was clicked."""
        row = self.row_at(event.y)
        if row is not None and isinstance(row.target, int):
            event.stop()
            self.at = row.target
            self.set(self._rows_now())
            self.post_message(self.Chosen(row.target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would choose."""
        row = self.row_at(event.y)
        self._hover(row.target if row is not None and isinstance(row.target, int) else None)

    def on_leave(self) -> None:
        """Show that a click would choose nothing."""
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.repaint(self._rows_now())

    def _rows_now(self) -> list[Row]:
        rows: list[Row] = []
        for index, entry in enumerate(self.entries):
            here = index == self.at and not entry.heading
            key = text(entry.key, "reverse" if here else "$note")
            margin = join([text(CURSOR if here else "", "$note"), key], " ")
            style = "bold" if here else "underline" if index == self._hovered else ""
            for number, line in enumerate(entry.lines):
                rows.append(
                    Row(
                        margin=margin if number == 0 else text(""),
                        body=line.stylize_before(style) if number == 0 and style else line,
                        target=None if entry.heading else index,
                    )
                )
            if entry.spaced:
                rows.append(BLANK)
        return rows
