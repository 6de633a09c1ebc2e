"""Pairs to be found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.play.grading import partners
from quiz.ui.marks import CURSOR, RIGHT, WRONG, letter
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, digit
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBMIT = "submit"


class MatchForm(Form):
    """Numbers above, letters below: a letter is the partner of the number that is marked."""

    def begin(self) -> None:
        """Begin with nobody paired, at the first."""
        self._partners = list(partners(self.question)) if self.question else []
        self._given: list[int | None] = [None] * (len(self.question.pairs) if self.question else 0)
        self._at = 0

    def targets(self) -> Sequence[object]:
        """Return the partners, the line that submits, and "I don't know"."""
        rights: list[object] = [("right", index) for index in range(len(self._partners))]
        return [*rights, *([SUBMIT] if self._complete() else []), UNKNOWN]

    def rows(self) -> list[Row]:
        """Return both lists, one below the other."""
        if self.turn is not None:
            return self._answered()
        lefts = [self._left(index) for index in range(len(self._given))]
        rights = [self._right(index, body) for index, body in enumerate(self._partners)]
        submit = [self.open_row("enter", "That is how they match", SUBMIT)]
        return [
            *lefts,
            BLANK,
            *rights,
            *(submit if self._complete() else []),
            self.unknown_row(),
            *self.notice_rows(),
        ]

    def choose(self, target: object) -> Response | None:
        """Mark a number, pair it with a letter, or give the pairs."""
        if target == UNKNOWN:
            return NOTHING_KNOWN
        if target == SUBMIT:
            return self._submit()
        side, index = target if isinstance(target, tuple) else ("", 0)
        if side == "left":
            self._at = index
        elif side == "right":
            self._pair(index)
        return None

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take a letter, a digit, or enter when all are paired."""
        number = digit(key)
        if number == 0:
            return NOTHING_KNOWN
        if number is not None and number <= len(self._given):
            self._at = number - 1
            return True
        index = ord(key.lower()) - ord("a") if len(key) == 1 and key.isascii() else -1
        if 0 <= index < len(self._partners):
            self._pair(index)
            return True
        if key == "backspace":
            self._unpair()
            return True
        if key == "enter" and not isinstance(self.current(), tuple) and self.current() != UNKNOWN:
            return self._submit() or True
        return False

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that pair and that submit."""
        letters = "–".join(("a", letter(len(self._partners) - 1).lower()))
        numbers = "–".join(("1", str(len(self._given))))
        return (
            Hint(letters, "pair"),
            Hint(numbers, "go to", minor=True),
            Hint("enter", "answer", "enter"),
            Hint("0", "don’t know", "0"),
        )

    def _complete(self) -> bool:
        return None not in self._given

    def _submit(self) -> Response | None:
        chosen = tuple(index for index in self._given if index is not None)
        if len(chosen) == len(self._given):
            return Response(chosen=chosen)
        self.notice = "Some have no partner yet."
        return None

    def _pair(self, right: int) -> None:
        """Pair the marked number with a partner, taken from whoever had it; go to the next."""
        if self._given[self._at] == right:
            self._given[self._at] = None
            return
        if right in self._given:
            self._given[self._given.index(right)] = None
        self._given[self._at] = right
        size = len(self._given)
        for step in range(1, size):
            if self._given[(self._at + step) % size] is None:
                self._at = (self._at + step) % size
                return

    def _unpair(self) -> None:
        """Take the partner of the marked number away, else that of the last one paired before."""
        for step in range(len(self._given)):
            index = (self._at - step) % len(self._given)
            if self._given[index] is not None:
                self._given[index] = None
                self._at = index
                return

    def _left(self, index: int) -> Row:
        given = self._given[index]
        here = index == self._at
        target = ("left", index)
        number = text(str(index + 1), "reverse" if here else "$note")
        partner = text(
            "–" if given is None else letter(given), "bold" if given is not None else "$faint"
        )
        style = "bold" if here else "underline" if self._hovered == target else ""
        margin = join([text(CURSOR if here else "", "$note"), number, partner], " ")
        body = self.question.pairs[index][0] if self.question else ""
        return Row(margin=margin, body=block(body, style), target=target)

    def _right(self, index: int, body: str) -> Row:
        used = self._given.index(index) + 1 if index in self._given else None
        row = self.open_row(letter(index), body, ("right", index), str(used) if used else "")
        if used is None or ("right", index) == self.current():
            return row
        return replace(row, body=block(body, "$faint"))

    def _answered(self) -> list[Row]:
        """Return each pair as it should be, and what it was given instead."""
        if self.question is None or self.turn is None:
            return []
        rows: list[Row] = []
        chosen = self.turn.response.chosen
        for index, (left, right) in enumerate(self.question.pairs):
            given = self._partners[chosen[index]] if index < len(chosen) else None
            is_right = given == right
            style = "$right" if is_right else "$wrong"
            mark = text(RIGHT if is_right else WRONG, style) if given is not None else text("")
            number = text(str(index + 1), style if given is not None else "$note")
            pair = say("{left} – {right}", left=block(left), right=block(right, "bold"))
            rows.append(Row(margin=join([mark, number], " "), body=pair))
            if given is not None and not is_right:
                rows.append(
                    Row(
                        margin=text("yours", "$faint"),
                        wide=text("your answer", "$faint"),
                        body=say("– {given}", "$wrong", given=block(given)),
                    )
                )
        return rows
