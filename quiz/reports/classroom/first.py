"""Which answers say what students knew: the first to each question, and of those the plain ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.reports.classroom.given import Given
    from quiz.reports.classroom.people import Class


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first answers of a class (rule S5), and what became of the questions later."""

    answers: tuple[tuple[int, Given], ...]
    """A person's place and the answer, at most one a person and question, in order of time."""
    now: Mapping[tuple[int, str], bool]
    """Per person and question: whether the last answer that counts was right."""
    left_out: Mapping[str, int]
    """Answers that are no first ones or say nothing of the question, counted by the reason."""


def firsts(found: Class) -> First:
    """Return the first answer of each student to each question as it is asked now.

    Left out are practice repeats; games; what had been given away; what was undone, and what was
    answered again after that; what the student says was right; and answers to a question whose
    asked value has changed since. Where the first answer is left out, no later one takes its place.
    """
    editions = _editions(given for _, given in found.answers)
    seen: set[tuple[int, str]] = set()
    kept: list[tuple[int, Given]] = []
    now: dict[tuple[int, str], bool] = {}
    left_out: Counter[str] = Counter()
    for person, given in found.answers:
        key = (person, given.item)
        if given.asked is not None and given.asked != editions[given.item]:
            left_out["of an older edition"] += 1
            continue
        if given.mark != "undone":
            now[key] = given.correct or given.mark == "right"
        if given.sitting in found.games:
            left_out["in a game"] += 1
        elif not given.counts:
            left_out[_reason(given)] += 1
        elif key in seen:
            left_out["repeats"] += 1
        else:
            kept.append((person, given))
        seen.add(key)
    return First(answers=tuple(kept), now=now, left_out=dict(left_out))


def _editions(answers: Iterable[Given]) -> dict[str, str | None]:
    """Return the asked value of each question's latest answer that has one."""
    found: dict[str, str | None] = {}
    for given in answers:
        if given.asked is not None:
            found[given.item] = given.asked
    return found


def _reason(given: Given) -> str:
    if given.mark == "undone":
        return "undone"
    if given.redone:
        return "answered again after an undo"
    if given.mark == "right":
        return "right by the student's own word"
    return "given away before" if given.primed else "repeats"
