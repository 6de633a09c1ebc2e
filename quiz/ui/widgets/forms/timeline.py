"""A thing to be put in its place among others that are in order already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quiz.model import Response
from quiz.play.grading.arrange import right_slots
from quiz.ui.marks import CURSOR
from quiz.ui.measure import TALL
from quiz.ui.safe import EMPTY, block, fit, join, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, dated, digit
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Sequence


NEAR = 2
"""Others that stay in sight on either side of a place, once a long line is answered."""
LONG = 6
"""Others from which on a line is long: a row each, and no row between them."""


class TimelineForm(Form):
    """Arrows carry the thing between the others, enter leaves it there; digits do both at once."""

    def targets(self) -> Sequence[object]:
        """Return the slots from the earliest, then "I don't know"."""
        return [*range(len(self._anchors()) + 1), UNKNOWN]

    def rows(self) -> list[Row]:
        """Return anchors and slots from top to bottom."""
        if self.turn is not None:
            return self._answered()
        if len(self._anchors()) >= LONG:
            return self._long()
        placed = isinstance(self.current(), int)
        rows = [BLANK if placed else Row(body=block(self._thing(), "bold"))]
        for slot in range(len(self._anchors()) + 1):
            rows.append(self._slot(slot))
            if slot < len(self._anchors()):
                rows.append(Row(margin=text("│", "$hair"), body=self._anchor(slot)))
        return [*rows, self.unknown_row(), *self.notice_rows()]

    def _long(self) -> list[Row]:
        """Return a row for each anchor, numbered by the slot before it, and the thing between."""
        slots = len(self._anchors()) + 1
        placed = isinstance(self.current(), int)
        rows = [BLANK if placed else Row(body=block(self._thing(), "bold"))]
        for slot in range(slots):
            here = self.current() == slot
            if here or slot == slots - 1:
                rows.append(self._slot(slot))
            if slot < slots - 1:
                margin = text("" if here else str(slot + 1), "$hair")
                rows.append(Row(margin=margin, body=self._on_one_line(slot), target=slot))
        return [*rows, self.unknown_row(), *self.notice_rows()]

    def _on_one_line(self, index: int) -> Content:
        """Return an anchor with its date first, cut to the column where lines are few."""
        date = self._date(index)
        head = Content.assemble(text(date, "italic $note"), "  ") if date else EMPTY
        line = Content.assemble(head, text(self._anchors()[index]))
        if self.screen.size.height >= TALL or not self.size.width:
            return line
        return fit(line, self.page(self.size.width).body)

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
        last = "–".join(("1", str(min(9, len(self._anchors()) + 1))))
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
        return dated(self._anchors()[index], self._date(index))

    def _date(self, index: int) -> str:
        """Return the date of an anchor, where it may be seen."""
        if self.question is None or (self.turn is None and not self.dated):
            return ""
        return self.question.dates[index] if index < len(self.question.dates) else ""

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
        shown = self._near(place, given)
        for slot in range(len(self._anchors()) + 1):
            if slot in (place, given):
                rows.append(
                    self.closed_row("", self._thing(), right=slot == place, given=slot == given)
                )
            if slot < len(self._anchors()):
                if slot in shown:
                    rows.append(Row(margin=text("│", "$hair"), body=self._anchor(slot)))
                elif slot == 0 or slot - 1 in shown or slot in (place, given):
                    rows.append(Row(margin=text("⋮", "$hair")))
        return rows

    def _near(self, *places: int | None) -> set[int]:
        """Return the anchors that stay in sight: all of a short line, those near of a long one."""
        size = len(self._anchors())
        if size < LONG:
            return set(range(size))
        near = {at + step for at in places if at is not None for step in range(-NEAR, NEAR)}
        return near & set(range(size))
