"""Which of the proved candidates stand beside the key: hard enough, and without a cue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, combinations
from math import fsum
from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.generate.candidates import clash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.generate.rng import Rng
    from quiz.generate.shown import Candidate
    from quiz.packs.content import Pack

OPTIONS = 4
"""The key and at most three distractors (rule C1)."""
FEWEST_DISTRACTORS = 2
THIRDS_FROM = 9
"""A pool from which a third is still a choice (RULES.md 1.3)."""
NEAREST, NEXT = 12, 18
"""Candidates of a large pool from which level 3 draws, and those after them for level 2."""
TRIES = 64
COMPANY = 16
"""Draws of others to stand beside the first that was drawn."""
FEW_TRIES = 8
MOST_WEIGHT = 50
"""How much oftener than others the commonest value is drawn at most."""
_DECIMALS = re.compile(r"\.(\d+)(?: |$)")
LEVELS = (1, 2, 3)
SPREADS = 6
"""Draws a third of the pool, among which one has the spread that is wanted."""
SMALL = 20
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
    ordered = sorted(pool, key=lambda c: (c.similarity, c.text))
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
    pack: Pack,
    key: Candidate,
    pool: Sequence[Candidate],
    level: int,
    rng: Rng,
    rivals: Sequence[Candidate] = (),
) -> list[Candidate]:
    """Return distractors for options that are shown in order: dates and numbers.

    The key's rank is drawn first and the distractors below and above it after (rule C4), so that
    the middle is no better a guess than the ends. What is drawn does not hang on the level: of the
    same spreads a level takes its third by mean similarity, so that a higher one is always closer.
    `rivals`: those of the pool that come first; a rank at which one can stand is preferred then.
    """
    pool = [c for c in pool if not clash(pack, key, c) and decimals(c.text) == decimals(key.text)]
    nearby = [*(third(pool, number) for number in LEVELS), pool]
    below = _Side([c for c in pool if c.order < key.order], nearby, rivals)
    above = _Side([c for c in pool if c.order > key.order], nearby, rivals)
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        ranks = _ranks(len(below.pool), len(above.pool), options)
        if below.rivals or above.rivals:
            fits = [r for r in ranks if (r and below.rivals) or (r < options - 1 and above.rivals)]
            ranks = fits or ranks
        for rank in rng.shuffled(ranks)[:1] + ranks:
            central = rng.below(4) < 1
            spreads = []
            for number in [*range(len(nearby))] * SPREADS:
                low = below.draw(pack, number, rank, rng)
                high = above.draw(pack, number, options - 1 - rank, rng)
                if low is None or high is None:
                    break
                spreads.append(low + high)
            if spreads:
                edge = rank in (0, options - 1)
                own = of_level(spreads, level)
                wanted = [found for found in own if edge or _central(key, found) == central]
                return (wanted or own)[0]
    raise NoChoice("C1: fewer than two other values are proved false")


def of_level(spreads: Sequence[list[Candidate]], level: int) -> list[list[Candidate]]:
    """Return the level's third of some spreads by mean similarity, in the order they came in.

    Spreads of one mean go to one level, as long as each level has any.
    """
    means = [_likeness(found) for found in spreads]
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
        pool: Sequence[Candidate],
        nearby: Sequence[Sequence[Candidate]],
        rivals: Sequence[Candidate],
    ) -> None:
        self.pool = pool
        own = set(pool)
        self.rivals = [c for c in rivals if c in own]
        self._near = [[c for c in part if c in own] for part in nearby]
        self._rest: list[list[Candidate]] = []
        for part, near in zip(nearby, self._near, strict=True):
            middle = sum(c.similarity for c in part) / len(part) if part else 0.0
            known = set(near)
            others = [c for c in pool if c not in known]
            others.sort(key=lambda c: (abs(c.similarity - middle), c.text))
            self._rest.append(others)

    def draw(self, pack: Pack, part: int, count: int, rng: Rng) -> list[Candidate] | None:
        """Return candidates that stand apart: a rival, then those of the part; None if too few."""
        chosen: list[Candidate] = []
        near = list(self._near[part])
        drawn = (near.pop(rng.below(len(near))) for _ in range(len(near)))
        for candidate in chain(self.rivals, drawn, self._rest[part]):
            if len(chosen) == count:
                break
            if candidate not in chosen and not any(
                clash(pack, candidate, other) for other in chosen
            ):
                chosen.append(candidate)
        return chosen if len(chosen) == count else None


def _central(key: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether the key is the option nearest to the mean of all: a quarter of inner keys is."""
    mean = (key.order + sum(c.order for c in others)) / (1 + len(others))
    return all(abs(key.order - mean) < abs(c.order - mean) for c in others)


def decimals(text: str) -> int:
    """Return how many decimals a number is written with (rule B5); 0 for a date."""
    found = _DECIMALS.search(text)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What distractors are sought for: a key and its question.

    The rules look at all options alike, but for the words that the question itself holds (B1, B2),
    and the rivals are drawn as often as they are keys. So nothing that a test-wise player sees
    tells the key from them: a rule for keys only would make rivals stand out.
    """

    pack: Pack
    prompt: str
    key: Candidate
    level: int
    rivals: Sequence[Candidate] = ()
    """What the student took for the key: to stand beside it at every level, if the rules allow."""
    problems: list[str] = field(default_factory=lambda: ["A6: the other values overlap"])
    """Why sets of options were refused; the last is told where none is left."""

    clashes: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Pairs of texts that were looked at: the same ones come back in many sets."""

    def fair(self, sample: Sequence[Candidate]) -> bool:
        """Tell whether no rule forbids these options together."""
        found = self._overlap(sample) or _forbids(self.prompt, self.key, sample)
        if found:
            self.problems.append(found)
        return found is None

    def _overlap(self, sample: Sequence[Candidate]) -> str | None:
        for one, other in combinations(sample, 2):
            pair = (one.text, other.text)
            found = self.clashes.get(pair)
            if found is None:
                found = self.clashes[pair] = clash(self.pack, one, other)
            if found:
                return "A6: the other values overlap"
        return None


def choose(choice: Choice, pool: Sequence[Candidate], rng: Rng) -> list[Candidate]:
    """Return distractors for options in any order, such that nothing but the fact finds the key."""
    pack, key = choice.pack, choice.key
    pool = [c for c in pool if not clash(pack, key, c)]
    if len(pool) < FEWEST_DISTRACTORS:
        raise NoChoice("C1: fewer than two other values are proved false")
    found = _mixed_up(choice, pool, rng.branch("rivals")) if choice.rivals else None
    if found is None and len(pool) > SMALL:
        found = _in_band(choice, pool, rng)
    found = found or _of_all(choice, pool, rng.branch("all"))
    if found is None:
        raise NoChoice(choice.problems[-1])
    return found


def _mixed_up(choice: Choice, pool: Sequence[Candidate], rng: Rng) -> list[Candidate] | None:
    """Return distractors with as many of the student's rivals among them as the rules allow."""
    known = set(pool)
    rivals = [c for c in choice.rivals if c in known]
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        for many in range(min(len(rivals), options - 1), 0, -1):
            for own in combinations(rivals[: 2 * many], many):
                rest = [c for c in third(pool, choice.level) if c not in own]
                for source in (rest, [c for c in pool if c not in own]):
                    for others in _samples(source, options - 1 - many, rng):
                        if choice.fair(sample := [*own, *others]):
                            return sample
    return None


def _in_band(choice: Choice, pool: Sequence[Candidate], rng: Rng) -> list[Candidate] | None:
    """Return distractors as alike to the key, on the whole, as the level's third of the pool."""
    near = third(pool, choice.level)
    low, high = min(c.similarity for c in near), max(c.similarity for c in near)
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        for source in (near, pool):
            for sample in _samples(source, options - 1, rng):
                if low <= _mean(sample) <= high and choice.fair(sample):
                    return sample
    return None


def _of_all(choice: Choice, pool: Sequence[Candidate], rng: Rng) -> list[Candidate] | None:
    """Return distractors from the level's third of all that the rules allow.

    What is looked at does not hang on the level, so that a higher one is always more alike. Two
    distractors are taken where three leave no choice between the levels.
    """
    parted = len(pool) > OPTIONS
    fair: list[list[Candidate]] = []
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        fair += [s for s in _samples(pool, options - 1, rng) if choice.fair(s)]
        if parted and len(pool) <= SMALL and not _enough(fair):
            every = rng.shuffled(list(combinations(pool, options - 1)))
            fair += [list(s) for s in every if choice.fair(s)]
        if fair and (not parted or _enough(fair)):
            break
    own = of_level(fair, choice.level) if parted else fair
    return own[0] if own else None


def _enough(fair: Sequence[list[Candidate]]) -> bool:
    """Tell whether the sets are of so many likenesses that each level has one of its own."""
    return len({_likeness(found) for found in fair}) >= len(LEVELS)


def _mean(found: Sequence[Candidate]) -> float:
    return fsum([c.similarity for c in found]) / len(found)


def _likeness(found: Sequence[Candidate]) -> float:
    return round(_mean(found), 9)


def _samples(pool: Sequence[Candidate], count: int, rng: Rng) -> Iterator[list[Candidate]]:
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
    urn = [c for c in pool for _ in range(min(c.weight, MOST_WEIGHT))]
    first = urn[0]
    for attempt in range(FEW_TRIES if len(pool) <= FEW else TRIES):
        if attempt % COMPANY == 0:
            first = urn[rng.below(len(urn))]
        drawn: dict[str, Candidate] = {first.text: first}
        while len(drawn) < count:
            candidate = urn[rng.below(len(urn))]
            drawn[candidate.text] = candidate
        yield list(drawn.values())
    if len(pool) <= FEW:
        for chosen in rng.shuffled(list(combinations(pool, count))):
            yield list(chosen)


def _forbids(prompt: str, key: Candidate, sample: Sequence[Candidate]) -> str | None:
    texts = [c.text for c in sample]
    if cues.odd_feature([key.text, *texts]):
        return "B5: one of the options would look unlike the others"
    if cues.out_of_length([key.text, *texts]):
        return "B4: one of the options would stand out by its length"
    if cues.converges([key.text, *texts]):
        return "B9: the right option shares most parts with the others"
    word = cues.clang(prompt, key.text, texts)
    return f"B2: question and right option share “{word}”" if word else None
