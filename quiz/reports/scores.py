"""Scores: what was seen and reached in each pack, read from the log only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.model import Answer
    from quiz.records.log import Log
    from quiz.records.rows import SittingRow


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


@dataclass(slots=True)
class _Tally:
    facets: set[str] = field(default_factory=set)
    when: str = ""
    answers: int = 0
    right: int = 0
    points: dict[str, int] = field(default_factory=dict)

    def add(self, answer: Answer) -> None:
        self.facets.add(answer.facet)
        self.when = max(self.when, answer.ts_utc)
        if answer.attempt == 1:
            self.answers += 1
            self.right += answer.correct
            before = self.points.get(answer.sitting, 0)
            self.points[answer.sitting] = before + round(100 * answer.s)


def scores(log: Log, user: str | None = None) -> list[PackScore]:
    """Return a student's score in each pack, the last one played first; for None, of all."""
    tallies: dict[str, _Tally] = {}
    for answer in log.answers(user=user):
        tallies.setdefault(answer.pack, _Tally()).add(answer)
    sittings: dict[str, list[SittingRow]] = {}
    for sitting in log.sittings():
        if user in (None, sitting.user):
            sittings.setdefault(sitting.pack, []).append(sitting)
    found = [_score(pack, tally, sittings.get(pack, [])) for pack, tally in tallies.items()]
    return sorted(found, key=lambda score: (score.last_when, score.pack), reverse=True)


def _score(pack: str, tally: _Tally, sittings: list[SittingRow]) -> PackScore:
    finished = [s for s in sittings if s.how == "finished"]
    drawn = [
        (tally.points.get(s.id, 0), 100 * s.size)
        for s in sorted(finished, key=lambda s: (s.ended_utc or "", s.id))
        if "again" not in s.settings and s.size
    ]
    last = drawn[-1] if drawn else (None, None)
    best = max(drawn, key=lambda got: (got[0] / got[1], got[1])) if drawn else (None, None)
    return PackScore(
        pack=pack,
        title=sittings[-1].pack_title if sittings else pack,
        facts_seen=len({fact_of(facet) for facet in tally.facets}),
        facets_seen=len(tally.facets),
        sittings=len(finished),
        last_points=last[0],
        last_out_of=last[1],
        last_when=tally.when,
        best_points=best[0],
        best_out_of=best[1],
        answers=tally.answers,
        right=tally.right,
    )


def fact_of(facet: str) -> str:
    """Return pack/kind/fact of a facet, which is pack/kind/fact/field."""
    return facet.rpartition("/")[0]
