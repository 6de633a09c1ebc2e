"""How far something long is, for whoever waits at a terminal."""

from __future__ import annotations

import sys

WIDTH = 24


class Progress:
    """One line of stderr that is written over. Where nobody watches, it says nothing."""

    def __init__(self, *, shows: bool) -> None:
        self._shows = shows
        self._width = 0

    def say(self, text: str) -> None:
        """Show a text in place of the last one."""
        if not self._shows:
            return
        print(f"\r{text:<{self._width}}", end="", file=sys.stderr, flush=True)
        self._width = len(text)

    def bar(self, share: float, text: str) -> None:
        """Show how much is done, 0 to 1, and a text behind it. In ASCII, for any terminal."""
        full = int(WIDTH * min(max(share, 0.0), 1.0))
        self.say(f"[{'#' * full}{'.' * (WIDTH - full)}] {text}")

    def clear(self) -> None:
        """Leave the line empty."""
        if self._width:
            self.say("")
            print("\r", end="", file=sys.stderr, flush=True)
            self._width = 0
