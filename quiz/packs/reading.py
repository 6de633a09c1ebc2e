"""From bytes on disk to clean TOML values, whatever is in the file."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import tomli

from quiz.packs import limits
from quiz.packs.diagnostics import ERROR, Problem, printable
from quiz.packs.files import read_regular
from quiz.packs.positions import Positions
from quiz.text import clean, unprintable

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.packs.diagnostics import Path_

_LONG_DOTTED = re.compile(rf"(?:[\w\"'-]+[ \t]*\.[ \t]*){{{limits.DOTTED_PARTS}}}")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(slots=True, kw_only=True)
class Document:
    """One TOML file: its values, cleaned, and what was wrong with it."""

    name: str
    """How the file is called in messages."""
    text: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _positions: Positions | None = None

    def report(
        self, path: Path_, code: str, message: str, hint: str = "", *, severity: str = ERROR
    ) -> None:
        """Add a problem with the value at `path`."""
        if self._positions is None:
            self._positions = Positions(self.text)
        line, column = self._positions.of(path)
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=self.name,
                line=line,
                column=column,
                severity=severity,
                hint=hint,
            )
        )


def read_document(path: Path, name: str) -> Document:
    """Read one pack file. What is wrong with it is in its `problems`; it never raises."""
    document = Document(name=name)
    raw = _read_bytes(path, document)
    if raw is None:
        return document
    text = _decode(raw, document)
    if text is None:
        return document
    document.text = text.replace("\r\n", "\n")
    if _LONG_DOTTED.search(document.text):
        _fail(document, "too-deep", f"A key has more than {limits.DOTTED_PARTS} dotted parts.")
        return document
    try:
        values = tomli.loads(document.text)
    except tomli.TOMLDecodeError as error:
        _syntax(document, str(error))
        return document
    except RecursionError:
        _fail(document, "too-deep", "The file nests its values too deeply.")
        return document
    except (ValueError, OverflowError, MemoryError) as error:
        _fail(document, "toml", f"The file cannot be read: {printable(error)}.")
        return document
    document.values = _Walk(document).table((), values)
    return document


def _read_bytes(path: Path, document: Document) -> bytes | None:
    most = _file_limit()
    try:
        raw = read_regular(path, most)
    except (OSError, ValueError) as error:
        reason = printable(getattr(error, "strerror", None) or error)
        _fail(document, "unreadable", f"The file cannot be read: {reason}.")
        return None
    if raw is None:
        _fail(
            document,
            "too-large",
            f"The file is larger than {most:,} bytes.",
            "Split the pack into several files in one folder, or raise QUIZ_PACK_BYTES "
            f"(at most {limits.FILE_BYTES_MOST:,}).",
        )
    return raw


def _file_limit() -> int:
    wanted = os.environ.get("QUIZ_PACK_BYTES", "")
    if wanted.isdecimal() and len(wanted) < 12:
        return min(int(wanted), limits.FILE_BYTES_MOST)
    return limits.FILE_BYTES


def _decode(raw: bytes, document: Document) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:64].count(0) > 8:
        hint = "Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
        _fail(document, "encoding", "The file is UTF-16; a pack is UTF-8 text.", hint)
        return None
    if raw.startswith(b"PK\x03\x04"):
        _fail(document, "encoding", "The file is a zip archive; unpack it first.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        document.problems.append(
            Problem(
                code="encoding",
                message="The file is not UTF-8 text here.",
                file=document.name,
                line=before.count(b"\n") + 1,
                column=error.start - before.rfind(b"\n"),
                hint="Save it as UTF-8; a letter with an accent is often the cause.",
            )
        )
        return None


def _fail(document: Document, code: str, message: str, hint: str = "") -> None:
    document.problems.append(
        Problem(code=code, message=message, file=document.name, line=1, column=1, hint=hint)
    )


def _syntax(document: Document, message: str) -> None:
    found = _AT.search(message)
    lines = document.text.split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    text = printable(_AT.sub("", message))
    document.problems.append(
        Problem(
            code="toml",
            message=f"This is not TOML: {text[0].lower()}{text[1:]}.",
            file=document.name,
            line=line,
            column=column,
            hint=_syntax_hint(lines[line - 1] if line <= len(lines) else "", text),
        )
    )


def _syntax_hint(line: str, message: str) -> str:
    if any(quote in line for quote in "“”„«»"):
        return 'Write straight quotes (") around a value; curly ones may only stand inside it.'
    if re.search(r"=\s*[A-Za-zÀ-ž]", line):
        return 'Text stands in quotes: key = "value".'
    if "overwrite" in message:
        return "A key may stand once in a row; a new row begins with its [[kind]] line."
    if "'='" in message:
        return 'A line is either key = "value", a [table], or a comment that begins with #.'
    return ""


class _Walk:
    """Copies parsed values, cleaning text and holding the limits."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def table(self, path: Path_, values: dict[str, Any]) -> dict[str, Any]:
        out = {}
        for key, value in values.items():
            inner = (*path, key)
            if len(key) > limits.KEY_CHARACTERS:
                self._over(inner, f"A key has more than {limits.KEY_CHARACTERS} characters.")
            elif len(inner) > 2 * limits.NESTING:
                self._over(path, f"Values nest more than {limits.NESTING} deep.")
            else:
                out[clean(key)] = self.value(inner, value)
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
        return [self.value((*path, index), value) for index, value in enumerate(values)]

    def text(self, path: Path_, value: str) -> str:
        if len(value) > limits.TEXT_CHARACTERS or value.count("\n") > limits.TEXT_LINES:
            self._over(
                path,
                f"A text is longer than {limits.TEXT_CHARACTERS:,} characters "
                f"or {limits.TEXT_LINES} lines.",
            )
            return clean(value[: limits.TEXT_CHARACTERS]).strip()
        bad = unprintable(value)
        if bad:
            offset, code = bad
            self.document.report(
                path,
                "control-character",
                f"The text has the control character {code} at position {offset + 1}.",
                "Delete it; it is often invisible and comes from copying.",
            )
        return " ".join(clean(value).split())

    def _over(self, path: Path_, message: str) -> None:
        self.document.report(path, "limit", message)
