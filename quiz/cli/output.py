"""Writing to stdout: text for people in their encoding, data as the same bytes everywhere."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from quiz.text import clean, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable


def as_data() -> None:
    """Make stdout UTF-8 with "\\n" at the end of lines, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def as_text() -> None:
    """Make stdout and stderr fill in what the terminal's encoding cannot carry."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_filling(stream.encoding))


def _filling(encoding: str) -> str:
    if encoding.lower() in ("utf-8", "utf8"):
        return "replace"
    from quiz import stand_ins  # deferred: nearly nobody needs it

    return stand_ins.NAME


def json_line(value: Any) -> str:
    """Return the value as JSON on one line, in the order in which it was built.

    It is all there, and none of it as a character that could control the terminal.
    """
    import json  # deferred: 5 ms

    return escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))


def say(lines: Iterable[str]) -> None:
    """Print lines for people; nothing in them can control the terminal."""
    for line in lines:
        print(clean(line))


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Return the rows as lines, each column as wide as its widest cell."""
    from quiz.text import cells

    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return [
        "  ".join(
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
