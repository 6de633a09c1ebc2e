"""Rows of a table in plain text."""

from __future__ import annotations

import csv
import io

from quiz.errors import QuizError
from quiz.packs import limits


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows that say something. Raises QuizError where there are too many."""
    # a field larger than the csv module's limit is an error there
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
                if len(rows) > limits.TABLE_ROWS:
                    raise QuizError(f"It has more than {limits.TABLE_ROWS:,} rows. Split it.")
    except csv.Error as error:
        raise QuizError(f"It cannot be read as a table: line {reader.line_num}: {error}.") from None
    return rows
