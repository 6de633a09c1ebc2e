"""Phrases in the local copies of sources: found whatever the line breaks and quotation marks."""

from __future__ import annotations

import bisect
import re
from array import array
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.packs.files import read_regular
from quiz.paths import is_file, is_folder, leads_out
from quiz.quick import dataclass
from quiz.text import clean, fold_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

PHRASE_WORDS = (3, 12)
"""A phrase is short enough to be a quotation and long enough to be found once."""

MANY_LOOKS = 200
"""Phrases after which an index of the copy pays."""
LEAST_ALIKE = 0.4
"""Share of words in common below which a passage is no help."""
RARE_WORDS, OCCURRENCES, COMPARED = 4, 150, 30
"""Bounds on the search for the nearest passage."""

_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|={2,6}[ \t]*)(.*?)[ \t]*(?:#*|=*)[ \t]*$")
_TOKEN = re.compile(r"\S+")
_WHERE = (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A phrase with the text around it, as they stand in the copy."""

    before: str
    phrase: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What a source says instead of a phrase that it does not have."""

    text: str
    start: int
    """Offset in the copy."""
    line: int
    """From 1."""


class Copy:
    """The local copy of a source, made ready to look for phrases in.

    A copy may have eight million words: what is kept of each is a number in an array.
    """

    def __init__(self, text: str, name: str = "") -> None:
        self.text = text
        self.name = name
        """Its file's name, for messages."""
        self._places: dict[str, array[int]] | None = None
        self._looks = 0
        self._words: list[str] = []
        self._begins = array("I")
        self._ends = array("I")
        """Of each word, the offsets in the text."""
        known: dict[str, tuple[str, ...]] = {}
        for token in _TOKEN.finditer(text):
            words = known.get(token[0])
            if words is None:
                words = known[token[0]] = fold_words(token[0])
            for word in words:
                self._words.append(word)
                self._begins.append(token.start())
                self._ends.append(token.end())
        self._starts = array("I")
        at = 0
        for word in self._words:
            self._starts.append(at)
            at += len(word) + 1
        self._joined = " ".join(self._words) + " "

    def find(self, phrase: str) -> tuple[int, int] | None:
        """Return where the phrase stands in `text`, as (start, end), or None."""
        words = fold_words(phrase)
        first = self._find(words) if words else None
        if first is None:
            return None
        return self._begins[first], self._ends[first + len(words) - 1]

    def _find(self, words: tuple[str, ...]) -> int | None:
        """Return the number of the word at which a run of words begins first, or None."""
        self._looks += 1
        if self._looks < MANY_LOOKS or len(words) < 3:
            wanted = " ".join(words) + " "
            at = self._joined.find(wanted)
            while at > 0 and self._joined[at - 1] != " ":
                at = self._joined.find(wanted, at + 1)
            return None if at < 0 else bisect.bisect_left(self._starts, at)
        run = list(words)
        found, offset = min(
            (
                (self._those_like(words[offset : offset + 3]), offset)
                for offset in range(len(run) - 2)
            ),
            key=lambda known: len(known[0]),
        )
        for number in found:
            at = (self._threes[number] & _WHERE) - offset
            if at >= 0 and self._words[at : at + len(run)] == run:
                return at
        return None

    @cached_property
    def _threes(self) -> array[int]:
        """What each three words in a row hash to, and where they stand, in one number: sorted.

        It is made once many phrases are looked for.
        """
        threes = zip(self._words, self._words[1:], self._words[2:], strict=False)
        return array("Q", sorted(_hashed(run) | at for at, run in enumerate(threes)))

    def _those_like(self, three: tuple[str, ...]) -> range:
        """Return the numbers, in `_threes`, of those that hash to the same."""
        low = _hashed(three)
        return range(
            bisect.bisect_left(self._threes, low), bisect.bisect_right(self._threes, low | _WHERE)
        )

    def runs(self, length: int, among: Collection[int]) -> set[int]:
        """Return the hashes of the runs of so many folded words that are among some."""
        words = tuple(self._words)
        runs = (hash(words[at : at + length]) for at in range(len(words) - length + 1))
        return {run for run in runs if run in among}

    def nearest(self, phrase: str) -> Near | None:
        """Return the passage that is most like a phrase, or None where nothing is.

        Looks only around the phrase's rarest words, so that the time does not grow with the copy.
        """
        import difflib  # deferred: only a mistake needs it

        wanted = fold_words(phrase)
        starts = self._candidates(wanted)
        length = len(wanted)
        bag = set(wanted)
        starts.sort(key=lambda at: (-len(bag.intersection(self._words[at : at + length])), at))
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        best, best_ratio = (0, 0), LEAST_ALIKE
        for start in starts[:COMPARED]:
            for end in range(start + max(1, length - 1), start + length + 3):
                matcher.set_seq1(self._words[start:end])
                if matcher.quick_ratio() > best_ratio and matcher.ratio() > best_ratio:
                    best, best_ratio = (start, min(end, len(self._words))), matcher.ratio()
        if best == (0, 0):
            return None
        begin, end = self._begins[best[0]], self._ends[best[1] - 1]
        return Near(
            text=" ".join(self.text[begin:end].split()),
            start=begin,
            line=self.text.count("\n", 0, begin) + 1,
        )

    def _candidates(self, wanted: Sequence[str]) -> list[int]:
        """Return where the phrase may begin: one of its rarest words then stands in its place."""
        if self._places is None:
            self._places = {}
            for at, word in enumerate(self._words):
                self._places.setdefault(word, array("I")).append(at)
        places = self._places
        there = sorted(
            (len(places[word]), offset, word)
            for offset, word in enumerate(wanted)
            if word in places
        )
        starts: dict[int, None] = {}
        for _, offset, word in there[:RARE_WORDS]:
            for at in places[word][:OCCURRENCES]:
                starts[max(0, at - offset)] = None
        return list(starts)

    def section(self, offset: int, known: Iterable[str]) -> str:
        """Return the heading above an offset: one of `known` on a line alone, or a marked one."""
        wanted = {fold_words(name) for name in known}
        for line in reversed(self.text[:offset].split("\n")[:-1]):
            mark = _HEADING.match(line)
            if mark or (len(line) < 200 and fold_words(line) in wanted and wanted and line.strip()):
                return (mark[1] if mark else line).strip()
        return ""


def _hashed(three: tuple[str, ...]) -> int:
    return (hash(three) & _WHERE) << 32


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

    A pack comes from a stranger: an absolute path or one with ".." counts by its file name alone,
    and a link out of the first folder, which is the pack's own, leads to no copy: what is said of
    a phrase that is not found quotes the copy.
    """
    if not text_path:
        return None
    named = Path(text_path)
    if named.is_absolute() or ".." in named.parts:
        named = Path(named.name)
    for number, folder in enumerate(folders):
        base = folder if is_folder(folder) else folder.parent
        for candidate in (base / named, base / named.name):
            if is_file(candidate) and (number or not leads_out(candidate, base)):
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
