"""Looking back: progress from a log and its packs, quickly at first, then with all there is."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from quiz.play.marks import effective
from quiz.reports.mastery import weakest
from quiz.reports.progress import Shelf, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from quiz.model import Answer
    from quiz.packs.content import Pack
    from quiz.packs.library import PackEntry
    from quiz.play.memory import Goal
    from quiz.records.log import Log
    from quiz.reports.learner import Learner
    from quiz.reports.progress import Progress
    from quiz.reports.told import Teller

PAST: Final = 20
"""Answers of a facet that are looked up."""
WITH_PAST: Final = 10
"""Facts whose answers are looked up before anybody asks."""


def quick(learner: Learner, today: date, entries: Iterable[PackEntry]) -> Progress:
    """Return days, streak, what is due, and packs, without reading one; some 10 µs a facet."""
    return progress(learner, today, _shelf(learner, entries, {}), deep=False)


def whole(
    learner: Learner,
    today: date,
    entries: Iterable[PackEntry],
    packs: Mapping[str, Pack],
    log: Log | None = None,
    *,
    goal: Goal | None = None,
) -> Progress:
    """Return all there is; `packs` by id, those that could be read. Raises LogError.

    Without a log it is not said what the weakest facts were answered.
    """
    shelf = _shelf(learner, entries, packs)
    pasts: dict[str, tuple[Answer, ...]] = {}
    if log is not None:
        weak = weakest(shelf.memories(learner), today, WITH_PAST)
        pasts = {memory.facet: past(log, learner.user, memory.facet) for memory in weak}
    return progress(learner, today, shelf, goal=goal, pasts=pasts)


def past(log: Log, user: str, facet: str) -> tuple[Answer, ...]:
    """Return the last answers to a facet as they count, the newest first. Raises LogError."""
    found: deque[Answer] = deque(maxlen=PAST)
    for _, given in log.numbered(user=user, facet=facet):
        answer = effective(given)
        if answer is not None:
            found.appendleft(answer)
    return tuple(found)


def _shelf(learner: Learner, entries: Iterable[PackEntry], packs: Mapping[str, Pack]) -> Shelf:
    titles = {sat.pack: sat.title for sat in learner.sittings.values()}
    sizes: dict[str, int] = {}
    topics: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.error is None and entry.facts is not None:
            titles[entry.id] = entry.title
            sizes[entry.id] = entry.facts
    tellers = _tellers(learner, packs)
    for pack, teller in tellers.items():
        titles[pack] = teller.pack.title
        topics |= teller.sizes()
        sizes[pack] = len({info.fact for info in teller.facets})  # without what no form can ask
    return Shelf(titles=titles, sizes=sizes, topics=topics, tellers=tellers)


def _tellers(learner: Learner, packs: Mapping[str, Pack]) -> dict[str, Teller]:
    if not packs:
        return {}
    from quiz.reports.told import Teller  # deferred: the generator, which quick figures do without

    return {pack: Teller(packs[pack]) for pack in learner.played if pack in packs}
