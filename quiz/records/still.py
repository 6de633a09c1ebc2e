"""Reading a log that nobody writes to, in a folder that perhaps cannot be written to.

Without a journal the file alone is the log, and SQLite can read it as what never changes: it then
takes no lock and leaves nothing beside it. Another program may begin to write all the same; so
after each reading it is looked whether the file is as it was, and if not, what was read is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from quiz.paths import is_there

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ("-wal", "-journal")


class Still:
    """A file without a journal, as it was at one moment."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self.path = path
        self._was = self._found()

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """Return it; None where there is a journal, which must be read with it. Raises OSError."""
        still = cls(path)
        return None if still._has_journal() else still

    def holds(self) -> bool:
        """Return whether nobody has written to it since.

        Whoever writes has a journal beside it, and when that goes the file has another time.
        """
        try:
            return not self._has_journal() and self._found() == self._was
        except OSError:
            return False

    def _has_journal(self) -> bool:
        return any(is_there(self.path.with_name(self.path.name + end)) for end in _BESIDE)

    def _found(self) -> tuple[int, ...]:
        found = self.path.stat()
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
