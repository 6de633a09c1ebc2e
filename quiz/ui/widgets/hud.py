"""The running head of a sitting: how far, how well, and of which pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quiz.quick import dataclass
from quiz.ui.marks import WRONG, bar, streak_mark
from quiz.ui.measure import measure
from quiz.ui.safe import EMPTY, fit, join, say, text
from quiz.ui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from textual.timer import Timer

OPEN = "·"
"""A miss that there is still room for."""
SPARK = 4
"""Cells of the light that runs along the line when a streak is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the running head says."""

    number: int
    total: int
    done: int
    """Questions answered: what the line shows."""
    right: int | None = None
    """None where nothing is told before the end."""
    streak: int = 0
    title: str = ""
    again: bool = False
    left: str = ""
    """The time that is left, in figures; "" where there is no limit."""
    misses: tuple[int, int] | None = None
    """How many there were and how many end the sitting, where they do."""
    endless: bool = False
    """Whether there is no last question to come to: neither place nor line is shown."""


class Hud(Drawn):
    """One line: place, thin line, score, and the pack's title at the far end."""

    DEFAULT_CSS = """
    Hud {
        width: 1fr;
        height: 1;
        margin-bottom: 1;
    }
    """

    def __init__(self, *, ident: str | None = None) -> None:
        super().__init__(ident=ident)
        self._standing = Standing(number=0, total=0, done=0)
        self._spark: int | None = None
        self._timer: Timer | None = None

    def set(self, standing: Standing) -> None:
        """Show how things stand."""
        self._standing = standing
        self.refresh()

    def celebrate(self) -> None:
        """Let a light run along the line once, unless animations are off."""
        if self.app.animation_level == "none":
            return
        if self._timer is not None:
            self._timer.stop()
        self._spark = 0
        self._timer = self.set_interval(1 / 30, self._step)

    def _step(self) -> None:
        if self._spark is None or self._spark > self._line_width():
            self._spark = None
            if self._timer is not None:
                self._timer.stop()
                self._timer = None
        else:
            self._spark += 1
        self.refresh()

    def _line_width(self) -> int:
        return 12 if self.size.width < 76 else 18 if self.size.width < 100 else 30

    def render(self) -> Content:
        """Return the line, the title cut to what is left."""
        page = measure(self.size.width)
        standing = self._standing
        parts = [self._place(), self._line(), self._left(), self._misses(), self._score()]
        left = Content.assemble(EMPTY.pad_left(page.left), Content("  ").join(filter(None, parts)))
        if left.cell_length > self.size.width:  # rather without the line than without the score
            parts.pop(1)
            left = Content("  ").join(filter(None, parts)).pad_left(page.left)
        free = page.left + page.width - left.cell_length - 3
        if free < 8:
            return left
        title = fit(text(standing.title, "$faint"), free)
        return left.pad_right(3 + free - title.cell_length).append(title)

    def _left(self) -> Content:
        left = self._standing.left
        return say("{left} left", left=left) if left else EMPTY

    def _misses(self) -> Content:
        if self._standing.misses is None:
            return EMPTY
        misses, most = self._standing.misses
        crosses = text(" ".join(WRONG * misses), "$wrong")
        return join(
            [text("misses", "$faint"), crosses, text(" ".join(OPEN * (most - misses)))], " "
        )

    def _place(self) -> Content:
        standing = self._standing
        if not standing.total or standing.endless:
            return EMPTY
        return say("{n} of {total}", n=standing.number, total=standing.total)

    def _line(self) -> Content:
        standing = self._standing
        if not standing.total or standing.endless:
            return EMPTY
        done, rest = bar(standing.done / standing.total, self._line_width())
        line = Content.assemble((done, "$note"), (rest, "$hair"))
        if self._spark is not None:
            line = line.stylize("bold $foreground", max(0, self._spark - SPARK), self._spark)
        return line

    def _score(self) -> Content:
        standing = self._standing
        if standing.right is None:
            return EMPTY
        score = say("{right} right", "$faint", right=standing.right)
        if standing.streak < 2:
            return score
        mark = streak_mark(standing.streak)
        streak = say("{n} in a row", "$note" if mark else "$faint", n=standing.streak)
        between = text(" · ", "$faint")
        return Content.assemble(
            score, between, streak, text(mark and " ".join(("", mark)), "$note")
        )
