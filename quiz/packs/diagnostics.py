"""What is wrong with a pack, in words that help: where, what was expected, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_PER_FILE = 20
"""A teacher reads the first few; a count stands for the rest."""

ERROR = "error"
WARNING = "warning"

Path_ = tuple[str | int, ...]
"""Keys and positions from the top of a TOML file to a value: ("event", 3, "when")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend."""

    code: str
    """A stable slug: "unknown-key", "phrase-not-found"."""
    message: str
    """What is wrong and what was expected, one sentence."""
    file: str = ""
    line: int = 0
    """From 1; 0 where no line applies."""
    column: int = 0
    severity: str = ERROR
    hint: str = ""
    """How to mend it, or the nearest known spelling; a sentence, or empty."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.severity}: {self.message} [{self.code}]"
        return text + (f"\n    {self.hint}" if self.hint else "")


def printable(text: object, limit: int = 120) -> str:
    """Return something from a pack, cleaned and shortened, for use inside a message."""
    shown = clean(str(text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "Did you mean …?" for the nearest known spelling, or ""."""
    import difflib  # deferred: only a mistake needs it

    lowered = {name.casefold(): name for name in sorted(known, reverse=True)}
    match = difflib.get_close_matches(word.casefold()[:200], list(lowered), n=1, cutoff=0.6)
    return f"Did you mean “{printable(lowered[match[0]])}”?" if match else ""


def listed(words: Sequence[str], limit: int = 12) -> str:
    """Return "a, b, c …" of what is allowed."""
    shown = ", ".join(printable(word, 40) for word in words[:limit])
    return shown + (" …" if len(words) > limit else "")
