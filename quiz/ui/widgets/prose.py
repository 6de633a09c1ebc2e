"""Text set as a page: rows with something in the margin and something in the column.

One widget draws them all, so that a new question is a repaint and nothing is mounted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quiz.quick import dataclass
from quiz.ui.measure import GAP, TALL, Measure, measure
from quiz.ui.safe import EMPTY, fit, lines
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.geometry import Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph and what stands beside it."""

    body: Content = EMPTY
    margin: Content = EMPTY
    wide: Content | None = None
    """What stands in the margin instead where it has room for words."""
    beside: str = ""
    """Style of the span that the margin stands beside on every line; else the first line."""
    indent: int = 0
    air: bool = False
    """Whether a blank line goes before it where there is room to spare."""
    target: object = None
    """What a click on the row means to the widget that made it."""


BLANK = Row()


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows cut into lines: the text, and which row each line belongs to."""

    lines: tuple[Content, ...]
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Flowed:
    """Rows and foot cut into lines for a width, whatever the height; `airy`: with room to spare."""

    width: int
    airy: bool
    rows: Laid
    foot: Laid

    @property
    def height(self) -> int:
        """The lines that both need."""
        return len(self.rows.owners) + len(self.foot.owners)


def lay(
    rows: Sequence[Row], page: Measure, *, airy: bool = False
) -> tuple[list[Content], list[int]]:
    """Return the lines of the rows and, for each line, its row's index; -1 for added air."""
    out: list[Content] = []
    owners: list[int] = []
    for index, row in enumerate(rows):
        if airy and row.air and index:
            out.append(EMPTY)
            owners.append(-1)
        wrapped = _wrapped(row.body, max(1, page.body - row.indent))
        margin = row.wide if page.roomy and row.wide is not None else row.margin
        for number, line in enumerate(wrapped):
            here = (
                any(span.style == row.beside for span in line.spans) if row.beside else number == 0
            )
            out.append(_line(line, margin if here else EMPTY, page, row.indent))
            owners.append(index)
    return out, owners


def _wrapped(body: Content, width: int) -> Sequence[Content]:
    if body.cell_length <= width and "\n" not in body.plain:
        return [body]  # most are, and to look for where to break them takes a while
    return body.wrap(width)


def _line(line: Content, margin: Content, page: Measure, indent: int) -> Content:
    if not margin:
        return line.pad_left(page.margin + indent) if line else EMPTY
    margin = fit(margin, page.room)
    padded = margin.pad_left(page.room - margin.cell_length).pad_right(GAP + indent)
    return padded.append(line)


class Prose(Drawn):
    """Shows rows from the top and, where there is room to spare, others at the bottom."""

    DEFAULT_CSS = """
    Prose {
        width: 1fr;
        height: auto;
    }
    """
    PAGE_MARGIN: ClassVar[int | None] = None
    """Cells of margin instead of the page's own."""

    def __init__(
        self, rows: Sequence[Row] = (), *, ident: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(ident=ident, classes=classes)
        self._rows: tuple[Row, ...] = tuple(rows)
        self._foot: tuple[Row, ...] = ()
        self._flowed: _Flowed | None = None
        self._laid: tuple[int, Laid] | None = None
        """Both together, and at which height."""

    def set(self, rows: Sequence[Row], foot: Sequence[Row] = ()) -> None:
        """Show other rows, with `foot` at the bottom of the widget."""
        before, width = self._flowed, self.outer_size.width
        stood = None
        if before is not None and before.width == width and self.is_attached:
            stood = self.lines_now()
        self._rows = tuple(rows)
        self._foot = tuple(foot)
        self._flowed = self._laid = None
        # Where they take as many lines as those before, nothing else has to move.
        if stood is not None and before is not None and before.height == self.natural_height(width):
            self.redraw(stood)
        else:
            self.refresh(layout=True)

    def repaint(self, rows: Sequence[Row]) -> None:
        """Show other rows that take exactly the same lines."""
        stood = self.lines_now()
        self._rows = tuple(rows)
        self._flowed = self._laid = None
        self.redraw(stood)

    def page(self, width: int) -> Measure:
        """Return where margin and column are at a width."""
        page = measure(width)
        if self.PAGE_MARGIN is None:
            return page
        margin = page.left + self.PAGE_MARGIN
        return Measure(margin, max(1, page.left + page.width - margin))

    def natural_height(self, width: int) -> int:
        """Return how many lines the rows and the foot need."""
        return self._flow(width).height

    def row_at(self, y: int) -> Row | None:
        """Return the row that line `y` of the widget belongs to."""
        owners = self._lay(self.size.width, self.size.height).owners
        if 0 <= y < len(owners) and owners[y] >= 0:
            return (*self._rows, *self._foot)[owners[y]]
        return None

    def lines_of(self, target: object) -> tuple[int, int] | None:
        """Return the first line of the rows with that target, and how many lines they take."""
        owners = self._lay(self.size.width, self.size.height).owners
        rows = (*self._rows, *self._foot)
        found = [y for y, owner in enumerate(owners) if owner >= 0 and rows[owner].target == target]
        return (found[0], found[-1] - found[0] + 1) if found else None

    def line_beside(self, style: str) -> int | None:
        """Return the first line that has a span of the style."""
        before = self.lines_now()
        return next(
            (y for y, line in enumerate(before) if any(s.style == style for s in line.spans)), None
        )

    def get_content_width(self, container: Size, _viewport: Size) -> int:
        """Take all the width there is."""
        return container.width

    def get_content_height(self, container: Size, _viewport: Size, width: int) -> int:
        """Return the lines at this width; all of the container where there is a foot."""
        needed = self.natural_height(width)
        return max(needed, container.height) if self._foot else needed

    def render(self) -> Content:
        """Return the whole text as it stands."""
        return lines(self.lines_now())

    def lines_now(self) -> Sequence[Content]:
        """Return the text as it stands, line by line."""
        return self._lay(self.size.width, self.size.height).lines

    def _flow(self, width: int) -> _Flowed:
        """Return the rows and the foot as lines."""
        if not width:
            return _Flowed(0, False, Laid((EMPTY,), ()), Laid((), ()))
        airy = self.screen.size.height >= TALL
        flowed = self._flowed
        if flowed is None or (flowed.width, flowed.airy) != (width, airy):
            page = self.page(width)
            above, owners = lay(self._rows, page, airy=airy)
            below, below_owners = lay(self._foot, page)
            footed = tuple(len(self._rows) + owner for owner in below_owners)
            rows, foot = Laid(tuple(above), tuple(owners)), Laid(tuple(below), footed)
            flowed = self._flowed = _Flowed(width, airy, rows, foot)
            self._laid = None
        return flowed

    def _lay(self, width: int, height: int) -> Laid:
        """Return all lines, the foot's at the bottom of the height."""
        flowed = self._flow(width)
        above, below = flowed.rows, flowed.foot
        if not self._foot:
            return above
        if self._laid is None or self._laid[0] != height:
            free = max(0, height - len(above.lines) - len(below.lines))
            laid = Laid(
                (*above.lines, *[EMPTY] * free, *below.lines),
                (*above.owners, *[-1] * free, *below.owners),
            )
            self._laid = (height, laid)
        return self._laid[1]
