"""What text holds that nobody sees, counted without the program's own idea of it."""

from __future__ import annotations

import unicodedata

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200d\u200c\u200e\u200f\u061c\u00ad")


def hidden(text: str) -> list[str]:
    """Return every character that is no text: controls, overrides, tags, surrogates and so on.

    Newlines are the caller's to judge.
    """
    return [
        f"U+{ord(char):04X}"
        for char in set(text) - _JOINERS
        if char != "\n" and (char in _OVERRIDES or unicodedata.category(char) in _NOT_TEXT)
    ]


_NOT_TEXT = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])


def most_marks(text: str) -> int:
    """Return the longest run of marks on one letter, whatever unseen stands between them."""
    longest = run = 0
    if text.isascii():
        return 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            run += 1
            longest = max(longest, run)
        elif category != "Cf":
            run = 0
    return longest
