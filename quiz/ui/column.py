"""Parts one below the other, each as wide as there is room and as high as it says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from textual.geometry import NULL_OFFSET, Region, Size
from textual.layout import WidgetPlacement
from textual.layouts.vertical import VerticalLayout

if TYPE_CHECKING:
    from textual.layout import ArrangeResult
    from textual.widget import Widget

_BEYOND: Final = (
    "min_width", "max_width", "min_height", "offset", "overlay", "position", "scrollbar_gutter",
)  # fmt: skip
"""What a part may ask for that is left to Textual."""
_REST: Final = -1
"""The height of a part that takes what the others leave."""


class Column(VerticalLayout):
    """Textual's layout from top to bottom, in whole cells where nothing asks for more.

    Textual works every part's box out in fractions, with edges and limits on all sides: half of
    what it takes to lay a verdict out.
    """

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Return where the parts go."""
        heights = [_height(child, size) for child in children] if greedy else []
        known = [height for height in heights if height is not None]
        if not known or len(known) < len(heights) or known.count(_REST) > 1:
            return super().arrange(parent, children, size, greedy)
        margins = [child.styles.margin for child in children]
        gaps = [max(above.bottom, below.top) for above, below in pairwise(margins)]
        gaps.append(margins[-1].bottom)
        y = margins[0].top
        # Where nothing is left Textual gives one line all the same.
        rest = max(1, size.height - y - sum(gaps) - sum(height for height in known if height > 0))
        placements = []
        for child, height, margin, gap in zip(children, known, margins, gaps, strict=True):
            lines = rest if height == _REST else height
            region = Region(0, y, size.width, lines)
            placements.append(WidgetPlacement(region, NULL_OFFSET, margin, child))
            y += lines + gap
        return placements


def _height(part: Widget, size: Size) -> int | None:
    """Return a part's lines; None where its box is not that simple."""
    styles = part.styles
    margin, width, height, most = styles.margin, styles.width, styles.height, styles.max_height
    if height is None or margin.width or styles.gutter or styles.has_any_rules(*_BEYOND):
        return None
    if width is not None and not (width.is_fraction and width.value == 1):
        return None
    if height.is_fraction:
        return _REST if height.value == 1 and most is None else None
    if height.is_auto:
        if part.show_horizontal_scrollbar:
            return None
        room = Size(size.width, max(0, size.height - margin.height))
        lines = part.get_content_height(room, part.app.viewport_size, size.width)
        if lines < size.height and part._has_relative_children_height:  # noqa: SLF001
            return None
    elif height.is_cells:
        lines = int(height.value)
    else:
        return None
    if most is not None:
        if not most.is_cells:
            return None
        lines = min(lines, int(most.value))
    return lines


COLUMN: Final = Column()
