"""What a pack says of itself at its head, without reading the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomli

from quiz.packs import limits
from quiz.packs.encodings import Undecodable, decode
from quiz.packs.files import read_regular
from quiz.packs.listing import Listed
from quiz.text import clean

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 20_000
"""Characters of a head; a longer one is left to the reader, which has limits for each value."""
_HEAD = re.compile(r"^\[pack\][ \t]*\n(?:(?!\[).*\n?)*", re.MULTILINE)


def head(path: Path) -> Listed | None:
    """Return id, title and description; None where they cannot be told from the table [pack].

    They are what the reader will find, or the pack turns out to be broken: then it says so.
    """
    try:
        raw = read_regular(path, limits.file_bytes())
    except (OSError, ValueError):
        return None
    text = decode(raw) if raw is not None else None
    found = _HEAD.search(text) if text is not None and not isinstance(text, Undecodable) else None
    if found is None or len(found[0]) > LONGEST:
        return None
    try:
        values = tomli.loads(found[0])["pack"]
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return None
    told = [_said(values, key) for key in ("id", "title", "description")]
    if not told[0] or not told[1]:
        return None
    return Listed(id=told[0], title=told[1], description=told[2], facts=None)


def _said(values: dict[str, Any], key: str) -> str:
    value = values.get(key, "")
    return " ".join(clean(value).split()) if isinstance(value, str) else ""
