"""Values as TOML, as a teacher would write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def quoted(text: str) -> str:
    """Return clean text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def value(found: str | float | Sequence[str | float]) -> str:
    """Return a text, a number or a list of them."""
    if isinstance(found, str):
        return quoted(found)
    if isinstance(found, int | float):
        return repr(found)
    return f"[{', '.join(value(item) for item in found)}]"


def entry(key: str, found: str | float | Sequence[str | float]) -> str:
    """Return a line, key = value."""
    return f"{key} = {value(found)}"
