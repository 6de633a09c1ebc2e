"""What the screens need that takes time: run in threads, and knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import LogError, QuizError
from quiz.play.begin import timestamp
from quiz.play.modes import mode_of
from quiz.records.settings import read as read_settings
from quiz.ui.wish import Begun

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from quiz.exchange.copied import Copied
    from quiz.model import Answer, Citation, Sitting
    from quiz.packs.content import Pack
    from quiz.packs.library import PackEntry
    from quiz.play.session import Session
    from quiz.reports.keeper import Keeper
    from quiz.reports.learner import Learner
    from quiz.reports.scores import PackScore
    from quiz.reports.today import Today
    from quiz.ui.desk import Desk
    from quiz.ui.screens.source import Found

AROUND = 400
"""Characters of a source on either side of a phrase."""
COPIES = 8
"""Local copies kept in memory."""


def find_packs(folders: Sequence[Path]) -> tuple[PackEntry, ...]:
    """Return the packs there are."""
    from quiz.packs.library import find_packs as find
    from quiz.paths import cache_dir

    return tuple(find(folders, cache=cache_dir()))


def glance(folders: Sequence[Path]) -> tuple[PackEntry, ...]:
    """Return the packs of which something is known without reading them: it takes no time."""
    from quiz.packs.library import find_packs as find
    from quiz.paths import cache_dir

    return tuple(find(folders, cache=cache_dir(), read=False))


def scores(desk: Desk, keeper: Keeper) -> tuple[tuple[PackScore, ...], Today]:
    """Return how far the student is in each pack, and what the day brings. Raises LogError."""
    from quiz.reports.scores import scores as scores_of
    from quiz.reports.today import today_of

    known = keeper.learner(desk.user)
    return tuple(scores_of(known)), today_of(known, desk.now().date())


def begun(desk: Desk) -> tuple[Begun | None, str]:
    """Return the sitting to go on with, and why the log cannot be read, "" if it can."""
    try:
        return _begun(desk), ""
    except LogError as error:
        return None, str(error)


def _begun(desk: Desk) -> Begun | None:
    sitting = desk.log.unfinished(desk.user)
    if sitting is None:
        return None
    from quiz.play.clock import figures  # deferred, as the session: most of the time nothing was
    from quiz.ui.errands_games import duel

    session = resume(sitting, desk)
    over = session.ended == "time"
    game = duel(desk, sitting) if session.mode.players > 1 else session
    if (game.finished and not over) or not game.answers:
        return None
    left = session.left()
    return Begun(
        title=sitting.pack_title,
        number=game.number,
        total=game.total if session.mode.counts_all else 0,
        mode=session.mode.title.lower(),
        left="" if left is None else figures(left),
        over=over,
    )


def resume(sitting: Sitting, desk: Desk, learner: Learner | None = None) -> Session:
    """Return the session of a sitting with all that the log has of it."""
    from quiz.play.session import Session  # deferred: 15 ms that home does without

    answered = tuple(desk.log.answers(sitting=sitting.id, raw=True))
    return Session(sitting, now=desk.now, new_id=desk.new_id, answered=answered, learner=learner)


def record(desk: Desk, answer: Answer) -> bool:
    """Keep an answer; return whether it is durable."""
    try:
        return desk.log.record(answer)
    except LogError:
        return False


def mark(desk: Desk, answer: Answer, kind: str) -> bool:
    """Keep what is said of an answer afterwards; return whether it is durable."""
    try:
        return desk.log.mark(answer.id, kind, timestamp(desk.now()), answer.user)
    except LogError:
        return False


def rated_today(desk: Desk, facet: str) -> bool:
    """Return whether a facet was rated today already."""
    try:
        return desk.log.rated_today(desk.user, facet, desk.now())
    except LogError:
        return False


def best_share(learner: Learner, pack: str) -> float | None:
    """Return the best share of points in a pack so far, None where no sitting is finished."""
    from quiz.reports.scores import scores as scores_of

    for score in scores_of(learner):
        if score.pack == pack and score.best_points is not None and score.best_out_of:
            return score.best_points / score.best_out_of
    return None


def load(path: Path) -> Pack:
    """Return the pack at a path. Raises PackNotFound, PackError."""
    from quiz.packs.library import load as load_pack

    return load_pack(str(path))


def locate(name: str) -> Path:
    """Return where the pack with that id lies. Raises PackNotFound."""
    from quiz.packs.library import locate as locate_pack

    return locate_pack(name)


def load_by_id(name: str) -> Pack:
    """Return the pack with that id. Raises PackNotFound, PackError."""
    from quiz.packs.library import load as load_pack

    return load_pack(name)


def draw(
    desk: Desk,
    pack: Pack,
    keeper: Keeper,
    *,
    count: int,
    mode: str,
    topics: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Sitting:
    """Return a new sitting of questions drawn from the pack. Raises NoQuestions, LogError.

    `settings`: those of an earlier sitting, whose forms and level are kept. Seeds count up, so
    that one set after the other goes through the whole pack without a repeat.
    """
    from quiz.form import Form
    from quiz.play.prepare import BY_MEMORY, Known, Wished, prepare

    earlier = settings or {}
    how = mode_of(mode)
    known = None
    if how.selection in BY_MEMORY:
        learner = keeper.learner(desk.user)
        known = Known(memories=learner, rivals=learner.rivals())
    return prepare(
        pack,
        how,
        Wished(
            count=count,
            seed=_next_seed(desk, pack),
            forms=tuple(Form(f) for f in earlier.get("forms", "").split(",") if f in set(Form)),
            topics=tuple(topics),
            level=int(earlier.get("level", "2")),
            most_new=read_settings(desk.settings, desk.user).new,
        ),
        user=desk.user,
        now=desk.now,
        new_id=desk.new_id,
        known=known,
        settings=_own_settings(desk, how.id),
    )


def _own_settings(desk: Desk, mode: str) -> dict[str, str]:
    """Return what a sitting keeps of what the student has chosen: time, confidence."""
    from quiz.play import certainty
    from quiz.play.clock import time_settings

    chosen = read_settings(desk.settings, desk.user)
    times = time_settings(mode_of(mode), minutes=None, usual=chosen.minutes, extra=chosen.extra)
    return times | certainty.setting(wanted=chosen.confidence)


def _next_seed(desk: Desk, pack: Pack) -> str:
    rows = desk.log.begun(desk.user)
    sets = [row for _, row in rows if row.pack == pack.id and "again" not in row.settings]
    taken = {row.seed for row in sets}  # `quiz play --seed` takes them out of order
    number = 1 + len(sets)
    while str(number) in taken:
        number += 1
    return str(number)


class Shelf:
    """Looks citations up in the local copies of a pack's sources."""

    def __init__(self, pack: Callable[[], Pack]) -> None:
        """`pack` reads the pack, which may take time."""
        self._pack = pack
        self._copies: dict[str, str | None] = {}

    def reference(self, citation: Citation, style: str) -> Copied:
        """Return the reference in a style, in our own form where it cannot be printed."""
        from quiz.exchange.copied import reference

        try:
            source = self._pack().sources.get(citation.source)
        except QuizError:
            source = None
        return reference(citation, source, style)

    def __call__(self, citation: Citation) -> Found:
        """Return the passage, and what kind of witness the source is."""
        from quiz.packs.passages import passage
        from quiz.ui.screens.source import Found

        try:
            pack = self._pack()
        except QuizError:
            return Found()
        source = pack.sources.get(citation.source)
        note = source.note if source is not None else ""
        if citation.source not in self._copies:
            if len(self._copies) >= COPIES:
                self._copies.clear()
            self._copies[citation.source] = pack.source_text(citation.source)
        copy = self._copies[citation.source]
        if copy is None:
            return Found(note=note)
        found = passage(copy, citation.phrase, around=AROUND) if citation.phrase else None
        return Found(passage=found, note=note, has_copy=True)
