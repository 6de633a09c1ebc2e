"""Which of the proved candidates stand beside the key: hard enough, and without a cue."""

from __future__ import annotations

import re
from itertools import combinations
from statistics import fmean as mean
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
"""A pool from which a third is still a choice (ITEMS.md 1.3)."""
TRIES = 48
_DECIMALS = re.compile(r"\.(\d+)(?: |$)")
SPREADS = 24
"""Draws among which one has the spread that is wanted."""
OFF_LEVEL = 40.0
"""What a difference of 1 from the level's similarity weighs against a rank that was not drawn."""
FEW = 8
"""A pool of which all combinations are looked at."""


def middle_half(pool: Sequence[Candidate], level: int) -> list[Candidate]:
    """Return half of the pool around the level's third, for where the third has a cue."""
    ordered = sorted(pool, key=lambda c: (c.similarity, c.text))
    size = len(ordered)
    start = {1: 0, 2: size // 4, 3: size - (size + 1) // 2}[level]
    return ordered[start : start + (size + 1) // 2]


class NoChoice(Exception):
    """No set of distractors keeps every rule; the rule's number comes first."""


def third(pool: Sequence[Candidate], level: int) -> list[Candidate]:
    """Return the third of the pool that is as similar to the key as the level asks."""
    ordered = sorted(pool, key=lambda c: (c.similarity, c.text))
    if len(ordered) < THIRDS_FROM:
        return ordered
    cut = len(ordered) / 3
    return ordered[round(cut * (level - 1)) : round(cut * level)]


def choose_sorted(
    pack: Pack, key: Candidate, pool: Sequence[Candidate], level: int, rng: Rng
) -> list[Candidate]:
    """Return distractors for options that are shown in order: dates and numbers.

    The key's rank is drawn first and the distractors below and above it after (rule C4), so that
    the middle is no better a guess than the ends.
    """
    pool = [c for c in pool if not clash(pack, key, c) and decimals(c.text) == decimals(key.text)]
    below = [c for c in pool if c.order < key.order]
    above = [c for c in pool if c.order > key.order]
    near = third(pool, level)
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        ranks = _ranks(len(below), len(above), options)
        for rank in rng.shuffled(ranks)[:1] + ranks:
            central = rng.below(5) < 2
            found: list[Candidate] | None = None
            for attempt in range(SPREADS):
                wide = near if attempt < SPREADS // 2 else pool
                low = _side(pack, below, wide, rank, rng)
                high = _side(pack, above, wide, options - 1 - rank, rng)
                if low is None or high is None:
                    break
                found = low + high
                if rank in (0, options - 1) or _central(key, found) == central:
                    return found
            if found is not None:
                return found
    raise NoChoice("C1: fewer than two other values are proved false")


def _side(
    pack: Pack, pool: Sequence[Candidate], near: Sequence[Candidate], count: int, rng: Rng
) -> list[Candidate] | None:
    """Return candidates of one side of the key, those of the level's third first."""
    of_level = {id(c) for c in near}  # compared by their many values they cost a third of a draw
    first = rng.shuffled([c for c in pool if id(c) in of_level])
    others = rng.shuffled([c for c in pool if id(c) not in of_level])
    middle = sum(c.similarity for c in near) / len(near) if near else 0.0
    others.sort(key=lambda c: abs(c.similarity - middle))
    return _apart(pack, first + others, count)


def _central(key: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether the key is the option nearest to the mean of all: half the inner keys may be."""
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


def _apart(pack: Pack, pool: Sequence[Candidate], count: int) -> list[Candidate] | None:
    chosen: list[Candidate] = []
    for candidate in pool:
        if len(chosen) == count:
            break
        if not any(clash(pack, candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen if len(chosen) == count else None


def choose(
    pack: Pack, prompt: str, key: Candidate, pool: Sequence[Candidate], level: int, rng: Rng
) -> list[Candidate]:
    """Return distractors for options in any order, such that nothing but the fact finds the key."""
    pool = [c for c in pool if not clash(pack, key, c)]
    if len(pool) < FEWEST_DISTRACTORS:
        raise NoChoice("C1: fewer than two other values are proved false")
    near = third(pool, level)
    half = middle_half(pool, level)
    wanted = mean(c.similarity for c in near)
    reason = "A6: the other values overlap"
    for options in range(OPTIONS, FEWEST_DISTRACTORS, -1):
        players = cues.TestWise(rng, options)
        for source in (near, half, pool):
            best: tuple[float, list[Candidate]] | None = None
            for sample in _samples(source, options - 1, rng):
                problem = _problem(pack, prompt, key, sample)
                if problem:
                    reason = problem
                    continue
                texts = [key.text, *(c.text for c in sample)]
                degrees = [key.degree, *(c.degree for c in sample)]
                miss = players.misses(prompt, texts, degrees)
                if source is not near:
                    miss += OFF_LEVEL * abs(mean(c.similarity for c in sample) - wanted)
                if best is None or miss < best[0]:
                    best = miss, sample
                if miss == 0:
                    break
            if best:
                return best[1]
            if len(near) == len(pool):
                break
    raise NoChoice(reason)


def _samples(pool: Sequence[Candidate], count: int, rng: Rng) -> Iterator[list[Candidate]]:
    """Yield ways to draw `count` from the pool: all of them where they are few."""
    if len(pool) < count:
        return
    if len(pool) <= FEW:
        for chosen in rng.sample(list(combinations(pool, count)), TRIES):
            yield list(chosen)
        return
    for _ in range(TRIES):
        yield rng.sample(pool, count)


def _problem(pack: Pack, prompt: str, key: Candidate, sample: Sequence[Candidate]) -> str | None:
    texts = [c.text for c in sample]
    if any(clash(pack, a, b) for a, b in combinations(sample, 2)):
        return "A6: the other values overlap"
    if cues.odd_feature([key.text, *texts]):
        return "B5: the right option would look unlike the others"
    if cues.too_long(key.text, texts) or cues.too_short(key.text, texts):
        return "B4: the right option would stand out by its length"
    if cues.converges([key.text, *texts]):
        return "B9: the right option shares most parts with the others"
    word = cues.clang(prompt, key.text, texts)
    return f"B2: question and right option share “{word}”" if word else None
