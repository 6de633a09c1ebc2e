"""FSRS-6 with its published parameters: how firm a memory is after each rating.

Only what whole days need: no steps of minutes, no "easy". py-fsrs reckons the same to the last bit,
as the tests see to; but it wants a card with dates for each rating and a new one for each answer,
which took a long log a quarter of the time that it is read in.
"""

from __future__ import annotations

from math import e

AGAIN, HARD, GOOD, _EASY = 1, 2, 3, 4
W = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The parameters, in the order in which FSRS numbers them."""
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
"""So that the chance is 0.9 once as many days have gone as the stability says."""
_LEAST = 0.001
"""Days of the least stability."""
_GAIN = e ** W[8]
_AT_MOST = e ** (W[17] * W[18])


def chance(stability: float, since: int) -> float:
    """Return how likely it is known `since` days after it was rated, 0 to 1."""
    return float((1 + FACTOR * since / stability) ** DECAY)


def first(rating: int) -> tuple[float, float]:
    """Return stability in days, and difficulty from 1 to 10, after the first rating of all."""
    return W[rating - 1], _within(_difficulty_at_first(rating))


def later(stability: float, difficulty: float, rating: int, since: int) -> tuple[float, float]:
    """Return stability and difficulty after a rating, `since` whole days after the one before."""
    if since < 1:
        new = stability * _on_the_same_day(stability, rating)
    elif rating == AGAIN:
        new = _forgotten(stability, difficulty, chance(stability, since))
    else:
        new = stability * _growth(stability, difficulty, rating, chance(stability, since))
    return max(new, _LEAST), _moved(difficulty, rating)


def _on_the_same_day(stability: float, rating: int) -> float:
    factor: float = e ** (W[17] * (rating - GOOD + W[18])) * stability ** -W[19]
    return factor if rating == AGAIN else max(factor, 1.0)


def _forgotten(stability: float, difficulty: float, known: float) -> float:
    firm = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1)
    return float(min(firm * e ** ((1 - known) * W[14]), stability / _AT_MOST))


def _growth(stability: float, difficulty: float, rating: int, known: float) -> float:
    surprise = e ** ((1 - known) * W[10]) - 1
    gain = _GAIN * (11 - difficulty) * stability ** -W[9] * surprise
    return float(1 + (gain * W[15] if rating == HARD else gain))


def _difficulty_at_first(rating: int) -> float:
    return float(W[4] - e ** (W[5] * (rating - 1)) + 1)


_EASIEST = W[7] * _difficulty_at_first(_EASY)


def _moved(difficulty: float, rating: int) -> float:
    step = -(W[6] * (rating - GOOD))
    return _within(_EASIEST + (1 - W[7]) * (difficulty + (10 - difficulty) * step / 9))


def _within(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
