"""A short list to choose from: the modes, or who plays against whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.list_page import ListPage
from quiz.ui.safe import block, text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.listing import Entry, Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What can be chosen, its name, and a line on what it is."""

    id: str
    title: str
    about: str = ""


class PickScreen(ListPage):
    """One of several things."""

    KEYS = keys.PICK
    SECTION = "Lists"

    @dataclass
    class Picked(Message):
        """One was chosen; None to leave it as it was."""

        purpose: str
        id: str | None

    def __init__(self, choices: Sequence[Choice], chosen: str, *, title: str, purpose: str) -> None:
        """`purpose` comes back with what is picked: "mode", "rival"."""
        super().__init__()
        self._choices = tuple(choices)
        self._chosen = chosen
        self._title = title
        self.purpose = purpose
        self._notes: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Show the list, what is chosen marked."""
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title=self._title))
        ids = [choice.id for choice in self._choices]
        at = ids.index(self._chosen) if self._chosen in ids else 0
        self.query_one(Listing).show(self._entries(), at)
        self.show_hints()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show what has become known of some, by id: how much is due, that it is played."""
        self._notes = notes
        if self.here:
            listing = self.query_one(Listing)
            listing.show(self._entries(), listing.at)

    def _entries(self) -> list[Entry]:
        entries = []
        for number, choice in enumerate(self._choices, start=1):
            title = text(choice.title)
            if note := self._notes.get(choice.id, ""):
                title = title.append(text("  ")).append(text(note, "$note"))
            about = (block(choice.about, "$faint"),) if choice.about else ()
            key = str(number) if number < 10 else "·"
            entries.append(Entry(key=key, lines=(title, *about)))
        return entries

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        return (
            Hint("↑ ↓", "point"),
            Hint("enter", "choose", "enter"),
            Hint("–".join(("1", str(min(9, len(self._choices))))), "choose at once"),
            Hint("q", "back", "q"),
        )

    def do_nth(self, number: int) -> None:
        """Choose by number."""
        self.choose(number - 1)

    def do_close(self) -> None:
        """Leave it as it was."""
        self.post_message(self.Picked(self.purpose, None))

    def choose(self, index: int) -> None:
        """Choose an entry."""
        if 0 <= index < len(self._choices):
            self.post_message(self.Picked(self.purpose, self._choices[index].id))
