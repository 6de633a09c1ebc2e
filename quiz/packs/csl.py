"""A source as citation programs read it: CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quiz.packs.schema import PersonName, SourceTable

_DATE = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?")
_TEXTS = (
    "title", "container_title", "collection_title", "publisher", "publisher_place", "edition",
    "volume", "issue", "number", "page", "genre", "archive", "language",
)  # fmt: skip
_NAMES = ("author", "editor", "translator", "director", "interviewer")
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}
"""EDTF's spring to winter, as CSL counts them."""


def csl_json(source_id: str, table: SourceTable) -> dict[str, Any]:
    """Return the source's CSL-JSON, without what the pack does not say."""
    found: dict[str, Any] = {"id": source_id, "type": table.type or "document"}
    for name in _TEXTS:
        if text := getattr(table, name):
            found[name.replace("_", "-")] = text
    for name in _NAMES:
        if people := [*filter(None, map(_person, getattr(table, name)))]:
            found[name] = people
    if table.archive_location:  # CSL's one name with an underscore
        found["archive_location"] = table.archive_location
    for name in ("issued", "original_date", "accessed"):
        if written := getattr(table, name):
            found[name.replace("_", "-")] = _date(written)
    numbers = {"URL": table.url, "DOI": table.doi, "ISBN": table.isbn}
    return found | {name: text for name, text in numbers.items() if text}


def _person(name: PersonName) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = (("family", name.family), ("given", name.given), ("suffix", name.suffix))
    return {key: text for key, text in parts if text}


def _date(edtf: str) -> dict[str, Any]:
    """Return a day, month, year or a span of them; anything else as it was written."""
    ends = [_DATE.fullmatch(end) for end in edtf.split("/")]
    if len(ends) > 2 or not all(ends):
        return {"literal": edtf}
    parts = [[int(part) for part in end.groups()[:3] if part] for end in ends if end]
    for end in parts:  # there is no year 0 in CSL: EDTF's 0000 is its -1
        end[0] -= end[0] <= 0
    found: dict[str, Any] = {"date-parts": parts}
    if len(parts) == 1 and len(parts[0]) == 2 and parts[0][1] in _SEASONS:
        found["season"] = _SEASONS[parts[0].pop()]
    if any(end and end[4] in ("~", "%") for end in ends):
        found["circa"] = True
    return found
