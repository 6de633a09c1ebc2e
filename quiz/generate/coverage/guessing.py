"""What a pack's choices show to somebody who only guesses (rules B4, B11 and C5 over a pack).

One question shows nothing of this: a key has to be the longest option now and then. Over a pack
the right option should be no longer, no better known and no more in the middle than chance has it.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.packs.content import FieldType, TextValue
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.model import Question
    from quiz.packs.content import Fact, Pack

FEWEST = 30
"""Choices below which nothing can be told from luck."""
WIDE = 2.576
"""Standard deviations on each side of 99 % of a normal distribution."""
_RENOWN = 3.0
"""Standard deviations that rule B11 allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often something was so of the key, and what chance would have."""

    count: int
    of: int
    chance: float
    """Expected share, 0 to 1."""

    @property
    def share(self) -> float:
        """Return the share, 0 to 1."""
        return self.count / self.of if self.of else 0.0

    @property
    def within(self) -> bool:
        """Tell whether it lies inside the 99 % binomial interval around chance (rule B4)."""
        room = WIDE * math.sqrt(self.chance * (1 - self.chance) / self.of) if self.of else 1.0
        return self.of < FEWEST or abs(self.share - self.chance) <= room


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessing:
    """What guessers have to go by, over all choices of a pack."""

    choices: int
    longest: Share
    """Choices with one longest option: how often it is the key."""
    shortest: Share
    renown: float
    """Mean rank of the key among the rows to choose from, 1 for the one that fewest facts name."""
    renown_chance: float
    renown_room: float
    """How far from chance rule B11 lets the mean rank be: 3·sqrt(Σ(k²−1)/12)/n."""
    even_gaps: int
    """Dates and numbers of which only the two beside the key lie equally far from it (C5)."""
    absolutes: tuple[str, ...]
    """Rows that quote an absolute or vague word: “never”, “usually” (B8)."""

    @property
    def renown_within(self) -> bool:
        """Tell whether the key is as well known as chance has it (rule B11)."""
        return abs(self.renown - self.renown_chance) <= self.renown_room


def guessing(
    pack: Pack, choices: Sequence[Question], degree: Callable[[str], int]
) -> Guessing | None:
    """Return what the choices show; None where they are too few to tell.

    `degree`: how many facts speak of a row, by its key.
    """
    if len(choices) < FEWEST:
        return None
    known = [_ranks(question, degree) for question in choices if question.facet.endswith("-back")]
    ranks = [found for found in known if found is not None]
    number = max(1, len(ranks))
    return Guessing(
        choices=len(choices),
        longest=_extreme(choices, max),
        shortest=_extreme(choices, min),
        renown=sum(rank for rank, _ in ranks) / number,
        renown_chance=sum((k + 1) / 2 for _, k in ranks) / number,
        renown_room=_RENOWN * math.sqrt(sum((k * k - 1) / 12 for _, k in ranks)) / number,
        even_gaps=sum(map(_even_gaps, choices)),
        absolutes=tuple(fact.key for fact in pack.facts.values() if _absolute(pack, fact)),
    )


def _extreme(choices: Sequence[Question], end: Callable[[list[int]], int]) -> Share:
    count, chances = 0, []
    for question in choices:
        lengths = [len(option.text) for option in question.options]
        if lengths.count(end(lengths)) == 1:
            chances.append(1 / len(lengths))
            count += question.options[lengths.index(end(lengths))].correct
    chance = sum(chances) / len(chances) if chances else 0.0
    return Share(count=count, of=len(chances), chance=chance)


def _ranks(question: Question, degree: Callable[[str], int]) -> tuple[float, int] | None:
    """Return (rank of the key by degree, options); None where all are as well known."""
    known = [degree(option.facts[0]) for option in question.options if option.facts]
    keys = [known[i] for i, option in enumerate(question.options) if option.correct]
    if len(known) < len(question.options) or len(set(known)) == 1 or not keys:
        return None
    level = known.count(keys[0]) - 1
    return 1 + sum(d < keys[0] for d in known) + level / 2, len(known)


def _even_gaps(question: Question) -> bool:
    texts = [option.text for option in question.options]
    if not all(text.isdecimal() for text in texts):
        return False
    numbers = sorted(map(int, texts))
    right = int(next(option.text for option in question.options if option.correct))
    at = numbers.index(right)
    gaps = [after - before for before, after in pairwise(numbers)]
    return 0 < at < len(gaps) and gaps[at - 1] == gaps[at] and gaps.count(gaps[at]) == 2


def _absolute(pack: Pack, fact: Fact) -> bool:
    """Tell whether a row quotes such a word; quotations keep theirs, so that this is only told."""
    fields = pack.kinds[fact.kind].fields
    quoted = [fact.name] if fact.name.startswith("“") else []
    quoted += [
        value.text
        for key, claims in fact.claims.items()
        if fields[key].type is FieldType.QUOTE
        for claim in claims
        for value in claim.values
        if isinstance(value, TextValue)
    ]
    return any(found is not None and found[0] == "B8" for found in map(cues.loaded, quoted))
