"""Names of people and offices, as a pack writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.exchange.sources.work import OTHERS, flat
from quiz.packs import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.packs.scaffold.toml import Written

    Name = dict[str, Written]

_OTHERS = ("others", "et al", "et al.", "and others", "u. a.", "и др.")
_PARTS = ("family", "given", "suffix")


def literal(text: str) -> Name:
    """Return a name that has no parts."""
    text = flat(text)
    return {"literal": text} if text else {}


def person(family: str, given: str = "", suffix: str = "", particle: str = "") -> Name:
    """Return a name in its parts; one that has only one part is a name without parts."""
    family = " ".join(filter(None, (flat(particle), flat(family))))
    parts = zip(_PARTS, (family, flat(given), flat(suffix)), strict=True)
    found = {part: text for part, text in parts if text}
    return {**found} if len(found) > 1 else literal(family or flat(given))


def turned(text: str) -> Name:
    """Return the name in “Deutscher, Isaac” or “King, Martin Luther, Jr.”.

    Without a comma it is an office's, or has one part only.
    """
    if flat(text).casefold() in _OTHERS:
        return OTHERS
    family, comma, rest = text.partition(",")
    if not comma or not rest.strip():
        return literal(family)
    given, _, suffix = rest.partition(",")
    return person(family, given, suffix)


def from_csl(found: Mapping[str, object]) -> Name:
    """Return the name in a name of CSL-JSON.

    A particle that is left out where the family name stands alone goes with the given names, so
    that “Humboldt, Alexander von” is printed; any other belongs to the family name.
    """
    told = {key: value for key, value in found.items() if isinstance(value, str)}
    if told.get("literal"):
        return OTHERS if told["literal"].casefold() in _OTHERS else literal(told["literal"])
    given = " ".join(filter(None, (told.get("given", ""), told.get("dropping-particle", ""))))
    return person(
        told.get("family", ""),
        given,
        told.get("suffix", ""),
        told.get("non-dropping-particle", ""),
    )


def listed(names: Iterable[Name]) -> list[Name]:
    """Return the names that say something, as many as a pack takes."""
    return [name for name in names if name][: limits.LIST_ITEMS]
