"""The report of a class: its parts, and how they are put together."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.classroom.first import firsts
from quiz.reports.classroom.questions import QuestionReport, question_reports
from quiz.reports.classroom.scale import place
from quiz.reports.classroom.sets import SetReport, sets
from quiz.reports.intervals import Interval, wilson
from quiz.reports.items.facility import FEWEST
from quiz.reports.items.intervals import clustered
from quiz.reports.items.moments import kurtosis, mean, skewness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quiz.reports.classroom.first import First
    from quiz.reports.classroom.given import Given
    from quiz.reports.classroom.people import Class, Person
    from quiz.reports.classroom.scale import Scale

    Answers = Sequence[tuple[int, Given]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What part of the points somebody reached at first, and what is right by now."""

    n: int
    """First answers."""
    first: float | None
    """Mean score of these, 0 to 1; None where there is none."""
    interval: Interval | None
    """None below `FEWEST` answers, or two students for a topic."""
    seen: int
    """Questions, counted per student."""
    now: float | None
    """The part of `seen` whose last answer was right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentReport:
    """How one student stands."""

    person: Person
    share: Share
    answers: int
    """All answers, repeats included."""
    days: int
    """Days in UTC on which there is an answer."""
    last: str
    """When the last answer was given, ISO 8601 in UTC."""
    expected: float | None
    """The score over all questions of the report that fits these answers, 0 to 1."""
    band: Interval | None
    """Its band of 1.96 standard errors of the ability."""
    topics: Mapping[str, Share]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReport:
    """How the class stands in one topic."""

    topic: str
    students: int
    questions: int
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """Everything that the logs of a class say of one pack."""

    students: tuple[StudentReport, ...]
    topics: tuple[TopicReport, ...]
    questions: tuple[QuestionReport, ...]
    """What wants a look first."""
    sets: tuple[SetReport, ...]
    """Sets that several students had whole, the one with most answers first."""
    answers: int
    first_answers: int
    left_out: Mapping[str, int]
    copies: int
    since: str
    until: str
    separation: float | None
    """Person separation reliability; None where there are too few students to say."""
    skewness: float | None
    kurtosis: float | None
    """Of the students' shares."""


PERSONS = 10
"""Students from which separation reliability, skewness and kurtosis are shown."""


def report(found: Class, keys: Mapping[str, str] | None = None) -> ClassReport:
    """Return the report of a class with at least one answer.

    `keys`: per question its right option, where the pack at hand knows it.
    """
    first = firsts(found)
    scale = place(first.answers, len(found.persons))
    students = _students(found, first, scale)
    shares = [s.share.first for s in students if s.share.first is not None]
    moments = [given.ts_utc for _, given in found.answers]
    enough = len(shares) >= PERSONS
    return ClassReport(
        students=students,
        topics=_topics(first),
        questions=question_reports(first.answers, keys or {}),
        sets=sets(found),
        answers=len(found.answers),
        first_answers=len(first.answers),
        left_out={**first.left_out, **({"of guests": found.guests} if found.guests else {})},
        copies=found.copies,
        since=min(moments),
        until=max(moments),
        separation=scale.separation if enough else None,
        skewness=skewness(shares) if enough else None,
        kurtosis=kurtosis(shares) if enough else None,
    )


def _students(found: Class, first: First, scale: Scale) -> tuple[StudentReport, ...]:
    every = _by_person(found.answers, len(found.persons))
    own = _by_person(first.answers, len(found.persons))
    topic_of = {given.item: given.topic for _, given in found.answers}
    now: list[dict[str, bool]] = [{} for _ in found.persons]
    for (number, item), right in first.now.items():
        now[number][item] = right
    out = []
    for number, person in enumerate(found.persons):
        enough = len(own[number]) >= FEWEST
        scores = [given.score for given in own[number]]
        by_topic: dict[str, list[float]] = {}
        for given in own[number]:
            by_topic.setdefault(given.topic, []).append(given.score)
        rights: dict[str, list[bool]] = {}
        for item, right in now[number].items():
            rights.setdefault(topic_of[item], []).append(right)
        out.append(
            StudentReport(
                person=person,
                share=_share(scores, list(now[number].values())),
                answers=len(every[number]),
                days=len({given.ts_utc[:10] for given in every[number]}),
                last=max((given.ts_utc for given in every[number]), default=""),
                expected=scale.expected(number) if enough else None,
                band=scale.band(number) if enough else None,
                topics={
                    topic: _share(by_topic.get(topic, []), rights.get(topic, []))
                    for topic in sorted(by_topic.keys() | rights.keys())
                },
            )
        )
    return tuple(out)


def _by_person(answers: Answers, persons: int) -> list[list[Given]]:
    out: list[list[Given]] = [[] for _ in range(persons)]
    for number, given in answers:
        out[number].append(given)
    return out


def _share(scores: Sequence[float], rights: Sequence[bool]) -> Share:
    """Return the share of one student."""
    n = len(scores)
    return Share(
        n=n,
        first=mean(scores) if n else None,
        interval=wilson(fsum(scores), n) if n >= FEWEST else None,
        seen=len(rights),
        now=sum(rights) / len(rights) if rights else None,
    )


def _topics(first: First) -> tuple[TopicReport, ...]:
    """Return how each topic went, the weakest first."""
    groups: dict[str, dict[int, list[float]]] = {}
    items: dict[str, set[str]] = {}
    for number, given in first.answers:
        groups.setdefault(given.topic, {}).setdefault(number, []).append(given.score)
        items.setdefault(given.topic, set()).add(given.item)
    topic_of = {item: topic for topic, named in items.items() for item in named}
    rights: dict[str, list[bool]] = {}
    for (_, item), right in first.now.items():
        if item in topic_of:
            rights.setdefault(topic_of[item], []).append(right)
    out = []
    for topic, by_person in groups.items():
        scores = [score for own in by_person.values() for score in own]
        enough = len(scores) >= FEWEST and len(by_person) > 1
        seen = rights.get(topic, [])
        out.append(
            TopicReport(
                topic=topic,
                students=len(by_person),
                questions=len(items[topic]),
                share=Share(
                    n=len(scores),
                    first=mean(scores),
                    interval=clustered(list(by_person.values())) if enough else None,
                    seen=len(seen),
                    now=sum(seen) / len(seen) if seen else None,
                ),
            )
        )
    return tuple(sorted(out, key=lambda t: (t.share.first or 0.0, t.topic)))
