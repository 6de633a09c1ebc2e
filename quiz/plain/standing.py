"""The lines before a question: what is played, which question this is, and how things stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.play.clock import spoken

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.play.session import Session


def opening(session: Session) -> list[str]:
    """Return what is played, and what ends it."""
    sitting, mode = session.sitting, session.mode
    count = f", {_counted(session.total, 'question', 'questions')}" if mode.counts_all else ""
    lines = [f"{sitting.pack_title}. {mode.title}{count}. Seed {sitting.seed}."]
    if not mode.counts_all:
        lines.append(mode.description)
    left = session.left()
    if left is not None:
        lines.append(f"Time: {spoken(left)}.")
    return lines


def standing(session: Session) -> str:
    """Return one line: which question, the score so far, misses and time that are left, topic."""
    question = session.current
    topic = f" {question.topic}." if question is not None and question.topic else ""
    if session.returning:
        return f"Once more, from before.{topic}"
    of = f" of {session.total}" if session.mode.counts_all else ""
    parts = [f"Question {session.number}{of}"]
    if session.mode.feedback_at_once and session.number > 1:
        row = f", {session.streak} in a row" if session.streak > 1 else ""
        parts.append(f"{session.right} right{row}")
    if session.lives is not None and session.mode.lives is not None:
        misses = session.mode.lives - session.lives
        parts.append(f"{_counted(misses, 'miss', 'misses')} of {session.mode.lives}")
    left = session.left()
    if left is not None:
        parts.append(f"{spoken(left)} left")
    return f"{'; '.join(parts)}.{topic}"


def with_dates(question: Question) -> Question:
    """Return the question with the dates of its anchors beside them, for a line that grows."""
    items = [
        f"{item} ({date})" if date else item
        for item, date in zip(question.items, question.dates, strict=False)
    ]
    return replace(question, items=(*items, *question.items[len(items) :]))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
