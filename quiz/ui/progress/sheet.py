"""The sheet that a page of progress is drawn on: a margin, and a column that uses the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.quick import dataclass
from quiz.ui.marks import count
from quiz.ui.measure import MARGIN, TALL, Measure
from quiz.ui.safe import EMPTY, fit, join, said, say, text
from quiz.ui.widgets.prose import Prose, Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.content import Content

    from quiz.reports.intervals import Interval

WIDEST: Final = 118
"""Cells of the widest column: a year of weeks and what is due beside them."""
RIGHT: Final = 2

WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def broad(width: int) -> Measure:
    """Return where margin and column are on a window of so many columns."""
    body = max(1, min(WIDEST, width - MARGIN - RIGHT))
    return Measure(max(MARGIN, (width - body) // 2) if body == WIDEST else MARGIN, body)


class Sheet(Prose):
    """Rows on the whole window."""

    def page(self, width: int) -> Measure:
        """Return where margin and column are."""
        return broad(width)


@dataclass(frozen=True, slots=True)
class Room:
    """What a page may fill, in cells and lines."""

    body: int
    lines: int

    @property
    def tall(self) -> bool:
        """Whether there is room for more than the least."""
        return self.lines >= TALL - 6


def of_room(width: int, high: int) -> Room:
    """Return the room of a page on a window: all but the head and the last line."""
    around = 6 if high >= TALL else 4
    return Room(broad(width).body, max(1, high - around))


def height(rows: Iterable[Row], room: Room) -> int:
    """Return how many lines the rows take."""
    return sum(len(row.body.wrap(room.body)) if row.body else 1 for row in rows)


def cut(content: Content, room: Room, lines: int) -> Content:
    """Return the content cut so that it takes no more than so many lines."""
    for width in range(lines * room.body, room.body, -8):
        shorter = fit(content, width)
        if len(shorter.wrap(room.body)) <= lines:
            return shorter
    return fit(content, room.body)


def heading(words: str, more: str = "", room: Room | None = None) -> Row:
    """Return a heading, and faint words beside it, on one line of the room."""
    whole = join([text(words, "bold $note"), text(more, "$faint")], "  ")
    return Row(body=whole if room is None else fit(whole, room.body))


def faint(words: str, **values: object) -> Row:
    """Return a faint sentence."""
    return Row(body=say(words, "$faint", **values))


def day_month(day: date) -> str:
    """Return "22 Nov"."""
    return " ".join((str(day.day), MONTHS[day.month - 1][:3]))


def on_day(day: date, today: date) -> str:
    """Return "today", "tomorrow", "Thursday" within a week, "Thursday 3 December" after it."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    name = WEEKDAYS[day.weekday()]
    if 0 < ahead < 7:
        return name
    date_ = [str(day.day), MONTHS[day.month - 1]]
    return " ".join((name, *date_) if day.year == today.year else (*date_, str(day.year)))


def percent(share: float) -> int:
    """Return a share in whole per cent; 100 only for all, 0 only for nothing."""
    whole = round(100 * share)
    return min(99, whole) if share < 1 else max(1, whole) if share > 0 else 0


def likely(interval: Interval) -> str:
    """Return "likely 41–93 %"."""
    return said(
        "likely {low}–{high} %", low=round(100 * interval.low), high=round(100 * interval.high)
    )


def of_right(right: int, answers: int) -> str:
    """Return "6 of 8 right"."""
    return said("{right} of {answers} right", right=right, answers=answers)


def and_more(number: int, one: str, many: str) -> Row:
    """Return a faint line that says how many are left out."""
    return faint("and {more}", more=count(number, one, many)) if number > 0 else Row(body=EMPTY)


def clock(seconds: int) -> Content:
    """Return "3 h 20 min", "12 min"."""
    minutes = max(1, round(seconds / 60))
    hours, minutes = divmod(minutes, 60)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return say("{minutes} min", minutes=minutes)
