"""Students who had different questions, put on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.difficulty import OFFSET, THREE_OPTIONS
from quiz.model import Form
from quiz.quick import dataclass
from quiz.reports.intervals import Interval, Z
from quiz.reports.items.rasch import Met, Rasch, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.reports.classroom.given import Given

_BACK = 0.3
"""Logits by which a question asked backwards is harder (RULES.md 1.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Abilities of students beside the difficulties of all questions."""

    rasch: Rasch
    guesses: tuple[float, ...]

    @property
    def separation(self) -> float | None:
        """Person separation reliability."""
        return self.rasch.separation

    def expected(self, person: int) -> float:
        """Return the mean score that the student would have over all questions, 0 to 1."""
        return self.rasch.expected(person, self.guesses)

    def band(self, person: int) -> Interval:
        """Return the same 1.96 standard errors of the ability below and above."""
        return Interval(
            self.rasch.expected(person, self.guesses, -Z),
            self.rasch.expected(person, self.guesses, Z),
        )


def place(answers: Sequence[tuple[int, Given]], persons: int) -> Scale:
    """Return where students and questions stand, by the first answers."""
    numbers: dict[str, int] = {}
    latest: list[Given] = []
    met = []
    for person, given in answers:
        number = numbers.setdefault(given.item, len(numbers))
        if number == len(latest):
            latest.append(given)
        latest[number] = given
        met.append(Met(person, number, given.score, given.guess))
    rasch = fit(met, persons=persons, items=len(latest), priors=[_prior(each) for each in latest])
    return Scale(rasch=rasch, guesses=tuple(each.guess for each in latest))


def _prior(given: Given) -> float:
    """Return b0 as far as an answer tells: by the form, three options, and the direction."""
    try:
        form = Form(given.form)
    except ValueError:
        return 0.0
    three = form is Form.CHOICE and len(given.shown) == 3
    back = given.facet.endswith("-back")
    return OFFSET[form] + (THREE_OPTIONS if three else 0.0) + (_BACK if back else 0.0)
