"""A number or a year."""

from __future__ import annotations

from quiz.play.grading.numbers import is_year
from quiz.ui.safe import text
from quiz.ui.widgets.forms.typed import TypedForm, unit_row
from quiz.ui.widgets.prose import Row

_TAKEN = frozenset("0123456789-−–.,’ ")
_ERA = frozenset("bcadeBCADE")


def _allowed(character: str) -> bool:
    return character in _TAKEN or character in _ERA


class NumberForm(TypedForm):
    """A short line that takes figures, and BC or AD after them."""

    ALLOWED = (_allowed,)
    RULED = 12

    def below(self) -> list[Row]:
        """Return the unit, or that a year is wanted."""
        if self.question is None or is_year(self.question):
            return [Row(body=text("a year, in figures", "$faint"))]
        if self.question.bare:
            return [Row(body=text("a number, in figures", "$faint"))]
        return [unit_row(self.question.unit)]

    def mistyped(self, character: str | None) -> bool:
        """Say why a letter does nothing; "?" and the like still reach the screen."""
        if character is not None and character.isalpha():
            self.notice = "Figures only, please."
            return True
        return False
