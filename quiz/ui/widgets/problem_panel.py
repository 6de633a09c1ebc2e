"""The foot of the preview: when the file was read, what is wrong with it, one problem drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from quiz.drawing import drawn
from quiz.errors import ERROR, HINT, WARNING
from quiz.quick import dataclass
from quiz.ui.marks import RIGHT, WRONG, count
from quiz.ui.safe import EMPTY, fit, join, lines, say, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.geometry import Size

    from quiz.errors import Problem

LOOKS = {ERROR: (WRONG, "$wrong"), WARNING: ("!", "$note"), HINT: ("·", "$faint")}
"""By severity: a mark and its colour. The word stands in the problem itself."""
WIDEST = 100
BETWEEN = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the panel tells."""

    when: str = ""
    """The time of the last save, as a clock shows it; "" before anything was read."""
    problems: Sequence[Problem] = ()
    at: int = 0
    """The index of the problem that is read."""
    opened: bool = False
    stale: str = ""
    """The time of the save whose questions are still shown, where the last one is broken."""
    status: str = ""
    """A sentence that goes before all else."""


class ProblemPanel(Widget):
    """One line while nothing is wrong, up to half the screen while something is."""

    DEFAULT_CSS = """
    ProblemPanel {
        width: 1fr;
        height: auto;
        border-top: solid $hair;
    }
    """

    def __init__(self, *, ident: str | None = None) -> None:
        super().__init__(id=ident)
        self._state = State()

    def set(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as there are, up to half the screen."""
        return len(self._lines(width, viewport.height))

    def render(self) -> Content:
        """Return the lines."""
        return lines(self._lines(self.size.width, self.screen.size.height))

    def _lines(self, width: int, height: int) -> list[Content]:
        state = self._state
        out = [fit(self._summary(), width - 1)]
        if state.opened and state.problems:
            problem = state.problems[min(state.at, len(state.problems) - 1)]
            first, *rest = drawn(problem, min(WIDEST, width - 2))
            told = [text(first, _bold(LOOKS[problem.severity][1])), *map(text, rest)]
            room = max(2, height // 2 - 3)
            if len(told) > room:
                told = [*told[: room - 1], text("…", "$faint")]
            out += [fit(line.pad_left(1), width) for line in told]
        return [line or EMPTY for line in out]

    def _summary(self) -> Content:
        state = self._state
        if state.status:
            return say(" {status}", "bold $note", status=state.status)
        if not state.when:
            return text(" Reading the pack …", "$faint")
        saved = say("read {when}", "$faint", when=state.when)
        if not state.problems:
            return join([say(" {mark} no mistakes", "$right", mark=RIGHT), saved], BETWEEN)
        mark, style = LOOKS[state.problems[0].severity]
        named = [
            count(number, severity, "".join((severity, "s")))
            for severity in LOOKS
            if (number := sum(p.severity == severity for p in state.problems))
        ]
        parts = [say(" {mark} {named}", _bold(style), mark=mark, named=", ".join(named))]
        if state.opened and len(state.problems) > 1:
            parts.append(say("no. {n}", n=state.at + 1))
        parts.append(saved)
        if state.stale:
            parts.append(say("the questions are those of {when}", "$note", when=state.stale))
        return join(parts, BETWEEN)


def _bold(style: str) -> str:
    return " ".join(("bold", style))
