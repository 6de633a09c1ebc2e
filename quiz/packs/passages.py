"""Phrases in the local copies of sources: found whatever the line breaks and quotation marks."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.packs.files import read_regular
from quiz.text import clean, fold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

PHRASE_WORDS = (3, 12)
"""A phrase is short enough to be a quotation and long enough to be found once."""

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A phrase with the text around it, as they stand in the copy."""

    before: str
    phrase: str
    after: str


class Copy:
    """The local copy of a source, made ready to look for phrases in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        for token in _TOKEN.finditer(text):
            for word in fold_words(token[0]):
                self._words.append(word)
                self._spans.append(token.span())
        self._starts: list[int] = []
        at = 0
        for word in self._words:
            self._starts.append(at)
            at += len(word) + 1
        self._joined = " ".join(self._words) + " "

    def find(self, phrase: str) -> tuple[int, int] | None:
        """Return where the phrase stands in `text`, as (start, end), or None."""
        words = fold_words(phrase)
        if not words:
            return None
        wanted = " ".join(words) + " "
        at = self._joined.find(wanted)
        while at > 0 and self._joined[at - 1] != " ":
            at = self._joined.find(wanted, at + 1)
        if at < 0:
            return None
        first = bisect.bisect_left(self._starts, at)
        return self._spans[first][0], self._spans[first + len(words) - 1][1]


def passage(text: str, phrase: str, *, around: int = 400) -> Passage | None:
    """Return the phrase with about `around` characters on either side, or None if it is not there.

    The cuts fall between words; line breaks become single spaces, blank lines stay.
    """
    found = Copy(text).find(phrase)
    if not found:
        return None
    start, end = found
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        before = "…" + before[before.find(" ") + 1 :]
    if end + around < len(text):
        after = after[: after.rfind(" ")] + "…"
    return Passage(before=_lines(before), phrase=_lines(text[start:end]), after=_lines(after))


def _lines(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", part) for part in paragraphs)


def locate_copy(text_path: str, folders: Sequence[Path]) -> Path | None:
    """Return the file of a source's local copy: as the pack says, or by name in another folder.

    A pack comes from a stranger: an absolute path or one with ".." counts by its file name alone.
    """
    if not text_path:
        return None
    named = Path(text_path)
    if named.is_absolute() or ".." in named.parts:
        named = Path(named.name)
    for folder in folders:
        base = folder if folder.is_dir() else folder.parent
        for candidate in (base / named, base / named.name):
            if candidate.is_file():
                return candidate
    return None


def read_copy(text_path: str, folders: Sequence[Path]) -> str | None:
    """Return the text of a source's local copy, safe to show, or None where there is none."""
    path = locate_copy(text_path, folders)
    if path is None:
        return None
    try:
        raw = read_regular(path, limits.COPY_BYTES)
    except OSError:
        return None
    if raw is None:
        return None
    return clean(raw.decode("utf-8", errors="replace").replace("\r\n", "\n"), newlines=True)
