"""Keyboards without Latin letters: which letter stands on the same key of a Latin one.

A student does not change the layout to press "n". Digits of every script are digits.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LATIN: Final = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS: Final = (
    "йцукенгшщзфывапролдячсмить",  # Russian; others with Cyrillic letters differ in rare ones
    " ςερτυθιοπασδφγηξκλζχψωβνμ",  # Greek
    "  קראטוןםפשדגכעיחלךזסבהנמצ",  # Hebrew
    "ضصثقفغعهخحشسيبلاتنمئءؤر ىة",  # Arabic
)
"""A space where a key gives a mark, or two letters."""
_MORE: Final = {"і": "s", "؟": "?"}
"""A letter of Ukrainian, and a mark that stands for one we know."""

_WIDE: Final = 0xFEE0
"""How far the wide forms of ASCII are from it."""


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for layout in _LAYOUTS:
        for letter, latin in zip(layout, _LATIN, strict=True):
            if letter != " ":
                found.setdefault(letter, latin)
    return found | _MORE


_TABLE: Final = _table()


def latin(character: str) -> str | None:
    """Return the digit, or the Latin letter of the same key; None for what is neither.

    ASCII is None: it means what it is. Capitals stay capitals.
    """
    if len(character) != 1 or character.isascii():
        return None
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "！" <= character <= "～":
        return chr(ord(character) - _WIDE)
    letter = _TABLE.get(character.lower())
    if letter is None:
        return None
    return letter.upper() if character != character.lower() else letter


def as_latin(line: str) -> str:
    """Return a line with every character that `latin` knows in its Latin form."""
    return "".join(latin(character) or character for character in line)
