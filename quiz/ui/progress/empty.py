"""What stands where there is nothing to show yet: an invitation, not a row of zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.progress.charts import SHADES, runs
from quiz.ui.progress.sheet import WEEKDAYS, faint
from quiz.ui.safe import block, text
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from quiz.reports.progress import Progress
    from quiz.ui.progress.sheet import Room


def looking(trouble: str) -> list[Row]:
    """Return what stands there while the log is read, or why it cannot be."""
    if trouble:
        return [Row(body=block(trouble, "$note"))]
    return [faint("Looking back…")]


def invitation(progress: Progress, room: Room) -> list[Row]:
    """Return the picture that is to be filled, its first cell marked."""
    weeks = min(20, room.body // 2)
    today = progress.today.weekday()
    rows = [
        Row(body=text("Play ten questions and this page begins to fill.", "bold")),
        faint("The first square is today’s; what you learn, forget and mix up follows."),
        BLANK,
    ]
    for weekday, name in enumerate(WEEKDAYS):
        here = weekday == today
        cells = [("· ", "$hair")] * (weeks - 1)
        last = ("[]", "bold $note") if here else ("· ", "$hair") if weekday < today else ("  ", "")
        rows.append(
            Row(
                margin=text(name[:3], "" if here else "$faint"),
                body=runs([*cells, last]),
            )
        )
    legend = runs([(f, "$note") for f in SHADES[1:]])
    return [*rows, BLANK, Row(body=text("p goes back to the packs.", "$faint"), margin=legend)]
