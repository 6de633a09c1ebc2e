"""True or false, and, for who says false, what is right instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Response
from quiz.play.grading.pick import calls_it_false
from quiz.ui.safe import block, text
from quiz.ui.widgets.forms.base import NOTHING_KNOWN, UNKNOWN, Form, digit
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Option


class TrueFalseForm(Form):
    """T and F, or digits; a statement called false is corrected before it counts."""

    def begin(self) -> None:
        """Begin with the statement."""
        self._judged: int | None = None

    def targets(self) -> Sequence[object]:
        """Return the judgements, or the corrections once it was called false."""
        if self._judged is None:
            return [("judgement", index) for index in range(len(self._options()))] + [UNKNOWN]
        return [("correction", index) for index in range(len(self._corrections()))] + [UNKNOWN]

    def rows(self) -> list[Row]:
        """Return the judgements and, after "false", the corrections below."""
        if self.turn is not None:
            return self._answered()
        if self._judged is None:
            rows = [
                self.open_row(str(index + 1), option.text, ("judgement", index))
                for index, option in enumerate(self._options())
            ]
            return [*rows, self.unknown_row(), *self.notice_rows()]
        correction = self.question.correction if self.question else None
        return [
            Row(margin=text("yours", "$faint"), body=text(self._options()[self._judged].text)),
            BLANK,
            Row(body=block(correction.prompt if correction else "", "bold")),
            *(
                self.open_row(str(index + 1), option.text, ("correction", index))
                for index, option in enumerate(self._corrections())
            ),
            self.unknown_row(),
            *self.notice_rows(),
        ]

    def choose(self, target: object) -> Response | None:
        """Judge, then correct."""
        if target == UNKNOWN:
            # Called false, but not knowing what is right is worth more than not knowing at all.
            return NOTHING_KNOWN if self._judged is None else Response(chosen=(self._judged,))
        stage, index = target if isinstance(target, tuple) else ("", 0)
        if stage == "correction" and self._judged is not None:
            return Response(chosen=(self._judged,), correction=index)
        if self._asks_back(index):
            self._judged = index
            self.cursor = -1
            return None
        return Response(chosen=(index,))

    def take(self, key: str, _character: str | None) -> Response | bool:
        """Take T, F, a digit, or backspace to think again."""
        if self._judged is not None and key in ("backspace", "left"):
            self._judged = None
            self.cursor = -1
            return True
        number = digit(key)
        stage = "judgement" if self._judged is None else "correction"
        if stage == "judgement" and key.lower() in ("t", "f"):
            wanted = key.lower() == "f"
            for index in range(len(self._options())):
                if self.question and calls_it_false(self.question, index) == wanted:
                    return self.choose((stage, index)) or True
        known = self._options() if self._judged is None else self._corrections()
        if number is None or number > len(known):
            return False
        return self.choose((stage, number - 1) if number else UNKNOWN) or True

    def hints(self) -> tuple[Hint, ...]:
        """Return the letters or the digits."""
        if self._judged is None:
            return (Hint("t", "true", "t"), Hint("f", "false", "f"), Hint("0", "don’t know", "0"))
        last = "–".join(("1", str(min(9, len(self._corrections())))))
        return (
            Hint(last, "what is right"),
            Hint("0", "don’t know", "0"),
            Hint("backspace", "back", "backspace"),
        )

    def _options(self) -> tuple[Option, ...]:
        return self.question.options if self.question else ()

    def _corrections(self) -> tuple[Option, ...]:
        correction = self.question.correction if self.question else None
        return correction.options if correction else ()

    def _asks_back(self, index: int) -> bool:
        return bool(self.question and self._corrections() and calls_it_false(self.question, index))

    def _answered(self) -> list[Row]:
        response = self.turn.response if self.turn else NOTHING_KNOWN
        rows = [
            self.closed_row(
                str(index + 1), option.text, right=option.correct, given=index in response.chosen
            )
            for index, option in enumerate(self._options())
        ]
        false_is_right = any(
            option.correct and self._asks_back(index)
            for index, option in enumerate(self._options())
        )
        if not false_is_right:
            return rows
        correction = self.question.correction if self.question else None
        return [
            *rows,
            BLANK,
            Row(body=block(correction.prompt if correction else "", "$faint")),
            *(
                self.closed_row(
                    str(index + 1),
                    option.text,
                    right=option.correct,
                    given=index == response.correction,
                )
                for index, option in enumerate(self._corrections())
            ),
        ]
