"""The confusion map: which two things are taken for one another, and what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.marks import CURSOR, count, superscript
from quiz.ui.progress.charts import column
from quiz.ui.progress.sheet import and_more, cut, faint, heading, height
from quiz.ui.safe import fit, join, say, text
from quiz.ui.widgets.feedback import cited
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from textual.content import Content

    from quiz.model import Citation
    from quiz.reports.mixups import Mixup, Side
    from quiz.reports.progress import Progress
    from quiz.ui.progress.sheet import Room


def confusions(progress: Progress, room: Room, at: int) -> list[Row]:
    """Return the page, the pair at `at` opened."""
    pairs = progress.mixups
    if not pairs:
        return [
            heading("Mix-ups"),
            BLANK,
            Row(body=text("Nothing mixed up so far.")),
            faint(
                "When you take one thing for another, the pair stands here with what tells them "
                "apart, and both come back side by side as options."
            ),
        ]
    opened = _opened(pairs[at], room)
    rows = [heading("What you mix up", "both come back side by side as options", room), BLANK]
    many = max(1, (room.lines - len(rows) - height(opened, room) - 2) // (2 if room.tall else 1))
    first = max(0, min(at - many + 1, len(pairs) - many))
    most = max(pair.times for pair in pairs)
    for index, pair in enumerate(pairs[first : first + many], start=first):
        rows.append(_pair(pair, most, index == at, room, index))
        if room.tall:
            rows.append(BLANK)
    left = len(pairs) - many
    if left > 0:
        rows.append(and_more(left, "pair more", "pairs more"))
    return [*rows, BLANK, *opened]


def _pair(pair: Mixup, most: int, here: bool, room: Room, index: int) -> Row:
    bar = text(column(pair.times / most, 8).ljust(8), "$note")
    names = say(
        "{one} {sign} {other}",
        one=text(pair.one.text, "bold" if here else ""),
        sign=text("⇄" if pair.other_for_one else "→", "$note"),
        other=text(pair.other.text, "bold" if here else ""),
    )
    times = say("{n} ×", "reverse" if here else "", n=pair.times)
    return Row(
        margin=join([text(CURSOR if here else "", "$note"), times], " "),
        body=join([bar, fit(names, room.body - 10)], "  "),
        target=("pair", index),
    )


def _opened(pair: Mixup, room: Room) -> list[Row]:
    rows = [Row(body=_times(pair))]
    notes: list[Citation] = []
    for side in (pair.one, pair.other):
        if not side.sentence:
            continue
        marks = superscript(len(notes) + 1) if side.citations else ""
        rows.append(Row(body=cut(_sentence(side, marks), room, 2)))
        notes += side.citations[:1]
    first: dict[str, int] = {}
    for number, citation in enumerate(notes, start=1):
        note = cited(citation, as_note=first.setdefault(citation.text, number) % number or None)
        body = note if room.tall else fit(note, room.body)
        rows.append(Row(margin=text(superscript(number), "$note"), body=body))
    return rows


def _times(pair: Mixup) -> Content:
    told = say(
        "You took {one} for {other} {times}",
        one=text(pair.one.text, "bold"),
        other=text(pair.other.text, "bold"),
        times=count(pair.one_for_other, "time", "times"),
    )
    if not pair.other_for_one:
        return told.append(text("."))
    back = count(pair.other_for_one, "time", "times")
    return told.append(say(", and the other way round {times}.", times=back))


def _sentence(side: Side, marks: str) -> Content:
    return join([text(side.sentence), text(marks, "$note")])
