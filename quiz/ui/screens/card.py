"""The card of the day's set, to be looked at again and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import text
from quiz.ui.widgets.card import card_rows
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class CardScreen(Page):
    """A sentence, and the card."""

    KEYS = keys.CARD
    SECTION = "The card of a day"

    class Closed(Message):
        """Back to the packs."""

    @dataclass
    class Copy(Message):
        """The card is wanted in the clipboard."""

        card: str

    def __init__(self, card: str, *, sentence: str, title: str) -> None:
        super().__init__()
        self._card = card
        self._sentence = sentence
        self._title = title

    def parts(self) -> ComposeResult:
        """Compose head and page."""
        yield Hud()
        with Scroll(id="text"):
            yield Prose(
                [Row(body=text(self._sentence, "bold")), BLANK, *card_rows(self._card)],
                ident="card",
            )

    def on_mount(self) -> None:
        """Show whose card it is."""
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title=self._title))
        self.show_hints()

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        return (Hint("c", "copy the card", "c"), Hint("enter", "back", "enter"))

    def do_copy(self) -> None:
        """Ask for the card to be copied."""
        self.post_message(self.Copy(self._card))

    def do_close(self) -> None:
        """Go back."""
        self.post_message(self.Closed())
