"""The tables of the log.

Append-only: triggers abort every UPDATE and DELETE. Each row has a CRC-32 of its other columns.
"""

from __future__ import annotations

APPLICATION_ID = 0x466F6F74
"""“Foot”, in the header of the file: tells a log of ours from any other SQLite file."""

_TABLES = """
CREATE TABLE sitting (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL,
  pack TEXT NOT NULL,
  pack_title TEXT NOT NULL,
  pack_hash TEXT NOT NULL,
  mode TEXT NOT NULL,
  seed TEXT NOT NULL,
  started_utc TEXT NOT NULL,
  settings TEXT NOT NULL,      -- JSON
  size INTEGER NOT NULL,       -- number of questions
  questions BLOB NOT NULL,     -- JSON, deflated: enough to go on even where the pack has changed
  crc INTEGER NOT NULL
) STRICT;

CREATE TABLE answer (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sitting TEXT NOT NULL REFERENCES sitting (id),
  position INTEGER NOT NULL,
  ts_utc TEXT NOT NULL,
  user TEXT NOT NULL,
  pack TEXT NOT NULL,
  facet TEXT NOT NULL,
  item_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  form TEXT NOT NULL,
  shown_options TEXT NOT NULL, -- JSON
  response TEXT NOT NULL,      -- JSON
  given TEXT NOT NULL,
  s REAL NOT NULL CHECK (s BETWEEN 0 AND 1),
  correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  rated INTEGER NOT NULL CHECK (rated IN (0, 1)),
  rating TEXT CHECK (rating IN ('again', 'hard', 'good')),
  r_before REAL,
  g REAL NOT NULL,
  latency_ms INTEGER NOT NULL,
  confidence INTEGER,
  primed INTEGER NOT NULL CHECK (primed IN (0, 1)),
  seed TEXT NOT NULL,
  pack_hash TEXT NOT NULL,
  topic TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;

CREATE TABLE ending (
  seq INTEGER PRIMARY KEY,
  sitting TEXT NOT NULL UNIQUE REFERENCES sitting (id),
  ts_utc TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('finished', 'left')),
  crc INTEGER NOT NULL
) STRICT;

CREATE INDEX answer_by_sitting ON answer (sitting, position);
CREATE INDEX answer_by_facet ON answer (user, facet, ts_utc);
"""


def _guards() -> str:
    return "".join(
        f"CREATE TRIGGER {table}_no_{move.lower()} BEFORE {move} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;\n"
        for table in ("sitting", "answer", "ending")
        for move in ("UPDATE", "DELETE")
    )


MIGRATIONS: tuple[str, ...] = (_TABLES + _guards(),)
"""Script n leads from version n to n + 1. Append to it; never change what was released."""
VERSION = len(MIGRATIONS)
