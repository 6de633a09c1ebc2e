"""Where a fact stands in the files of its pack, for a note to the pack's author."""

from __future__ import annotations

from pathlib import Path

from quiz.packs.checks.book import Book
from quiz.packs.load import read_pack


def place_of(path: Path, key: str) -> tuple[str, int] | None:
    """Return the file and the line, from 1, of the row of a fact; None where there is none.

    `path` is the pack's, `key` is kind/id. The file is named as seen from the folder that the pack
    lies in, so that the name means the same on another computer. Reads the pack, which takes tenths
    of a second; never raises for what is in its files.
    """
    pack, documents = read_pack(path, hashed=False)
    book = Book(path=path, pack=pack, documents=documents, folders=(), today=None)
    row = book.by_key.get(key)
    if row is None:
        return None
    file = Path(row.document.name)
    named = file.relative_to(path.parent) if file.is_relative_to(path.parent) else Path(file.name)
    return named.as_posix(), row.document.line(row.path)
