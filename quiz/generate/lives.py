"""When the people of a pack could act: what makes a date plausible (rule B10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.packs.content import DateValue
from quiz.packs.dates import from_jdn, to_jdn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.packs.content import Pack

YOUNGEST = 10
"""Years of age before which nobody is a plausible actor (rule B10)."""


def life(pack: Pack, entity: str) -> tuple[int, int]:
    """Return the days between which a person could act; wide open where the pack does not say."""
    fact = pack.facts[entity]
    born, died = -(10**9), 10**9
    for field, is_birth in (("born", True), ("died", False)):
        for claim in fact.claims.get(field, ()):
            for value in claim.values:
                if not isinstance(value, DateValue):
                    continue
                if is_birth:
                    year = from_jdn(value.date.lower).year + YOUNGEST
                    born = max(born, to_jdn(year, 1, 1))
                else:
                    died = min(died, value.date.upper)
    return born, died


def lives(pack: Pack) -> Mapping[str, tuple[int, int]]:
    """Return the days in which people could act, by the folded surname that one row alone bears."""
    found: dict[str, tuple[int, int]] = {}
    bearers: dict[str, set[str]] = {}
    for fact in pack.facts.values():
        if not (fact.claims.get("born") or fact.claims.get("died")):
            continue
        for word in {word for name in fact.names for word in cues.words_of(name)[-1:]}:
            if len(word) >= cues.CONTENT_LETTERS:
                bearers.setdefault(word, set()).add(fact.key)
                found[word] = life(pack, fact.key)
    return {word: days for word, days in found.items() if len(bearers[word]) == 1}
