"""Several of several options: multi, and sources with more than one right option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.ui.marks import CHOSEN, FREE
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, digit
from quiz.ui.widgets.forms.choice import ChoiceForm
from quiz.ui.widgets.keybar import Hint

if TYPE_CHECKING:
    from quiz.ui.widgets.prose import Row


class MultiForm(ChoiceForm):
    """Digits, space and clicks tick; enter gives the answer."""

    SUBMIT = "submit"

    def begin(self) -> None:
        """Take all ticks away."""
        self._ticked: set[int] = set()

    def targets(self) -> list[object]:
        """Return the options, the line that submits, and "I don't know"."""
        return [*range(len(self._texts())), self.SUBMIT, UNKNOWN]

    def rows(self) -> list[Row]:
        """Return the options with their ticks."""
        rows = [self._row(index, body) for index, body in enumerate(self._texts())]
        if self.turn is not None:
            return rows
        submit = self.open_row("enter", "That is my answer", self.SUBMIT)
        return [*rows, *([submit] if self._ticked else []), self.unknown_row(), *self.notice_rows()]

    def choose(self, target: object) -> Response | None:
        """Tick or untick an option; or give what is ticked."""
        if target == UNKNOWN:
            return NOTHING_KNOWN
        if target == self.SUBMIT:
            return self._submit()
        if isinstance(target, int):
            self._ticked ^= {target}
        return None

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take a digit, space for the option under the cursor, or enter for all that is ticked."""
        number = digit(key)
        if number is not None and number <= len(self._texts()):
            return self.choose(number - 1 if number else UNKNOWN) or True
        if key == "enter" and self.current() != UNKNOWN:
            return self._submit() or True
        return False

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that tick and that submit."""
        last = "–".join(("1", str(min(9, len(self._texts())))))
        return (Hint(last, "tick"), Hint("enter", "answer", "enter"), Hint("0", "don’t know", "0"))

    def _submit(self) -> Response | None:
        if self._ticked:
            return Response(chosen=tuple(sorted(self._ticked)))
        self.notice = "Tick at least one first, then enter."
        return None

    def _row(self, index: int, body: str) -> Row:
        key = str(index + 1) if index < 9 else "·"
        if self.turn is None or self.question is None:
            mark = CHOSEN if index in self._ticked else FREE
            return self.open_row(key, body, index, mark)
        return super()._row(index, body)
