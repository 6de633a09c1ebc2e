"""How a sentence begins once something comes before it, and what can stand in one as a noun."""

from __future__ import annotations

import re
from functools import lru_cache

_OPENERS = """
    a about after against among an and are around as at before below between by can could did do
    does during each for from had has have how if in into is it its near of on one out over since
    that the their there these this those three through to toward two under until was were what
    when where which while who whom whose why will with within would
"""
_OPENING = frozenset(_OPENERS.split())


def lowered(text: str) -> str:
    """Return the text as it stands after other words: "Which" as "which", but "Bulgaria" kept.

    Only words that open a question or a clause are known to be no names.
    """
    first = text.split(" ", 1)[0]
    if first.casefold().rstrip(",") in _OPENING:
        return text[0].lower() + text[1:]
    return text


_LINKS = frozenset(
    ["as", "at", "by", "for", "from", "in", "into", "of", "on", "through", "to", "under", "with"]
)
NO_NOUN = "its label “{}” is no noun that a question could name (label = …)"


def is_noun(label: str) -> bool:
    """Tell whether a field's label can be called by: not “flows into”, which is half a clause."""
    return _LINKS.isdisjoint(label.casefold().split()[-1:])


_DONE = frozenset(["begun", "born", "built", "found", "held", "made", "sunk", "won", "written"])


def _is_done(label: str) -> bool:
    return label in _DONE or (label.isalpha() and label.endswith("ed"))


def default_ask(label: str, *, date: bool) -> str:
    """Return the question of a field without one: "When was … opened?", "What is the style …?"."""
    plain = label.replace("{", "").replace("}", "")
    if date and _is_done(plain):
        return f"When was {{name}} {plain}?"
    return f"What is the {plain} of {{name}}?"


def default_says(label: str, *, date: bool) -> str:
    """Return the statement of a field without one."""
    if date and _is_done(label):
        return f"{{name}} was {label} {{value:on}}"
    return f"the {label} of {{name}} is {{value}}"


_NO_PLURAL = frozenset(["celsius", "siemens", "gauss", "series", "species"])


def of_one(unit: str) -> str:
    """Return a unit as it stands behind a 1: "bell" of bells, "person" of people."""
    if unit == "people":
        return "person"
    if not (len(unit) >= 4 and unit.isalpha() and unit.islower() and unit.endswith("s")):
        return unit
    if unit.endswith("ss") or unit in _NO_PLURAL:
        return unit
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit[:-1]


@lru_cache(maxsize=512)
def with_own_preposition(template: str, key: str) -> str:
    """Return a date's template in which "in {value}" is "in 1923" but "on 24 July 1923"."""
    return re.sub(rf"\b(?:in|on) \{{(?:value|{re.escape(key)})\}}", "{value:on}", template)
