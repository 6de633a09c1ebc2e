"""Lines painted at once: what all widgets share that draw their own text.

Textual gives every run of cells a style of its own that says where in the text it stands, so that
the mouse can select it. That is half of what painting a page costs, for a mouse that nearly never
comes. Here equal runs share a style; what the mouse asks for is made when it asks.
"""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.color import BLACK
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from quiz.ui.safe import EMPTY, Guard
from quiz.ui.still import Still

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style as Ink
    from textual.content import Content
    from textual.style import Style

_TAB = 8


class Drawn(Still, Widget):
    """Paints lines of text, each cut to the widget's width, from its left edge."""

    DEFAULT_CSS = """
    Drawn {
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self, *, ident: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=ident, classes=classes)
        self.set_reactive(Widget.auto_links, False)  # there are none to look for in every line
        self._strips: dict[int, Strip] = {}
        self._inks: dict[Hashable, Ink] = {}
        self._made_with: tuple[object, ...] = ()
        """What the strips hang on but the text: while it is the same, they hold."""
        self._backdrop = BLACK

    def lines_now(self) -> Sequence[Content]:
        """Return the text as it stands, line by line."""
        whole = self.render()
        return whole.split(allow_blank=True) if "\n" in whole.plain else [whole]

    def render(self) -> Content:
        """Return the text as it stands."""
        raise NotImplementedError

    def redraw(self, before: Sequence[Content]) -> None:
        """Paint the lines that are others than those which stood there: often there are none."""
        width = self.outer_size.width
        pairs = zip_longest(before, self.lines_now(), fillvalue=EMPTY)
        changed = [y for y, (was, now) in enumerate(pairs) if not was.is_same(now)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _set_dirty(self, *regions: Region) -> None:
        super()._set_dirty(*regions)
        if not regions:
            self._strips.clear()
        for region in regions:
            for y in region.line_range:
                self._strips.pop(y, None)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the widget, made where they are not there yet."""
        styles = self.styles
        if self.text_selection is not None or styles.gutter or styles.opacity != 1.0:
            return super().render_lines(crop)
        width, look, filters = self.outer_size.width, self.visual_style, self.get_line_filters()
        made_with = (width, look, *filters)
        if made_with != self._made_with:
            self._made_with = made_with
            self._strips.clear()
            self._inks.clear()
            self._backdrop = self.background_colors[1]
        strips = self._strips
        if any(y not in strips for y in crop.line_range):
            lines = self.lines_now()
            guards = [each for each in filters if isinstance(each, Guard)]
            for y in crop.line_range:
                if y not in strips:
                    segments = self._segments(lines[y] if y < len(lines) else EMPTY, width, look)
                    for guard in guards:
                        segments = guard.apply(segments, self._backdrop)
                    strips[y] = Strip(segments, width)
        wanted = [strips[y] for y in crop.line_range]
        if crop.column_span != (0, width):
            wanted = [strip.crop(*crop.column_span) for strip in wanted]
        return wanted

    def _segments(self, line: Content, width: int, look: Style) -> list[Segment]:
        """Return the runs of a line, and the ground to its right."""
        if "\t" in line.plain:
            line = line.expand_tabs(_TAB)
        used = line.cell_length
        if used > width:
            line = line.truncate(width)
            used = line.cell_length
        segments = self._runs(line, look)
        if used < width:
            segments.append(Segment(" " * (width - used), self._ground(look)))
        return segments

    def _runs(self, line: Content, look: Style) -> list[Segment]:
        """Return the runs of a line; where styles lie over each other, the last one counts."""
        plain, spans = line.plain, line.spans
        if not plain:
            return []
        if not spans:
            return [Segment(plain, self._ink((), look))]
        cuts = {0, len(plain)}
        for span in spans:
            cuts.update(span[:2])
        return [
            Segment(
                plain[begin:end],
                self._ink(tuple([s[2] for s in spans if s[0] <= begin < s[1]]), look),
            )
            for begin, end in pairwise(sorted(cuts))
            if begin < len(plain)
        ]

    def _ink(self, styles: tuple[Style | str, ...], look: Style) -> Ink:
        ink = self._inks.get(styles)
        if ink is None:
            whole = look
            for style in styles:
                whole += self._get_style(style)
            ink = self._inks[styles] = self._filtered(whole.rich_style)
        return ink

    def _ground(self, look: Style) -> Ink:
        ink = self._inks.get("ground")
        if ink is None:
            ink = self._inks["ground"] = self._filtered(look.background_style.rich_style)
        return ink

    def _filtered(self, ink: Ink) -> Ink:
        """Return an ink as the filters have it: all but the guard mind only how a run looks."""
        run = [Segment(" ", ink)]
        for each in self.get_line_filters():
            run = each.apply(run, self._backdrop)
        return run[0].style or ink
