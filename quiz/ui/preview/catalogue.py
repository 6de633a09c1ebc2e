"""The rows of a pack as a list: grouped, filtered, one of them pointed at. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.text import fold
from quiz.ui.safe import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.ui.preview.edition import FactRow


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a row by its key, or a heading, which has none."""

    name: str
    key: str = ""
    below: bool = False
    """A heading below another heading."""
    aside: bool = False
    """A row that is not asked itself."""


class Catalogue:
    """What is shown of the rows, and which of them is chosen."""

    def __init__(self) -> None:
        self.lines: tuple[Line, ...] = ()
        self.needle = ""
        self.by_topic = False
        self.chosen = ""
        """The key of the chosen row; "" while there is none."""
        self._rows: tuple[FactRow, ...] = ()
        self._keys: list[str] = []

    @property
    def at(self) -> int:
        """The index among the lines of the chosen row; -1 while there is none."""
        return next((i for i, one in enumerate(self.lines) if one.key == self.chosen != ""), -1)

    @property
    def shown(self) -> int:
        """How many rows are left by the filter."""
        return len(self._keys)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def fill(self, rows: Sequence[FactRow]) -> None:
        """Take the rows of another edition; the chosen one stays, or the one in its place."""
        before = self._keys.index(self.chosen) if self.chosen in self._keys else 0
        gone = self.chosen not in {row.key for row in rows}
        self._rows = tuple(rows)
        self._arrange()
        if gone and self._keys:
            self.chosen = self._keys[min(before, len(self._keys) - 1)]

    def search(self, needle: str) -> None:
        """Keep to the rows that have every word of it in name, alias, id, topic or kind."""
        self.needle = needle
        self._arrange()

    def regroup(self) -> None:
        """Group by topic in place of by kind and topic, or the other way round."""
        self.by_topic = not self.by_topic
        self._arrange()

    def choose(self, key: str) -> None:
        """Point at a row; where the filter hides it, the filter goes."""
        if any(row.key == key for row in self._rows):
            if key not in self._keys:
                self.search("")
            self.chosen = key

    def step(self, by: int) -> None:
        """Point at the row so many further, or at the first or last."""
        if not self._keys:
            return
        at = self._keys.index(self.chosen) if self.chosen in self._keys else 0
        self.chosen = self._keys[max(0, min(len(self._keys) - 1, at + by))]

    def _arrange(self) -> None:
        words = fold(self.needle).split()
        groups: dict[str, dict[str, list[FactRow]]] = {}
        for row in self._rows:
            if all(word in row.searched for word in words):
                kind = "" if self.by_topic else row.kind
                groups.setdefault(kind, {}).setdefault(row.topic, []).append(row)
        lines: list[Line] = []
        for kind, topics in groups.items():
            alone = list(topics) == [kind]
            if kind and not alone:
                lines.append(Line(_counted(kind, sum(map(len, topics.values())))))
            for topic, rows in topics.items():
                below = bool(kind) and not alone
                lines.append(Line(_counted(topic, len(rows)), below=below))
                lines += [Line(row.name, row.key, aside=row.aside) for row in rows]
        self.lines = tuple(lines)
        self._keys = [one.key for one in lines if one.key]
        if self.chosen not in self._keys:
            asked = [one.key for one in lines if one.key and not one.aside]
            self.chosen = (asked or self._keys or [""])[0]


def _counted(name: str, number: int) -> str:
    return said("{name} ({number})", name=name, number=number)
