"""A table from a CSV file, whatever program wrote it: columns with their cells, cleaned."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.packs import limits
from quiz.packs.diagnostics import printable
from quiz.packs.files import read_regular
from quiz.quick import dataclass
from quiz.text import clean

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
"""A first line by which spreadsheets tell each other what parts the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading and what stands below it; "" where a cell is empty."""

    heading: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """What a CSV file holds, and how it was read."""

    columns: tuple[Column, ...]
    encoding: str
    delimiter: str

    @property
    def told(self) -> str:
        """How it was read, for the teacher: "UTF-8, columns parted by a comma"."""
        return f"{self.encoding}, columns parted by {_DELIMITERS[self.delimiter]}"


def read_table(path: Path) -> CsvTable:
    """Return the table in a CSV file. Raises QuizError, in a teacher's words."""
    name = printable(str(path), 300)
    try:
        raw = read_regular(path, limits.TABLE_BYTES)
    except FileNotFoundError:
        raise QuizError(f"There is no file {name}.") from None
    except OSError as error:
        raise QuizError(f"{name} cannot be read: {error.strerror or error}.") from None
    if raw is None:
        raise QuizError(
            f"{name} is larger than {limits.TABLE_BYTES:,} bytes. Split it into several tables."
        )
    text, encoding = _decode(raw, name)
    named = _SEPARATOR_LINE.match(text)
    delimiter = named[1] if named else _delimiter(text)
    text = text[named.end() :] if named else text
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise QuizError(f"{name} cannot be read as CSV: {printable(error)}.") from None
    return CsvTable(columns=_columns(rows, name), encoding=encoding, delimiter=delimiter)


def _decode(raw: bytes, name: str) -> tuple[str, str]:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise QuizError(
            f"{name} is a spreadsheet, not CSV. In your spreadsheet program: Save as, type CSV."
        )
    tries = [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = [("utf-16", "UTF-16")]
    for codec, encoding in tries:
        try:
            return raw.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    raise QuizError(f"{name} is no text. Save it as CSV, in UTF-8.")


def _delimiter(text: str) -> str:
    """Return what parts the columns: what parts the first lines most evenly, in the most cells."""

    def fit(delimiter: str) -> tuple[bool, int]:
        lines = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
        widths = []
        try:
            for row in lines:
                widths += [len(row)] if row else []
                if len(widths) == 20:
                    break
        except csv.Error:
            return False, 0
        return len(set(widths)) == 1 and widths[0] > 1, max(widths, default=0)

    return max(_DELIMITERS, key=fit)


def _columns(rows: list[list[str]], name: str) -> tuple[Column, ...]:
    rows = [[" ".join(clean(cell).split()) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise QuizError(f"{name} needs a line of headings and a line for each thing below it.")
    if len(rows) > limits.TABLE_ROWS + 1:
        raise QuizError(
            f"{name} has {len(rows) - 1:,} rows; at most {limits.TABLE_ROWS:,} are read."
        )
    width = max(map(len, rows))
    if width > limits.TABLE_COLUMNS:
        raise QuizError(f"{name} has {width} columns; at most {limits.TABLE_COLUMNS} are read.")
    for number, row in enumerate(rows, 1):
        for cell in row:
            if len(cell) > limits.TABLE_CELL_CHARACTERS:
                raise QuizError(
                    f"{name}, row {number}: a cell has {len(cell):,} characters; "
                    f"at most {limits.TABLE_CELL_CHARACTERS:,} are read."
                )
    if width < 2:
        raise QuizError(
            f"{name} has one column only. A table has a column of names and at least one of facts, "
            "parted by commas, semicolons or tabs."
        )
    full = [row + [""] * (width - len(row)) for row in rows]
    found = [
        Column(
            heading=heading or f"Column {number}", cells=tuple(row[number - 1] for row in full[1:])
        )
        for number, heading in enumerate(full[0], 1)
    ]
    return tuple(column for column in found if any(column.cells))
