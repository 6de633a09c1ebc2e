"""One question that gives away another's answer, found and put in an order that does not (D1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Question


@dataclass(frozen=True, slots=True)
class Shown:
    """What a student has read once a question is answered, as folded words."""

    words: tuple[str, ...]
    joined: str


def shown(question: Question, *, stem_only: bool = False) -> Shown:
    """Return the prompt, and unless `stem_only` the key, the explanation and its phrases too."""
    parts = [question.prompt, *question.items]
    if not stem_only:
        parts += [question.answer, question.explanation, *question.dates]
        parts += [f"{left} {right}" for left, right in question.pairs]
        parts += [o.text for o in question.options if o.correct]
        parts += [c.phrase for c in question.citations]
    words = tuple(fold(" ".join(parts)).split())
    return Shown(words=words, joined=f" {' '.join(words)} ")


def _says(text: Shown, names: Sequence[str]) -> bool:
    return any(f" {name} " in text.joined for name in (fold(n) for n in names) if name)


def leaks(told: Shown, subject: Sequence[str], answer: Sequence[str]) -> bool:
    """Tell whether a text holds a name of the subject and a name of the asked value."""
    return _says(told, subject) and _says(told, answer)


def answer_names(question: Question) -> tuple[str, ...]:
    """Return what would give a question's answer away."""
    if question.form is Form.NUMBER:
        return (question.answer, str(question.answer).split()[-1])
    if question.accepted:
        return question.accepted
    if question.form in (Form.ORDER, Form.TIMELINE, Form.MATCH):
        return ()
    if question.correction is not None:
        return tuple(o.text for o in question.correction.options if o.correct)
    if question.form is Form.TRUE_FALSE:
        return ()
    return tuple(o.text for o in question.options if o.correct)


def in_order(
    questions: Sequence[Question], subjects: Sequence[Sequence[str]], *, apart: int, test: bool
) -> list[int]:
    """Return the positions of the questions that stay, in an order in which none tells another.

    Question j stands before every i that would tell it, and facets of one fact stand at least
    `apart` places from each other. Where that cannot be (two tell each other, or in a test, where
    the stems alone must not tell), the later one is left out.
    """
    told = [shown(q, stem_only=test) for q in questions]
    before: dict[int, set[int]] = {i: set() for i in range(len(questions))}
    dropped: set[int] = set()
    for i in range(len(questions)):
        for j in range(len(questions)):
            if i == j or i in dropped or j in dropped:
                continue
            if leaks(told[i], subjects[j], answer_names(questions[j])):
                if test or (j in before and i in before[j]):
                    dropped.add(max(i, j))
                else:
                    before[i].add(j)
    out: list[int] = []
    waiting = [i for i in range(len(questions)) if i not in dropped]
    while waiting:
        free = [i for i in waiting if not (before[i] & set(waiting))]
        if not free:
            dropped.add(waiting.pop())
            continue
        recent = {questions[i].facts[0] for i in out[-apart:]} if apart else set()
        spaced = [i for i in free if questions[i].facts[0] not in recent]
        if not spaced:
            waiting.remove(free[-1])
            continue
        out.append(spaced[0])
        waiting.remove(spaced[0])
    return out
