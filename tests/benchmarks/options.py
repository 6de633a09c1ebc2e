"""What a key costs in Textual alone: a list of options that moves its mark and repaints.

python -m tests.benchmarks.options
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import OptionList

if TYPE_CHECKING:
    from textual.app import ComposeResult

OPTION = "Option"
OPTIONS = tuple(f"{OPTION} {number}" for number in range(1, 6))


class Options(App[None]):
    """Nothing but a list."""

    def compose(self) -> ComposeResult:
        yield OptionList(*OPTIONS)


if __name__ == "__main__":
    Options().run()
