"""The application: its parts put together, and what is everywhere."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand

from quiz.ui.at_desk import AtDesk
from quiz.ui.at_games import AtGames
from quiz.ui.at_home import AtHome
from quiz.ui.at_play import AtPlay
from quiz.ui.at_progress import AtProgress
from quiz.ui.game import Game
from quiz.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual._path import CSSPathType
    from textual.screen import Screen

RETRY = 2.0
"""Seconds after which an answer that could not be saved is tried again."""


class FootnoteApp(AtHome, AtDesk, AtProgress, AtGames, AtPlay, Game):
    """Footnote on the full screen."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "app.tcss",
        "screens/home.tcss",
        "screens/question.tcss",
        "screens/duel.tcss",
    ]

    def on_mount(self) -> None:
        """Begin with the sitting that was handed in, or at home."""
        self.begin_to_listen()
        self.call_after_refresh(self._settle)
        self.set_interval(RETRY, self._keep_up)
        if self._first is not None:
            self._play(self._first)
        else:
            self.go_home()
        self.call_later(self._paint)

    def _paint(self) -> None:
        """Paint the first page as soon as it is there.

        Textual would wait for its clock, which ticks sixty times a second.
        """
        page = self.screen
        if isinstance(page, Page):
            page._repaint_required &= not page._layout_required  # noqa: SLF001  # it paints all
            page.paint()

    def _keep_up(self) -> None:
        """Save what is not saved, and tell of the day that it is where one has passed."""
        self._save_again()
        if self.is_another_day():
            self.look_again()
            self.look_back_again()

    def _settle(self) -> None:
        """Collect garbage from now on, but leave out what was loaded up to here: it stays.

        Looking through it takes 20 ms each time, while a key may be waiting.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def own_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the way home."""
        if isinstance(screen, Page):
            yield SystemCommand("Home", "Back to the packs; nothing is lost", self.go_home)

    def on_page_help(self, message: Page.Help) -> None:
        """Show the keys."""
        from quiz.ui.screens.help import HelpScreen  # deferred, as all pages but the first

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(message.section))

    def on_help_screen_closed(self) -> None:
        """Back to where help was called from."""
        self._back()
