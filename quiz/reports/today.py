"""Today at a glance: the days in a row, what was answered, and what comes back in each pack."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quiz.play.memory import due_on
from quiz.quick import dataclass
from quiz.reports.days import Streak, streak
from quiz.reports.scores import fact_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.play.memory import Goal, Memory
    from quiz.reports.learner import Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What home says of the day."""

    streak: Streak
    answers: int
    """Questions answered today."""
    due: Mapping[str, int]
    """By pack: facts that can be asked today because they are due; none that is 0."""


def today_of(learner: Learner, today: date, goal: Goal | None = None) -> Today:
    """Return it as the log says it, without reading a pack."""
    answers: Counter[date] = Counter()
    for days in learner.days.values():
        for day, counts in days.items():
            answers[date.fromisoformat(day)] += counts[0]
    memories = [memories[-1] for memories in learner.memories.values()]
    due = due_dates(memories, today, goal)
    return Today(
        streak=streak([day for day, count in answers.items() if count], today),
        answers=answers[today],
        due=Counter(fact.partition("/")[0] for fact, day in due.items() if day <= today),
    )


def due_dates(memories: Iterable[Memory], today: date, goal: Goal | None = None) -> dict[str, date]:
    """Return, by fact, the local day on which it comes back.

    A fact is asked once a day (rule Q1): where it was asked today, what else is due of it waits
    until tomorrow.
    """
    found: dict[str, date] = {}
    asked: set[str] = set()
    for memory in memories:
        fact = fact_of(memory.facet)
        if memory.seen_day == today.isoformat():
            asked.add(fact)
        if memory.reviews:
            day = due_on(memory, goal)
            found[fact] = min(day, found.get(fact, day))
    tomorrow = today + timedelta(days=1)
    return {fact: max(day, tomorrow) if fact in asked else day for fact, day in found.items()}
