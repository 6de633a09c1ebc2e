"""The SQL of the log's reading and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.records import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 500
"""Answers that are read at once."""


def _insert(table: str, columns: Sequence[str], unique: str) -> str:
    names = (*columns, "crc")
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  # names of ours
        f" ON CONFLICT ({unique}) DO NOTHING"
    )


def _of(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in columns)


INSERT = {
    "sitting": _insert("sitting", rows.SITTING_COLUMNS, "id"),
    "answer": _insert("answer", rows.ANSWER_COLUMNS, "id"),
    "ending": _insert("ending", rows.ENDING_COLUMNS, "sitting"),
    "mark": _insert("mark", rows.MARK_COLUMNS, "answer, kind"),
    "complaint": _insert("complaint", rows.COMPLAINT_COLUMNS, "id"),
}

_ANSWER = f"crc, {', '.join(rows.ANSWER_COLUMNS)}"
SELECT_RATED = "SELECT seq, day, ts_utc FROM answer WHERE user = ? AND facet = ? AND rated"
"""Few columns, as most facets have no answer of the day, and an answer waits for this."""
SELECT_WITH_UNDO = (
    f"SELECT a.crc, {_of('a', rows.ANSWER_COLUMNS)}, m.crc, {_of('m', rows.MARK_COLUMNS)}"  # noqa: S608  # names of ours
    " FROM answer a LEFT JOIN mark m ON m.answer = a.id AND m.kind = 'undone' WHERE a.seq = ?"
)
SELECT_MARKS = (
    f"SELECT seq, crc, {', '.join(rows.MARK_COLUMNS)} FROM mark WHERE seq > ? ORDER BY seq"  # noqa: S608  # names of ours
)
SELECT_COMPLAINTS = (
    f"SELECT crc, {', '.join(rows.COMPLAINT_COLUMNS)} FROM complaint"  # noqa: S608  # names of ours
    " WHERE ? IS NULL OR pack = ? ORDER BY seq"
)
SELECT_SITTINGS = (
    f"SELECT s.crc, {_of('s', rows.SITTING_COLUMNS)},"  # noqa: S608  # names of ours
    " e.crc, e.sitting, e.ts_utc, e.how FROM sitting s LEFT JOIN ending e ON e.sitting = s.id"
)
SELECT_UNFINISHED = (
    f"SELECT s.crc, {_of('s', rows.SITTING_COLUMNS)} FROM"  # noqa: S608  # names of ours
    " (SELECT id FROM sitting WHERE id NOT IN (SELECT sitting FROM ending)"
    " LIMIT (SELECT count(*) FROM sitting) - (SELECT count(*) FROM ending)) open"
    " CROSS JOIN sitting s ON s.id = open.id WHERE s.user = ? AND (? IS NULL OR s.pack = ?)"
    " ORDER BY EXISTS (SELECT 1 FROM answer a WHERE a.sitting = s.id) DESC, s.seq DESC LIMIT 20"
)
"""By two indexes and with that join first, or a long log is looked through: 4 ms instead of 30.
No further than there are any, as most are over. More endings than sittings set no limit."""
SELECT_BEGUN = (
    f"SELECT s.seq, e.ts_utc, e.how, {_of('s', rows.SITTING_COLUMNS[:-1])} FROM sitting s"  # noqa: S608  # names of ours
    " LEFT JOIN ending e ON e.sitting = s.id WHERE +s.user = ? AND s.seq > ? ORDER BY s.seq"
)
SELECT_ENDINGS = (
    f"SELECT seq, crc, {', '.join(rows.ENDING_COLUMNS)} FROM ending WHERE seq > ? ORDER BY seq"  # noqa: S608  # names of ours
)
SELECT_ENDED = "SELECT 1 FROM ending WHERE sitting = ?"
LAST = 2**63 - 1
"""A place that no row is behind."""
_NAMED_BY = {"answer": "id", "sitting": "id", "ending": "sitting", "mark": "answer"}
SELECT_NAMES = {
    table: f"SELECT seq, {name} FROM {table} WHERE seq <= ? ORDER BY seq DESC LIMIT 1"  # noqa: S608  # names of ours
    for table, name in _NAMED_BY.items()
}
SELECT_USERS = """
WITH RECURSIVE found (name) AS (
  SELECT min(user) FROM sitting
  UNION ALL
  SELECT (SELECT min(user) FROM sitting WHERE user > name) FROM found WHERE name IS NOT NULL
)
SELECT name FROM found WHERE name IS NOT NULL
"""
"""From one to the next by the index: as many steps as students, however many sittings."""
SELECT_LAST_USER = "SELECT user FROM sitting ORDER BY seq DESC LIMIT 1"
SELECT_SHARES = "SELECT user, count(*), max(ts_utc) FROM answer GROUP BY user"


def select_answers(wanted: Sequence[str]) -> str:
    """Return the statement for a page of answers after a place, with the wanted columns equal.

    Only one sitting, facet or answer is looked up by its index: what the others find would have to
    be sorted for every page.
    """
    few = not {"sitting", "facet", "id"}.isdisjoint(wanted)
    tests = "".join(f" AND {name} = ?" if few else f" AND +{name} = ?" for name in wanted)
    return f"SELECT seq, {_ANSWER} FROM answer WHERE seq > ?{tests} ORDER BY seq LIMIT {PAGE}"  # noqa: S608  # names of ours
