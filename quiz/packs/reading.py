"""From bytes on disk to clean TOML values, whatever is in the file."""

from __future__ import annotations

import math
import re
from dataclasses import field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import tomli

from quiz.packs import limits
from quiz.packs.diagnostics import ERROR, Problem, Spelling, nearest, printable
from quiz.packs.encodings import Undecodable, decode
from quiz.packs.files import read_regular
from quiz.packs.positions import Positions, Span
from quiz.quick import dataclass
from quiz.text import clean, unprintable

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from quiz.packs.diagnostics import Path_

_DEEP = "No pack needs that: look for a slip with [, { or a full stop outside of quotes."
_LOOK = "Look at its name, and whether you may read it."
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'")
_PART = re.compile(r"[\w\"'-]+\Z")
SOUGHT = 20_000
"""Words that are compared with what is unknown in one file: more would take seconds."""


@dataclass(slots=True, kw_only=True)
class Document:
    """One TOML file: its values, cleaned, and what was wrong with it."""

    name: str
    """How the file is called in messages."""
    text: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    partial: bool = False
    """Whether part of it could not be read, so that what seems missing may be there."""
    left_out: dict[str, int] = field(default_factory=dict)
    """By their sort, problems that are not told because there are so many."""
    is_hopeless: bool = False
    """Whether errors were left out, so that nobody need read on."""
    _meant: str = ""
    """The text that `values` were read from: a slip mended, as many lines."""
    _slips: frozenset[int] = frozenset()
    """Lines that were mended: what else seems wrong with them is a guess."""
    _positions: Positions | None = None
    _lines: list[str] | None = None
    _told: dict[str, int] = field(default_factory=dict)
    """How often each sort of problem was found."""
    _sought: int = 0

    def nearest(self, word: str, known: Collection[str]) -> str:
        """Return "Did you mean …?", or "" where nothing is near or too much was sought already."""
        self._sought += len(known)
        return nearest(word, tuple(known)) if self._sought <= SOUGHT else ""

    def report(
        self,
        path: Path_,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: str = ERROR,
        expected: str = "",
        write: str = "",
        key: bool = False,
        row: str = "",
    ) -> None:
        """Add a problem with the value at `path`, or with its key; of one sort only so many."""
        self._told[code] = self._told.get(code, 0) + 1
        if self._told[code] > limits.PROBLEMS:
            self.left_out[code] = self.left_out.get(code, 0) + 1
            self.is_hopeless = self.is_hopeless or severity == ERROR
            return
        place = self._where(path, key=key)
        if place.line not in self._slips:
            self._add(
                code,
                message,
                hint,
                place,
                severity=severity,
                expected=expected,
                write=write,
                row=row,
            )

    @property
    def short_name(self) -> str:
        """The file's name without its folder."""
        return re.split(r"[/\\]", self.name)[-1]

    def line(self, path: Path_) -> int:
        """Return the line, from 1, of the value at `path`."""
        return self._where(path).line

    def _where(self, path: Path_, *, key: bool = False) -> Span:
        if self._positions is None:
            self._positions = Positions(self._meant or self.text)
        return self._positions.of(path, key=key)

    def fail(self, code: str, message: str, hint: str = "", *, excerpt: str = "") -> None:
        """Add a problem with the file as a whole."""
        self.partial = True
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=self.name,
                line=1,
                column=1,
                hint=hint,
                excerpt=excerpt,
            )
        )

    def repair(self) -> None:
        """Take what can be read of a text that is no TOML, and report every slip in it."""
        from quiz.packs.slips.syntax import repair  # deferred: only a mistake needs it

        found = repair(self.text)
        for fault in found.faults:
            self._add(
                fault.code,
                fault.message,
                fault.hint,
                Span(fault.line, fault.column, fault.width),
                write=clean(fault.write),
            )
        self._meant = found.text
        self._slips = frozenset(fault.line for fault in found.faults)
        self.partial = found.dropped
        self.values = _Walk(self).table((), found.values)

    def _add(
        self,
        code: str,
        message: str,
        hint: str,
        place: Span,
        *,
        severity: str = ERROR,
        expected: str = "",
        write: str = "",
        row: str = "",
    ) -> None:
        line = place.line
        if self._lines is None:
            self._lines = self.text.split("\n")
        lines = self._lines
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=self.name,
                line=line,
                column=place.column,
                width=place.width,
                severity=severity,
                hint=hint,
                excerpt=lines[line - 1][: limits.TEXT_CHARACTERS] if line <= len(lines) else "",
                expected=expected,
                write=write,
                nearest=hint.word if isinstance(hint, Spelling) else "",
                row=row,
            )
        )


def read_document(path: Path, name: str) -> Document:
    """Read one pack file. What is wrong with it is in its `problems`; it never raises."""
    document = Document(name=name)
    raw = _read_bytes(path, document)
    if raw is None:
        return document
    text = decode(raw)
    if isinstance(text, Undecodable):
        document.partial = True
        document.problems.append(
            Problem(
                code="encoding",
                message=text.message,
                file=document.name,
                line=text.line,
                column=text.column,
                hint=text.hint,
                excerpt=text.excerpt,
            )
        )
        return document
    document.text = text
    if not text.strip():
        document.fail(
            "empty-file", "The file is empty.", "Save your work first, or take the file away."
        )
    elif _has_long_key(text):
        document.fail("too-deep", f"A key has more than {limits.DOTTED_PARTS} dotted parts.", _DEEP)
    else:
        _parse(document)
    return document


def _has_long_key(text: str) -> bool:
    """Tell whether a key has too many dotted parts; looks closely only at lines full of dots."""
    dots = 0
    for part in text.split(".")[:-1]:
        dots = 1 if "\n" in part else dots + 1
        if dots >= limits.DOTTED_PARTS:
            break
    else:
        return False
    return any(
        _is_long(_without_texts(line).split("."))
        for line in text.split("\n")
        if line.count(".") >= limits.DOTTED_PARTS
    )


def _without_texts(line: str) -> str:
    """Return a line without what stands in quotes or behind #, where nobody need guess that."""
    if '"""' in line or "'''" in line:
        return line
    return "" if line.lstrip().startswith("#") else _TEXT.sub("q", line)


def _is_long(parts: list[str]) -> bool:
    """Tell whether so many words stand one after the other, each with a full stop behind it."""
    count = 0
    for part in parts[:-1]:
        bare = part.strip(" \t")
        count = count + 1 if _PART.match(bare) else bool(bare) and _PART.match(bare[-1]) is not None
        if count >= limits.DOTTED_PARTS:
            return True
    return False


def _parse(document: Document) -> None:
    try:
        values = tomli.loads(document.text)
    except tomli.TOMLDecodeError:
        document.repair()
        if not document.problems:  # tomli refuses a whole whose parts it takes
            document.fail("toml", "The file cannot be read as TOML.")
    except RecursionError:
        document.fail("too-deep", "The file nests its values too deeply.", _DEEP)
    except (ValueError, OverflowError, MemoryError) as error:
        document.fail("toml", f"The file cannot be read: {printable(error)}.")
    else:
        document.values = _Walk(document).table((), values)


def _read_bytes(path: Path, document: Document) -> bytes | None:
    most = limits.file_bytes()
    try:
        raw = read_regular(path, most)
    except (OSError, ValueError) as error:
        document.fail("unreadable", f"The file cannot be read: {why_not(error)}.", _LOOK)
        return None
    if raw is None:
        document.fail(
            "too-large",
            f"The file is larger than {most:,} bytes.",
            "Split the pack into several files in one folder, or raise QUIZ_PACK_BYTES "
            f"(at most {limits.FILE_BYTES_MOST:,}).",
        )
    return raw


def why_not(error: Exception) -> str:
    """Return why a file or folder cannot be opened, in a teacher's words."""
    for kind, reason in (
        (FileNotFoundError, "it is not there"),
        (PermissionError, "you may not read it"),
        (IsADirectoryError, "it is a folder"),
    ):
        if isinstance(error, kind):
            return reason
    return printable(getattr(error, "strerror", None) or error)


_SHORT = 200
_WIDE: tuple[Path_, ...] = ((), ("sources",), ("kinds",))


def _is_tidy(text: str) -> bool:
    """Tell whether a text has nothing but single spaces between printable characters."""
    return text.isprintable() and "  " not in f" {text} "


def _is_plain(value: Any) -> bool:
    """Tell whether a value is taken as it is, as nearly all are."""
    if type(value) is str:  # and then as `_is_tidy` has it, which would be another call
        printable = len(value) < _SHORT and value.isascii() and value.isprintable()
        return printable and "  " not in f" {value} "
    return type(value) is int and -limits.INTEGER <= value <= limits.INTEGER


class _Walk:
    """Copies parsed values, cleaning text and holding the limits.

    Every text of every pack passes here, so what is plain takes a short way.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._keys: dict[str, str] = {}

    def table(self, path: Path_, values: dict[str, Any]) -> dict[str, Any]:
        if len(path) >= 2 * limits.NESTING:
            self._over(path, f"Values nest more than {limits.NESTING} deep.")
            return {}
        most = limits.TABLES if path in _WIDE else limits.KEYS
        if len(values) > most:
            self._over(path, f"A table has more than {most:,} keys.")
            return {}
        out = {}
        for key, value in values.items():
            known = self._keys.get(key)
            if known is None:
                if len(key) > limits.KEY_CHARACTERS:
                    most = limits.KEY_CHARACTERS
                    self._over((*path, key), f"A key has more than {most} characters.")
                    continue
                known = self._keys[key] = clean(key)
            out[known] = value if _is_plain(value) else self.value((*path, key), value)
        return out

    def value(self, path: Path_, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(path, value)
        if isinstance(value, dict):
            return self.table(path, value)
        if isinstance(value, list):
            return self.list(path, value)
        if isinstance(value, bool | date | datetime | time):
            return value
        if isinstance(value, int) and abs(value) > limits.INTEGER:
            self._over(path, "The number is too large (at most 9,007,199,254,740,992).")
            return 0
        if isinstance(value, float) and not math.isfinite(value):
            self._over(path, "The number is not finite.")
            return 0.0
        return value

    def list(self, path: Path_, values: list[Any]) -> list[Any]:
        is_rows = len(path) == 1 and values and isinstance(values[0], dict)
        if len(values) > limits.LIST_ITEMS and not is_rows:
            self._over(path, f"A list has more than {limits.LIST_ITEMS} items.")
            return []
        if len(path) > 2 * limits.NESTING:
            self._over(path, f"Values nest more than {limits.NESTING} deep.")
            return []
        return [
            value if _is_plain(value) else self.value((*path, index), value)
            for index, value in enumerate(values)
        ]

    def text(self, path: Path_, value: str) -> str:
        if len(value) > limits.TEXT_CHARACTERS or value.count("\n") > limits.TEXT_LINES:
            self._over(
                path,
                f"A text is longer than {limits.TEXT_CHARACTERS:,} characters "
                f"or {limits.TEXT_LINES} lines.",
            )
            return clean(value[: limits.TEXT_CHARACTERS]).strip()
        bad = None if value.isprintable() else unprintable(value)
        if bad:
            offset, code = bad
            self.document.report(
                path,
                "control-character",
                f"The text has the control character {code} at position {offset + 1}.",
                "Delete it; it is often invisible and comes from copying.",
            )
        shown = clean(value)
        return shown if _is_tidy(shown) else " ".join(shown.split())

    def _over(self, path: Path_, message: str) -> None:
        self.document.report(path, "limit", message)
