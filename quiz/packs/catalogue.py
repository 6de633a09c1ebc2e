"""What each code of `quiz check` means, with an example of wrong and of right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import tomli

from quiz.quick import dataclass

CODES_FILE = Path(__file__).with_name("codes.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One code, explained."""

    code: str
    group: str
    """What it is about, for the list: "Quotation marks"."""
    severity: str
    means: str
    """What is wrong, one or two sentences."""
    why: str
    """Why it matters, and the way out."""
    wrong: str
    right: str
    """Lines of a pack; several files each begin with a line "# in NAME:"."""
    runs: bool = True
    """False where the example is told in words: a file that is no text cannot be shown."""


@cache
def catalogue() -> dict[str, Explained]:
    """Return every code, in the order of the list."""
    raw = tomli.loads(CODES_FILE.read_text("utf-8"))
    return {
        code: Explained(code=code, group=group, **{k: _text(v) for k, v in entry.items()})
        for group, entries in raw.items()
        for code, entry in entries.items()
    }


def _text(value: Any) -> Any:
    return value.strip("\n") if isinstance(value, str) else value


def codes() -> dict[str, str]:
    """Return the severity of every code."""
    return {code: entry.severity for code, entry in catalogue().items()}
