"""What the log says of one student: every memory, every day, every sitting, every mix-up.

A fold over the student's rows in the order of the log. It can be kept and gone on with
(`quiz.reports.keeper`), and is then the same as if it were made anew from the first row.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from quiz.model import Form
from quiz.play.asked import same_value
from quiz.play.memory import LEARNED, Memory, after, joined, local_day
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.model import Answer

Counts = dict[str, list[int]]
LONGEST_SLIP = 80
"""Characters of a wrong answer that are kept among the mix-ups."""
_NAMED = frozenset({Form.CHOICE, Form.TYPED, Form.CLOZE})
"""Forms whose wrong answer is one other thing."""


class Sat(NamedTuple):
    """A sitting with at least one answer, or an end."""

    pack: str
    title: str
    mode: str
    size: int
    """How many questions its set has."""
    again: bool
    """Of what was missed in another one."""
    ended: str = ""
    """When it was finished, ISO 8601 in UTC; "" where it was not."""
    answers: int = 0
    """First ones, as those below."""
    right: int = 0
    points: int = 0


@dataclass(slots=True)
class Learner:
    """One student; nobody changes it but `follow`."""

    user: str
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    """How far each table of the log is folded in: the last row's place, and what it is."""
    memories: dict[str, tuple[Memory, ...]] = field(default_factory=dict)
    """By facet: one for each value that it had, the one of the last answer last."""
    days: dict[str, Counts] = field(default_factory=dict)
    """By pack and local day: answers, right ones, milliseconds, facets learned (less forgotten)."""
    topics: dict[str, Counts] = field(default_factory=dict)
    """By pack and topic: first answers, right ones."""
    surety: dict[str, Counts] = field(default_factory=dict)
    """By pack and confidence ("1" to "3"): first answers, right ones."""
    slips: dict[str, Counts] = field(default_factory=dict)
    """By facet and wrong answer in words: how often."""
    sittings: dict[str, Sat] = field(default_factory=dict)
    """By id."""
    played: dict[str, str] = field(default_factory=dict)
    """By pack: when the last answer was given, ISO 8601 in UTC."""

    def copy(self) -> Learner:
        """Return one that can be gone on with while others read this one."""
        return Learner(
            user=self.user,
            places=dict(self.places),
            memories=dict(self.memories),
            days=_copied(self.days),
            topics=_copied(self.topics),
            surety=_copied(self.surety),
            slips=_copied(self.slips),
            sittings=dict(self.sittings),
            played=dict(self.played),
        )

    # Asking

    def memory(self, facet: str, asked: str, was: Sequence[str] = ()) -> Memory | None:
        """Return what is known of a facet as it is asked now.

        `asked`: its value; under another one it was another facet to learn (rule Q8), but the
        memory comes back if the value does. `was`: its earlier ids.
        """
        own = _of_value(self.memories.get(facet, ()), asked)
        for former in was:
            old = _of_value(self.memories.get(former, ()), asked)
            if old is not None:
                return joined(old, own) if own is not None else old._replace(facet=facet)
        return own

    def changed(self, facet: str, asked: str, was: Sequence[str] = ()) -> bool:
        """Return whether the facet was learned with another value, and not with this one yet."""
        known = any(self.memories.get(name) for name in (facet, *was))
        return known and self.memory(facet, asked, was) is None

    def of_pack(self, pack: str) -> Iterator[Memory]:
        """Yield the memory of each facet of a pack, as it was asked last."""
        for facet, memories in self.memories.items():
            if facet.startswith(f"{pack}/"):
                yield memories[-1]

    def rivals(self) -> dict[str, tuple[str, ...]]:
        """Return, by facet, what the student took for the answer, the most frequent first."""
        return {
            facet: tuple(sorted(texts, key=lambda text: (-texts[text][0], text)))
            for facet, texts in self.slips.items()
        }

    # Folding

    def fold(self, answer: Answer, sign: int = 1) -> None:
        """Add an answer as it counts; every answer of its facet before it is in already.

        With `sign` -1 it is taken out (see `refold`).
        """
        before = self.memories.get(answer.facet, ())
        known = _of_value(before, answer.asked or "")
        memory = after(known, answer)
        others = [other for other in before if other is not known]
        self.memories[answer.facet] = (*others, memory)
        learned = (memory.successes >= LEARNED) - (known is not None and known.successes >= LEARNED)
        first, right = answer.attempt == 1, int(answer.correct)
        day = (1, right, answer.latency_ms, learned)
        _add(self.days, answer.pack, local_day(answer), day, sign)
        if first:
            _add(self.topics, answer.pack, answer.topic, (1, right), sign)
            if answer.confidence is not None:
                _add(self.surety, answer.pack, str(answer.confidence), (1, right), sign)
        if not right and answer.given and answer.form in _NAMED:
            _add(self.slips, answer.facet, answer.given[:LONGEST_SLIP], (1,), sign)
        sat = self.sittings.get(answer.sitting)
        if sat is not None and first:
            self.sittings[answer.sitting] = sat._replace(
                answers=sat.answers + sign,
                right=sat.right + sign * right,
                points=sat.points + sign * round(100 * answer.s),
            )

    def refold(self, facet: str, old: Sequence[Answer], new: Sequence[Answer]) -> None:
        """Put other answers of a facet, as they count, in the place of all that are in.

        The old ones are gone through again, so that what each of them added is known.
        """
        for answers, sign in ((old, -1), (new, 1)):
            self.memories.pop(facet, None)
            for answer in answers:
                self.fold(answer, sign)
        if not new:
            self.memories.pop(facet, None)


def _copied(counts: dict[str, Counts]) -> dict[str, Counts]:
    return {outer: dict(inner) for outer, inner in counts.items()}


def _of_value(memories: Sequence[Memory], asked: str) -> Memory | None:
    """Return the memory of that value, or of what is the same but for its spelling."""
    if not memories:
        return None
    if not asked or memories[-1].asked == asked:
        return memories[-1]
    exact = next((memory for memory in reversed(memories) if memory.asked == asked), None)
    if exact is not None:
        return exact
    near = (m for m in reversed(memories) if not m.asked or same_value(m.asked, asked))
    return next(near, None)


def _add(counts: dict[str, Counts], outer: str, inner: str, by: Sequence[int], sign: int) -> None:
    """Add to the counts; what comes to nothing leaves no trace."""
    inside = counts.setdefault(outer, {})
    old = inside.get(inner) or [0] * len(by)
    inside[inner] = [a + sign * b for a, b in zip(old, by, strict=True)]
    if sign < 0 and not any(inside[inner]):
        del inside[inner]
        if not inside:
            del counts[outer]
