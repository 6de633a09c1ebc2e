"""Textual's list of commands, with what a quick hand could end the program by taken out."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.css.query import NoMatches
from textual.errors import NoWidget

from quiz.ui.leaving import Leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.message import Message

_gather: Callable[[CommandPalette, str], Coroutine[Any, Any, None]] = (
    CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]  # noqa: SLF001
)
"""What fills the list, without the worker that takes the program with it where it fails."""
_GROUP = CommandPalette._GATHER_COMMANDS_GROUP  # noqa: SLF001


class CalmPalette(Leaving, CommandPalette):
    """The list of commands; it has no name, so that a second one can come while the first goes."""

    async def _dispatch_message(self, message: Message) -> None:
        # A click may be where there is no window any more.
        with suppress(NoWidget):
            await super()._dispatch_message(message)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it, once: a click and a key may both want to."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)

    def _action_command_list(self, action: str) -> None:
        # A list that is being filled does not know yet on which line a command stands.
        with suppress(KeyError, IndexError, NoMatches):
            super()._action_command_list(action)

    @work(exclusive=True, group=_GROUP, exit_on_error=False)
    async def _gather_commands(self, search_value: str) -> None:
        with self._leave_taken():
            await _gather(self, search_value)


class Themes(Provider):
    """The themes by their names. Textual's own may be made of a stand-in (`load_textual`)."""

    async def discover(self) -> Hits:
        """Offer all of them."""
        for name in self._names():
            yield DiscoveryHit(name, partial(self._take, name))

    async def search(self, query: str) -> Hits:
        """Offer those whose names have what was typed."""
        matcher = self.matcher(query)
        for name in self._names():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), partial(self._take, name))

    def _names(self) -> list[str]:
        return sorted(theme.name for theme in self.app.available_themes.values())

    def _take(self, name: str) -> None:
        self.app.theme = name
