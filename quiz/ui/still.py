"""A part of a page that keeps its place whatever is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

    _Base = Widget
else:
    # Textual takes styles and the like from the first base that is a widget of its own.
    _Base = object


class Still(_Base):
    """A widget whose new size lays nothing out anew but what is in it.

    Textual would lay out and paint the whole page once more, for scroll bars that take no room
    here and for widgets that draw their own lines.
    """

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: ARG002  # Textual names it
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)
