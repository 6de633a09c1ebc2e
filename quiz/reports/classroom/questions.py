"""What the class says of each question, variants put together (rule S7)."""

from __future__ import annotations

from collections import Counter
from math import fsum
from statistics import median
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.classroom.advice import Look, look
from quiz.reports.items.discrimination import REST_ITEMS, Discrimination, discrimination
from quiz.reports.items.facility import Facility, facility
from quiz.reports.items.options import Choice, Options, options
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quiz.reports.classroom.given import Given

_ONE_KEY = frozenset({"choice", "odd-one-out", "sources"})
_TYPED = frozenset({"typed", "cloze", "number"})
_WRONG = 5
"""Wrong typed answers that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """How a question fared among those who met it first."""

    item: str
    facet: str
    form: str
    topic: str
    facility: Facility
    rated: int
    """Answers whose students met enough other questions to say something of discrimination."""
    discrimination: Discrimination | None
    """None where there are too few answers, or no spread."""
    options: Options | None
    """None for forms that are not chosen from options with one key."""
    wrong: tuple[tuple[str, int], ...]
    """What was typed instead, and by how many, the most frequent first."""
    unknown: int
    """How many said that they did not know."""
    seconds: float
    """Median time of an answer."""
    look: Look


def question_reports(
    answers: Sequence[tuple[int, Given]], keys: Mapping[str, str]
) -> tuple[QuestionReport, ...]:
    """Return the report of each question, what wants a look first standing first."""
    totals: dict[int, list[float]] = {}
    by_item: dict[str, list[tuple[int, Given]]] = {}
    for person, given in answers:
        totals.setdefault(person, []).append(given.score)
        by_item.setdefault(given.item, []).append((person, given))
    sums = {person: fsum(scores) for person, scores in totals.items()}
    counts = {person: len(scores) for person, scores in totals.items()}
    same = all(len(own) == len(totals) for own in by_item.values())
    least = 2 if same else REST_ITEMS
    made = [
        _report(item, own, sums, counts, least, keys.get(item)) for item, own in by_item.items()
    ]
    return tuple(sorted(made, key=lambda q: (q.look.rank, q.facility.share, q.item)))


def _report(
    item: str,
    own: Sequence[tuple[int, Given]],
    sums: Mapping[int, float],
    counts: Mapping[int, int],
    least: int,
    key: str | None,
) -> QuestionReport:
    """`least`: other questions that a student must have met (rule S6)."""
    rests: list[float | None] = []
    for person, given in own:
        others = counts[person] - 1
        rests.append((sums[person] - given.score) / others if others >= least else None)
    able = [
        (given.score, rest, sums[person] / counts[person])
        for (person, given), rest in zip(own, rests, strict=True)
        if rest is not None
    ]
    scores, known, totals = ([row[i] for row in able] for i in range(3))
    last = own[-1][1]
    told = facility([given.score for _, given in own], [given.guess for _, given in own])
    found = discrimination(scores, known, totals)
    used = _options([given for _, given in own], rests, key)
    return QuestionReport(
        item=item,
        facet=last.facet,
        form=last.form,
        topic=last.topic,
        facility=told,
        rated=len(able),
        discrimination=found,
        options=used,
        wrong=_wrong(own),
        unknown=sum(given.unknown for _, given in own),
        seconds=median(given.latency_ms for _, given in own) / 1000,
        look=look(told, found, used),
    )


def _options(
    own: Sequence[Given], rests: Sequence[float | None], key: str | None
) -> Options | None:
    """Return how the options were used, where each answer is one option and right or wrong."""
    if own[0].form not in _ONE_KEY:
        return None
    if any(len(given.chosen) > 1 or given.score not in (0, 1) for given in own):
        return None
    choices = [
        Choice(shown=given.shown, chosen=_chosen(given), right=given.correct, rest=rest)
        for given, rest in zip(own, rests, strict=True)
    ]
    shown = {text for texts in {choice.shown for choice in choices} for text in texts}
    return options(choices, key if key in shown else None)


def _chosen(given: Given) -> str | None:
    if given.unknown or not given.chosen:
        return None
    index = given.chosen[0]
    return given.shown[index] if 0 <= index < len(given.shown) else given.given or None


def _wrong(own: Sequence[tuple[int, Given]]) -> tuple[tuple[str, int], ...]:
    """Return the wrong typed answers; spellings that only differ in capitals are one."""
    if own[0][1].form not in _TYPED:
        return ()
    counted: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for _, given in own:
        if not given.correct and not given.unknown and given.given:
            folded = fold(given.given)
            counted[folded] += 1
            spelt.setdefault(folded, given.given)
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_WRONG]
    return tuple((spelt[folded], n) for folded, n in most)
