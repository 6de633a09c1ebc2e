"""The last line of every screen: the keys that do something here, each of them clickable too."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.quick import dataclass
from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, lines, say, text
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


@dataclass(frozen=True, slots=True)
class Hint:
    """A key as it is shown, what it does, and the key that a click stands for ("" for none).

    `minor`: there is another way, so that it goes first where there is not room for all.
    """

    shown: str
    label: str
    key: str = ""
    minor: bool = False


@lru_cache(maxsize=200)
def _told(hint: Hint) -> Content:
    return say("{key} {label}", key=text(hint.shown, "$note"), label=text(hint.label, "$faint"))


class KeyBar(Drawn):
    """Shows hints, the first ones first where there is not room for all."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        width: 1fr;
        height: 1;
    }
    """
    BETWEEN = 3

    @dataclass
    class Pressed(Message):
        """A hint was clicked."""

        key: str

    def __init__(self, *, flush: bool = False, ident: str | None = None) -> None:
        """`flush`: begin at the left edge, not at the page's."""
        super().__init__(ident=ident)
        self._flush = flush
        self._hints: tuple[Hint, ...] = ()
        self._warning = ""

    def set(self, hints: Sequence[Hint], *, warning: str = "") -> None:
        """Show other hints, after a warning if there is one."""
        if (tuple(hints), warning) != (self._hints, self._warning):
            self._hints = tuple(hints)
            self._warning = warning
            self.refresh()

    @property
    def _left(self) -> int:
        return 1 if self._flush else measure(self.size.width).left

    def render(self) -> Content:
        """Return the line."""
        parts: list[Content] = [EMPTY.pad_left(self._left)]
        if self._warning:
            parts.append(text(self._warning, "bold reverse $wrong").pad_right(self.BETWEEN))
        parts += [content.pad_right(self.BETWEEN) for _, content in self._shown()]
        above = [EMPTY] * (self.size.height - 1)
        return lines([*above, Content.assemble(*parts)])

    def on_click(self, event: events.Click) -> None:
        """Send the key that was clicked."""
        at = self._left
        if self._warning:
            at += len(self._warning) + self.BETWEEN
        for hint, content in self._shown():
            if at <= event.x < at + content.cell_length:
                event.stop()
                if hint.key:
                    self.post_message(self.Pressed(hint.key))
                return
            at += content.cell_length + self.BETWEEN

    def _shown(self) -> list[tuple[Hint, Content]]:
        room = self.size.width - self._left
        if self._warning:
            room -= len(self._warning) + self.BETWEEN
        out = [(hint, _told(hint)) for hint in self._hints]
        while out and sum(each.cell_length + self.BETWEEN for _, each in out) > room + self.BETWEEN:
            minor = [index for index, (hint, _) in enumerate(out) if hint.minor]
            del out[minor[-1] if minor else -1]
        return out
