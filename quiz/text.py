"""Text from strangers: made safe to show, folded to be compared, measured in terminal cells.

Standard library only: every stage and every face imports it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPLACEMENT = "\ufffd"
MARKS_PER_BASE = 6
"""Combining marks that one letter keeps: more is decoration that draws over other rows."""

_KEPT_FORMAT = frozenset("\u200d\u200c\u200e\u200f\u061c\u00ad")
"""ZWJ, ZWNJ, LRM, RLM, ALM and SHY: needed to write Persian, Hindi or emoji; harmless alone."""


_NEAR = (
    "\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0620-\u064a\u10d0-\u115f\u1200-\u1248\u13a0-\u13f5\u1400-\u169c\u1e00-\u1f15"
    "\u2000-\u200a\u2010-\u2027\u202f-\u205f\u2070\u2071\u2074-\u208e\u20a0-\u20bf"
    "\u2100-\u218b\u2190-\u2426\u2460-\u2b73\u2e00-\u2e5d\u3001-\u3029\u3041-\u3096"
    "\u309b-\u30ff\u3131-\u318e\uff01-\uffbe"
)
_FAR = "\u3220-\ua48c\uac00-\ud7a3"
"""The 40,000 signs of Chinese and Korean, for which a pattern takes 2 ms to be made."""


@cache
def _all_but(harmless: str) -> re.Pattern[str]:
    return re.compile(f"[^{harmless}]+")  # made when it is needed first


def _is_suspect(text: str) -> bool:
    """Tell whether it needs a closer look: not if it has but letters of the commonest scripts."""
    return bool(_all_but(_NEAR).search(text)) and bool(_suspect().search(text))


def _suspect() -> re.Pattern[str]:
    return _all_but(_NEAR + _FAR)


_OVERRIDES = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_STACKED = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
"""Vowels and endings of Korean that are drawn onto what is before them."""
_ENOUGH_TO_COMPOSE = 5 * MARKS_PER_BASE
"""Normalising sorts the marks of a letter in the square of their number: none keeps thousands."""


def clean(text: str, *, newlines: bool = False) -> str:
    """Return text that cannot control a terminal.

    C0, C1, DEL, surrogates, private use and bidirectional overrides become U+FFFD; other format
    characters are dropped but for the joiners that scripts need; U+2028/9 become a newline; the
    result is NFC with at most `MARKS_PER_BASE` marks or joiners a letter. Tabs, and newlines
    unless `newlines`, become a space. Cleaning what is clean changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    if _is_suspect(text):
        text = _suspect().sub(lambda run: _printed(run[0], _ENOUGH_TO_COMPOSE), text)
        text = unicodedata.normalize("NFC", text)
        text = _suspect().sub(lambda run: _printed(run[0], MARKS_PER_BASE), text)
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\t", " ")
    return text if newlines else text.replace("\n", " ")


_UPON = ("Mn", "Me")
_NOT_SEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def printed(text: str) -> str:
    """Return one line, as it is to be drawn, without what `clean` drops; it is as wide as it was.

    Unlike what is cleaned it is not normalised.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _is_suspect(text):
        return text
    return _suspect().sub(lambda run: _printed(run[0], MARKS_PER_BASE), text)


def _printed(run: str, most: int) -> str:
    """Return a run of characters without what is not printed, and so many marks a letter.

    What stands before the run is a letter, or nothing.
    """
    out: list[str] = []
    marks = 0
    for char in run:
        category = unicodedata.category(char)
        if category in _UPON or char in _KEPT_FORMAT or _STACKED.match(char):
            marks += 1
            if marks <= most:
                out.append(char)
        elif category in ("Zl", "Zp"):
            out.append("\n")
            marks = 0
        elif category in ("Cc", "Cs", "Co", "Cn") or char in _OVERRIDES:
            out.append(REPLACEMENT)
            marks = 0
        elif category != "Cf":  # what is dropped does not end a letter
            out.append(char)
            marks = 0
    return "".join(out)


def escaped(text: str) -> str:
    """Return text for a JSON document: what `clean` would take out of it is written \\u001b.

    Nothing is lost, and a terminal on which the document is printed obeys nothing.
    """
    if text.isascii() and "\x7f" not in text:  # json has escaped the controls before
        return text
    return _suspect().sub(lambda run: "".join(_written(run[0])), text)


def _written(run: str) -> Iterator[str]:
    marks = 0
    for char in run:
        category = unicodedata.category(char)
        marks = marks + 1 if category in _UPON or char in _KEPT_FORMAT else 0
        if marks > MARKS_PER_BASE or (category in _NOT_SEEN and char not in _KEPT_FORMAT):
            units = char.encode("utf-16-be", "surrogatepass")
            yield from (f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
        else:
            yield char


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
_LEADING = frozenset(["the", "an", "a"])


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the form in which two answers are compared (RULES.md 2.1, step 1).

    NFKD, no marks, no format characters, casefolded, punctuation to spaces ("O'Brien" to
    "obrien"), "&" to "and", spaces collapsed, and no leading English article.
    """
    if text.isascii() and text.replace(" ", "").isalnum():  # most names: a fifth of the time
        words = text.lower().split()
        return " ".join(words[1:] if len(words) > 1 and words[0] in _LEADING else words)
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


def fitting(text: Iterable[str], room: int) -> int:
    """Return how many of the characters fit into so many cells; each is looked at only once."""
    count = 0
    for char in text:
        room -= cells(char)
        if room < 0:
            break
        count += 1
    return count


def sentence(text: str) -> str:
    """Return the text with a capital at its start and a mark at its end."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" or text[-2:] in (".”", "!”", "?”", "…”") else text + "."


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula; some spreadsheets take the wide ones too."""
_GUARD = "'"


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: ' before what would begin one."""
    begins = cell.lstrip(_GUARD).lstrip(" ")
    return _GUARD + cell if begins.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    begins = cell.lstrip(_GUARD).lstrip(" ")
    return cell[1:] if cell.startswith(_GUARD) and begins.startswith(_FORMULA) else cell
