"""The card of a daily set as it stands on the screen: what is copied, framed."""

from __future__ import annotations

from quiz.ui.marks import RULE
from quiz.ui.safe import join, text
from quiz.ui.widgets.prose import Row

WIDTH = 24


def card_rows(card: str) -> list[Row]:
    """Return the lines of a card in a frame; nothing stands to the right of the pack's title."""
    top, bottom = (join([text(corner), text(RULE * WIDTH)]).stylize("$hair") for corner in "┌└")
    rows = [Row(body=top)]
    for number, line in enumerate(card.split("\n")):
        style = "bold" if number == 2 else "" if number else "$faint"  # the marks stand out
        rows.append(Row(body=join([text("│", "$hair"), text(line, style)], " ")))
    return [*rows, Row(body=bottom), Row()]
