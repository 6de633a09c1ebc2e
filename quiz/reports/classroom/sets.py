"""Sets that several students had whole: an exam, or the same seed for everyone (rule S4)."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.items.facility import FEWEST
from quiz.reports.items.reliability import Reliability, reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.reports.classroom.given import Given
    from quiz.reports.classroom.people import Class, Person
    from quiz.reports.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a student reached in a set."""

    person: Person
    total: float
    """In questions, 0 to their number."""
    band: Interval | None
    """total ± 1.96·SEM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport:
    """A set that `FEWEST` students or more had whole."""

    seed: str
    begun: str
    """When the first of them began, ISO 8601 in UTC."""
    items: tuple[str, ...]
    """Ids of its questions, in the order of `figures.weights`."""
    figures: Reliability
    marks: tuple[Mark, ...]
    """The best first."""
    partly: int
    """Students who had only part of it, or of whom an answer does not count."""


def sets(found: Class) -> tuple[SetReport, ...]:
    """Return the sets that were answered whole by `FEWEST` students, of two questions or more.

    A set is what one seed draws from one edition of the pack. Each student counts with the first
    sitting that answers all of it. These are first answers in the set: what was practised before
    is what an exam asks for.
    """
    groups: dict[tuple[str, str], dict[tuple[int, str], dict[str, Given]]] = {}
    for person, given in found.answers:
        if given.attempt > 1 or given.primed or given.sitting in found.games:
            continue
        sittings = groups.setdefault((given.pack_hash, given.seed), {})
        sittings.setdefault((person, given.sitting), {})[given.item] = given
    made = [
        _report(found, seed, sittings)
        for (_, seed), sittings in groups.items()
        if len({person for person, _ in sittings}) >= FEWEST
    ]
    whole = [each for each in made if each is not None]
    return tuple(
        sorted(whole, key=lambda s: (-len(s.items) * len(s.marks), s.begun, s.seed, s.items))
    )


def _report(
    found: Class, seed: str, sittings: dict[tuple[int, str], dict[str, Given]]
) -> SetReport | None:
    items = sorted({item for answers in sittings.values() for item in answers})
    rows: dict[int, dict[str, Given]] = {}
    begun = ""
    for (person, _), answers in sittings.items():
        if person in rows or len(answers) < len(items):
            continue
        if all(given.counts for given in answers.values()):
            rows[person] = answers
            start = min(given.ts_utc for given in answers.values())
            begun = min(begun or start, start)
    if len(rows) < FEWEST or len(items) < 2:
        return None
    scores = [[answers[item].score for item in items] for answers in rows.values()]
    figures = reliability(scores)
    return SetReport(
        seed=seed,
        begun=begun,
        items=tuple(items),
        figures=figures,
        marks=_marks(found, rows, scores, figures),
        partly=len({person for person, _ in sittings}) - len(rows),
    )


def _marks(
    found: Class,
    rows: dict[int, dict[str, Given]],
    scores: Sequence[Sequence[float]],
    figures: Reliability,
) -> tuple[Mark, ...]:
    made = []
    for person, own in zip(rows, scores, strict=True):
        total = fsum(own)
        made.append(Mark(person=found.persons[person], total=total, band=figures.score_band(total)))
    return tuple(sorted(made, key=lambda mark: (-mark.total, mark.person.number)))
