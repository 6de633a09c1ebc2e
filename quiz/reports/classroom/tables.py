"""Rows out of the text of a log: a line of JSON each, or CSV as spreadsheets save it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from quiz.reports.classroom import limits
from quiz.reports.classroom.given import Unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t"
_NEEDED = ("id", "user", "pack", "item_id", "response", "s")
_WHOLE = ("position", "attempt", "latency_ms")
_NUMBERS = ("s", "g")
_FLAGS = ("correct", "primed", "redone")
_YES_NO = {"1": True, "true": True, "0": False, "false": False, "": False}
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def json_rows(raw: bytes) -> Iterator[tuple[int, Any]]:
    """Yield the number of each line and what it holds, an Unfit where that is no JSON object."""
    start, number = 0, 0
    if raw.startswith(b"\xef\xbb\xbf"):
        start = 3
    while start < len(raw):
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        number += 1
        line, start = raw[start:end], end + 1
        if line.strip():
            yield number, _json(line)


def _json(line: bytes) -> Any:
    if len(line) > limits.LINE_BYTES:
        return Unfit(f"it is longer than {limits.LINE_BYTES:,} bytes")
    try:
        row = json.loads(line.decode())
    except (ValueError, RecursionError):
        return Unfit("it is no JSON, or was cut off")
    return row if isinstance(row, dict) else Unfit("it is no JSON object")


def csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the number of each row's last line and the row, an Unfit where it cannot be read.

    Raises Unfit where the headings are not those of `quiz log --format csv`. A spreadsheet may
    have put semicolons or tabs between the cells, commas into numbers, and TRUE for 1.
    """
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, Unfit("it is no CSV")
            continue
        if names is None:
            names = [cell.strip() for cell in cells]
            if any(name not in names for name in _NEEDED):
                missing = ", ".join(name for name in _NEEDED if name not in names)
                raise Unfit(f"it is no log: its first line has no column {missing}")
        elif any(cells):
            yield reader.line_num, _row(names, cells)


def _row(names: list[str], cells: list[str]) -> Any:
    if len(cells) != len(names):
        return Unfit(f"it has {len(cells)} cells; {len(names)} are expected")
    raw: dict[str, Any] = {
        name: cell[1:] if cell.startswith(_GUARDED) else cell
        for name, cell in zip(names, cells, strict=True)
    }
    try:
        raw["shown_options"] = json.loads(raw.get("shown_options") or "[]")
        for name in _WHOLE:
            raw[name] = int(raw.get(name, ""))
        for name in _NUMBERS:
            raw[name] = float(raw.get(name, "").replace(",", "."))
    except (ValueError, RecursionError):
        return Unfit("a number or a list in it cannot be read")
    for name in _FLAGS:
        raw[name] = _YES_NO.get(raw.get(name, "").strip().lower())
    return raw
