"""Where facts stand in the files of their pack, for notes to the pack's author."""

from __future__ import annotations

from pathlib import Path

from quiz.packs.checks.book import Book
from quiz.packs.load import read_pack


class Whereabouts:
    """The rows of a pack, and where they stand. Reads the pack, which takes tenths of a second.

    Never raises for what is in its files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pack, documents = read_pack(path, hashed=False)
        """None where it cannot be read."""
        self._book = Book(path=path, pack=self.pack, documents=documents, folders=(), today=None)

    def of(self, key: str) -> tuple[str, int] | None:
        """Return the file and the line, from 1, of the row of a fact; None where there is none.

        `key` is kind/id. The file is named as seen from the folder that the pack lies in, so that
        the name means the same on another computer.
        """
        row = self._book.by_key.get(key)
        if row is None:
            return None
        file, base = Path(row.document.name), self.path.parent
        named = file.relative_to(base) if file.is_relative_to(base) else Path(file.name)
        return named.as_posix(), row.document.line(row.path)


def place_of(path: Path, key: str) -> tuple[str, int] | None:
    """Return the place of one fact, as `Whereabouts.of` does."""
    return Whereabouts(path).of(key)
