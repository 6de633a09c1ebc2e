"""How alike two candidates are: what makes a wrong option hard (RULES.md 1.3)."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue

if TYPE_CHECKING:
    from quiz.packs.content import Fact, Pack, Value

YEARS = 10.0
"""τ of exp(−|Δ|/τ) for dates."""
LOG_RATIO = 0.5
_DAYS = 365.2425


def date_similarity(one: DateValue, other: DateValue) -> float:
    """Return exp(−|Δ|/10), Δ in years between the middles."""
    gap = abs((one.date.lower + one.date.upper) - (other.date.lower + other.date.upper)) / 2
    return math.exp(-gap / _DAYS / YEARS)


def number_similarity(one: NumberValue, other: NumberValue) -> float:
    """Return exp(−|ln(x/k)|/0.5); for numbers not both positive, by their difference."""
    if one.number > 0 and other.number > 0:
        ratio = one.number / other.number
        # of the least float that there is and a larger one it is 0
        return math.exp(-abs(math.log(ratio)) / LOG_RATIO) if ratio else 0.0
    scale = max(abs(one.number), abs(other.number), 1.0)
    return math.exp(-abs(one.number - other.number) / scale / LOG_RATIO)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return |A ∩ B| / |A ∪ B|; 0 for two empty sets."""
    union = one | other
    return len(one & other) / len(union) if union else 0.0


MOST_PAIRS = 1 << 18
"""Pairs whose likeness is kept: all of a pack of 700 rows, some 30 MB."""
STANDING = 0.03
"""Weight of how well known two entities are: one answers the other's question the more easily."""
SPELLING = 0.05
"""Weight of how alike two texts look: it parts candidates that the pack says the same of."""


@lru_cache(maxsize=16384)
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text.casefold()} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


@lru_cache(maxsize=1 << 16)
def _spelt_alike(one: str, other: str) -> float:
    return jaccard(_trigrams(one), _trigrams(other))


def with_spelling(similarity: float, one: str, other: str) -> float:
    """Return a similarity of meaning, refined by the Jaccard index of the letters' trigrams."""
    return (1 - SPELLING) * similarity + SPELLING * _spelt_alike(one, other)


class Relations:
    """What each entity of a pack is like, and which facts speak of it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._related: dict[str, set[str]] = {key: {key} for key in pack.facts}
        for key, fact in pack.facts.items():
            for claims in fact.claims.values():
                for claim in claims:
                    for value in claim.values:
                        if isinstance(value, NameValue):
                            self._related.setdefault(value.entity, {value.entity}).add(key)
                            self._related[key].add(value.entity)
        self._sets = {key: frozenset(found) for key, found in self._related.items()}
        self._pairs: dict[tuple[str, str], float] = {}
        self._features: dict[str, frozenset[str]] = {}
        self._scale: dict[str, tuple[float, float]] = {}

    def degree(self, key: str) -> int:
        """Return how many facts speak of an entity, its own claims included."""
        return len(self._related[key]) + len(self._pack.facts[key].claims)

    def standing(self, key: str) -> float:
        """Return z(log degree) of an entity among those of its kind."""
        kind = self._pack.facts[key].kind
        if kind not in self._scale:
            logs = [math.log(1 + self.degree(f.key)) for f in self._pack.of_kind(kind)]
            self._scale[kind] = fmean(logs), pstdev(logs)
        middle, spread = self._scale[kind]
        own = math.log(1 + self.degree(key))
        return (own - middle) / spread if spread > 1e-9 else 0.0

    def alike(self, one: str, other: str) -> float:
        """Return 0.6·J(features) + 0.4·J(related facts), refined by how well known both are."""
        pair = (one, other) if one < other else (other, one)
        found = self._pairs.get(pair)
        if found is None:
            related = jaccard(self._sets[one], self._sets[other])
            meant = 0.6 * jaccard(self.features(one), self.features(other)) + 0.4 * related
            known = math.exp(-abs(math.log(self.degree(one) / self.degree(other))))
            found = (1 - STANDING) * meant + STANDING * known
            if len(self._pairs) < MOST_PAIRS:
                self._pairs[pair] = found
        return found

    def features(self, key: str) -> frozenset[str]:
        """Return what an entity is like: kind, topic, wholes, categories, names, decades."""
        if key not in self._features:
            fact = self._pack.facts[key]
            found = {f"kind={fact.kind}", f"topic={fact.topic}"}
            found |= {f"in={whole}" for whole in fact.wholes}
            for field, claims in fact.claims.items():
                for claim in claims:
                    for value in claim.values:
                        found |= _features(fact, field, value)
            self._features[key] = frozenset(found)
        return self._features[key]


def _features(fact: Fact, field: str, value: Value) -> set[str]:
    if isinstance(value, NameValue):
        return {f"{fact.kind}.{field}={value.entity}", f"with={value.entity}"}
    if isinstance(value, DateValue):
        year = value.date.years()[0]
        return {f"{fact.kind}.{field}={year // 10}", f"{fact.kind}.{field}={year // 3}·3"}
    if isinstance(value, TextValue) and len(value.text) <= 40:
        return {f"{fact.kind}.{field}={value.folded}"}
    return set()
