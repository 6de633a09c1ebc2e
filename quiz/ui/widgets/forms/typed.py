"""An answer in one's own words: typed and cloze."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quiz.model import Response
from quiz.ui.marks import CURSOR, RULE
from quiz.ui.safe import say, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, given_rows
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.line_edit import LineEdit
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINE = "line"


class TypedForm(Form):
    """A line to type on; enter gives it, tab goes to "I don't know"."""

    TYPES = True
    SHOWS_ANSWER = False
    NOTHING: ClassVar[str] = "Nothing typed yet. Enter once more means: I don’t know."
    RULED: ClassVar[int] = 40
    ALLOWED: ClassVar[tuple[Callable[[str], bool], ...]] = ()
    """What every character has to pass."""

    def begin(self) -> None:
        """Begin with an empty line."""
        self._line = LineEdit(self.ALLOWED)
        self._warned = False
        self.cursor = 0

    def targets(self) -> Sequence[object]:
        """Return the line and "I don't know"."""
        return [LINE, UNKNOWN]

    def rows(self) -> list[Row]:
        """Return the line with its cursor; once answered, what was typed with its mark."""
        if self.turn is not None:
            if self.turn.response.unknown:
                return []
            return given_rows(
                text(self.turn.response.text.strip()), right=self.turn.verdict.correct
            )
        here = self.current() == LINE
        return [
            Row(
                margin=text(CURSOR if here else "", "$note"),
                body=self._line.show(active=here) or text(" "),
                target=LINE,
            ),
            Row(body=text(RULE * self.RULED, "$hair"), target=LINE),
            *self.below(),
            self.unknown_row("tab"),
            *self.notice_rows(),
        ]

    def below(self) -> list[Row]:
        """Return what stands under the line."""
        return []

    def choose(self, target: object) -> Response | None:
        """Go to the line, or give up."""
        if target == UNKNOWN:
            return NOTHING_KNOWN
        self.cursor = 0
        return None

    def take(self, key: str, character: str | None) -> Response | bool:
        """Take everything that types; enter gives the answer."""
        if key in ("tab", "shift+tab"):
            self.cursor = 1 - self.cursor
            return True
        if key == "enter":
            return NOTHING_KNOWN if self.current() == UNKNOWN else self._submit() or True
        if self.current() == UNKNOWN and key == "space":
            return NOTHING_KNOWN
        if key in ("up", "down"):
            return False
        if self._line.press(key, character):
            self.cursor = 0
            self._warned = False
            return True
        return self.mistyped(character)

    def mistyped(self, _character: str | None) -> bool:
        """Return whether a character that the line does not take is to go no further."""
        return False

    def paste(self, pasted: str) -> bool:
        """Put pasted text in at the cursor."""
        if self.turn is not None or not self._line.insert(pasted):
            return False
        self.cursor = 0
        self.set(self.rows())
        return True

    def hints(self) -> tuple[Hint, ...]:
        """Return enter and tab."""
        return (Hint("enter", "answer", "enter"), Hint("tab", "don’t know", "tab"))

    def _submit(self) -> Response | None:
        if self._line.text.strip():
            return Response(text=self._line.text.strip())
        if self._warned:
            return NOTHING_KNOWN
        self._warned = True
        self.notice = self.NOTHING
        return None


def unit_row(unit: str) -> Row:
    """Return the unit that a number is asked in."""
    return Row(body=say("in {unit}", "$faint", unit=unit)) if unit else BLANK
