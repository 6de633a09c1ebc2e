"""Values as TOML, as a teacher would write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Written = str | float | Sequence["Written"] | dict[str, "Written"]


def quoted(text: str) -> str:
    """Return clean text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


_FIRST = ("source", "name", "family")
"""Keys that one writes first."""


def value(found: Written) -> str:
    """Return a text, a number, a list or a table."""
    if isinstance(found, str):
        return quoted(found)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return repr(found)
    if isinstance(found, dict):
        keys = sorted(found, key=lambda key: (key not in _FIRST, key))
        return f"{{ {', '.join(entry(key, found[key]) for key in keys)} }}"
    return f"[{', '.join(value(item) for item in found)}]"


def entry(key: str, found: Written) -> str:
    """Return a line, key = value."""
    return f"{key} = {value(found)}"
