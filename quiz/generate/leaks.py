"""One question that gives away another's answer, found and put in an order that does not (D1)."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    return any(f" {name} " in text.joined for name in names)


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, names)))


def leaks(told: Shown, subject: Sequence[str], answer: Sequence[str]) -> bool:
    """Tell whether a text holds a name of the subject and a name of the asked value."""
    return _says(told, _folded(subject)) and _says(told, _folded(answer))


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


class Telling:
    """Which questions of a growing set tell the answers of which others.

    Words are looked up, so that one more question is held against the few that it could have to do
    with: a set of 500 would else be a quarter of a million pairs, anew for each question.
    """

    def __init__(self, *, stem_only: bool) -> None:
        """`stem_only`: what follows the answer is not seen, as in a test."""
        self._stem_only = stem_only
        self._texts: list[Shown] = []
        self._asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        """Of each question the names of what it is about, and of its answer."""
        self._saying: dict[str, list[int]] = {}
        """By word, the questions whose text has it."""
        self._named: dict[str, list[int]] = {}
        """By the first word of a name, the questions about what has it."""
        self.told: list[set[int]] = []
        """Of each question those whose answers it tells."""

    def add(self, question: Question, subject: Sequence[str]) -> int:
        """Take a question about something of these names; return its number, from 0."""
        new = len(self._texts)
        text = shown(question, stem_only=self._stem_only)
        asked = (_folded(subject), _folded(answer_names(question)))
        words = set(text.words)
        firsts = {name.split(" ", 1)[0] for name in asked[0]} if asked[1] else set()
        known = {other for word in words for other in self._named.get(word, ())}
        self.told.append({other for other in known if self._tells(text, self._asked[other])})
        for other in {other for word in firsts for other in self._saying.get(word, ())}:
            if self._tells(self._texts[other], asked):
                self.told[other].add(new)
        self._texts.append(text)
        self._asked.append(asked)
        for word in words:
            self._saying.setdefault(word, []).append(new)
        for word in firsts:
            self._named.setdefault(word, []).append(new)
        return new

    @staticmethod
    def _tells(text: Shown, asked: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
        subject, answer = asked
        return _says(text, subject) and _says(text, answer)


def in_order(
    told: Sequence[Iterable[int]], facts: Sequence[str], *, apart: int, test: bool
) -> list[int]:
    """Return the positions of the questions that stay, in an order in which none tells another.

    `told`: of each position those whose answers it tells; `facts`: the fact that each is about.
    Question j stands before every i that would tell it, and facets of one fact stand at least
    `apart` places from each other. Where that cannot be (two tell each other, or in a test, where
    the stems alone must not tell), the later one is left out.
    """
    before, waiting = _before(told, test=test)
    behind: dict[int, list[int]] = {}
    for i in waiting:
        before[i] &= waiting
        for j in before[i]:
            behind.setdefault(j, []).append(i)
    free = [i for i in sorted(waiting) if not before[i]]
    out: list[int] = []
    while waiting:
        recent = {facts[i] for i in out[-apart:]} if apart else set()
        nxt = next((i for i in free if facts[i] not in recent), None)
        if nxt is not None:
            out.append(nxt)
        else:
            nxt = free[-1] if free else max(waiting)
        waiting.remove(nxt)
        if free and nxt in free:
            free.remove(nxt)
        for i in behind.get(nxt, ()):
            before[i].discard(nxt)
            if i in waiting and not before[i]:
                insort(free, i)
    return out


def _before(told: Sequence[Iterable[int]], *, test: bool) -> tuple[list[set[int]], set[int]]:
    """Return what has to stand before each, and those that stay."""
    before: list[set[int]] = [set() for _ in told]
    dropped: set[int] = set()
    for i, others in enumerate(told):
        for j in sorted(others):
            if i in dropped:
                break
            if j in dropped:
                continue
            if test or i in before[j]:
                dropped.add(max(i, j))
            else:
                before[i].add(j)
    return before, set(range(len(told))) - dropped
