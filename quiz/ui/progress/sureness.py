"""Calibration: how sure the student was, and how often with reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.certainty import LEVELS, NAMES, mark
from quiz.ui.progress.charts import whisker
from quiz.ui.progress.sheet import faint, heading, likely, of_right
from quiz.ui.safe import join, say, text
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from textual.content import Content

    from quiz.reports.calibration import Calibrated
    from quiz.reports.progress import Progress
    from quiz.ui.progress.sheet import Room

_TOLD = {
    "few": "Too few to say.",
    "fits": "It fits: what you say is what you know.",
    "over": "Less often right than that: wait a breath before you say so.",
    "under": "More often right than that: you know more than you say.",
}
_INVITE = (
    "How sure are you? With confidence switched on, you say so before each verdict:",
    "guessing, fairly or sure. Your points stay what they are; beside them you see",
    "whether your “sure” can be trusted. It is the one thing an examination never tells.",
)


def sureness(progress: Progress, room: Room) -> list[Row]:
    """Return the page, or an invitation where no answer tells."""
    if not progress.calibration:
        return [
            heading("Calibration"),
            BLANK,
            Row(body=text(" ".join(_INVITE))),
            BLANK,
            Row(body=whisker(room.body, (0.8, 1.0), None, None)),
            Row(body=_ends(room.body)),
            BLANK,
            faint("Switch it on among the options: press o on the first page."),
        ]
    rows = [heading("How often you are right", "when you say how sure you are", room), BLANK]
    rows.append(Row(body=_ends(room.body)))
    for known in progress.calibration:
        rows += _level(known, room)
        rows.append(BLANK)
    if room.tall:
        rows += [*_marks(progress), BLANK]
    return [
        *rows,
        faint("░ where the choice pays best   ├─●─┤ you, and how far that can be trusted"),
    ]


def _marks(progress: Progress) -> list[Row]:
    """Return what each choice pays, and what they came to; the points are apart."""
    total = sum(known.level.marks for known in progress.calibration)
    worth = join(
        [
            say(
                "{name} {right} or {wrong}",
                name=NAMES[level],
                right=signed(mark(level, correct=True)),
                wrong=signed(mark(level, correct=False)),
            )
            for level in reversed(LEVELS)
        ],
        " · ",
    )
    return [
        heading("What it pays", "beside your points, which stay what they are"),
        Row(margin=text(signed(total), "bold"), body=text("marks so far")),
        Row(body=worth.stylize_before("$faint")),
    ]


def signed(marks: int) -> str:
    """Return marks with their sign, as print has it."""
    return "".join(("−" if marks < 0 else "+" if marks else "", str(abs(marks))))


def _ends(width: int) -> Content:
    half = "50"
    left = "0"
    right = "100 % right"
    middle = (width - len(half)) // 2 - len(left)
    gap = width - len(left) - middle - len(half) - len(right)
    return join(
        [text(left), text(" " * middle), text(half), text(" " * max(1, gap)), text(right)]
    ).stylize_before("$faint")


def _level(known: Calibrated, room: Room) -> list[Row]:
    level = known.level
    low, high = level.band
    rows = [
        Row(
            margin=text(level.name, "bold"),
            body=whisker(room.body, level.band, known.interval if level.of else None, known.share),
        )
    ]
    if not level.of:
        return [*rows, faint("Never said so far.")]
    figures = join([text(of_right(level.right, level.of)), text(likely(known.interval))], ", ")
    rows.append(
        Row(
            body=say(
                "{figures}; the band is {low}–{high} %",
                figures=figures,
                low=round(100 * low),
                high=round(100 * high),
            )
        )
    )
    return [*rows, faint(_TOLD[known.told])]
