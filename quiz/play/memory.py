"""Memory of a facet: how well it is known, when it is due, in which form to ask it next.

FSRS-6 with its published parameters, on whole local days (rules Q1 to Q8, L2, L5, L6). What is
kept of a facet is a fold over its answers in the order of the log, so that replaying the log gives
the same memory on every machine.
"""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from quiz.play import forgetting
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.model import Answer

RETENTION = 0.9
"""Share of the due facets that should still be known when they are asked (rule L7)."""
LEARNED = 3
"""Days on which a facet must have been right since it was last forgotten (rule Q7)."""
FUZZ = 0.05
"""Part of an interval by which it is moved, so that what was learned in one sitting parts."""
FUZZ_FROM = 3
LONGEST = 3650
"""Days of the longest interval."""
_A_CENTURY = 36_500
"""Days: a clock that was wrong by more counts as wrong by so much."""
_GRADES = {"a": forgetting.AGAIN, "h": forgetting.HARD, "g": forgetting.GOOD}
_STEP = re.compile(r"(-?\d+)([ahg])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the student learns for."""

    retention: float = RETENTION
    exam: date | None = None
    """The day of an examination: no interval is too long for it (rule L6)."""


LONGEST_TRAIL = 8_000
"""Characters: thousands of ratings of one facet, which nobody gives. In a log that was made they
would take the square of their number."""


class Memory(NamedTuple):
    """What is known of one student and one facet.

    A tuple, because 20,000 of them are read at once. `reviews` is 0 where no answer was rated yet:
    then stability, difficulty and the days of review say nothing, and the facet counts as new.
    """

    facet: str
    asked: str
    """The asked value that this is the memory of; "" where the log does not tell."""
    stability: float = 0.0
    """Days after which nine of ten such facets are still known."""
    difficulty: float = 0.0
    """1 to 10."""
    last_day: str = ""
    """The local day on which it was last rated, ISO 8601."""
    seen_day: str = ""
    """The local day of the last answer, rated or not."""
    reviews: int = 0
    lapses: int = 0
    """How often it was forgotten after it had been known."""
    successes: int = 0
    """Days on which it was right since it was last forgotten."""
    missed: bool = False
    """The last answer that was the first one in its sitting was wrong."""
    doubted: bool = False
    """It was right, but perhaps by a guess: a form without options should ask next (rule Q4)."""
    last_form: str = ""
    last_variant: str = ""
    trail: str = ""
    """The ratings: the first day, then r and the days since the one before: "2026-03-01g2g9a".
    Of very many the last ones."""


class Remembering(Protocol):
    """What knows a student's memories."""

    def memory(self, facet: str, asked: str, was: Sequence[str] = ()) -> Memory | None:
        """Return what is known of a facet as it is asked now; `was`: its earlier ids."""

    def changed(self, facet: str, asked: str, was: Sequence[str] = ()) -> bool:
        """Return whether it was learned with another value, and not with this one yet."""

    def of_pack(self, pack: str) -> Iterator[Memory]:
        """Yield the memory of each facet of a pack, as it was asked last."""


def local_day(answer: Answer) -> str:
    """Return the day on which it was answered where the student was; in UTC in old logs."""
    return answer.day or answer.ts_utc[:10]


def after(memory: Memory | None, answer: Answer) -> Memory:
    """Return the memory once the answer is known.

    Time never runs backwards in it: an answer from an earlier day than the one before counts as
    given on the same day.
    """
    known = memory or Memory(facet=answer.facet, asked=answer.asked or "")
    day = local_day(answer)
    new: dict[str, Any] = {
        "asked": answer.asked or known.asked,
        "seen_day": day,
        "missed": not answer.correct if answer.attempt == 1 else known.missed,
        "last_form": answer.form,
        "last_variant": answer.variant_id,
    }
    if answer.rated and answer.rating is not None:
        new |= _reviewed(known, day, answer.rating[0])
        new["doubted"] = answer.rating == "hard" and answer.s == 1 and answer.g > 0
    return known._replace(**new)


def joined(old: Memory, new: Memory) -> Memory:
    """Return one memory of a facet that has got another id in between (rule Q8)."""
    known = _unrated(new)
    for day, rating in (*trail(old), *trail(new)):
        known = known._replace(**_reviewed(known, day.isoformat(), rating))
    return known


def _unrated(memory: Memory) -> Memory:
    return memory._replace(
        stability=0.0, difficulty=0.0, reviews=0, lapses=0, successes=0, trail=""
    )


def trail(memory: Memory) -> list[tuple[date, str]]:
    """Return day and rating ("a", "h" or "g") of every rated answer."""
    if not memory.trail:
        return []
    day = date.fromisoformat(memory.trail[:10])
    out = [(day, memory.trail[10])]
    for since, rating in _STEP.findall(memory.trail[11:]):
        day += timedelta(days=int(since))
        out.append((day, rating))
    return out


def _reviewed(memory: Memory, day: str, rating: str) -> dict[str, Any]:
    """Return what a rating changes in a memory."""
    since = days_between(memory.last_day, day) if memory.reviews else 0
    stability, difficulty = _rated(memory, max(0, since), rating)
    forgotten = rating == "a"
    return {
        "stability": stability,
        "difficulty": difficulty,
        "last_day": day,
        "reviews": memory.reviews + 1,
        "lapses": memory.lapses + (forgotten and memory.successes > 0),
        "successes": 0 if forgotten else memory.successes + 1,
        "trail": f"{_cut(memory)}{since}{rating}" if memory.trail else f"{day}{rating}",
    }


def _cut(memory: Memory) -> str:
    """Return the trail, and of one that grew too long its later part."""
    if len(memory.trail) < LONGEST_TRAIL:
        return memory.trail
    (first, rating), *later = trail(memory)[-LONGEST_TRAIL // 16 :]
    out, before = f"{first.isoformat()}{rating}", first
    for day, rating in later:
        out, before = f"{out}{(day - before).days}{rating}", day
    return out


def days_between(earlier: str, later: str) -> int:
    """Return the days from one ISO date to another; negative where the clock went back."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _rated(memory: Memory, since: int, rating: str) -> tuple[float, float]:
    """Return stability and difficulty after a rating, `since` days after the last one."""
    grade = _GRADES[rating]
    if not memory.reviews:
        return forgetting.first(grade)
    return forgetting.later(memory.stability, memory.difficulty, grade, min(since, _A_CENTURY))


def recall(memory: Memory, at: date) -> float:
    """Return how likely it is that the facet is known on a local day, 0 where nothing tells."""
    if not memory.reviews:
        return 0.0
    day = at.date() if isinstance(at, datetime) else at
    since = max(0, (day - date.fromisoformat(memory.last_day)).days)
    return forgetting.chance(memory.stability, since)


def interval(memory: Memory, retention: float = RETENTION) -> int:
    """Return the days, 1 at least, until only `retention` of such facets are still known."""
    days: float = memory.stability / forgetting.FACTOR * (retention ** (1 / forgetting.DECAY) - 1)
    return round(min(max(days, 1), LONGEST))


def due_on(memory: Memory, goal: Goal | None = None) -> date:
    """Return the local day on which the facet should be asked again.

    An interval above three days is moved by up to a twentieth, always alike for the same facet and
    review. What was never rated is due since it was seen.
    """
    goal = goal or Goal()
    if not memory.reviews:
        return date.fromisoformat(memory.seen_day)
    last = date.fromisoformat(memory.last_day)
    days: float = interval(memory, goal.retention)
    if days > FUZZ_FROM:
        days *= 1 + FUZZ * (2 * _chance(memory, "fuzz") - 1)
    if goal.exam is not None and goal.exam > last:
        days = min(days, _longest_before((goal.exam - last).days))
    return last + timedelta(days=min(max(1, round(days)), (date.max - last).days))


def _longest_before(left: int) -> int:
    """Return the longest interval where an examination is `left` days away (rule L6).

    0.3 of the time that is left up to thirty days, falling to 0.1 for a year. Nothing is asked
    later than one or two days before it.
    """
    if left <= 2:
        return LONGEST
    share = 0.3 * (min(max(left, 30), 365) / 30) ** -0.4397  # 0.1 at 365
    return max(1, int(share * left))


def _chance(memory: Memory, what: str) -> float:
    """Return a number in [0, 1) that hangs on facet and review only."""
    return zlib.crc32(f"{what}\x1f{memory.facet}\x1f{memory.reviews}".encode()) / 2**32


def learned(memories: Iterable[Memory]) -> bool:
    """Return whether a fact with these facets is learned: each right on three days (rule Q7)."""
    rated = [memory for memory in memories if memory.reviews]
    return bool(rated) and all(memory.successes >= LEARNED for memory in rated)


def mastery(memories: Iterable[Memory], at: date) -> float:
    """Return how likely the least known rated facet of a fact is known, 0 for none (rule Q7)."""
    return min((recall(memory, at) for memory in memories if memory.reviews), default=0.0)


def history(memory: Memory) -> Iterator[Memory]:
    """Yield the memory as it stood after each of its rated answers, the first one first."""
    known = _unrated(memory)
    for day, rating in trail(memory):
        known = known._replace(**_reviewed(known, day.isoformat(), rating))
        yield known
