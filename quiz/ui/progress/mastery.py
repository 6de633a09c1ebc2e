"""The second page: topics, the least known first, and the facts that are most likely gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.reports.intervals import FEW
from quiz.ui.marks import CURSOR, WRONG
from quiz.ui.progress.charts import column, spark, three
from quiz.ui.progress.sheet import and_more, faint, heading, height, likely, of_right, percent
from quiz.ui.safe import fit, join, say, text
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from quiz.reports.mastery import TopicStanding
    from quiz.reports.progress import Fact, Progress
    from quiz.ui.progress.sheet import Room

BAR = 12
BROAD_BAR = 30
FACTS = 4
"""Weak facts that are listed where there is little room."""


def mastery(progress: Progress, room: Room, at: int) -> list[Row]:
    """Return the page, the fact at `at` marked."""
    many = max(FACTS, (room.lines - 8) // 4)
    facts = _facts(progress.facts, room, at, many)
    topics = _topics(progress.topics, room, room.lines - height(facts, room) - 1)
    return [*topics, BLANK, *facts]


def _topics(topics: Sequence[TopicStanding], room: Room, lines: int) -> list[Row]:
    several = len({topic.pack for topic in topics}) > 1
    rows = [heading("What you would know today", "by topic, the least known first", room)]
    for index, topic in enumerate(topics):
        rest = len(topics) - index
        made = _topic(topic, room, named=several and room.tall)
        if len(rows) + len(made) + (rest > 1) > lines:
            least = percent(topic.recall)
            rows.append(and_more(rest, "topic", "topics") if not least else _more(rest, least))
            break
        rows += made
    return rows


def _more(rest: int, least: int) -> Row:
    return faint("and {n} more, all at {least} % or above", n=rest, least=least)


def _topic(topic: TopicStanding, room: Room, *, named: bool) -> list[Row]:
    width = BROAD_BAR if room.body > 90 else BAR
    shown = [_bar(topic, width), text(spark(topic.line), "$note")]
    before = sum(part.cell_length + 2 for part in shown)
    pack = text(topic.title if named or not topic.topic else "", "$faint")
    title = join([text(topic.topic), pack], "  ")
    shown.append(fit(title, room.body - before))
    rows = [Row(margin=say("{n} %", "bold", n=percent(topic.recall)), body=join(shown, "  "))]
    told = _few(topic)
    if told or room.tall:
        about = join([text(_met(topic) if room.tall else "", "$faint"), text(told, "$faint")], "; ")
        rows.append(Row(body=about.pad_left(before)))
    return rows


def _met(topic: TopicStanding) -> str:
    if topic.facts is None or topic.met == topic.facts:
        return " ".join(("all" if topic.facts else "", str(topic.met), "facts met")).strip()
    return " ".join((str(topic.met), "of", str(topic.facts), "facts met"))


def _few(topic: TopicStanding) -> str:
    """Return the share of right answers with its interval, "" where there are many."""
    if not topic.answers or topic.answers >= FEW:
        return ""
    return ", ".join((of_right(topic.right, topic.answers), likely(topic.interval)))


def _bar(topic: TopicStanding, width: int) -> Content:
    """Return what is known, what has faded, and what was not met yet."""
    total = max(topic.facts or topic.met, 1)
    known = len(column(topic.recall * topic.met / total, width))
    met = max(known, len(column(topic.met / total, width)))
    return three(known, met - known, width - met)


def _facts(facts: Sequence[Fact], room: Room, at: int, many: int) -> list[Row]:
    first = max(0, min(at - many + 1, len(facts) - many))
    rows = [heading("Weakest facts", "enter shows how it fades", room)]
    for index, fact in enumerate(facts[first : first + many], start=first):
        here = index == at
        style = "reverse" if here else ""
        share = say("{n} %", style, n=percent(fact.standing.recall))
        rows.append(
            Row(
                margin=join([text(CURSOR if here else "", "$note"), share], " "),
                body=fit(_name(fact).stylize_before("bold" if here else ""), room.body),
                target=("fact", index),
            )
        )
        rows.append(Row(body=fit(_answered(fact), room.body), target=("fact", index)))
    return rows


def name_of(fact: Fact) -> Content:
    """Return what a fact is called: its own name, and what is asked of it."""
    return _name(fact)


def _name(fact: Fact) -> Content:
    if fact.told is None:
        return text(" ".join(fact.standing.facet.split("/")[2:]))
    return say("{name}, {asks}", name=fact.told.subject, asks=text(fact.told.asks, "$faint"))


def _answered(fact: Fact) -> Content:
    """Return what was answered when it was missed last, and what is right."""
    right = fact.told.answer if fact.told is not None else ""
    missed = next((answer for answer in fact.past if not answer.correct), None)
    parts = []
    if missed is not None:
        said = say("“{given}”", given=missed.given) if missed.given else text("not known")
        parts.append(say("{mark} {said}", mark=text(WRONG, "$wrong"), said=said))
    if right:
        parts.append(say("right: {right}", right=text(right)))
    return join(parts, "  ").stylize_before("$faint")
