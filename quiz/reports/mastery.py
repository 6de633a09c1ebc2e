"""What is known by now: by pack, by topic, by fact; and how a fact will fade.

A fact is as well known as the least known of its facets (rule Q7). Recall is what memory expects
today, before anything is asked again.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Final

from quiz.play.memory import due_on, history, learned, mastery, recall
from quiz.quick import dataclass
from quiz.reports.intervals import Interval, wilson
from quiz.reports.scores import fact_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.play.memory import Goal, Memory

WEEKS: Final = 12
"""Weeks that the line of a topic goes back."""
AHEAD: Final = 60
"""Days that a forecast looks ahead."""
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStanding:
    """How many of a pack's facts are learned, being learned, and new."""

    pack: str
    title: str
    learned: int
    """Right on three days since they were last forgotten."""
    learning: int
    new: int | None
    """None where the pack is not there to be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStanding:
    """How well a topic is known."""

    pack: str
    title: str
    """The pack's."""
    topic: str
    met: int
    """Facts that were asked at least once."""
    facts: int | None
    """All that the pack has of the topic; None where the pack was not read."""
    recall: float
    """Mean of the facts that were met, 0 to 1."""
    answers: int
    right: int
    interval: Interval
    """Of the share of right answers."""
    line: tuple[float | None, ...]
    """The same at the end of each of the last weeks, of what is met by now: what was not met then
    counts as 0. None before the first was met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How well a facet is known."""

    facet: str
    recall: float
    due: date
    stability: float
    """Days after which nine of ten such facets are still known."""
    reviews: int
    lapses: int
    learned: bool
    curve: tuple[float, ...]
    """Recall today and on each of the coming days if it is not asked again."""


def by_fact(memories: Iterable[Memory]) -> dict[str, list[Memory]]:
    """Return the rated memories by fact (pack/kind/fact)."""
    facts: dict[str, list[Memory]] = {}
    for memory in memories:
        if memory.reviews:
            facts.setdefault(fact_of(memory.facet), []).append(memory)
    return facts


def pack_standings(
    memories: Iterable[Memory], titles: Mapping[str, str], sizes: Mapping[str, int]
) -> tuple[PackStanding, ...]:
    """Return the standing of each pack that was begun, by title.

    `sizes`: how many facts a pack has, where that is known.
    """
    packs: dict[str, list[bool]] = {}
    for fact, known in by_fact(memories).items():
        packs.setdefault(fact.partition("/")[0], []).append(learned(known))
    found = [
        PackStanding(
            pack=pack,
            title=titles.get(pack, pack),
            learned=sum(states),
            learning=len(states) - sum(states),
            new=max(0, sizes[pack] - len(states)) if pack in sizes else None,
        )
        for pack, states in packs.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.pack)))


def topic_standings(
    memories: Iterable[Memory],
    *,
    topic_of: Mapping[str, str],
    answers: Mapping[tuple[str, str], tuple[int, int]],
    titles: Mapping[str, str],
    sizes: Mapping[tuple[str, str], int],
    today: date,
) -> tuple[TopicStanding, ...]:
    """Return the topics that were begun, the least known first.

    `topic_of`: by facet; `answers`: first answers and right ones by pack and topic; `sizes`: facts
    by pack and topic, where that is known.
    """
    topics: dict[tuple[str, str], list[list[Memory]]] = {}
    for fact, known in by_fact(memories).items():
        topic = topic_of.get(known[0].facet, "")
        topics.setdefault((fact.partition("/")[0], topic), []).append(known)
    found = []
    for (pack, topic), facts in topics.items():
        count, right = answers.get((pack, topic), (0, 0))
        found.append(
            TopicStanding(
                pack=pack,
                title=titles.get(pack, pack),
                topic=topic,
                met=len(facts),
                facts=max(len(facts), sizes[pack, topic]) if (pack, topic) in sizes else None,
                recall=fmean(mastery(known, today) for known in facts),
                answers=count,
                right=right,
                interval=wilson(right, count),
                line=_line(facts, today),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.recall, one.title, one.topic)))


def _line(facts: Sequence[Sequence[Memory]], today: date) -> tuple[float | None, ...]:
    past = [[[*history(memory)] for memory in known] for known in facts]
    line: list[float | None] = []
    for end in (today - _WEEK * back for back in reversed(range(WEEKS))):
        then = [
            [state for states in known if (state := _as_of(states, end)) is not None]
            for known in past
        ]
        line.append(fmean(mastery(met, end) for met in then) if any(then) else None)
    return tuple(line)


def _as_of(states: Sequence[Memory], end: date) -> Memory | None:
    """Return the last of the states that was reached by a day."""
    day = end.isoformat()
    return next((state for state in reversed(states) if state.last_day <= day), None)


def weakest(memories: Iterable[Memory], today: date, count: int) -> tuple[Memory, ...]:
    """Return the rated facets that are most likely forgotten, or will be soonest, those first."""
    rated = [memory for memory in memories if memory.reviews]
    rated.sort(key=lambda memory: (recall(memory, today), memory.stability, memory.facet))
    return tuple(rated[:count])


def standing(memory: Memory, today: date, goal: Goal | None = None) -> Standing:
    """Return how a facet stands, and how it will fade."""
    return Standing(
        facet=memory.facet,
        recall=recall(memory, today),
        due=due_on(memory, goal),
        stability=memory.stability,
        reviews=memory.reviews,
        lapses=memory.lapses,
        learned=learned([memory]),
        curve=tuple(recall(memory, today + timedelta(days=n)) for n in range(AHEAD + 1)),
    )
