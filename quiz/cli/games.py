"""What `quiz play` does for the modes that have something of their own: limits, daily set, duel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import TextIO

    from quiz.cli.wanted import Wanted
    from quiz.model import Sitting
    from quiz.play.session import Session
    from quiz.records.log import Log
    from quiz.records.students import Student


def extra_settings(args: Wanted, folder: Path, log: Log, who: Student) -> dict[str, str]:
    """Return what a new sitting keeps of time limits, confidence and players.

    What is not given is as the student has set it. Raises StudentError, LogError.
    """
    from quiz.paths import settings_dir
    from quiz.play import certainty
    from quiz.play.clock import time_settings
    from quiz.play.modes import mode_of
    from quiz.records import settings
    from quiz.records.students import whose

    chosen = settings.read(settings_dir(), who.id)
    mode = mode_of(args.mode)
    extra = args.extra if args.extra is not None else chosen.extra
    kept = time_settings(mode, minutes=args.time, usual=chosen.minutes, extra=extra)
    sure = chosen.confidence if args.confidence is None else args.confidence
    kept |= certainty.setting(wanted=sure)
    if mode.players > 1:
        from quiz.play.duel import GUEST, GUEST_NAME, NAMES, RIVAL

        rival = whose(folder, log, args.against) if args.against is not None else None
        kept[RIVAL] = rival.id if rival else GUEST
        kept |= dict(zip(NAMES, (who.name, rival.name if rival else GUEST_NAME), strict=True))
    return kept


def played_today(log: Log, user: str, pack: str, day: date) -> str | Sitting | None:
    """Return a sentence with the card where the day's set is over, or the sitting to go on with.

    None where the day's set was not begun. Raises LogError.
    """
    from quiz.reports.games import played_today as found_today

    found = found_today(log, user, pack, day)
    return "\n\n".join(found) if isinstance(found, tuple) else found


def play_duel(log: Log, sitting: Sitting, stdin: TextIO, stdout: TextIO, width: int) -> int:
    """Play a duel in lines; return the exit status."""
    from quiz.cli.play import new_id
    from quiz.clock import now
    from quiz.plain import Paper
    from quiz.plain.duel import PlainDuel
    from quiz.play.duel import Duel

    answered = tuple(log.answers(sitting=sitting.id))
    duel = Duel(sitting, now=now, new_id=new_id, answered=answered)
    return PlainDuel(duel, log, Paper(stdin, stdout, width=width)).play()


def closing(log: Log, session: Session) -> list[str]:
    """Return what the mode has to say at the end, the card of a daily set last."""
    from quiz.reports.games import at_the_end, before

    end = at_the_end(session, before(log, session.sitting))
    return [*end.sentences, *(["", *end.card.split("\n"), ""] if end.card else [])]
