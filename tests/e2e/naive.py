"""A program that shows hostile text as Textual lets it through: the control of the counters.

python -m tests.e2e.naive
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

from tests.e2e.hostile import SEQUENCES

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Naive(App[None]):
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        for sequence in SEQUENCES:
            yield Static(f"before {sequence} after", markup=False)
        yield Static("the end", markup=False)


if __name__ == "__main__":
    Naive().run()
