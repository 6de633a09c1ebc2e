"""How alike two candidates are: what makes a wrong option hard (RULES.md 1.3)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.packs.content import DateValue, NameValue, TextValue
from quiz.packs.dates import from_jdn
from quiz.quick import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

    from quiz.packs.content import Pack

YEARS = 10.0
"""τ of exp(−|Δ|/τ) for dates."""
LOG_RATIO = 0.5
_DAYS = 365.2425
LONGEST = 40
"""Characters of a text that others could have too."""


def date_similarity(span: tuple[float, float], other: tuple[float, float]) -> float:
    """Return exp(−|Δ|/10) for two spans of days, Δ in years between their middles."""
    gap = abs((span[0] + span[1]) - (other[0] + other[1])) / 2
    return math.exp(-gap / _DAYS / YEARS)


def number_similarity(one: float, other: float) -> float:
    """Return exp(−|ln(x/k)|/0.5); for numbers not both positive, by their difference."""
    if one > 0 and other > 0:
        ratio = one / other
        # of the least float that there is and a larger one it is 0
        return math.exp(-abs(math.log(ratio)) / LOG_RATIO) if ratio else 0.0
    scale = max(abs(one), abs(other), 1.0)
    return math.exp(-abs(one - other) / scale / LOG_RATIO)


KEPT = 1 << 14
"""Rows whose features are kept: some 20 MB."""
STANDING = 0.03
"""Weight of how well known two entities are: one answers the other's question the more easily."""
SPELLING = 0.05
"""Weight of how alike two texts look: it parts candidates that the pack says the same of."""
_KNOWN, _MEANT = 1 - STANDING, 1 - SPELLING


MARKED = 1 << 12
"""Things of a sort that have a bit of their own: half a kilobyte a set at most."""


@frozen
class Bag:
    """A set that is held against many others.

    A bit for each thing, so that it lies in one place: most of the time that a set takes goes into
    waiting for memory.
    """

    bits: int
    rest: frozenset[Hashable]
    """What has no bit, in a pack that has very many different ones."""
    many: int

    def shared(self, other: Bag) -> int:
        """Return how many things both have."""
        both = (self.bits & other.bits).bit_count()
        return both + len(self.rest & other.rest) if self.rest and other.rest else both


class Bags:
    """Makes sets of one sort: what is met first has the lowest bits."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def of(self, things: Collection[Hashable]) -> Bag:
        """Return some things, each once, as a set."""
        known, bits, rest = self._places, 0, []
        for thing in things:
            at = known.get(thing)
            if at is None and len(known) < MARKED:
                at = known[thing] = len(known)
            if at is None:
                rest.append(thing)
            else:
                bits |= 1 << at
        return Bag(bits=bits, rest=frozenset(rest), many=len(things))


@frozen
class _Profile:
    """What an entity is like."""

    features: Bag
    related: frozenset[str]
    degree: int


class Relations:
    """What each entity of a pack is like, and which facts speak of it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        related: dict[str, set[str]] = {key: {key} for key in pack.facts}
        for key, fact in pack.facts.items():
            for claims in fact.claims.values():
                for claim in claims:
                    for value in claim.values:
                        if isinstance(value, NameValue):
                            related.setdefault(value.entity, {value.entity}).add(key)
                            related[key].add(value.entity)
        self._related = {key: frozenset(found) for key, found in related.items()}
        self._profiles: dict[str, _Profile] = {}
        self._features, self._trigrams = Bags(), Bags()
        self._letters: dict[str, Bag] = {}
        self._scale: dict[str, tuple[float, float]] = {}
        self._standing: dict[str, float] = {}

    def degree(self, key: str) -> int:
        """Return how many facts speak of an entity, its own claims included."""
        return len(self._related[key]) + len(self._pack.facts[key].claims)

    def standing(self, key: str) -> float:
        """Return z(log degree) of an entity among those of its kind."""
        found = self._standing.get(key)
        if found is None:
            found = self._standing[key] = self._stands(key)
        return found

    def _stands(self, key: str) -> float:
        kind = self._pack.facts[key].kind
        if kind not in self._scale:
            logs = [math.log(1 + self.degree(f.key)) for f in self._pack.of_kind(kind)]
            middle = math.fsum(logs) / len(logs)  # `statistics` would be 5 ms to load
            spread = math.sqrt(math.fsum((one - middle) ** 2 for one in logs) / len(logs))
            self._scale[kind] = middle, spread
        middle, spread = self._scale[kind]
        own = math.log(1 + self.degree(key))
        return (own - middle) / spread if spread > 1e-9 else 0.0

    def alike(self, one: str, others: Iterable[str]) -> list[float]:
        """Return 0.6·J(features) + 0.4·J(related facts), refined by how well known both are.

        For each of the others: a microsecond each.
        """
        own = self._profile(one)
        mine, near, degree = own.features, own.related, own.degree
        bits, rest, many, close = mine.bits, mine.rest, mine.many, len(near)
        profiles = self._profiles
        out: list[float] = []
        for other in others:
            found = profiles.get(other) or self._profile(other)
            features, related, rank = found.features, found.related, found.degree
            both = (bits & features.bits).bit_count()
            if rest:
                both = mine.shared(features)
            meant = 0.6 * (both / (many + features.many - both))  # neither is ever empty
            both = len(near & related)
            meant += 0.4 * (both / (close + len(related) - both))
            known = _as_known(degree, rank) if one < other else _as_known(rank, degree)
            out.append(_KNOWN * meant + STANDING * known)
        return out

    def _profile(self, key: str) -> _Profile:
        found = self._profiles.get(key)
        if found is None:
            if len(self._profiles) >= KEPT:
                self._profiles.clear()
            features = self._features.of(self.features(key))
            found = _Profile(features=features, related=self._related[key], degree=self.degree(key))
            self._profiles[key] = found
        return found

    def letters(self, text: str) -> Bag:
        """Return the trigrams of a text's letters."""
        found = self._letters.get(text)
        if found is None:
            if len(self._letters) >= KEPT:
                self._letters.clear()
            padded = f"  {text.casefold()} "
            pieces = {padded[at : at + 3] for at in range(len(padded) - 2)}
            found = self._letters[text] = self._trigrams.of(pieces)
        return found

    def refined(
        self, text: str, others: Sequence[str], meanings: Sequence[float]
    ) -> Iterator[float]:
        """Yield similarities of meaning, refined by how alike to a text each of others is spelt.

        By the Jaccard index of the letters' trigrams.
        """
        mine = self.letters(text)
        bits, rest, many = mine.bits, mine.rest, mine.many
        kept = self._letters
        for other, meaning in zip(others, meanings, strict=True):
            letters = kept.get(other) or self.letters(other)
            both = mine.shared(letters) if rest else (bits & letters.bits).bit_count()
            yield _MEANT * meaning + SPELLING * (both / (many + letters.many - both))

    def features(self, key: str) -> frozenset[Hashable]:
        """Return what an entity is like: kind, topic, wholes, categories, names, decades."""
        fact = self._pack.facts[key]
        kind, fields = fact.kind, self._pack.kinds[fact.kind].fields
        found: list[Hashable] = [("kind", kind), ("topic", fact.topic)]
        found += [("in", whole) for whole in fact.wholes]
        for field, claims in fact.claims.items():
            for claim in claims:
                for value in claim.values:
                    if isinstance(value, NameValue):
                        found += ((kind, field, value.entity), ("with", value.entity))
                    elif isinstance(value, DateValue):
                        year = from_jdn(value.date.lower).year
                        found += ((kind, field, year // 10), (kind, field, year // 3, 3))
                    elif isinstance(value, TextValue) and len(value.text) <= LONGEST:
                        own = field in fields and fields[field].unique  # nobody shares it
                        found.append((field, key) if own else (kind, field, value.folded))
        return frozenset(found)


@lru_cache(maxsize=4096)
def _as_known(one: int, other: int) -> float:
    """Return how alike two entities are by how many facts speak of each."""
    return math.exp(-abs(math.log(one / other)))
