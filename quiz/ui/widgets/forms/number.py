"""A number or a year."""

from __future__ import annotations

from quiz.play.grading.numbers import is_year
from quiz.ui.safe import text
from quiz.ui.widgets.forms.typed import TypedForm, unit_row
from quiz.ui.widgets.line_edit import LineEdit
from quiz.ui.widgets.prose import Row

_TAKEN = frozenset("0123456789-−–.,’ ")
_ERA = frozenset("bcadeBCADE")
_LEAST_WORD = 4
"""Letters of a unit that reads as a word in the question."""


class NumberForm(TypedForm):
    """A short line that takes figures, and BC or AD after those of a year."""

    RULED = 12

    def begin(self) -> None:
        """Begin with an empty line that takes what the answer can have."""
        super().begin()
        year = self.question is None or is_year(self.question)
        self._line = LineEdit((frozenset(_TAKEN | _ERA if year else _TAKEN).__contains__,))

    def below(self) -> list[Row]:
        """Return the unit, or that a year is wanted."""
        if self.question is None or is_year(self.question):
            return [Row(body=text("a year, in figures", "$faint"))]
        unit = self.question.unit
        told = len(unit) >= _LEAST_WORD and unit.casefold() in self.question.prompt.casefold()
        if self.question.bare or told:
            return [Row(body=text("a number, in figures", "$faint"))]
        return [unit_row(unit)]

    def mistyped(self, character: str | None) -> bool:
        """Say why a letter does nothing; "?" and the like still reach the screen."""
        if character is not None and character.isalpha():
            self.notice = "Figures only, please."
            return True
        return False
