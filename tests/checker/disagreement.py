"""The form `sources`: who says what, why they differ, how many witnesses, every value given."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.checker import cues, truth
from tests.checker.explanation import is_resolved
from tests.checker.pack import Claim, Value
from tests.checker.words import norm

if TYPE_CHECKING:
    from tests.checker.finding import Item

WORDS_OF_KIND = {
    "definition": ("define", "definition", "count or"),
    "calendar": ("calendar",),
    "estimate": ("estimate",),
    "attribution": ("credit", "attribut"),
    "interpretation": ("interpret", "evidence"),
    "error": ("mistake", "error"),
}
COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")


def check_sources(item: Item) -> None:
    """F12: only where claims that stand disagree; attributed, never “who is right?”."""
    claims = item.row.claims[item.key]
    live = [c for c in claims if c.rank != "deprecated" and c.stance == "supports"]
    values = [c.values[0] for c in live]
    if all(truth.compatible(item.book, a, b) for a, b in combinations(values, 2)):
        item.breaks("A3", "the sources agree")
    if re.search(r"\b(?:right|correct|true|wrong)\b", item.prompt):
        item.breaks("A3", "it asks who is right")
    template = item.raw["id"].rpartition("/")[2].removeprefix("sources-")
    CHECKS.get(template, _unknown)(item, live)
    texts = [option["text"] for option in item.options]
    cues.check_wording_of_options(item, item.prompt, texts)
    for option in item.options:
        cited = option.get("citations", [])
        if not cited or not all(is_resolved(item.book, one) for one in cited):
            item.breaks("A3", f"“{option['text']}” cites nothing that can be looked up")


def _unknown(item: Item, live: list[Claim]) -> None:
    item.breaks("D8", "a template that the checker does not know")


def _labels(item: Item, claim: Claim) -> set[str]:
    found = set()
    for cite in claim.cites:
        source = item.book.sources[cite["source"]]
        author = (
            (source.get("author") or [{}])[0]
            if isinstance(source.get("author"), list)
            else source.get("author", {})
        )
        who = author.get("family") or author.get("literal") or ""
        found.add(source.get("label") or who or source["title"])
    return found


def _one_right(item: Item) -> dict[str, Any] | None:
    right = [option for option in item.options if option["correct"]]
    if len(right) != 1 or not 3 <= len(item.options) <= 5:
        item.breaks("A1", f"{len(right)} of {len(item.options)} options are marked right")
        return None
    return right[0]


def _meant(item: Item, option: dict[str, Any]) -> list[Value]:
    found = truth.meanings(item.book, option["text"], item.given)
    if not found:
        item.breaks("A1", f"“{option['text']}” is no value that the pack knows")
    return found


def _check_who(item: Item, live: list[Claim]) -> None:
    """F12a: the named source gives the key, and none of the other options at any rank."""
    named = re.search(r"“([^“”]+)” says?\b|read in “([^“”]+)”|to “([^“”]+)”", item.prompt)
    label = next((g for g in named.groups() if g), "") if named else ""
    told = [c for c in item.row.claims[item.key] if label in _labels(item, c)]
    if not told:
        item.breaks("A3", f"no source called “{label}” is cited for it")
        return
    twins = {
        cite["source"] for c in told for cite in c.cites
        if label in _labels(item, Claim(values=(), cites=(cite,)))
    }  # fmt: skip
    if len(twins) > 1:
        item.breaks("A7", f"“{label}” is the label of {len(twins)} sources")
    if _one_right(item) is None:
        return
    for option in item.options:
        for value in _meant(item, option):
            gives = any(truth.compatible(item.book, value, v) for c in told for v in c.values)
            if option["correct"] != gives:
                item.breaks("A1", f"“{option['text']}”: “{label}” "
                            f"{'gives' if gives else 'does not give'} it")  # fmt: skip
    _check_apart(item)


def _check_apart(item: Item) -> None:
    meant = [(o["text"], v) for o in item.options for v in _meant(item, o)]
    for (one, first), (other, second) in combinations(meant, 2):
        if one != other and truth.compatible(item.book, first, second):
            item.breaks("A6", f"“{one}” and “{other}” can both be right")
    places = [getattr(v, "low", None) for _, v in meant]
    if all(place is not None for place in places) and places != sorted(places):  # type: ignore[type-var]
        item.breaks("C2", "not ascending")


def _check_why(item: Item, live: list[Claim]) -> None:
    """F12c: the key is the kind of the dispute that the pack declares."""
    right = _one_right(item)
    kinds = [d["kind"] for d in item.row.raw.get("disputes", []) if d["field"] == item.key]
    if not kinds:
        item.breaks("A3", "the pack does not say why they differ")
        return
    for option in item.options:
        text = option["text"].casefold()
        fits = [kind for kind, words in WORDS_OF_KIND.items() if any(w in text for w in words)]
        if (kinds[0] in fits) != (option is right):
            item.breaks("A1", f"“{option['text']}” for a dispute of {kinds[0]}")


def _check_count(item: Item, live: list[Claim]) -> None:
    """F12d: sources that copy one another are one witness."""
    right = _one_right(item)
    if right is None:
        return
    said = re.search(r"sources say (.+)\?$", item.prompt)
    found = truth.meanings(item.book, said[1], item.given) if said else []
    if not found:
        item.breaks("A1", "the value in the question is none that the pack knows")
        return
    sources = {
        cite["source"]
        for claim in live
        if any(truth.compatible(item.book, found[0], v) for v in claim.values)
        for cite in claim.cites
    }
    count = len(_families(item, sources))
    if norm(right["text"]) not in (COUNTS[count], str(count)):
        item.breaks("A1", f"{count} independent sources say so, not {right['text']}")
    numbers = [COUNTS.index(norm(o["text"])) for o in item.options if norm(o["text"]) in COUNTS]
    if numbers != sorted(numbers):
        item.breaks("C2", "not ascending")


def _families(item: Item, sources: set[str]) -> list[set[str]]:
    """Group sources that copy each other, or one original."""
    groups: list[set[str]] = []
    for source in sorted(sources):
        origins, waiting = {source}, [source]
        while waiting:
            origin = item.book.sources.get(waiting.pop(), {}).get("derived-from", [])
            new = [o for o in (origin if isinstance(origin, list) else [origin])
                   if o not in origins]  # fmt: skip
            origins.update(new)
            waiting += new
        kin = [group for group in groups if group & origins]
        groups = [g for g in groups if g not in kin] + [origins.union(*kin)]
    return groups


def _check_values(item: Item, live: list[Claim]) -> None:
    """F12f: right are exactly the values that some source gives, of whatever rank."""
    right = [option for option in item.options if option["correct"]]
    if len(right) < 2 or len(right) == len(item.options):
        item.breaks("C1", f"{len(right)} of {len(item.options)} are right")
    for option in item.options:
        for value in _meant(item, option):
            known = live if option["correct"] else item.row.claims[item.key]
            given = any(truth.compatible(item.book, value, v) for c in known for v in c.values)
            if given != option["correct"]:
                item.breaks("A1", f"“{option['text']}” is {'' if given else 'not '}given")
    _check_apart(item)


CHECKS = {
    "who": _check_who,
    "why": _check_why,
    "count": _check_count,
    "values": _check_values,
}
