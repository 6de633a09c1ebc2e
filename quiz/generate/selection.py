"""Which of the proved candidates stand beside the key: hard enough, and without a cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.generate.pool import OVERLAP, by_likeness
from quiz.packs.content import NumberValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.generate.pool import Pool
    from quiz.generate.rng import Rng
    from quiz.generate.shown import Candidate

OPTIONS = cues.OPTIONS
"""The key and at most three distractors (rule C1)."""
FEWEST_DISTRACTORS = 2
THIRDS_FROM = 9
"""A pool from which a third is still a choice (RULES.md 1.3)."""
NEAREST, NEXT = 12, 18
"""Candidates of a large pool from which level 3 draws, and those after them for level 2."""
TRIES = 64
"""Draws after which no fair set is looked for any longer."""
LOOKED_AT = 16
"""Draws of a small pool, of which a level takes its third."""
COMPANY = 8
"""Draws of others to stand beside the first that was drawn."""
FEW_TRIES = 8
MOST_WEIGHT = 50
"""How much oftener than others the commonest value is drawn at most."""
_DECIMALS = re.compile(r"\.(\d+)(?: |$)")
LEVELS = (1, 2, 3)
SPREADS = 4
"""Spreads that are drawn of a third of the pool."""
TURNS = 2
"""Draws of each, so that the key is as often the nearest to the mean as any option."""
SMALL = 14
"""A pool of which the levels are parted by what the rules allow, not by its thirds."""
FEW = 8
"""A pool of which all combinations are looked at."""


class NoChoice(Exception):
    """No set of distractors keeps every rule; the rule's number comes first."""


def third(pool: Sequence[Candidate], level: int) -> list[Candidate]:
    """Return the third of the pool that is as similar to the key as the level asks.

    Of a large pool the upper thirds keep near the key: of 190 countries the middle third lies on
    another continent, which any pupil strikes.
    """
    return _third(sorted(pool, key=by_likeness), level)


def _third(ordered: list[Candidate], level: int) -> list[Candidate]:
    if len(ordered) < THIRDS_FROM:
        return ordered
    cut = len(ordered) / 3
    hard = min(len(ordered) - round(2 * cut), NEAREST)
    middle = min(round(2 * cut) - round(cut), NEXT)
    bounds = {
        1: (0, round(cut)),
        2: (len(ordered) - hard - middle, len(ordered) - hard),
        3: (len(ordered) - hard, len(ordered)),
    }
    first, last = bounds[level]
    return ordered[first:last]


def choose_sorted(
    pool: Pool, level: int, rng: Rng, rivals: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Return distractors for options that are shown in order: dates and numbers.

    The key's rank is drawn first and the distractors below and above it after (rule C4), so that
    the middle is no better a guess than the ends. What is drawn does not hang on the level: of the
    same spreads a level takes its third by mean similarity, so that a higher one is always closer.
    `rivals`: those of the pool that come first; a rank at which one can stand is preferred then.
    """
    key, items = pool.key, pool.items
    if isinstance(key.value, NumberValue):
        own = decimals(key.text)
        items = [c for c in items if decimals(c.text) == own]
    parts = [*(_third(items, number) for number in LEVELS), items]
    below = _Side(parts, [c for c in items if c.order < key.order], rivals)
    above = _Side(parts, [c for c in items if c.order > key.order], rivals)
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        ranks = _ranks(len(below.pool), len(above.pool), options)
        if below.rivals or above.rivals:
            fits = [r for r in ranks if (r and below.rivals) or (r < options - 1 and above.rivals)]
            ranks = fits or ranks
        for rank in [rng.choice(ranks), *ranks] if ranks else ():
            inner = 0 < rank < options - 1
            central = rng.below(6) < 1
            spreads: list[list[Candidate]] = []
            wanted: list[list[Candidate]] = []
            for part in [*range(len(parts))] * SPREADS:
                for _ in range(TURNS):
                    low = below.draw(part, rank, rng)
                    high = above.draw(part, options - 1 - rank, rng)
                    if low is None or high is None:
                        break
                    spread = low + high
                    suits = not inner or _central(key, spread) == central
                    if suits:
                        break
                if low is None or high is None:
                    break
                spreads.append(spread)
                if suits:
                    wanted.append(spread)
            if spreads:
                fitting = of_level(spreads, level)
                return next((s for s in fitting if s in wanted), fitting[0])
    raise NoChoice("C1: fewer than two other values are proved false")


def of_level(
    spreads: Sequence[list[Candidate]], level: int, means: Sequence[float] = ()
) -> list[list[Candidate]]:
    """Return the level's third of some spreads by mean similarity, in the order they came in.

    Spreads of one mean go to one level, as long as each level has any. `means`: of each, if at
    hand.
    """
    means = means or [_likeness(found) for found in spreads]
    steps = sorted(set(means))
    if len(steps) < len(LEVELS):
        return list(spreads)
    middle = sorted(means)
    first = min(max(steps.index(middle[len(means) // 3]), 1), len(steps) - 2)
    second = min(max(steps.index(middle[2 * len(means) // 3]), first + 1), len(steps) - 1)
    least, below = {1: (0, first), 2: (first, second), 3: (second, len(steps))}[level]
    own = set(steps[least:below])
    return [found for found, value in zip(spreads, means, strict=True) if value in own]


class _Side:
    """The candidates on one side of the key, and which of them belong to each part of the pool."""

    def __init__(
        self,
        parts: Sequence[Sequence[Candidate]],
        pool: Sequence[Candidate],
        rivals: Sequence[Candidate],
    ) -> None:
        self.pool = pool
        self._parts = parts
        own = set(pool)
        self.rivals = [c for c in rivals if c in own]
        self._near = [[c for c in part if c in own] for part in parts]
        self._rest: dict[int, list[Candidate]] = {}

    def draw(self, part: int, count: int, rng: Rng) -> list[Candidate] | None:
        """Return candidates that stand apart: a rival, then those of the part; None if too few."""
        chosen: list[Candidate] = []
        for candidate in self.rivals:
            if len(chosen) == count:
                return chosen
            _add(candidate, chosen)
        left, bits = self._near[part].copy(), rng.bits  # as rng.drawn does, at half its cost
        for many in range(len(left), 0, -1):
            at = bits() * many >> 64
            if len(chosen) == count:
                return chosen
            if chosen:
                _add(left[at], chosen)
            else:
                chosen.append(left[at])
            left[at] = left[many - 1]
        for candidate in self._others(part) if len(chosen) < count else ():
            _add(candidate, chosen)
            if len(chosen) == count:
                break
        return chosen if len(chosen) == count else None

    def _others(self, part: int) -> list[Candidate]:
        """Return those outside the part, the nearest to it in likeness first."""
        if part not in self._rest:
            own = self._parts[part]
            middle = sum(c.similarity for c in own) / len(own) if own else 0.0
            known = set(self._near[part])
            others = [c for c in self.pool if c not in known]
            others.sort(key=lambda c: (abs(c.similarity - middle), c.text))
            self._rest[part] = others
        return self._rest[part]


def _add(candidate: Candidate, chosen: list[Candidate]) -> None:
    """Add a date or a number to others unless it touches one of them, which it would clash with.

    Nothing else could clash: no two of a pool read alike.
    """
    low, high = candidate.span
    for other in chosen:
        first, last = other.span
        if low <= last and first <= high:
            return
    chosen.append(candidate)


def _central(key: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether the key is the option nearest to the mean of all: a quarter of keys are."""
    orders = [c.order for c in others]
    mean = (key.order + sum(orders)) / (1 + len(orders))
    return abs(key.order - mean) < min([abs(order - mean) for order in orders])


def decimals(text: str) -> int:
    """Return how many decimals a number is written with (rule B5); 0 for a date."""
    found = _DECIMALS.search(text) if "." in text else None
    return len(found[1]) if found else 0


def _ranks(below: int, above: int, options: int) -> list[int]:
    """Return the ranks that the key may take, often enough that each is as likely as any other.

    A key at the edge of its field can only stand at the edge of its options. Keys beside the edge
    make up for it by keeping to the middle, so that over the field all ranks come out even.
    """
    first = max(0, options - 1 - above)
    last = min(below, options - 1)
    ranks = list(range(first, last + 1))
    if len(ranks) > 2 and last < options - 1:
        return ranks[-2:]
    if len(ranks) > 2 and first > 0:
        return ranks[:2]
    return ranks


def choose(pool: Pool, level: int, rng: Rng, rivals: Sequence[Candidate] = ()) -> list[Candidate]:
    """Return distractors for options in any order, such that nothing but the fact finds the key.

    `rivals`: what the student took for the key, to stand beside it at every level, if the rules
    allow.
    """
    items = pool.items
    if len(items) < FEWEST_DISTRACTORS:
        raise NoChoice("C1: fewer than two other values are proved false")
    pool.problem = OVERLAP
    found = _mixed_up(pool, level, rivals, rng.branch("rivals")) if rivals else None
    if found is None and len(items) > SMALL:
        found = _in_band(pool, level, rng)
    found = found or _of_all(pool, level, rng.branch("all"))
    if found is None:
        raise NoChoice(pool.problem)
    return found


def _mixed_up(
    pool: Pool, level: int, wanted: Sequence[Candidate], rng: Rng
) -> list[Candidate] | None:
    """Return distractors with as many of the student's rivals among them as the rules allow."""
    known = set(pool.items)
    rivals = [c for c in wanted if c in known]
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        for many in range(min(len(rivals), options - 1), 0, -1):
            for own in combinations(rivals[: 2 * many], many):
                rest = [c for c in _third(pool.items, level) if c not in own]
                for source in (rest, [c for c in pool.items if c not in own]):
                    for others in _samples(source, options - 1 - many, rng):
                        if pool.fair(sample := [*own, *others]):
                            return sample
    return None


def _in_band(pool: Pool, level: int, rng: Rng) -> list[Candidate] | None:
    """Return distractors as alike to the key, on the whole, as the level's third of the pool."""
    near = _third(pool.items, level)
    low, high = near[0].similarity, near[-1].similarity
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        for source in (near, pool.items):
            for sample in _samples(source, options - 1, rng):
                if low <= _mean(sample) <= high and pool.fair(sample):
                    return sample
    return None


def _of_all(pool: Pool, level: int, rng: Rng) -> list[Candidate] | None:
    """Return distractors from the level's third of all that the rules allow.

    What is looked at does not hang on the level, so that a higher one is always more alike. Two
    distractors are taken where three leave no choice between the levels.
    """
    items = pool.items
    parted = len(items) > OPTIONS and len({c.similarity for c in items}) > 1
    fair: list[list[Candidate]] = []
    means: list[float] = []
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        fair += [s for s in _samples(items, options - 1, rng, LOOKED_AT) if pool.fair(s)]
        means += [_likeness(found) for found in fair[len(means) :]]
        if parted and len(items) <= SMALL and len(set(means)) < len(LEVELS):
            every = rng.shuffled(list(combinations(items, options - 1)))
            fair += [list(s) for s in every if pool.fair(s)]
            means += [_likeness(found) for found in fair[len(means) :]]
        if fair and (not parted or len(set(means)) >= len(LEVELS)):
            break  # each level has a likeness of its own
    own = of_level(fair, level, means) if parted else fair
    return own[0] if own else None


def _mean(found: Sequence[Candidate]) -> float:
    return sum([c.similarity for c in found]) / len(found)


def _likeness(found: Sequence[Candidate]) -> float:
    """Return the mean likeness in billionths: the same in whatever order they were drawn."""
    return int(1e9 * sum([c.similarity for c in found]) / len(found) + 0.5)


def _samples(
    pool: Sequence[Candidate], count: int, rng: Rng, tries: int = TRIES
) -> Iterator[list[Candidate]]:
    """Yield ways to draw `count` from the pool; where they are few, all of them in the end.

    A value that many facts have is drawn as often as it is a key: the euro oftener than the tenge.
    Company is sought for the first that was drawn before another is: what goes with few others
    is a key as often as anything, and would else be a rival too seldom.
    """
    if len(pool) < count:
        return
    if not count:
        yield []
        return
    ends = list(accumulate([min(c.weight, MOST_WEIGHT) for c in pool]))
    many, bits = ends[-1], rng.bits
    weighted = many > len(pool)
    first = 0
    for attempt in range(FEW_TRIES if len(pool) <= FEW else tries):
        if attempt % COMPANY == 0:
            first = bits() * many >> 64
            first = bisect_right(ends, first) if weighted else first
        drawn = [first]
        while len(drawn) < count:
            at = bits() * many >> 64
            at = bisect_right(ends, at) if weighted else at
            if at not in drawn:
                drawn.append(at)
        yield [pool[at] for at in drawn]
    if len(pool) <= FEW:
        for chosen in rng.shuffled(list(combinations(pool, count))):
            yield list(chosen)
