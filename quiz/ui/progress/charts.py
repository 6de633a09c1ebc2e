"""Pictures made of characters: nothing in them hangs on colour."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from textual.content import Content

from quiz.ui.safe import EMPTY, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.reports.intervals import Interval

SHADES: Final = "·░▒▓█"
"""None, and four steps of more."""
STEPS: Final = "▁▂▃▄▅▆▇"
"""Without the full block, so that lines below one another stay apart."""
UNKNOWN: Final = "·"
WHOLE, PART, NONE = "━", "┅", "·"
"""What is known, what is not yet or no longer, and what was not met."""
DOT: Final = "●"
_BRAILLE: Final = 0x2800
_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, row by row."""

Cell = tuple[str, str]
"""A character and its style."""


def runs(cells: Iterable[Cell]) -> Content:
    """Return cells as one line."""
    return Content.assemble(
        *(
            text("".join(char for char, _ in group), style)
            for style, group in groupby(cells, key=lambda cell: cell[1])
        )
    )


def spark(values: Sequence[float | None]) -> str:
    """Return shares from 0 to 1 as a line of blocks, a point where there is none."""
    return "".join(
        UNKNOWN if value is None else STEPS[min(6, max(0, round(6 * value)))] for value in values
    )


def three(whole: int, part: int, none: int) -> Content:
    """Return a bar of three parts, each of so many cells."""
    return runs([*[(WHOLE, "$note")] * whole, *[(PART, "$note")] * part, *[(NONE, "$hair")] * none])


def column(share: float, width: int, char: str = WHOLE) -> str:
    """Return a bar without its empty part; anything above 0 shows."""
    return char * (max(1, round(width * min(1.0, share))) if share > 0 else 0)


def whisker(
    width: int, band: tuple[float, float], interval: Interval | None, share: float | None
) -> Content:
    """Return a line from 0 to 100 %: the band shaded, the interval, and the share as a dot."""

    def at(value: float) -> int:
        return round(value * (width - 1))

    cells: list[Cell] = [("·", "$hair")] * width
    for x in range(at(band[0]), at(band[1]) + 1):
        cells[x] = ("░", "$note")
    if interval is not None and share is not None:
        low, high = at(interval.low), at(interval.high)
        for x in range(low, high + 1):
            cells[x] = ("─", "bold")
        cells[low], cells[high] = ("├", "bold"), ("┤", "bold")
        cells[at(share)] = (DOT, "bold")
    return runs(cells)


class Plot:
    """A curve over days on a grid of braille dots, two across and four down a cell."""

    def __init__(self, width: int, height: int, *, low: float, high: float) -> None:
        """`width` and `height` in cells; values from `low` to `high`."""
        self.width, self.height = width, height
        self._low, self._high = low, high
        self._dots: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], Cell] = {}
        self._styles: dict[int, str] = {}

    @property
    def columns(self) -> int:
        """Dots across."""
        return 2 * self.width

    def curve(self, values: Sequence[float | None], style: str = "") -> None:
        """Draw one value a column of dots, joined; None leaves a gap."""
        before: int | None = None
        for x, value in enumerate(values[: self.columns]):
            if value is None:
                before = None
                continue
            y = self._row(value)
            for dot in range(min(y, before if before is not None else y),
                             max(y, before if before is not None else y) + 1):  # fmt: skip
                cell = (x // 2, dot // 4)
                self._dots[cell] = self._dots.get(cell, 0) | _DOTS[dot % 4][x % 2]
            self._styles[x // 2] = style
            before = y

    def line_at(self, value: float, char: str = "┄", style: str = "$hair") -> None:
        """Draw a line across, where the curve leaves room."""
        row = self._row(value) // 4
        for x in range(self.width):
            self._signs.setdefault((x, row), (char, style))

    def line_down(self, x: int, char: str = "┊", style: str = "$faint") -> None:
        """Draw a line down at a cell, where the curve leaves room."""
        if 0 <= x < self.width:
            for row in range(self.height):
                self._signs[x, row] = (char, style)

    def row_of(self, value: float) -> int:
        """Return the cell row that a value lies in."""
        return self._row(value) // 4

    def lines(self) -> list[Content]:
        """Return the rows from the top."""
        return [runs(self._cell(x, row) for x in range(self.width)) for row in range(self.height)]

    def _cell(self, x: int, row: int) -> Cell:
        dots = self._dots.get((x, row))
        if dots:
            return chr(_BRAILLE + dots), self._styles.get(x, "")
        return self._signs.get((x, row), (" ", ""))

    def _row(self, value: float) -> int:
        share = (min(self._high, max(self._low, value)) - self._low) / (self._high - self._low)
        return round((1 - share) * (4 * self.height - 1))


def ruler(width: int, places: Sequence[tuple[int, str]]) -> Content:
    """Return words below a line at their cells, each left out that would touch the one before."""
    out = EMPTY
    for x, word in sorted(places, key=lambda place: place[0]):
        start = min(x, width - len(word))
        if start >= 0 and (start > out.cell_length or not out):
            out = out.pad_right(start - out.cell_length).append(text(word, "$faint"))
    return out
