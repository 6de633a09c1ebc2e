"""The daily set: its seed is the date, and its card shows how it went without giving it away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quiz.play.modes import Selection, mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer

RIGHT, WRONG, OPEN = "✓", "✗", "·"
"""Marks of the card: told apart by their shape, in any colour or none."""
GROUP = 5
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def seed_of(day: date) -> str:
    """Return the seed of the day's set."""
    return day.isoformat()


def day_of(mode: str, seed: str) -> date | None:
    """Return the day that a sitting's set is of, None where it is no daily set."""
    if mode_of(mode).selection is not Selection.DAY:
        return None
    try:
        return date.fromisoformat(seed)
    except ValueError:
        return None


def card(title: str, day: date, answers: Iterable[Answer], *, total: int, streak: int) -> str:
    """Return the card of a daily set, a few short lines: date, pack, marks by position, score.

    No question, no answer, no topic: it can be shown to somebody who has yet to play.
    `streak`: days in a row, this one among them.
    """
    first = sorted((a for a in answers if a.attempt == 1), key=lambda answer: answer.position)
    marks = [RIGHT if answer.correct else WRONG for answer in first][:total]
    marks += [OPEN] * (total - len(marks))
    rows = ["".join(marks[at : at + GROUP]) for at in range(0, total, GROUP)]
    right = sum(answer.correct for answer in first)
    score = f"{right} of {total} right"
    if streak > 1:
        score += f", {streak} days in a row"
    return "\n".join([f"Footnote daily, {day_in_words(day)}", title, " ".join(rows), score])


def day_in_words(day: date) -> str:
    """Return "22 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
