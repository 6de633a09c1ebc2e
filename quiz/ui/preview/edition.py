"""What one save of a pack came to: its rows and where they stand, and what is wrong. No widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.errors import ERROR, SEVERITIES, Problem
from quiz.packs.checks import examine, finish
from quiz.packs.diagnostics import printable
from quiz.packs.load import HARMLESS_IN_PLAY, pack_files
from quiz.packs.passages import locate_copy
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from quiz.packs.checks import Book
    from quiz.packs.content import Fact, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a file, from 1."""

    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row of the pack, as a list of them shows it."""

    key: str
    """kind/id."""
    name: str
    kind: str
    """What rows of its kind are called: "Events"."""
    topic: str
    searched: str
    """All that it can be found by, folded."""
    aside: bool = False
    """Whether it says nothing that could be asked: it is there for others to name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The pack as one save left it."""

    number: int
    """1 for the first that was read."""
    name: str
    """The pack's title, or its file's name where it has none."""
    pack: Pack | None
    """None while a mistake keeps it from being played."""
    rows: tuple[FactRow, ...]
    places: Mapping[str, Place]
    """Where each row stands, by its key; in a broken file, those that could be read."""
    problems: tuple[Problem, ...]
    """The gravest first; `file` is the name without folders."""
    files: Mapping[str, Path]
    """The pack's files by that name."""
    copies: tuple[Path, ...] = ()
    """Local copies of sources, which the checks read too."""
    changed: tuple[str, ...] = ()
    """Keys of the rows that are not as they were in the last edition that could be played."""
    checked: bool = False
    """Whether the questions were looked at too."""

    def count(self, severity: str) -> int:
        """Return how many problems are that grave."""
        return sum(problem.severity == severity for problem in self.problems)

    def place_of(self, problem: Problem) -> Place | None:
        """Return where a problem is to be mended, or None where that is no file."""
        file = self.files.get(problem.file)
        return Place(file=file, line=max(1, problem.line)) if file else None


class Reader:
    """Reads a pack after every save; takes some tenths of a second for hundreds of rows."""

    def __init__(self, path: Path, *, sources: Sequence[Path], today: date | None) -> None:
        """`sources`: folders with local copies. Without `today` nothing is stale."""
        self._path = path
        self._sources = tuple(sources)
        self._today = today
        self._number = 0
        self._book: Book | None = None
        self._last: Pack | None = None
        self._found: list[int] = []

    def read(self) -> Edition:
        """Return the pack as it stands. Never raises for what is in the files."""
        self._number += 1
        book = examine(self._path, sources=self._sources, today=self._today)
        self._book = book
        self._found = [len(document.problems) for document in book.documents]
        edition = self._edition(book, checked=False)
        before, self._last = self._last, edition.pack or self._last
        if before is None or edition.pack is None:
            return edition
        return replace(edition, changed=tuple(_changed(before, edition.pack)))

    def deepen(self) -> Edition | None:
        """Return the last edition with what its questions tell, None where that takes too long.

        A small pack takes up to a second.
        """
        from quiz.generate.coverage.problems import check, is_small

        book = self._book
        if book is None or book.pack is None or book.has_errors or not is_small(book.pack):
            return None
        for document, found in zip(book.documents, self._found, strict=True):
            del document.problems[found:]  # on silences, which are looked at anew
        check(book, thorough=True)
        return self._edition(book, checked=True)

    def _edition(self, book: Book, *, checked: bool) -> Edition:
        problems, _ = finish(book)
        files = self._files()
        playable = not any(p.severity == ERROR and p.code not in HARMLESS_IN_PLAY for p in problems)
        pack = book.pack if playable else None
        places = {
            key: Place(file=file, line=row.document.line(row.path))
            for key, row in book.by_key.items()
            if (file := files.get(row.document.name)) is not None
        }
        copies = {
            copy
            for source in (pack.sources.values() if pack else ())
            if (copy := locate_copy(source.text_path, (self._path, *self._sources))) is not None
        }
        problems.sort(key=lambda problem: SEVERITIES.index(problem.severity))
        return Edition(
            number=self._number,
            name=pack.title if pack and pack.title else self._path.name,
            pack=pack,
            rows=tuple(_rows(pack, places, [*files.values()])) if pack else (),
            places=places,
            problems=tuple(replace(p, file=_short(p.file, files)) for p in problems),
            files={file.name: file for file in files.values()},
            copies=tuple(sorted(copies)),
            checked=checked,
        )

    def _files(self) -> dict[str, Path]:
        """Return the pack's files by the names that messages call them by."""
        try:
            return {printable(str(file), 300): file for file in pack_files(self._path)}
        except OSError:
            return {}


def _changed(before: Pack, now: Pack) -> Iterator[str]:
    for key, fact in now.facts.items():
        if not fact.implicit and before.facts.get(key) != fact:
            yield key


def _short(name: str, files: Mapping[str, Path]) -> str:
    return files[name].name if name in files else name


def _rows(pack: Pack, places: Mapping[str, Place], files: Sequence[Path]) -> Iterator[FactRow]:
    """Yield the rows in the order in which they are written."""
    facts = [pack.facts[key] for key in places if key in pack.facts]
    facts.sort(key=lambda fact: (files.index(places[fact.key].file), places[fact.key].line))
    return (_row(pack, fact) for fact in facts)


def _row(pack: Pack, fact: Fact) -> FactRow:
    kind = pack.kinds[fact.kind].plural.capitalize()
    topic = fact.topic or kind
    searched = " ".join(map(fold, (*fact.names, fact.id, topic, kind)))
    return FactRow(
        key=fact.key,
        name=fact.name,
        kind=kind,
        topic=topic,
        searched=searched,
        aside=fact.claims.keys() <= fact.skip,
    )
