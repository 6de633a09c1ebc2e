"""`quiz check`: everything that is wrong with a pack, or may be; one module a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.checks import (
    agreement,
    citing,
    copied,
    habits,
    header,
    identity,
    renamed,
    spelling,
    stale,
)
from quiz.packs.checks.book import Book
from quiz.packs.checks.silence import silence
from quiz.packs.collector import without_collector
from quiz.packs.load import read_pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from quiz.errors import Problem

__all__ = ["Book", "check_path", "examine", "finish"]

_CHECKS = (header, citing, identity, renamed, spelling, agreement, stale, copied, habits)


def check_path(
    path: Path, *, sources: Sequence[Path] = (), today: date | None = None
) -> list[Problem]:
    """Return every problem of the pack at `path` but for what it silences, by file and line.

    A citation's phrase must stand in the local copy of its source wherever that copy is found:
    beside the pack, or by its file name in one of the folders `sources`. Without `today` nothing
    is stale.
    """
    with without_collector():  # until what was read is let go
        return finish(examine(path, sources=sources, today=today))[0]


def examine(
    path: Path,
    *,
    sources: Sequence[Path] = (),
    today: date | None = None,
    hashed: bool = False,
) -> Book:
    """Read and check a pack; what is found is in the book's documents, and more may be added.

    `hashed`: its hash too, which only who plays it needs.

    Where part of a file could not be read, only what is wrong with the rest in itself is told:
    all that looks beyond a line waits until it can be read.
    """
    with without_collector():
        pack, documents = read_pack(path, tuple(sources), hashed=hashed)
        book = Book(
            path=path, pack=pack, documents=documents, folders=(path, *sources), today=today
        )
        if pack is not None and not book.partial:
            for check in _CHECKS:
                check.check(book, pack)
    return book


def finish(book: Book) -> tuple[list[Problem], int]:
    """Return what is left to show, by file, line and column, and how many problems are silenced."""
    shown, silenced = silence(book)
    files = {document.name: index for index, document in enumerate(book.documents)}
    shown.sort(key=lambda p: (files.get(p.file, 0), p.line, p.column, p.code, p.message))
    return shown, silenced
