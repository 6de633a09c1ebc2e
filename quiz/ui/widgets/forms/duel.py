"""A choice for two: every option has a key for each hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.duel import HANDS, LEFT, RIGHT
from quiz.ui.marks import RIGHT as TICK
from quiz.ui.marks import WRONG
from quiz.ui.safe import block, fit, join, text
from quiz.ui.widgets.forms.base import Form
from quiz.ui.widgets.prose import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Response
    from quiz.play.duel import Round
    from quiz.ui.widgets.keybar import Hint


class DuelForm(Form):
    """Shows the options with both players' keys; the screen takes the keys itself."""

    def begin(self) -> None:
        """Forget what was decided before."""
        self.round: Round | None = None
        self.names: Sequence[str] = ()

    def targets(self) -> Sequence[object]:
        """Return nothing: a duel is not pointed at."""
        return ()

    def choose(self, _target: object) -> Response | None:
        """Take nothing: a click does not say whose it is."""
        return None

    def hints(self) -> tuple[Hint, ...]:
        """Return nothing: the screen has the keys."""
        return ()

    def show_round(self, decided: Round, names: Sequence[str]) -> None:
        """Show who took what, and what is right."""
        self.round = decided
        self.names = names
        self.set(self.rows())

    def rows(self) -> list[Row]:
        """Return the options with two keys each; once decided, with who took them."""
        if self.question is None:
            return []
        texts = [option.text for option in self.question.options]
        if self.round is not None:
            return [self._decided(self.round, index, body) for index, body in enumerate(texts)]
        return [
            Row(
                margin=join([text(HANDS[side][index], "$note") for side in (LEFT, RIGHT)], "  "),
                body=block(body),
                air=True,
            )
            for index, body in enumerate(texts)
        ]

    def _decided(self, decided: Round, index: int, body: str) -> Row:
        right = decided.question.options[index].correct
        who = [self.names[side] for side in (LEFT, RIGHT) if decided.chosen.get(side) == index]
        style = "$right" if right else "$wrong" if who else "$faint"
        mark = text(TICK if right else WRONG if who else "", style)
        both = len(who) > 1
        name = text("both", "$faint") if both else fit(text("".join(who), "$faint"), 8)
        wide = text("both", "$faint") if both else fit(text("".join(who), "$faint"), 15)
        return Row(
            margin=join([name, mark], " "),
            wide=join([wide, mark], " "),
            body=block(body, "bold" if right else style),
            air=True,
        )
