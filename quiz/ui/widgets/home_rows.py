"""The rows of the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from quiz.ui.marks import RULE, RULE_WIDTH, bar, count, superscript
from quiz.ui.safe import join, say, text
from quiz.ui.widgets.listing import Entry
from quiz.ui.widgets.prose import Row

if TYPE_CHECKING:
    from quiz.packs.library import PackEntry
    from quiz.reports.scores import PackScore
    from quiz.reports.today import Today
    from quiz.ui.wish import Begun

BAR = 20


def wordmark() -> Content:
    """Return the name of the game, with a footnote."""
    return Content.assemble(text("Footnote", "bold"), text(superscript(1), "$note"))


def notes(mode: str) -> list[Row]:
    """Return the foot of the page: even the game explains itself in footnotes."""
    return [
        Row(body=text(RULE * RULE_WIDTH, "$hair")),
        Row(
            margin=text(superscript(1), "$note"),
            body=text("Every answer comes with its source.", "$faint"),
        ),
        Row(margin=text(superscript(2), "$note"), body=text(mode, "$faint")),
    ]


def day_line(today: Today, goal: int) -> Content | None:
    """Return what there is to say of the day; None for nothing.

    `goal`: questions that the student means to answer in a day, 0 for none.
    """
    streak, due = today.streak, sum(today.due.values())
    parts = []
    if streak.length and not streak.today:
        days = count(streak.length + 1, "day", "days")
        parts.append(say("Today makes it {days} in a row", days=days))
    elif streak.length > 1:
        parts.append(say("{days} in a row", days=count(streak.length, "day", "days")))
    if goal:
        parts.append(say("{answers} of {goal} answered today", answers=today.answers, goal=goal))
    if due:
        parts.append(say("{due} due today", due=due))
    return join(parts, " · ") if parts else None


def begun_entry(begun: Begun) -> Entry:
    """Return the row of what was begun."""
    place = (
        say("Question {n} of {total}", n=begun.number, total=begun.total)
        if begun.total
        else say("Question {n}", n=begun.number)
    )
    left = say("{left} left", left=begun.left) if begun.left and not begun.over else text("")
    where = join([place, text(begun.mode), left], ", ").stylize_before("$faint")
    title = "Time is up: see how it went" if begun.over else "Go on where you stopped"
    return Entry(
        key="enter",
        lines=(text(title), where, text(begun.title, "$faint")),
        spaced=True,
    )


def pack_entry(
    number: int, pack: PackEntry, score: PackScore | None, due: int = 0, *, scored: bool = True
) -> Entry:
    """Return the row of a pack: what it is and how far the student has come, or what ails it.

    `due`: facts that come back today. `scored`: whether no score means by now that it was not
    begun.
    """
    key = str(number) if number < 10 else "·"
    title = text(pack.title)
    if pack.error is not None:
        return Entry(
            key="✗",
            lines=(title, say("Cannot be played: {error}", "$wrong", error=text(pack.error))),
            spaced=True,
        )
    lines = [title]
    if pack.description:
        lines.append(text(pack.description, "$faint"))
    return Entry(key=key, lines=(*lines, _progress(pack, score, due, scored)), spaced=True)


def _progress(pack: PackEntry, score: PackScore | None, due: int, scored: bool) -> Content:
    if pack.facts is None:
        return text("Counting the facts…", "$faint")
    facts = count(pack.facts, "fact", "facts")
    if score is None or not pack.facts:
        return say("{facts}, not begun" if scored else "{facts}", "$faint", facts=facts)
    seen = min(score.facts_seen, pack.facts)
    done, rest = bar(seen / pack.facts, BAR)
    parts = [
        say("{seen} of {facts}", seen=seen, facts=facts),
        *([say("{due} due today", "bold $note", due=due)] if due else []),
        *_percent("last", score.last_points, score.last_out_of),
        *_percent("best", score.best_points, score.best_out_of),
    ]
    told = join(parts, " · ").stylize_before("$faint")
    return Content.assemble((done, "$note"), (rest, "$hair"), "  ", told)


def _percent(name: str, points: int | None, out_of: int | None) -> list[Content]:
    if points is None or not out_of:
        return []
    return [say("{name} {percent} %", name=name, percent=round(100 * points / out_of))]
