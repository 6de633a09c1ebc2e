"""One fact: how it rose and fell until today, and how it will fade from here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from quiz.play.memory import RETENTION, history, recall, trail
from quiz.ui.marks import RIGHT, WRONG, count, superscript
from quiz.ui.progress.charts import Plot, ruler, runs
from quiz.ui.progress.mastery import name_of
from quiz.ui.progress.sheet import cut, day_month, faint, height, on_day, percent
from quiz.ui.safe import fit, join, say, text
from quiz.ui.widgets.feedback import cited
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from textual.content import Content

    from quiz.model import Answer
    from quiz.play.memory import Memory
    from quiz.reports.progress import Fact, Progress
    from quiz.ui.progress.sheet import Room

BEHIND: Final = 30
"""Days behind today that the curve shows, where there were as many."""
A_YEAR: Final = 330
"""Days after which a day and a month alone would leave open which year is meant."""
LEAST_PLOT: Final = 10
"""Cells without which there is no curve."""
_DAY: Final = timedelta(days=1)


def fact_page(progress: Progress, room: Room, at: int) -> list[Row]:
    """Return the page of the fact at `at`."""
    fact = progress.facts[at]
    head = _head(fact, room, at, len(progress.facts))
    told = [*_told(fact, progress.today), *_source(fact, room)]
    taken = height(head, room) + height(told, room)
    plot = _plot(
        fact, progress.today, room, max(4, min(room.lines * 2 // 5, room.lines - taken - 6))
    )
    rows = [*head, BLANK, *plot, BLANK, *told]
    return [*rows, *_past(fact, progress.today, room.lines - height(rows, room))]


def _head(fact: Fact, room: Room, at: int, many: int) -> list[Row]:
    place = say("{n} of {many}", "$faint", n=at + 1, many=many)
    rows = [Row(margin=place, body=fit(name_of(fact).stylize_before("bold"), room.body))]
    if fact.told is not None and fact.told.sentence:
        note = text(superscript(1) if fact.told.citations else "", "$note")
        rows.append(Row(body=cut(join([text(fact.told.sentence), note]), room, 2)))
    return rows


# The curve


def _plot(fact: Fact, today: date, room: Room, rows_high: int) -> list[Row]:
    if room.body < LEAST_PLOT:
        return []  # the window is a few cells wide, and shows that it is too small
    steps = [*trail(fact.memory)]
    behind = min(BEHIND, max(0, (today - steps[0][0]).days)) if steps else 0
    ahead = len(fact.standing.curve) - 1
    width = room.body - 1
    values = _values(fact, today, behind, 2 * width)
    seen = [value for value in values if value is not None]
    low = max(0.0, (int(10 * min(seen)) - 1) / 10)
    plot = Plot(width, rows_high, low=low, high=1.0)
    plot.curve(values, "$note")

    def at(day: date) -> int:
        return round((day - today + behind * _DAY).days / (behind + ahead) * (width - 1))

    plot.line_at(RETENTION)
    if behind:
        plot.line_down(at(today))
    named = {0: "100 %", plot.row_of(RETENTION): "90 %", rows_high - 1: _percent(low)}
    rows = [
        Row(margin=text(named.get(row, ""), "$faint"), body=join([text("│", "$hair"), line]))
        for row, line in enumerate(plot.lines())
    ]
    marks = [(at(day), RIGHT if rating != "a" else WRONG) for day, rating in steps
             if (today - day).days <= behind]  # fmt: skip
    rows.append(Row(body=_axis(width, dict(marks))))
    places = [(at(today) + 1, "today")]
    due = fact.standing.due
    if today < due <= today + ahead * _DAY:
        places.append((at(due) + 1, " ".join(("due", day_month(due)))))
    elif due <= today:
        places = [(at(today) + 1, "today: due")]
    if behind > 9:
        places.append((1, day_month(today - behind * _DAY)))
    places.append((width, day_month(today + ahead * _DAY)))
    rows.append(Row(body=ruler(width + 1, places)))
    return rows


def _percent(share: float) -> str:
    return " ".join((str(round(100 * share)), "%"))


def _values(fact: Fact, today: date, behind: int, columns: int) -> list[float | None]:
    """Return recall for each column of dots, from the days behind to the last day ahead."""
    ahead = len(fact.standing.curve) - 1
    states = [*history(fact.memory)]
    days: list[float | None] = []
    for back in range(behind, 0, -1):
        day = today - back * _DAY
        state = _state(states, day)
        days.append(recall(state, day) if state is not None else None)
    days += fact.standing.curve
    span = behind + ahead
    return [_between(days, column * span / (columns - 1)) for column in range(columns)]


def _state(states: list[Memory], day: date) -> Memory | None:
    return next((s for s in reversed(states) if s.last_day <= day.isoformat()), None)


def _between(days: list[float | None], at: float) -> float | None:
    before = days[int(at)]
    after = days[min(int(at) + 1, len(days) - 1)]
    if before is None or after is None:
        return after if at > int(at) else before
    return before + (after - before) * (at - int(at))


def _axis(width: int, marks: dict[int, str]) -> Content:
    styles = {RIGHT: "$right", WRONG: "$wrong"}
    cells = [(marks.get(x, "─"), styles.get(marks.get(x, ""), "$hair")) for x in range(width)]
    return join([text("└", "$hair"), runs(cells)])


# Words


def _told(fact: Fact, today: date) -> list[Row]:
    standing = fact.standing
    when = on_day(standing.due, today)
    ahead = [
        say("{n} % today", "bold", n=percent(standing.recall)),
        say("due since {day}" if standing.due < today else "due {day}", day=when),
        say("{n} % in {days} days", n=percent(standing.curve[-1]), days=len(standing.curve) - 1),
    ]
    behind = [
        say("asked on {days}", days=count(standing.reviews, "day", "days")),
        *([say("forgotten {n} ×", n=standing.lapses)] if standing.lapses else []),
        *([say("learned")] if standing.learned else []),
    ]
    return [Row(body=join(ahead, " · ")), Row(body=join(behind, " · ").stylize_before("$faint"))]


def _source(fact: Fact, room: Room) -> list[Row]:
    """Return where the fact's sentence is from, on one line."""
    if fact.told is None or not fact.told.sentence or not fact.told.citations:
        return []
    told = fit(cited(fact.told.citations[0]), room.body)
    return [Row(margin=text(superscript(1), "$note"), body=told)]


def _past(fact: Fact, today: date, lines: int) -> list[Row]:
    if lines < 1:
        return []
    rows = []
    for answer in fact.past[: lines if len(fact.past) <= lines or lines < 3 else lines - 1]:
        mark, style = (RIGHT, "$right") if answer.correct else (WRONG, "$wrong")
        rows.append(
            Row(
                margin=join([text(_when(answer, today), "$faint"), text(mark, style)], " "),
                body=_given(answer),
            )
        )
    if len(rows) < min(lines, len(fact.past)):
        rows.append(faint("and earlier ones"))
    return rows


def _when(answer: Answer, today: date) -> str:
    day = date.fromisoformat(answer.day or answer.ts_utc[:10])
    return day_month(day) if (today - day).days < A_YEAR else day.isoformat()[:7]


def _given(answer: Answer) -> Content:
    given = say("“{given}”", given=answer.given) if answer.given else text("I don’t know")
    return say("{form}  {given}", form=text(answer.form, "$faint"), given=given)
