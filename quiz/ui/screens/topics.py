"""Which topic of a pack to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.list_page import ListPage
from quiz.ui.safe import text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.listing import Entry, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence


ALL = "All topics"


class TopicScreen(ListPage):
    """A list to choose from."""

    KEYS = keys.TOPICS
    SECTION = "Topics"

    @dataclass
    class Chosen(Message):
        """A topic was chosen; "" for all of them, None to leave it as it was."""

        topic: str | None

    def __init__(self, topics: Sequence[str], chosen: str, *, title: str) -> None:
        super().__init__()
        self._topics = ("", *topics)
        self._chosen = chosen
        self._title = title

    def on_mount(self) -> None:
        """Show the list, the topic that is chosen marked."""
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title=self._title))
        entries = [
            Entry(key=str(index) if index < 10 else "·", lines=(text(topic or ALL),))
            for index, topic in enumerate(self._topics)
        ]
        at = self._topics.index(self._chosen) if self._chosen in self._topics else 0
        self.query_one(Listing).show(entries, at)
        self.show_hints()

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        return (Hint("↑ ↓", "topic"), Hint("enter", "choose", "enter"), Hint("t", "back", "t"))

    def do_nth(self, number: int) -> None:
        """Choose by number."""
        self.choose(number)

    def do_close(self) -> None:
        """Leave it as it was."""
        self.post_message(self.Chosen(None))

    def choose(self, index: int) -> None:
        """Choose an entry."""
        if 0 <= index < len(self._topics):
            self.post_message(self.Chosen(self._topics[index]))
