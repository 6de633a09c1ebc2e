"""How sure the student is: asked before the verdict, marked beside the score (RULES.md L10).

The marks are such that it pays to say what one believes: in the long run no other
choice gains more than the level in whose band one's own share of right answers lies. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer, Sitting

GUESSING, FAIRLY, SURE = 1, 2, 3
LEVELS = (GUESSING, FAIRLY, SURE)
NAMES = {GUESSING: "guessing", FAIRLY: "fairly", SURE: "sure"}
SETTING, YES = "confidence", "yes"
"""What stands in a sitting's settings where it is asked for."""

_RIGHT = {GUESSING: 1, FAIRLY: 2, SURE: 3}
_WRONG = {GUESSING: 0, FAIRLY: -2, SURE: -6}
_BANDS = {GUESSING: (0.0, 2 / 3), FAIRLY: (2 / 3, 4 / 5), SURE: (4 / 5, 1.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What was answered with one degree of confidence."""

    confidence: int
    right: int
    of: int

    @property
    def name(self) -> str:
        """The degree as a word."""
        return NAMES[self.confidence]

    @property
    def marks(self) -> int:
        """The marks of these answers together."""
        hits, misses = _RIGHT[self.confidence], _WRONG[self.confidence]
        return self.right * hits + (self.of - self.right) * misses

    @property
    def band(self) -> tuple[float, float]:
        """From which to which share of right answers this degree is the best choice."""
        return _BANDS[self.confidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """What a student was sure of, and whether with reason."""

    levels: tuple[Level, ...]
    """The surest first; all of them, those that were never chosen too."""

    @property
    def marks(self) -> int:
        """All marks together; may be below 0."""
        return sum(level.marks for level in self.levels)

    @property
    def most(self) -> int:
        """The marks for being sure of every one of these answers, and right."""
        return sum(level.of for level in self.levels) * _RIGHT[SURE]


class _Confident(Protocol):
    @property
    def confidence(self) -> int | None: ...


def mark(confidence: int | None, *, correct: bool) -> int:
    """Return the mark for one answer: 3, 2, 1 where right, −6, −2, 0 where wrong; 0 for none."""
    if confidence is None:
        return 0
    return (_RIGHT if correct else _WRONG)[confidence]


def signed(marks: int) -> str:
    """Return marks as they are written: "+3", "−6", "0"."""
    return f"{marks:+d}".replace("-", "−") if marks else "0"


def certainty(answers: Iterable[Answer]) -> Certainty | None:
    """Return what the first answers say; None where none of them has a confidence."""
    counts = {level: [0, 0] for level in LEVELS}
    for answer in answers:
        if answer.attempt == 1 and answer.confidence in counts:
            counts[answer.confidence][0] += answer.correct
            counts[answer.confidence][1] += 1
    if not any(of for _, of in counts.values()):
        return None
    return Certainty(
        levels=tuple(
            Level(confidence=level, right=counts[level][0], of=counts[level][1])
            for level in reversed(LEVELS)
        )
    )


def surest_first(missed: _Confident) -> int:
    """Return by what misses are sorted: an error that one was sure of is read again first."""
    return -(missed.confidence or 0)


def setting(*, wanted: bool) -> dict[str, str]:
    """Return what a new sitting's settings keep of it."""
    return {SETTING: YES} if wanted else {}


def wanted(sitting: Sitting) -> bool:
    """Return whether a sitting asks for confidence."""
    return sitting.settings.get(SETTING) == YES
