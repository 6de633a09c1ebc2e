"""Progress: everything that a student may look back on and ahead to, worked out at one go.

Pure: what the log holds comes folded (`learner`), what the packs say comes through `Teller`s.
Without tellers the figures are all there, and only the words of facts are missing.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Final

from quiz.quick import dataclass
from quiz.reports.calibration import Calibrated, calibration
from quiz.reports.days import Due, Streak, due, streak
from quiz.reports.mastery import (
    PackStanding,
    Standing,
    TopicStanding,
    pack_standings,
    standing,
    topic_standings,
    weakest,
)
from quiz.reports.mixups import Mixup, Slip, mixups
from quiz.reports.today import due_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.model import Answer
    from quiz.play.memory import Goal, Memory
    from quiz.reports.learner import Learner
    from quiz.reports.told import Teller, Told

WEAKEST: Final = 40
"""Facts that are listed, the weakest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """What was answered on a day."""

    answers: int
    right: int
    seconds: int
    learned: int
    """Facets that became learned on it, less those that were forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is known of the packs so far."""

    titles: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How many facts a pack has."""
    topics: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many a topic of a pack has."""
    tellers: Mapping[str, Teller] = field(default_factory=dict)

    def memories(self, learner: Learner) -> list[Memory]:
        """Return the rated memories of all packs.

        Of a pack that was read, only what it still asks, under the ids and values that it has now.
        """
        found: list[Memory] = []
        for pack in learner.played:
            teller = self.tellers.get(pack)
            if teller is None:
                found += learner.of_pack(pack)
                continue
            for info in teller.facets:
                memory = learner.memory(info.facet, info.asked, info.was)
                if memory is not None:
                    found.append(memory)
        return [memory for memory in found if memory.reviews]

    def tell(self, facet: str) -> Told | None:
        """Return what a facet's pack says of it, None where the pack was not read."""
        teller = self.tellers.get(facet.partition("/")[0])
        return teller.of(facet) if teller is not None else None

    def belongs(self, text: str, facet: str) -> Told | None:
        """Return what a wrong answer to a facet really is."""
        teller = self.tellers.get(facet.partition("/")[0])
        return teller.belongs(text, facet) if teller is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A facet that was asked: how it stands, what it is, what it was answered."""

    standing: Standing
    memory: Memory
    told: Told | None
    past: tuple[Answer, ...] = ()
    """Its last answers, the newest first, where they were looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All that is shown."""

    today: date
    streak: Streak
    due: Due
    days: Mapping[date, DayCount]
    packs: tuple[PackStanding, ...]
    topics: tuple[TopicStanding, ...]
    """The least known first."""
    facts: tuple[Fact, ...]
    """The weakest, those first."""
    calibration: tuple[Calibrated, ...]
    mixups: tuple[Mixup, ...]

    @property
    def answers(self) -> int:
        """Answers on all days."""
        return sum(day.answers for day in self.days.values())

    @property
    def right(self) -> int:
        """How many of these were right."""
        return sum(day.right for day in self.days.values())

    @property
    def seconds(self) -> int:
        """Seconds spent on them."""
        return sum(day.seconds for day in self.days.values())


def progress(
    learner: Learner,
    today: date,
    shelf: Shelf | None = None,
    *,
    goal: Goal | None = None,
    pasts: Mapping[str, tuple[Answer, ...]] | None = None,
    deep: bool = True,
) -> Progress:
    """Return all figures as of a local day.

    `pasts`: the last answers of facets, where they were looked up. `deep`: topics and facts too,
    which takes some 10 µs a rated answer, for what was known in past weeks is worked out.
    """
    shelf = shelf or Shelf()
    memories = shelf.memories(learner)
    topic_of = {
        info.facet: info.topic for teller in shelf.tellers.values() for info in teller.facets
    }
    days = _days(learner)
    return Progress(
        today=today,
        streak=streak(days, today),
        due=due(due_dates(memories, today, goal).values(), today),
        days=days,
        packs=pack_standings(memories, shelf.titles, shelf.sizes),
        topics=topic_standings(
            memories,
            topic_of=topic_of,
            answers=_answers(learner),
            titles=shelf.titles,
            sizes=shelf.topics,
            today=today,
        )
        if deep
        else (),
        facts=_facts(memories, today, shelf, goal, pasts or {}) if deep else (),
        calibration=calibration(_surety(learner)),
        mixups=mixups(_slips(learner), shelf.tell, shelf.belongs) if deep else (),
    )


def _facts(
    memories: Iterable[Memory],
    today: date,
    shelf: Shelf,
    goal: Goal | None,
    pasts: Mapping[str, tuple[Answer, ...]],
) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            standing=standing(memory, today, goal),
            memory=memory,
            told=shelf.tell(memory.facet),
            past=pasts.get(memory.facet, ()),
        )
        for memory in weakest(memories, today, WEAKEST)
    )


# What the learner holds, as the figures take it


def _days(learner: Learner) -> dict[date, DayCount]:
    sums: dict[str, list[int]] = {}
    for days in learner.days.values():
        for day, counts in days.items():
            sums[day] = [a + b for a, b in zip(sums.get(day, [0] * 4), counts, strict=True)]
    return {
        date.fromisoformat(day): DayCount(
            answers=answers, right=right, seconds=round(ms / 1000), learned=learned
        )
        for day, (answers, right, ms, learned) in sorted(sums.items())
    }


def _answers(learner: Learner) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (pack, topic): (of, right)
        for pack, topics in learner.topics.items()
        for topic, (of, right) in topics.items()
    }


def _surety(learner: Learner) -> dict[int, tuple[int, int]]:
    sums: dict[int, tuple[int, int]] = {}
    for levels in learner.surety.values():
        for level, (of, right) in levels.items():
            before = sums.get(int(level), (0, 0))
            sums[int(level)] = (before[0] + of, before[1] + right)
    return sums


def _slips(learner: Learner) -> list[Slip]:
    return [
        Slip(facet=facet, chosen=text, times=times)
        for facet, texts in learner.slips.items()
        for text, (times,) in texts.items()
    ]
