"""Screens that can be left at any moment: while they are made, or with something still to do."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    # Textual takes styles and the like from the first base that is a widget of its own.
    _Base = object


class Leaving(_Base):
    """A screen that misses no part of its own once it is going away."""

    @property
    def here(self) -> bool:
        """Whether it is whole: mounted, and neither taken away nor about to be."""
        return self.is_mounted and self._stays

    @property
    def _stays(self) -> bool:
        # A page that is left while it is being made never gets its parts: Textual mounts nothing
        # in a program that ends.
        return self.is_attached and self in self.app.screen_stack

    @contextmanager
    def _leave_taken(self) -> Iterator[None]:
        """Mind no part that is missing because the page is going away."""
        try:
            yield
        except NoMatches:
            if self._stays:
                raise

    async def _dispatch_message(self, message: Message) -> None:
        with self._leave_taken():
            await super()._dispatch_message(message)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **options: Any) -> bool:
        """Call something after the next refresh, if the page is still there."""
        return super().call_after_refresh(self._call, partial(callback, *args, **options))

    def _call(self, callback: Callable[[], Any]) -> Any:
        with self._leave_taken():
            return callback() if self.here else None
