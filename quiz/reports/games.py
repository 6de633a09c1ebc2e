"""What the log says of games: the best so far, and the days on which the daily set was played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import LogError
from quiz.play.clock import TIME
from quiz.play.closing import closing
from quiz.play.daily import card, day_of
from quiz.play.modes import mode_of
from quiz.quick import dataclass
from quiz.reports.days import streak

if TYPE_CHECKING:
    from datetime import date

    from quiz.model import Sitting
    from quiz.play.modes import Mode
    from quiz.play.session import Session
    from quiz.records.log import Log
    from quiz.records.rows import SittingRow


def most_right(log: Log, sitting: Sitting) -> int | None:
    """Return the most right answers in the student's other sittings of that mode and pack.

    Of finished ones with the same time limit; None where there is none. Raises LogError.
    """
    minutes = sitting.settings.get(TIME, "")
    mode = mode_of(sitting.mode)
    return best_of(log, sitting.user, sitting.pack, mode, minutes=minutes, but=sitting.id)


def best_of(
    log: Log, user: str, pack: str, mode: Mode, *, minutes: str = "", but: str = ""
) -> int | None:
    """Return the most right answers in finished sittings of a mode; None where there is none.

    `minutes`: of those with that time limit of their own; `but`: a sitting to leave out.
    """
    rights = [
        sum(answer.correct for answer in log.answers(sitting=row.id) if answer.attempt == 1)
        for _, row in log.begun(user)
        if (row.pack, row.how) == (pack, "finished")
        and mode_of(row.mode) is mode
        and row.id != but
        and row.settings.get(TIME, "") == minutes
        and "again" not in row.settings
    ]
    return max(rights, default=None)


def daily_of(log: Log, user: str, pack: str, day: date) -> SittingRow | None:
    """Return the student's daily sitting of the pack on that day, None where there is none.

    One that has an ending before one that has not. Raises LogError.
    """
    found = [
        row for _, row in log.begun(user) if row.pack == pack and day_of(row.mode, row.seed) == day
    ]
    return max(found, key=lambda row: row.how is not None, default=None)


def daily_days(log: Log, user: str) -> frozenset[date]:
    """Return the days on which the student finished a daily set, of any pack. Raises LogError."""
    days = (day_of(row.mode, row.seed) for _, row in log.begun(user) if row.how == "finished")
    return frozenset(day for day in days if day is not None)


def daily_card(log: Log, row: SittingRow) -> str:
    """Return the card of a daily sitting. Raises LogError, ValueError where it is none."""
    day = day_of(row.mode, row.seed)
    if day is None:
        raise ValueError(row.mode)
    length = streak({*daily_days(log, row.user), day}, day).length
    answers = log.answers(sitting=row.id)
    return card(row.pack_title, day, answers, total=row.size, streak=length)


def played_today(log: Log, user: str, pack: str, day: date) -> tuple[str, str] | Sitting | None:
    """Return a sentence and the card where the day's set is over, or the sitting to go on with.

    None where it was not begun. Raises LogError.
    """
    row = daily_of(log, user, pack, day)
    if row is None:
        return None
    if row.how is None:
        begun = any(True for _ in log.answers(sitting=row.id))
        return log.sitting(row.id) if begun else None
    did = "played" if row.how == "finished" else "put away"
    return f"You have {did} today’s set; the next one is tomorrow.", daily_card(log, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the log knows of earlier sittings; it takes time to read, so that it is read early."""

    best: int | None = None
    """The most right answers in this game and pack, None where it was not played."""
    days: frozenset[date] = frozenset()
    """Days on which a daily set was finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What a mode has of its own to say at the end."""

    sentences: tuple[str, ...] = ()
    card: str = ""
    """The card of a daily set, to be shown and copied as it is."""
    counts: bool = False
    """Whether it is what was right that counts, and not the points."""
    sides: tuple[tuple[str, int], ...] = ()
    """Both players of a duel, each with the points."""


def before(log: Log, sitting: Sitting) -> Before:
    """Return what is to be known at the end of the sitting.

    A log that cannot be read takes nothing away but the comparison.
    """
    mode = mode_of(sitting.mode)
    try:
        return Before(
            best=most_right(log, sitting) if not mode.counts_all else None,
            days=daily_days(log, sitting.user)
            if day_of(sitting.mode, sitting.seed)
            else frozenset(),
        )
    except LogError:
        return Before()


def at_the_end(session: Session, known: Before) -> End:
    """Return what to say at the end of a sitting."""
    sitting = session.sitting
    day = day_of(sitting.mode, sitting.seed)
    shown = ""
    if day is not None:
        length = streak({*known.days, day}, day).length
        title = sitting.pack_title
        shown = card(title, day, session.answers, total=session.total, streak=length)
    said = closing(session.mode, session.results(), known.best)
    return End(sentences=said, card=shown, counts=not session.mode.counts_all)
