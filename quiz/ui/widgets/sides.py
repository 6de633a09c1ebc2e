"""Two players, one on the left and one on the right: names, points, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from quiz.quick import dataclass
from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, fit, lines, say, text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is shown of one player."""

    name: str
    score: int
    keys: str
    state: str = ""
    """What stands in place of the keys: that the player waits, or has the point."""
    style: str = "$faint"


class Sides(Widget):
    """Two lines in two halves."""

    DEFAULT_CSS = """
    Sides {
        width: 1fr;
        height: 3;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sides: tuple[Side, ...] = ()

    def set(self, sides: Sequence[Side]) -> None:
        """Show how both stand."""
        self._sides = tuple(sides)
        self.refresh()

    def render(self) -> Content:
        """Return both halves beside each other, with a line between them."""
        page = measure(self.size.width)
        half = max(1, (page.width - 3) // 2)
        rows = []
        for part in (self._names, self._states):
            left, right = (fit(part(side), half) for side in self._sides) if self._sides else (
                EMPTY, EMPTY,
            )  # fmt: skip
            rows.append(
                Content.assemble(
                    EMPTY.pad_left(page.left),
                    left.pad_right(half - left.cell_length),
                    (" │ ", "$hair"),
                    right.pad_left(half - right.cell_length),
                )
            )
        return lines(rows)

    @staticmethod
    def _names(side: Side) -> Content:
        return say("{name}  {score}", name=text(side.name, "bold"), score=text(side.score, "$note"))

    @staticmethod
    def _states(side: Side) -> Content:
        return text(side.state or side.keys, side.style)
