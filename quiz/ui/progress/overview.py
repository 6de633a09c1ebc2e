"""The first page: the days behind, the days ahead, and how much of each pack is one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content

from quiz.reports.days import LEVELS, WEEK, heat
from quiz.ui.marks import CURSOR, RIGHT, count
from quiz.ui.progress.charts import (
    NONE,
    PART,
    SHADES,
    WHOLE,
    Cell,
    Plot,
    column,
    ruler,
    runs,
    three,
)
from quiz.ui.progress.sheet import (
    MONTHS,
    WEEKDAYS,
    and_more,
    clock,
    day_month,
    faint,
    heading,
    on_day,
    percent,
)
from quiz.ui.safe import EMPTY, fit, join, say, text
from quiz.ui.widgets.figures import large
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from datetime import date

    from quiz.reports.days import HeatMap
    from quiz.reports.mastery import PackStanding
    from quiz.reports.progress import Progress
    from quiz.ui.progress.sheet import Room

LABEL = 9
"""Cells of the day that something is due on."""
NUMBER = 5
LEAST_BAR = 6
NARROW = 62
"""Cells of a column in which words are fewer."""
MOST_WEEKS = 53
PACK_BAR = 30
LEAST_PLOT = 8
MOST_PLOT = 8
HALF_YEAR: Final = timedelta(days=182)


def overview(progress: Progress, room: Room, goal: int = 0) -> list[Row]:
    """Return the page; `goal`: questions that the student means to answer in a day."""
    rows = [*_streak(progress, room, goal), BLANK, *_days(progress, room), BLANK]
    return [*rows, *_packs(progress, room, room.lines - len(rows))]


# The streak


def _streak(progress: Progress, room: Room, goal: int) -> list[Row]:
    streak = progress.streak
    days = say(
        "{what} in a row{best}",
        what="day" if streak.length == 1 else "days",
        best=say(", your best", "$note")
        if streak.length == streak.best > 1
        else say("; your best is {n}", n=streak.best),
    )
    if goal:
        done = progress.days[progress.today].answers if progress.today in progress.days else 0
        mark = RIGHT if done >= goal else ""
        today = say("{done} of {goal} today", done=done, goal=goal)
        days = join([days, join([today, text(mark, "$right")], " ")], " · ")
    beside = [days.stylize_before("bold"), _rest(progress, room), _due(progress)]
    return [
        Row(body=fit(Content.assemble(text(figure, "bold $note"), "   ", told), room.body))
        for figure, told in zip(large(streak.length), beside, strict=True)
    ]


def _rest(progress: Progress, room: Room) -> Content:
    streak, today = progress.streak, progress.today
    if not streak.length:
        return say("Play today and a new one begins.", "$faint")
    if streak.rest is not None and room.body < NARROW:
        return say("Rest day used {day}.", "$faint", day=_on(streak.rest, today))
    if streak.rest is not None and streak.free_again is not None:
        return say(
            "Rest day used {day}; one is free again {free}.",
            "$faint",
            day=_on(streak.rest, today),
            free=_on(streak.free_again, today),
        )
    if not streak.today:
        return say("Not played yet today. One day in seven may be missed.", "$faint")
    return say("One day in seven may be missed, and nothing breaks.", "$faint")


def _on(day: date, today: date) -> str:
    named = on_day(day, today)
    if named in ("yesterday", "tomorrow"):
        return named
    return " ".join(("on", WEEKDAYS[day.weekday()]))


def _due(progress: Progress) -> Content:
    due = progress.due
    if due.today:
        parts = [say("{n} due today", "bold", n=due.today)]
    else:
        parts = [say("Nothing is due today", "bold")]
    later = due.week - due.today
    if later:
        parts.append(say("{n} more within the week", n=later))
    elif due.following is not None:
        parts.append(say("the next on {day}", day=on_day(due.following, progress.today)))
    return join(parts, ", ")


# Weeks behind, days ahead: both have a row for each day of the week


def _days(progress: Progress, room: Room) -> list[Row]:
    most = max((count for _, count in progress.due.days), default=0)
    beside = 3 + LABEL + NUMBER
    weeks = min(MOST_WEEKS, (room.body - beside - max(LEAST_BAR, room.body // 6)) // 2)
    bar = min(24, room.body - beside - 2 * weeks)
    answers = {day: count.answers for day, count in progress.days.items()}
    found = heat(answers, progress.today, weeks)
    ahead = {day.weekday(): (day, count) for day, count in progress.due.days}
    head = _months(found).pad_right(0)
    head = head.pad_right(max(0, 2 * weeks + 3 - head.cell_length))
    rows = [Row(body=head.append(text("what comes back", "$faint")))]
    for weekday, name in enumerate(WEEKDAYS):
        here = progress.today.weekday() == weekday
        day, count = ahead[weekday]
        due = say(
            "{label}{number} {bar}",
            label=text(_label(day, progress.today).ljust(LABEL), "bold" if here else "$faint"),
            number=text((str(count) if count else "·").rjust(NUMBER - 1), "" if count else "$hair"),
            bar=text(column(count / most if most else 0, bar), "$note"),
        )
        mark = text(CURSOR if here else "", "$note")
        short = text(name[:3], "" if here else "$faint")
        rows.append(
            Row(
                margin=join([mark, short], " "),
                body=join([_week_row(found, weekday), text(" │ ", "$hair"), due]),
            )
        )
    return [*rows, Row(body=_legend(room))]


def _label(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead < 2:
        return ("today", "tomorrow")[ahead]
    return " ".join((str(day.day), MONTHS[day.month - 1][:3]))


def _week_row(found: HeatMap, weekday: int) -> Content:
    cells: list[Cell] = []
    for week in found.weeks:
        cell = week[weekday]
        if cell is None:
            cells.append(("  ", ""))
        elif cell.level:
            cells.append((SHADES[cell.level] * 2, "$note"))
        else:
            cells.append(("· ", "$hair"))
    return runs(cells)


def _months(found: HeatMap) -> Content:
    line = EMPTY
    for at, first in found.months:
        if 2 * at + 3 <= 2 * len(found.weeks):
            line = line.pad_right(max(0, 2 * at - line.cell_length))
            line = line.append(text(MONTHS[first.month - 1][:3], "$faint"))
    return line


def _legend(room: Room) -> Content:
    ends = [
        *("".join(("–", str(n - 1))) for n in LEVELS[1:]),
        " or more" if room.body >= NARROW else "+",
    ]
    steps = [
        say("{shade} {least}{end}", "$faint", shade=text(shade * 2, "$note"), least=least, end=end)
        for shade, least, end in zip(SHADES[1:], LEVELS, ends, strict=True)
    ]
    none = say("{shade} none", "$faint", shade=text(SHADES[0], "$hair"))
    words = text("answers a day" if room.body >= NARROW else "", "$faint")
    return join([none, *steps, words], "  ")


# Packs


def _packs(progress: Progress, room: Room, lines: int) -> list[Row]:
    signs = ((WHOLE, "learned"), (PART, "learning"), (NONE, "new"))
    key = join([say("{s} {w}", s=text(s, "$note"), w=w) for s, w in signs], "  ")
    rows = [Row(body=key.stylize_before("$faint"))]
    space = max(1, (lines - 2) // (2 if room.tall else 1))
    shown = progress.packs if len(progress.packs) <= space else progress.packs[: space - 1]
    for pack in shown:
        rows.append(Row(body=fit(_pack(pack, min(PACK_BAR, room.body // 3)), room.body)))
        if room.tall:
            rows.append(BLANK)
    left = len(progress.packs) - len(shown)
    if left:
        rows.append(and_more(left, "pack more", "packs more"))
    if room.tall:
        rows += [*_learned(progress, room, lines - len(rows) - 2), BLANK, _so_far(progress)]
    return rows


def _pack(pack: PackStanding, width: int) -> Content:
    new = pack.new or 0
    numbers = (pack.learned, pack.learning, new)
    bar = three(*_split(numbers, width))
    figures = " · ".join(str(n) for n in (numbers if pack.new is not None else numbers[:2])).rjust(
        14
    )
    return Content.assemble(bar, " ", text(figures, "$faint"), "  ", text(pack.title))


def _split(parts: tuple[int, ...], width: int) -> list[int]:
    """Return the parts as cells of a bar; what is there shows, however little it is."""
    total = sum(parts) or 1
    cells = [max(1, round(width * part / total)) if part else 0 for part in parts]
    biggest = cells.index(max(cells))
    cells[biggest] = max(0, cells[biggest] + width - sum(cells))
    return cells


def _learned(progress: Progress, room: Room, lines: int) -> list[Row]:
    """Return how what is learned has grown since the first day, or over the last half year."""
    if not progress.days or lines < LEAST_PLOT:
        return []
    first = max(min(progress.days), progress.today - HALF_YEAR)
    span = (progress.today - first).days
    total = sum(day.learned for when, day in progress.days.items() if when < first)
    grown: list[float] = []
    for day in (first + timedelta(days=n) for n in range(span + 1)):
        total += progress.days[day].learned if day in progress.days else 0
        grown.append(max(0, total))
    most = max(grown)
    if span < WEEK or not most:
        return []
    height = min(MOST_PLOT, lines - 4)
    plot = Plot(room.body - 1, height, low=0, high=most)
    plot.curve([grown[round(x * span / (plot.columns - 1))] for x in range(plot.columns)], "$note")
    named = {0: str(round(most)), height - 1: "0"}
    rows = [heading("Answers learned", "right on three days, and not forgotten since", room)]
    for row, line in enumerate(plot.lines()):
        rows.append(
            Row(margin=text(named.get(row, ""), "$faint"), body=join([text("│", "$hair"), line]))
        )
    ends = [(1, day_month(first)), (room.body, "today")]
    rows.append(Row(body=text("".join(("└", "─" * (room.body - 1))), "$hair")))
    return [*rows, Row(body=ruler(room.body, ends))]


def _so_far(progress: Progress) -> Row:
    return faint(
        "{answers} on {days}, {share} % of them right; {time} of thinking.",
        answers=count(progress.answers, "answer", "answers"),
        days=count(len(progress.days), "day", "days"),
        share=percent(progress.right / progress.answers) if progress.answers else 0,
        time=clock(progress.seconds),
    )
