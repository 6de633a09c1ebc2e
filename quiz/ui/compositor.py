"""Textual's compositor, which lays a page out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor as Textuals

if TYPE_CHECKING:
    from textual._compositor import ReflowResult
    from textual.geometry import Size
    from textual.widget import Widget


class Compositor(Textuals):
    """Knows after a layout where all widgets are.

    Textual takes this for unknown where one was painted that is hidden, and lays all out once more
    for the first that asks: a millisecond of each verdict.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay the page out; return what is hidden, shown and resized by it."""
        result = super().reflow(parent, size)
        self._full_map_invalidated = False
        return result
