"""Parts of a page that keep their place whatever is in them, and that show none but these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region, Size
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

    def _set_dirty(self, *regions: Region) -> None:
        if regions:
            super()._set_dirty(*regions)
            return
        # Textual asks the page for the place of the widget to know its size.
        self._styles_cache.clear()
        for dirty in (self._dirty_regions, self._repaint_regions):
            dirty.clear()
            dirty.add(self.outer_size.region)


class Blank(_Base):
    """A widget with nothing to show of its own, so that one line of it stands for all."""

    BLANK = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the ground alone, without colours where none are wanted."""
        strip = Strip.blank(crop.width, self.visual_style.rich_style)
        ground = self.background_colors[1]
        for line_filter in self.app.get_line_filters():  # Textual leaves them out of a blank
            strip = strip.apply_filter(line_filter, ground)
        return [strip] * crop.height
