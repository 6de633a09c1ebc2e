"""A page with one list: pointing at its entries, and choosing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.page import Page, Scroll
from quiz.ui.widgets.hud import Hud
from quiz.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ListPage(Page):
    """A head and a list; what a choice means is said by `choose`."""

    def choose(self, index: int) -> None:
        """Choose an entry; an index that is not in the list chooses nothing."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """Compose head and list."""
        yield Hud()
        with Scroll(id="text"):
            yield Listing()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Take a click."""
        message.stop()
        self.choose(message.index)

    def do_up(self) -> None:
        """Point at the one above."""
        self._point(-1)

    def do_down(self) -> None:
        """Point at the one below."""
        self._point(1)

    def do_choose(self) -> None:
        """Choose where it points."""
        self.choose(self.query_one(Listing).at)

    def _point(self, step: int) -> None:
        listing = self.query_one(Listing)
        listing.point(step)
        listing.keep_in_sight(self.query_one("#text", Scroll))
