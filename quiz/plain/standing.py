"""The lines before a question: what is played, which question this is, and how things stand."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from quiz.plain.asking import numbered
from quiz.play.clock import spoken
from quiz.play.heading import heading

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
    above = heading(question) if question is not None else ""
    topic = f" {above}." if above else ""
    if session.returning:
        return f"Once more, from before.{topic}"
    of = f" of {session.total}" if session.mode.counts_all else ""
    parts = [f"Question {session.number}{of}"]
    if session.mode.feedback_at_once and session.number > 1:
        row = f", {session.streak} in a row" if session.streak > 1 else ""
        parts.append(f"{session.right} right{row}")
    if session.misses is not None:
        misses, most = session.misses
        parts.append(f"{_counted(misses, 'miss', 'misses')} of {most}")
    left = session.left()
    if left is not None:
        parts.append(f"{spoken(left)} left")
    return f"{'; '.join(parts)}.{topic}"


def growing(question: Question) -> list[str]:
    """Return the slots of a line that grows: before which event, with its date, and after all."""
    events = [
        f"{date}: {item}" if date else item
        for item, date in zip_longest(question.items, question.dates, fillvalue="")
    ]
    return numbered([*(f"before {event}" for event in events), f"after {events[-1]}"])


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
