"""Terminals that are not UTF-8: what stands for a character that their encoding does not have.

As wide as what it stands for, since rows line up by cells.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from quiz.text import cells

NAME: Final = "footnote"
"""The errors handler's name, for `reconfigure(errors=…)`; registered when this is imported."""

_SIGNS: Final = {
    "✓": "+", "✗": "x", "▸": ">", "●": "*", "○": "o", "❦": "*", "†": "+", "‡": "#", "⁂": "*",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": ".", "·": ".", "•": "*", "⋮": ":",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "⇧": "^", "⇄": "=", "×": "x", "±": "~", "√": "V",
    "≤": "<", "≥": ">", "§": "S", "°": "o", "♯": "#", "♭": "b", "█": "#", "░": ".", "▒": ":",
    "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ı": "i",
    "▓": "%", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
}  # fmt: skip


def _stand_in(character: str) -> str:
    known = _SIGNS.get(character)
    if known is not None:
        return known
    if "─" <= character <= "╿":  # boxes: what is upright, what lies, and where they meet
        return "|" if character in "│┃┊╎║╹╻" else "-" if character in "─━┄┅═╸╺" else "+"
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    width = cells(character)
    return plain if plain.isprintable() and len(plain) == width else "?" * width


def _fill_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(map(_stand_in, missing)), error.end


codecs.register_error(NAME, _fill_in)
