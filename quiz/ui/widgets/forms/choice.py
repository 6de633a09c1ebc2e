"""One of several options: choice, odd-one-out, and sources with one right option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, digit
from quiz.ui.widgets.keybar import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.ui.widgets.prose import Row


class ChoiceForm(Form):
    """A digit chooses; so do arrows with enter, and a click."""

    def targets(self) -> Sequence[object]:
        """Return the options, then "I don't know"."""
        return [*range(len(self._texts())), UNKNOWN]

    def rows(self) -> list[Row]:
        """Return the options with their digits; once answered, with what they turned out to be."""
        rows = [self._row(index, body) for index, body in enumerate(self._texts())]
        return [*rows, *self.unknown_rows(), *self.notice_rows()]

    def choose(self, target: object) -> Response | None:
        """Every choice is a response."""
        return Response(chosen=(target,)) if isinstance(target, int) else NOTHING_KNOWN

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take a digit."""
        number = digit(key)
        if number is None or number > len(self._texts()):
            return False
        return self.choose(number - 1 if number else UNKNOWN) or True

    def hints(self) -> tuple[Hint, ...]:
        """Return the digits."""
        last = min(9, len(self._texts()))
        return (Hint("–".join(("1", str(last))), "answer"), Hint("0", "don’t know", "0"))

    def _texts(self) -> list[str]:
        return [option.text for option in self.question.options] if self.question else []

    def _row(self, index: int, body: str) -> Row:
        key = str(index + 1) if index < 9 else "·"
        if self.turn is None or self.question is None:
            return self.open_row(key, body, index)
        return self.closed_row(
            key,
            body,
            right=self.question.options[index].correct,
            given=index in self.turn.response.chosen,
        )
