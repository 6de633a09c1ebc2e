"""What is wrong with a pack, in words that help: where, what was expected, how to mend it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.errors import ERROR, HINT, WARNING, Problem
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ERROR",
    "HINT",
    "WARNING",
    "Problem",
    "Spelling",
    "did_you_mean",
    "listed",
    "nearest",
    "printable",
]

Path_ = tuple[str | int, ...]
"""Keys and positions from the top of a TOML file to a value: ("event", 3, "when")."""


def printable(text: object, limit: int = 120) -> str:
    """Return something from a pack, cleaned and shortened, for use inside a message."""
    shown = clean(str(text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


class Spelling(str):
    """A sentence that asks whether another spelling was meant; `word` is that spelling."""

    __slots__ = ("word",)
    word: str


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "Did you mean …?" for the nearest known spelling, or "".

    The sentence is a `Spelling` that carries the bare word, for tools that offer to put it in.
    """
    return _nearest(word, tuple(known))


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    import difflib  # deferred: only a mistake needs it

    lowered = {name.casefold(): name for name in sorted(known, reverse=True)}
    match = difflib.get_close_matches(word.casefold()[:200], list(lowered), n=1, cutoff=0.6)
    return did_you_mean(lowered[match[0]]) if match else ""


def did_you_mean(word: str) -> Spelling:
    """Return the sentence that asks whether `word` was meant."""
    sentence = Spelling(f"Did you mean “{printable(word)}”?")
    sentence.word = word
    return sentence


def listed(words: Sequence[str], limit: int = 12) -> str:
    """Return "a, b, c …" of what is allowed."""
    shown = ", ".join(printable(word, 40) for word in words[:limit])
    return shown + (" …" if len(words) > limit else "")
