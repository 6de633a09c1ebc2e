"""A thing to be put in its place among others that are in order already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.play.grading.arrange import right_slots
from quiz.ui.marks import CURSOR
from quiz.ui.safe import block, join, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, dated, digit
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content


class TimelineForm(Form):
    """Arrows carry the thing between the others, enter leaves it there; digits do both at once."""

    def targets(self) -> Sequence[object]:
        """Return the slots from the earliest, then "I don't know"."""
        return [*range(len(self._anchors()) + 1), UNKNOWN]

    def rows(self) -> list[Row]:
        """Return anchors and slots from top to bottom."""
        if self.turn is not None:
            return self._answered()
        placed = isinstance(self.current(), int)
        rows = [BLANK if placed else Row(body=block(self._thing(), "bold"))]
        for slot in range(len(self._anchors()) + 1):
            rows.append(self._slot(slot))
            if slot < len(self._anchors()):
                rows.append(Row(margin=text("│", "$hair"), body=self._anchor(slot)))
        return [*rows, self.unknown_row(), *self.notice_rows()]

    def choose(self, target: object) -> Response | None:
        """A slot is a response."""
        return Response(chosen=(target,)) if isinstance(target, int) else NOTHING_KNOWN

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take the digit of a slot."""
        number = digit(key)
        if number is None or number > len(self._anchors()) + 1:
            return False
        return self.choose(number - 1 if number else UNKNOWN) or True

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that carry and that place."""
        last = "–".join(("1", str(len(self._anchors()) + 1)))
        return (
            Hint("↑ ↓", "carry"),
            Hint("enter", "place", "enter"),
            Hint(last, "place at once", minor=True),
            Hint("0", "don’t know", "0"),
        )

    def _anchors(self) -> tuple[str, ...]:
        return self.question.items if self.question else ()

    def _thing(self) -> str:
        return self.question.shown[0] if self.question and self.question.shown else ""

    def _anchor(self, index: int) -> Content:
        dates = self.question.dates if self.question and self.turn is not None else ()
        return dated(self._anchors()[index], dates[index] if index < len(dates) else "")

    def _slot(self, slot: int) -> Row:
        here = self.current() == slot
        number = text(str(slot + 1), "reverse" if here else "$note")
        margin = join([text(CURSOR if here else "", "$note"), number], " ")
        if here:
            return Row(margin=margin, body=block(self._thing(), "bold"), target=slot)
        style = "$note" if self._hovered == slot else "$hair"
        return Row(margin=margin, body=text("· · ·", style), target=slot)

    def _answered(self) -> list[Row]:
        """Return the line with the thing where it belongs, and where it was put."""
        if self.question is None or self.turn is None:
            return []
        first, last = right_slots(self.question)
        chosen = self.turn.response.chosen
        given = chosen[0] if chosen else None
        place = given if given is not None and first <= given <= last else first
        rows: list[Row] = []
        for slot in range(len(self._anchors()) + 1):
            if slot in (place, given):
                rows.append(
                    self.closed_row("", self._thing(), right=slot == place, given=slot == given)
                )
            if slot < len(self._anchors()):
                rows.append(Row(margin=text("│", "$hair"), body=self._anchor(slot)))
        return rows
