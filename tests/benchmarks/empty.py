"""The floor of every measurement: a Textual app that paints a word, and another one on a key.

python -m tests.benchmarks.empty
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

PAINTED = "painted"
PRESSED = "pressed"


class Empty(App[None]):
    """Nothing but two words."""

    def compose(self) -> ComposeResult:
        yield Static(PAINTED, markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
        else:
            self.query_one(Static).update(PRESSED)


if __name__ == "__main__":
    Empty().run()
