"""Help: the table of keys as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.ui import keys
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import say, text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import Binding


WHAT = 14
"""Cells of the column that says what a key is called."""


class KeyList(Prose):
    """A margin that has room for the names of keys."""

    PAGE_MARGIN = 16


class HelpScreen(Page):
    """Every key of every screen, the one that help was called from first."""

    KEYS = keys.HELP

    class Closed(Message):
        """Back to where help was called from."""

    def __init__(
        self, section: str, sections: Mapping[str, Sequence[Binding]] = keys.SECTIONS
    ) -> None:
        super().__init__()
        self._section = section
        self._sections = sections

    def parts(self) -> ComposeResult:
        """Compose head and list."""
        yield Hud()
        with Scroll(id="text"):
            yield KeyList(help_rows(self._section, self._sections))

    def on_mount(self) -> None:
        """Say what this is."""
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title="Keys"))
        self.call_after_refresh(self.show_hints)

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        more = (Hint("↑ ↓", "more"),) if self.query_one("#text", Scroll).more else ()
        return (*more, Hint("?", "back", "question_mark"))

    def do_close(self) -> None:
        """Go back."""
        self.post_message(self.Closed())


def help_rows(section: str, sections: Mapping[str, Sequence[Binding]] = keys.SECTIONS) -> list[Row]:
    """Return the sections, that one first and, after answering, what follows it."""
    names = list(sections)
    if section in names:
        at = names.index(section)
        last = names.index("Everywhere")
        names = [*names[at:last], *names[:at], names[last]]
    rows: list[Row] = []
    for name in names:
        rows += [*([BLANK] if rows else []), Row(body=text(name, "bold $note"))]
        for binding in sections[name]:
            rows.append(
                Row(
                    margin=text(binding.key_display or binding.key, "$note"),
                    body=say(
                        "{what}{how}",
                        what=text(binding.description.ljust(WHAT)),
                        how=text(binding.tooltip, "$faint"),
                    ),
                )
            )
    return rows
