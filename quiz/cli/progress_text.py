"""Progress in lines: what `quiz scores` says below the table of packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quiz.reports.intervals import Interval
    from quiz.reports.progress import Fact, Progress

FACTS = 5
PAIRS = 5
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def lines(progress: Progress) -> list[str]:
    """Return the lines; nothing in them hangs on colour, and they read aloud well."""
    return [
        *_days(progress),
        *_packs(progress),
        *_topics(progress),
        *_weakest(progress),
        *_calibration(progress),
        *_mixups(progress),
    ]


def _days(progress: Progress) -> Iterator[str]:
    streak, due, today = progress.streak, progress.due, progress.today
    yield ""
    days = "1 day" if streak.length == 1 else f"{streak.length} days"
    yield f"{days} in a row, the best so far {streak.best}.{_rest(progress)}"
    week = ", ".join(f"{_named(day, today)} {number}" for day, number in due.days if number)
    yield f"Due today: {due.today}. Within the week: {due.week}{f' ({week})' if week else ''}."
    right = round(100 * progress.right / progress.answers) if progress.answers else 0
    played = "1 day" if len(progress.days) == 1 else f"{len(progress.days)} days"
    yield f"{progress.answers} answers on {played}, {right} % of them right."


def _rest(progress: Progress) -> str:
    rest, free = progress.streak.rest, progress.streak.free_again
    if rest is None or free is None:
        return ""
    return (
        f" Rest day used on {_DAYS[rest.weekday()]}; one is free again on {_DAYS[free.weekday()]}."
    )


def _named(day: date, today: date) -> str:
    return "today" if day == today else _DAYS[day.weekday()]


def _packs(progress: Progress) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("pack", "learned", "learning", "new")]
    for pack in progress.packs:
        new = "–" if pack.new is None else str(pack.new)
        rows.append((pack.title, str(pack.learned), str(pack.learning), new))
    if len(rows) > 1:
        yield ""
        yield from output.table(rows)


def _topics(progress: Progress) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("topic", "known today", "facts met", "right", "likely")]
    for topic in progress.topics:
        if not topic.topic:
            continue
        met = str(topic.met) if topic.facts is None else f"{topic.met} of {topic.facts}"
        right = f"{topic.right} of {topic.answers}"
        rows.append(
            (topic.topic, f"{_percent(topic.recall)} %", met, right, _likely(topic.interval))
        )
    if len(rows) > 1:
        yield ""
        yield from output.table(rows)


def _weakest(progress: Progress) -> Iterator[str]:
    if progress.facts:
        yield ""
        yield "Weakest facts:"
    for fact in progress.facts[:FACTS]:
        due = fact.standing.due
        when = "due" if due <= progress.today else f"due on {due.isoformat()}"
        yield f"  {_percent(fact.standing.recall)} %  {_name(fact)}, {when}"


def _name(fact: Fact) -> str:
    if fact.told is None:
        return fact.standing.facet
    return f"{fact.told.subject}, {fact.told.asks}"


def _calibration(progress: Progress) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("confidence", "right", "likely", "meant for")]
    for known in progress.calibration:
        level = known.level
        low, high = (round(100 * end) for end in level.band)
        likely = _likely(known.interval) if level.of else "–"
        rows.append((level.name, f"{level.right} of {level.of}", likely, f"{low}–{high} %"))
    if len(rows) > 1:
        yield ""
        yield from output.table(rows)


def _mixups(progress: Progress) -> Iterator[str]:
    if progress.mixups:
        yield ""
        yield "Mixed up:"
    for pair in progress.mixups[:PAIRS]:
        back = f", and back {pair.other_for_one} ×" if pair.other_for_one else ""
        yield f"  {pair.one_for_other} ×  {pair.one.text} taken for {pair.other.text}{back}"


def _percent(share: float) -> int:
    return round(100 * share)


def _likely(interval: Interval) -> str:
    return f"{_percent(interval.low)}–{_percent(interval.high)} %"
