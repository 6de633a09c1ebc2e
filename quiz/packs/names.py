"""Which row a name means: by name or alias, within the kinds that a field asks for."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.packs.content import Fact, NameValue
from quiz.packs.diagnostics import WARNING, nearest, printable
from quiz.quick import dataclass, frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.packs.content import Field
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document

SHORTEST = 5
"""Letters of a name that may be misspelled: Mali is no slip for Bali."""
COMPARED = 2_000_000
"""Names of one kind that are compared in one pack: more would take seconds."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_AND = re.compile(r"\s*[,;&/]\s*(?:and\s+)?|\s+and\s+")


def slug(text: str) -> str:
    """Return an id made from a name: "Leon Trotsky" to "leon-trotsky"."""
    return _NOT_SLUG.sub("-", fold(text).encode("ascii", "ignore").decode()).strip("-")[:80]


@frozen
class Entry:
    """A row as something that can be named."""

    key: str
    kind: str
    name: str


@dataclass(slots=True)
class Names:
    """All names of a pack."""

    by_name: dict[str, list[Entry]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], _Known] = field(default_factory=dict)
    """By kinds, what their rows are called."""
    implicit: dict[str, Fact] = field(default_factory=dict)
    """What rows name that has no row of its own, by key."""

    def add(self, entry: Entry, names: Sequence[str]) -> str:
        """Enter a row under its name and aliases; return the first that too many rows have."""
        crowded = ""
        for name in names:
            if not self.enter(entry, fold(name)):
                crowded = crowded or name
        return crowded

    def enter(self, entry: Entry, folded: str) -> bool:
        """Enter a row under a folded name; return False where too many have it."""
        entries = self.by_name.setdefault(folded, [])
        if not entries:
            entries.append(entry)
        elif len(entries) >= limits.SAME_NAME:
            return False
        elif all(other.key != entry.key for other in entries):
            entries.append(entry)
        return True

    def resolve(
        self, name: str, field_: Field, document: Document, path: Path_
    ) -> NameValue | None:
        """Return the row that a name means.

        A name that is close to a known one is taken for a slip and is an error. Any other unknown
        name stands for itself, with a warning: nothing proves that it differs from other names.
        """
        found = self.by_name.get(fold(name), [])
        if field_.of:
            found = [entry for entry in found if entry.kind in field_.of]
        if len(found) > 1:
            exact = [entry for entry in found if entry.name == name]
            found = exact if len(exact) == 1 else found
        if len(found) == 1:
            return NameValue(entity=found[0].key)
        shown = printable(name, 80)
        if found:
            rows = ", ".join(printable(entry.name, 60) for entry in found)
            document.report(
                path,
                "ambiguous-name",
                f"“{shown}” may be any of: {rows}.",
                "Write the full name of the row that is meant.",
            )
            return None
        return self._unknown(name, field_, document, path)

    def _unknown(
        self, name: str, field_: Field, document: Document, path: Path_
    ) -> NameValue | None:
        known = self._known.get(field_.of)
        if known is None:  # all rows are entered by now
            known = self._known[field_.of] = _Known(
                {
                    e.name
                    for entries in self.by_name.values()
                    for e in entries
                    if not field_.of or e.kind in field_.of
                }
            )
        close = known.close(fold(name))
        shown = printable(name, 80)
        kind = field_.of[0] if field_.of else "name"
        if close:
            document.report(
                path,
                "unknown-name",
                f"No {kind} of this pack is called “{shown}”.",
                nearest(name, close) or f"Did you mean “{printable(close[0])}”?",
            )
            return None
        fact = Fact(id=slug(name) or "unnamed", kind=kind, name=name, implicit=True)
        if fact.key not in self.implicit:  # it is told once, wherever else it is named
            self.implicit[fact.key] = fact
            document.report(
                path,
                "unlisted-name",
                f"“{shown}” has no row of its own; questions about it are fewer and plainer.",
                self._how_to_list(name, kind, known, field_),
                severity=WARNING,
            )
        return NameValue(entity=fact.key)

    def _how_to_list(self, name: str, kind: str, known: _Known, field_: Field) -> str:
        """Return what to do about a name without a row: it may be several, or a part of one."""
        shown = printable(name, 80)
        parts = [part for part in _AND.split(name) if part]
        if len(parts) > 1 and any(fold(part) in self.by_name for part in parts):
            listed = ", ".join(f'"{printable(part, 60)}"' for part in parts)
            if field_.many:
                return f"Several names stand in a list: {field_.key} = [{listed}]"
            return f"“{field_.key}” has one name; keep the one that matters most."
        others = sorted({entry.kind for entry in self.by_name.get(fold(name), ())})
        if others:
            return (
                f"Here is a {others[0]} of that name; “{field_.key}” names a {kind}. If it is one "
                f'too, add two lines: [[{kind}]], and below it name = "{shown}".'
            )
        whole = known.by_word.get(fold(name), [])
        if len(whole) == 1:
            return (
                f"If it is “{printable(whole[0], 60)}”, write that, or give that row "
                f'aliases = ["{shown}"].'
            )
        return f'Add two lines: [[{kind}]], and below it name = "{shown}".'


class _Known:
    """What rows are called, in a way that a misspelling is found among thousands."""

    def __init__(self, names: set[str]) -> None:
        self.by_word: dict[str, list[str]] = {}
        """By a folded word, the names that have it among others."""
        self._alike: dict[tuple[str, int], list[tuple[str, str]]] = {}
        """By its digits and its length, (folded, name)."""
        self._left = COMPARED
        for name in sorted(names):
            folded = fold(name)
            for word in dict.fromkeys(folded.split()):
                self.by_word.setdefault(word, []).append(name)
            self._alike.setdefault((_digits(folded), len(folded)), []).append((folded, name))

    def close(self, wrong: str) -> list[str]:
        """Return the names of which a folded one is a likely misspelling, in their order.

        Few letters differ and no digits do. Once very many were compared, none is found.
        """
        if len(wrong) < SHORTEST:
            return []
        from rapidfuzz.distance import Levenshtein  # deferred: 38 ms, only the unknown needs it

        digits, found = _digits(wrong), list[str]()
        for length in range(max(SHORTEST, len(wrong) - 2), len(wrong) + 3):
            alike = self._alike.get((digits, length), ())
            self._left -= len(alike)
            most = 1 if length < 9 else 2
            for other, name in alike if self._left > 0 else ():
                if 0 < Levenshtein.distance(wrong, other, score_cutoff=most) <= most:
                    found.append(name)
        return sorted(found)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
