"""Text from strangers: made safe to show, folded to be compared, measured in terminal cells.

Standard library only: every stage and every face imports it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REPLACEMENT = "\ufffd"
MARKS_PER_BASE = 6
"""Combining marks that one letter keeps: more is decoration that draws over other rows."""

_KEPT_FORMAT = frozenset("\u200d\u200c\u200e\u200f\u061c\u00ad")
"""ZWJ, ZWNJ, LRM, RLM, ALM and SHY: needed to write Persian, Hindi or emoji; harmless alone."""

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061c"
    "\u064b-\u065f\u0900-\u0dff\u0e31-\u0eff\u0f00-\u109f\u135d-\u135f\u1700-\u1dff"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u302a-\u309a\ud800-\uf8ff"
    "\ufe00-\ufe2f\ufeff\ufff0-\uffff\U00010000-\U0010ffff]"
)
"""What needs the slow path. Plain text (all the shipped packs) never takes it."""

_OVERRIDES = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def clean(text: str, *, newlines: bool = False) -> str:
    """Return text that cannot control a terminal.

    C0, C1, DEL, surrogates, private use and bidirectional overrides become U+FFFD; other format
    characters are dropped but for the joiners that scripts need; U+2028/9 become a newline; the
    result is NFC with at most `MARKS_PER_BASE` marks a letter. Tabs, and newlines unless
    `newlines`, become a space.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _SUSPECT.search(text):
        text = _clean_slowly(text)
    text = text.replace("\t", " ")
    return text if newlines else text.replace("\n", " ")


def _clean_slowly(text: str) -> str:
    out: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= MARKS_PER_BASE:
                out.append(char)
            continue
        marks = 0
        if char in "\n\t":
            out.append(char)
        elif category in ("Zl", "Zp"):
            out.append("\n")
        elif category in ("Cc", "Cs", "Co", "Cn") or char in _OVERRIDES:
            out.append(REPLACEMENT)
        elif category == "Cf":
            if char in _KEPT_FORMAT:
                out.append(char)
        else:
            out.append(char)
    return "".join(out)


def unprintable(text: str) -> tuple[int, str] | None:
    """Return (offset, code point as "U+001B") of the first character that `clean` would replace."""
    for offset, char in enumerate(text):
        if char not in "\n\t" and (
            unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") or char in _OVERRIDES
        ):
            return offset, f"U+{ord(char):04X}"
    return None


_PUNCTUATION = re.compile(r"[^\w\s]+")
_APOSTROPHES = re.compile("['\u2019\u02bc\u2018`\u00b4]")
_SPACES = re.compile(r"\s+")
_ARTICLES = re.compile(r"^(?:the|an|a) (?=\S)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the form in which two answers are compared (RULES.md 2.1, step 1).

    NFKD, no marks, no format characters, casefolded, punctuation to spaces ("O'Brien" to
    "obrien"), "&" to "and", spaces collapsed, and no leading English article.
    """
    text = _unmarked(_APOSTROPHES.sub("", text.replace("&", " and ")))
    text = _PUNCTUATION.sub(" ", text.casefold().replace("_", " "))
    text = _SPACES.sub(" ", text).strip()
    return _ARTICLES.sub("", text)


def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words, with leading articles kept: what a phrase is looked for by."""
    text = _unmarked(_APOSTROPHES.sub("", text))
    return tuple(_PUNCTUATION.sub(" ", text.casefold().replace("_", " ")).split())


def _unmarked(text: str) -> str:
    """Return the text in NFKD without combining marks and format characters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text)
    return "".join(
        c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )


def cells(text: str) -> int:
    """Return how many terminal cells the text takes."""
    if text.isascii():
        return len(text)
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
            continue
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def sentence(text: str) -> str:
    """Return the text with a capital at its start and a mark at its end."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" or text[-2:] in (".”", "!”", "?”", "…”") else text + "."
