"""Scores: what was seen and reached in each pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.modes import mode_of
from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.reports.learner import Learner, Sat


@dataclass(frozen=True, slots=True, kw_only=True)
class PackScore:
    """How far a student has come in one pack.

    Points are 0 to 100 a question, of first answers only; "last" and "best" are of finished
    sittings that were drawn from the pack, not of playing the missed ones again. None where there
    is no such sitting.
    """

    pack: str
    title: str
    facts_seen: int
    """Facts that at least one answer asked for."""
    facets_seen: int
    sittings: int
    """Finished ones."""
    last_points: int | None
    last_out_of: int | None
    last_when: str
    """When the pack was last answered, ISO 8601 in UTC."""
    best_points: int | None
    best_out_of: int | None
    answers: int
    """First answers, over all sittings."""
    right: int
    """How many of these were correct."""


def scores(learner: Learner) -> list[PackScore]:
    """Return the student's score in each pack that has an answer, the last one played first."""
    facets: dict[str, list[str]] = {}
    for facet in learner.memories:
        facets.setdefault(facet.partition("/")[0], []).append(facet)
    sittings: dict[str, list[Sat]] = {}
    for sat in learner.sittings.values():
        sittings.setdefault(sat.pack, []).append(sat)
    found = [
        _score(learner, pack, facets.get(pack, []), sittings.get(pack, []))
        for pack in learner.played
    ]
    return sorted(found, key=lambda score: (score.last_when, score.pack), reverse=True)


def _score(learner: Learner, pack: str, facets: list[str], sittings: list[Sat]) -> PackScore:
    finished = sorted((sat for sat in sittings if sat.ended), key=lambda sat: sat.ended)
    drawn = [
        (sat.points, 100 * sat.size)
        for sat in finished
        if sat.size and not sat.again and mode_of(sat.mode).scored
    ]
    last = drawn[-1] if drawn else (None, None)
    best = max(drawn, key=lambda got: (got[0] / got[1], got[1])) if drawn else (None, None)
    return PackScore(
        pack=pack,
        title=sittings[-1].title if sittings else pack,
        facts_seen=len({fact_of(facet) for facet in facets}),
        facets_seen=len(facets),
        sittings=len(finished),
        last_points=last[0],
        last_out_of=last[1],
        last_when=learner.played[pack],
        best_points=best[0],
        best_out_of=best[1],
        answers=sum(sat.answers for sat in sittings),
        right=sum(sat.right for sat in sittings),
    )


def fact_of(facet: str) -> str:
    """Return pack/kind/fact of a facet, which is pack/kind/fact/field."""
    return facet.rpartition("/")[0]
