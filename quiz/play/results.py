"""How a sitting went: points, topics, what was missed, how sure the student was. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quiz.play import certainty
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Answer, Question
    from quiz.play.certainty import Certainty

Ending = Literal["", "time", "lives"]
"""What ended a sitting before its last question, "" where nothing did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """How many first answers of a topic were right, of how many questions."""

    topic: str
    right: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A question whose first answer was not correct, and that answer in words ("" for none)."""

    question: Question
    given: str
    confidence: int | None = None
    """How sure the student was, 1 to 3, where that was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """How a sitting went; only first answers count."""

    points: int
    out_of: int
    right: int
    total: int
    seconds: int
    """Time spent on questions, returns included."""
    by_topic: tuple[TopicScore, ...]
    missed: tuple[Missed, ...]
    """In the order in which they were asked, but what the student was sure of first; those not
    reached last, where the mode counts them."""
    best_streak: int
    certainty: Certainty | None = None
    """Marks for confidence, which are no part of the points; None where it was not asked."""
    ended: Ending = ""
    reached: int = 0
    """Questions that were answered."""


def tally(
    first: Sequence[tuple[Question, Answer]],
    not_reached: Sequence[Question],
    *,
    total: int,
    points: int,
    seconds: int,
    best_streak: int,
    ended: Ending,
) -> Results:
    """Return the results of the first answers; what was not reached counts as not known."""
    topics: dict[str, list[bool]] = {}
    for question, answer in first:
        topics.setdefault(question.topic, []).append(answer.correct)
    for question in not_reached:
        topics.setdefault(question.topic, []).append(False)
    missed = [
        Missed(question=question, given=answer.given, confidence=answer.confidence)
        for question, answer in first
        if not answer.correct
    ]
    return Results(
        points=points,
        out_of=100 * total,
        right=sum(answer.correct for _, answer in first),
        total=total,
        seconds=seconds,
        by_topic=tuple(
            TopicScore(topic=topic, right=sum(marks), total=len(marks))
            for topic, marks in topics.items()
        ),
        missed=(
            *sorted(missed, key=certainty.surest_first),
            *(Missed(question=question, given="") for question in not_reached),
        ),
        best_streak=best_streak,
        certainty=certainty.certainty(answer for _, answer in first),
        ended=ended,
        reached=len(first),
    )
