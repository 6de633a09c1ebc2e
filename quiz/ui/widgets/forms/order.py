"""Things to be put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.ui.marks import RIGHT, WRONG, ordinal
from quiz.ui.safe import join, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, dated, digit
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content

SUBMIT = "submit"
_YOURS = "yours    "
"""The head of the places that were given, above them."""


class OrderForm(Form):
    """Digits in the order that is meant are quickest; things can be moved and dragged as well."""

    UNTOUCHED = "Nothing is moved yet. Enter once more means: they are in order."

    def begin(self) -> None:
        """Begin with the things as they are shown."""
        self._order = list(range(len(self.question.shown))) if self.question else []
        self._picked = 0
        self._warned = False
        self._dragged: int | None = None
        self._moved = False

    def targets(self) -> Sequence[object]:
        """Return the things from top to bottom, the line that submits, and "I don't know"."""
        return [*self._order, SUBMIT, UNKNOWN]

    def rows(self) -> list[Row]:
        """Return the things as they are arranged; once answered, in the right order."""
        if self.turn is not None:
            return self._answered()
        rows = [self._row(place, index) for place, index in enumerate(self._order)]
        return [
            *rows,
            self.open_row("enter", "That is the order", SUBMIT),
            self.unknown_row(),
            *self.notice_rows(),
        ]

    def choose(self, target: object) -> Response | None:
        """Pick the next thing, or give the order."""
        if target == UNKNOWN:
            return NOTHING_KNOWN
        if target == SUBMIT:
            return self._submit()
        if isinstance(target, int):
            self._pick(target)
        return None

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take a digit, a move, or enter."""
        number = digit(key)
        if number == 0:
            return NOTHING_KNOWN
        if number is not None and number <= len(self._order):
            self._pick(number - 1)
            return True
        if key in ("shift+up", "shift+down", "K", "J"):
            self._move_thing(-1 if key in ("shift+up", "K") else 1)
            return True
        if key == "backspace" and self._picked:
            self._unpick(self._order[self._picked - 1])
            return True
        if key == "enter" and self.current() != UNKNOWN:
            return self._submit() or True
        return False

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that arrange and that submit."""
        last = "–".join(("1", str(len(self._order))))
        return (
            Hint(last, "order"),
            Hint("⇧↑ ⇧↓", "move", minor=True),
            Hint("enter", "answer", "enter"),
            Hint("0", "don’t know", "0"),
        )

    def _submit(self) -> Response | None:
        untouched = not self._picked and self._order == list(range(len(self._order)))
        if untouched and not self._warned:
            # The same enter goes on to this question from the one before: pressed twice, it must
            # not have answered.
            self._warned = True
            self.notice = self.UNTOUCHED
            return None
        return Response(chosen=tuple(self._order))

    def _pick(self, index: int) -> None:
        """Put a thing after those already picked; one that is picked goes back, all: begin anew."""
        if self._picked == len(self._order):
            self._order = list(range(len(self._order)))
            self._picked = 0
        if self._order.index(index) < self._picked:
            self._unpick(index)
            return
        self._order.remove(index)
        self._order.insert(self._picked, index)
        self._picked += 1
        self.cursor = -1

    def _unpick(self, index: int) -> None:
        self._order.remove(index)
        self._picked -= 1
        self._order.insert(self._picked, index)
        rest = sorted(self._order[self._picked :])
        self._order[self._picked :] = rest

    def _move_thing(self, step: int) -> None:
        index = self.current()
        if not isinstance(index, int):
            self.cursor = 0 if step > 0 else len(self._order) - 1
            index = self._order[self.cursor]
        self._put(index, self._order.index(index) + step)
        self.cursor = self._order.index(index)

    def _put(self, index: int, place: int) -> None:
        """Move a thing to a place; the order is then taken as a whole, no longer as picked."""
        place = min(len(self._order) - 1, max(0, place))
        if self._order.index(index) != place:
            self._order.remove(index)
            self._order.insert(place, index)
            self._picked = 0

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a thing."""
        row = self.row_at(event.y)
        if self.turn is None and row is not None and isinstance(row.target, int):
            self._dragged = row.target
            self._moved = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the thing along."""
        if self._dragged is None:
            return
        event.prevent_default()  # Textual calls the base's handler too, which only points
        row = self.row_at(event.y)
        if row is None or not isinstance(row.target, int) or row.target == self._dragged:
            return
        self._moved = True
        self._put(self._dragged, self._order.index(row.target))
        self.cursor = self._order.index(self._dragged)
        self.set(self.rows())

    def on_mouse_up(self) -> None:
        """Let go."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Let the base pick what was clicked, unless it was dragged."""
        if self._moved:
            self._moved = False
            event.stop()
            event.prevent_default()

    def _row(self, place: int, index: int) -> Row:
        body = self.question.shown[index] if self.question else ""
        mark = ordinal(place + 1) if place < self._picked else ""
        return self.open_row(str(index + 1), body, index, mark)

    def _answered(self) -> list[Row]:
        """Return the things in the right order, each with its date and the place it was given."""
        if self.question is None or self.turn is None:
            return []
        given = [self.question.shown[index] for index in self.turn.response.chosen]
        rows: list[Row] = []
        if given and given != list(self.question.items):
            rows.append(
                Row(margin=text(_YOURS, "$faint"), body=text("in the right order", "$faint"))
            )
        for place, thing in enumerate(self.question.items):
            was = given.index(thing) if thing in given else None
            right = was == place
            style = "$right" if right else "$wrong"
            mark = text(RIGHT if right else WRONG, style)
            if self.turn.response.unknown:
                mark, style = text("", ""), ""
            yours = text("" if right or was is None else ordinal(was + 1), "$faint")
            number = text(ordinal(place + 1), style or "$note")
            rows.append(
                Row(
                    margin=join([yours, mark, number], " "),
                    body=self._dated(place, thing),
                    air=True,
                )
            )
        return rows

    def _dated(self, place: int, thing: str) -> Content:
        dates = self.question.dates if self.question else ()
        return dated(thing, dates[place] if place < len(dates) else "")
