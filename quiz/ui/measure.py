"""The page: a margin for numbers, marks and points, and a column of text as wide as reads well.

Whatever a pack wrote stands in the column, and nothing stands to the right of it: terminals do not
agree on how wide every character is, and a row can only be pushed out of line by what is before.
"""

from __future__ import annotations

from typing import Final

from quiz.quick import dataclass

LEAST: Final = (60, 18)
"""Columns and rows below which the game asks for a larger window."""
TALL: Final = 34
"""Rows from which there is room for air between the lines."""
WIDEST: Final = 80
"""Cells of a comfortable line."""
MARGIN: Final = 12
GAP: Final = 2
"""Cells between the margin's text and the column."""
ROOMY: Final = 19
"""Margin from which words are written out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the margin and the column of a page are, in cells."""

    margin: int
    body: int

    @property
    def left(self) -> int:
        """The first cell that is used at all."""
        return max(0, self.margin - MARGIN + 1)

    @property
    def room(self) -> int:
        """Cells for what stands in the margin."""
        return max(0, self.margin - GAP)

    @property
    def width(self) -> int:
        """Cells from `left` to the end of the column."""
        return self.margin + self.body - self.left

    @property
    def roomy(self) -> bool:
        """Whether the margin has room for words written out."""
        return self.margin >= ROOMY


def measure(width: int) -> Measure:
    """Return the page of a screen of so many columns: the column in the middle once it is full."""
    body = max(1, min(WIDEST, width - MARGIN - GAP))
    margin = min(max(MARGIN, (width - body) // 2), max(0, width - body))
    return Measure(margin, body)
