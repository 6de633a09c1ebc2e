"""What the screens of games need that takes time: run in threads, and knows no widget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.model import Sitting
from quiz.play.clock import TIME
from quiz.play.duel import GUEST, GUEST_NAME, NAMES, RIVAL, Duel
from quiz.play.modes import MODES, Selection, mode_of
from quiz.quick import dataclass
from quiz.ui.safe import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.packs.content import Pack
    from quiz.records.students import Student
    from quiz.reports.games import Before
    from quiz.reports.keeper import Keeper
    from quiz.ui.desk import Desk

PER_SITTING = (TIME, RIVAL, *NAMES)
"""What another set of the same kind keeps of the settings of the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The day's set is played already."""

    sentence: str
    card: str


def today(desk: Desk, pack: str) -> Sitting | Played | None:
    """Return the day's set of a pack as it was begun or played, None where it was not begun.

    Raises LogError.
    """
    from quiz.reports.games import played_today

    found = played_today(desk.log, desk.user, pack, desk.now().date())
    if found is None or isinstance(found, Sitting):
        return found
    sentence, card = found
    return Played(sentence=sentence, card=card)


def is_daily(mode: str) -> bool:
    """Return whether the mode's set is that of the day."""
    return mode_of(mode).selection is Selection.DAY


def with_own(sitting: Sitting, earlier: Mapping[str, str]) -> Sitting:
    """Return the sitting with the players and the time of the one before it, if there was one."""
    kept = {key: earlier[key] for key in PER_SITTING if key in earlier}
    return replace(sitting, settings=sitting.settings | kept)


def others(desk: Desk) -> tuple[Student, tuple[Student, ...]]:
    """Return the student and everybody else on this machine. Raises LogError."""
    from quiz.paths import data_dir
    from quiz.records.students import Student, everybody

    known = everybody(data_dir(), desk.log)
    own = next((s for s in known if s.id == desk.user), Student(id=desk.user, name="Student"))
    return own, tuple(s for s in known if s.id != desk.user)


def players(own: Student, rival: Student | None) -> dict[str, str]:
    """Return what the settings of a duel say of its players; None: a guest."""
    names = (own.name, rival.name if rival else GUEST_NAME)
    return {RIVAL: rival.id if rival else GUEST, **dict(zip(NAMES, names, strict=True))}


def duel(desk: Desk, sitting: Sitting) -> Duel:
    """Return the duel of a sitting with all that the log has of it. Raises LogError."""
    answered = tuple(desk.log.answers(sitting=sitting.id))
    return Duel(sitting, now=desk.now, new_id=desk.new_id, answered=answered)


def before(desk: Desk, sitting: Sitting) -> Before:
    """Return what is to be known at the end of a sitting."""
    from quiz.reports.games import before as known_before

    return known_before(desk.log, sitting)


def notes(desk: Desk, pack: Pack, keeper: Keeper) -> dict[str, str]:
    """Return what is known of some modes, by id: what is due, what was reached."""
    from quiz.generate import facets
    from quiz.play.agenda import agenda
    from quiz.reports.games import best_of, played_today

    day = desk.now().date()
    told: dict[str, str] = {}
    try:
        learner = keeper.learner(desk.user)
        infos = facets(pack, 2, ())
        for mode, name in ((MODES["review"], "due"), (MODES["missed"], "missed")):
            found = agenda(
                infos,
                lambda info: learner.memory(info.facet, info.asked, info.was),
                selection=mode.selection,
                count=10,
                today=day,
                seed="",
            )
            number = len(found.plan.wanted) if found.plan else 0
            told[mode.id] = said("{n} {name}", n=number, name=name) if number else "nothing now"
        played = played_today(desk.log, desk.user, pack.id, day)
        told["daily"] = "" if played is None else "begun" if isinstance(played, Sitting) else "done"
        for mode in MODES.values():
            best = None if mode.counts_all or mode.players > 1 else best_of(
                desk.log, desk.user, pack.id, mode
            )  # fmt: skip
            if best is not None:
                told[mode.id] = said("best {n}", n=best)
    except QuizError:
        pass
    return told
