"""What stands where there is nothing to show yet: an invitation, not a row of zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.progress.charts import runs
from quiz.ui.progress.sheet import WEEKDAYS, faint
from quiz.ui.safe import block, text
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from quiz.reports.progress import Progress
    from quiz.ui.progress.sheet import Room


_COMES = (
    ("2", "how well you know each topic, and which facts are fading"),
    ("3", "how one fact fades over the next sixty days"),
    ("4", "whether your “sure” can be trusted"),
    ("5", "what you take for something else, and what tells the two apart"),
)


def looking(trouble: str) -> list[Row]:
    """Return what stands there while the log is read, or why it cannot be."""
    if trouble:
        return [Row(body=block(trouble, "$note"))]
    return [faint("Looking back…")]


def reading() -> list[Row]:
    """Return what stands on a page that waits for what the packs say."""
    return [faint("Reading the packs…")]


def invitation(progress: Progress, room: Room) -> list[Row]:
    """Return the picture that is to be filled, its first cell marked."""
    weeks = min(20, room.body // 2)
    today = progress.today.weekday()
    rows = [
        Row(body=text("Play ten questions and this page begins to fill.", "bold")),
        BLANK,
    ]
    for weekday, name in enumerate(WEEKDAYS):
        here = weekday == today
        cells = [("· ", "$hair")] * (weeks - 1)
        last = ("[]", "bold $note") if here else ("· ", "$hair") if weekday < today else ("  ", "")
        told = runs([*cells, last])
        if here:
            told = told.append(text("  today", "$note"))
        rows.append(Row(margin=text(name[:3], "" if here else "$faint"), body=told))
    rows.append(BLANK)
    return [*rows, *(Row(margin=text(key, "$note"), body=text(what)) for key, what in _COMES)]
