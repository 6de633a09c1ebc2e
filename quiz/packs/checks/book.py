"""A pack under examination: what was read, where each row stands, and where to report."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from quiz.packs import limits
from quiz.packs.diagnostics import ERROR
from quiz.packs.files import read_regular
from quiz.packs.passages import Copy, locate_copy
from quiz.packs.rows import row_id
from quiz.quick import frozen
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from quiz.packs.content import Fact, Kind, Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document


@frozen
class Row:
    """A row as it stands in its file."""

    document: Document
    path: Path_
    kind: Kind
    raw: Mapping[str, Any]
    key: str
    """kind/id."""

    @property
    def name(self) -> str:
        """What it is called, or ""."""
        name = self.raw.get(self.kind.name_field)
        return name if isinstance(name, str) else ""

    def place(self, seen_from: Row) -> str:
        """Where it stands, for a message about another row: "line 12", "pack.toml, line 12"."""
        line = f"line {self.document.line(self.path)}"
        here = self.document is seen_from.document
        return line if here else f"{self.document.short_name}, {line}"

    def report(
        self,
        where: str | Path_,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: str = ERROR,
        expected: str = "",
    ) -> None:
        """Add a problem with one key of the row ("" for the row itself)."""
        inner = (where,) if isinstance(where, str) else where
        path = (*self.path, *inner) if where else self.path
        self.document.report(
            path, code, message, hint, severity=severity, expected=expected, row=self.key
        )


QUESTION_CODES = frozenset(["no-question", "bare-row", "gives-itself-away"])
"""What only the questions of a pack can tell; to make them takes longer than all other checks."""


class Book:
    """A pack under examination. Whoever finds more reports it here, before `finish`."""

    def __init__(
        self,
        *,
        path: Path,
        pack: Pack | None,
        documents: Sequence[Document],
        folders: tuple[Path, ...],
        today: date | None,
    ) -> None:
        self.path = path
        self.pack = pack
        """None where the pack has no header to hang it on."""
        self.documents = documents
        self.today = today
        self.unsought = set(QUESTION_CODES)
        """Codes that nobody has looked for yet; a silence of them is not blamed."""
        self._folders = folders
        self._copies: dict[str, Copy | None] = {}
        self._by_path: dict[Path, Copy] = {}

    @property
    def partial(self) -> bool:
        """Whether a part of some file could not be read."""
        return any(document.partial for document in self.documents)

    @property
    def left_out(self) -> int:
        """How many problems are not told because there are so many of their sort."""
        silenced = {one.code for one in self.pack.silences if not one.rows} if self.pack else set()
        return sum(
            count
            for document in self.documents
            for code, count in document.left_out.items()
            if code not in silenced
        )

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far keeps the pack from being played."""
        return any(p.severity == ERROR for document in self.documents for p in document.problems)

    @cached_property
    def rows(self) -> list[Row]:
        """Every row of a known kind, in the order of files and lines within each kind."""
        kinds = self.pack.kinds if self.pack else {}
        return [
            Row(
                document=document,
                path=(kind_id, index),
                kind=kinds[kind_id],
                raw=raw,
                key=f"{kind_id}/{row_id(kinds[kind_id], raw)}",
            )
            for document in self.documents
            for kind_id, table in document.values.items()
            if kind_id in kinds and isinstance(table, list)
            for index, raw in enumerate(table)
            if isinstance(raw, dict)
        ]

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """The row of each fact that has one."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(row.key, row)
        return found

    def facts(self) -> Iterator[tuple[Row, Fact]]:
        """Every row that became a fact, with it."""
        facts = self.pack.facts if self.pack else {}
        for key, row in self.by_key.items():
            if key in facts:
                yield row, facts[key]

    def report(
        self,
        key: str,
        where: str | Path_,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: str = ERROR,
        expected: str = "",
    ) -> None:
        """Add a problem with the fact `key` ("event/it"): with one of its fields, or "" for all."""
        row = self.by_key.get(key)
        if row is not None:
            row.report(where, code, message, hint, severity=severity, expected=expected)
        elif self.documents:
            self.documents[0].report((), code, message, hint, severity=severity, expected=expected)

    def copy(self, source_id: str) -> Copy | None:
        """Return the local copy of a source, or None where there is none to read."""
        if source_id not in self._copies:
            self._copies[source_id] = self._read_copy(source_id)
        return self._copies[source_id]

    def _read_copy(self, source_id: str) -> Copy | None:
        source = self.pack.sources.get(source_id) if self.pack else None
        path = locate_copy(source.text_path, self._folders) if source else None
        if path is None:
            return None
        if path in self._by_path:  # two sources may lie in one file
            return self._by_path[path]
        try:
            raw = read_regular(path, limits.COPY_BYTES)
        except OSError:
            return None
        if raw is None:
            return None
        text = clean(raw.decode("utf-8", "replace"), newlines=True)
        return self._by_path.setdefault(path, Copy(text, name=path.name))
