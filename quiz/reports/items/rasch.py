"""Abilities and difficulties where no two students had the same questions (RULES.md 4.4).

P(right) = c + (1 − c)·σ(θ − b) with c the chance of guessing, θ ~ N(0, 1) and b ~ N(b0, 1.2²): the
maximum of the posterior, by Fisher scoring of abilities and difficulties in turn.
"""

from __future__ import annotations

from math import exp, fsum, sqrt
from typing import TYPE_CHECKING, NamedTuple

from quiz.quick import dataclass
from quiz.reports.items.moments import mean, variance

if TYPE_CHECKING:
    from collections.abc import Sequence

SPREAD_OF_ABILITY = 1.0
SPREAD_OF_DIFFICULTY = 1.2
_ROUNDS = 60
_WHOLE_STEPS = 15
"""Rounds before steps are halved: with guessing, a whole step may leap to and fro for ever."""
_ENOUGH = 1e-3
"""Logits: a round that moves nothing by more is the last."""
_STEP = 2.0
"""Logits that one round moves at most, so that a first step from far away does not fly off."""


class Met(NamedTuple):
    """One first answer."""

    person: int
    item: int
    score: float
    """0 to 1."""
    guess: float
    """Below 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A place on the scale of logits and its standard error (of the posterior)."""

    at: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rasch:
    """Where students and questions stand on one scale."""

    abilities: tuple[Estimate, ...]
    difficulties: tuple[Estimate, ...]
    separation: float | None
    """Person separation reliability, 0 to 1; None below two persons."""

    def expected(self, person: int, guesses: Sequence[float], errors: float = 0.0) -> float:
        """Return the mean score that the person would have over all questions.

        `guesses` has the chance of guessing per question. `errors`: so many standard errors above
        the person's ability, or below it where it is negative.
        """
        ability = self.abilities[person]
        at = ability.at + errors * ability.error
        return mean(
            [
                c + (1 - c) / (1 + exp(min(700.0, b.at - at)))
                for b, c in zip(self.difficulties, guesses, strict=True)
            ]
        )


def fit(answers: Sequence[Met], *, persons: int, items: int, priors: Sequence[float] = ()) -> Rasch:
    """Return the estimates of `persons` abilities and `items` difficulties, all in logits.

    `priors`: b0 per item, 0 where not given. Whoever has no answer stands where the prior has them.
    """
    centres = list(priors) or [0.0] * items
    theta, b = [0.0] * persons, centres[:]
    weight_theta, weight_b = SPREAD_OF_ABILITY**-2, SPREAD_OF_DIFFICULTY**-2
    theta_info, b_info = [weight_theta] * persons, [weight_b] * items
    for turn in range(_ROUNDS):
        part = 1.0 if turn < _WHOLE_STEPS else 0.5
        slope, theta_info = _sums(answers, theta, b, persons, of_items=False)
        moved = _step(theta, slope, theta_info, [0.0] * persons, weight_theta, part)
        slope, b_info = _sums(answers, theta, b, items, of_items=True)
        moved = max(moved, _step(b, slope, b_info, centres, weight_b, part))
        moved = max(moved, _shift(theta, b, centres))
        if moved < _ENOUGH:
            break
    abilities = tuple(
        Estimate(at=at, error=1 / sqrt(info + weight_theta))
        for at, info in zip(theta, theta_info, strict=True)
    )
    return Rasch(
        abilities=abilities,
        difficulties=tuple(
            Estimate(at=at, error=1 / sqrt(info + weight_b))
            for at, info in zip(b, b_info, strict=True)
        ),
        separation=separation(abilities),
    )


def separation(abilities: Sequence[Estimate]) -> float | None:
    """Return the share of the variance between students that is no chance, 0 to 1.

    1 − mean SE²/var(θ̂), Wright and Masters 1982, of estimates and errors without the prior: with
    it they have shrunk towards each other, and the formula would say too little. None where a
    student's answers say nothing, or there are fewer than two.
    """
    prior = SPREAD_OF_ABILITY**-2
    information = [1 / estimate.error**2 - prior for estimate in abilities]
    if len(abilities) < 2 or min(information) <= 0:
        return None
    pairs = zip(abilities, information, strict=True)
    spread = variance([estimate.at * (1 + prior / info) for estimate, info in pairs])
    noise = mean([1 / info for info in information])
    return max(0.0, 1 - noise / spread) if spread > 0 else 0.0


def _sums(
    answers: Sequence[Met],
    theta: Sequence[float],
    b: Sequence[float],
    size: int,
    *,
    of_items: bool,
) -> tuple[list[float], list[float]]:
    """Return the score function and the information of each person, or of each item."""
    slope, info = [0.0] * size, [0.0] * size
    for person, item, score, guess in answers:
        power = b[item] - theta[person]
        if power > 500:
            continue
        known = 1 / (1 + exp(power))
        right = guess + (1 - guess) * known
        weight = known / right
        index = item if of_items else person
        slope[index] += (score - right) * weight
        info[index] += (1 - guess) * (1 - known) * known * weight
    if of_items:
        slope = [-value for value in slope]
    return slope, info


def _shift(theta: list[float], b: list[float], centres: Sequence[float]) -> float:
    """Move the whole scale to where the priors want it; return how far.

    The answers only say how far apart students and questions are, so that rounds alone would drift
    there for ever.
    """
    weight_theta, weight_b = SPREAD_OF_ABILITY**-2, SPREAD_OF_DIFFICULTY**-2
    pull = fsum(theta) * weight_theta
    pull += fsum(at - centre for at, centre in zip(b, centres, strict=True)) * weight_b
    by = -pull / (len(theta) * weight_theta + len(b) * weight_b)
    theta[:] = [at + by for at in theta]
    b[:] = [at + by for at in b]
    return abs(by)


def _step(
    at: list[float],
    slope: Sequence[float],
    info: Sequence[float],
    centres: Sequence[float],
    weight: float,
    part: float,
) -> float:
    """Move each estimate a step, or that part of it, up its posterior; return the longest."""
    longest = 0.0
    for index, value in enumerate(at):
        gradient = slope[index] - (value - centres[index]) * weight
        step = part * max(-_STEP, min(_STEP, gradient / (info[index] + weight)))
        at[index] = value + step
        longest = max(longest, abs(step))
    return longest
