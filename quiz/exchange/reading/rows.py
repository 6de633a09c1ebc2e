"""Rows of a table in plain text."""

from __future__ import annotations

import csv
import io

from quiz.errors import QuizError
from quiz.packs import limits


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows that say something. Raises QuizError where there are too many."""
    # a field larger than the csv module's limit is an error there
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise QuizError(f"It cannot be read as a table: {error}.") from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) > limits.TABLE_ROWS:
        raise QuizError(f"It has {len(rows):,} rows; at most {limits.TABLE_ROWS:,} are read.")
    return rows
