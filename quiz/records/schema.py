"""The tables of the log.

Append-only: triggers abort every UPDATE and DELETE. Each row has a CRC-32 of its other columns; of
columns that a migration added, only up to the last one that is not NULL, so that the rows of older
versions keep theirs.
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


_MORE = """
ALTER TABLE answer ADD COLUMN day TEXT;
ALTER TABLE answer ADD COLUMN asked TEXT;
ALTER TABLE answer ADD COLUMN redone INTEGER CHECK (redone = 1); -- NULL for no

CREATE TABLE mark (
  seq INTEGER PRIMARY KEY,
  answer TEXT NOT NULL REFERENCES answer (id),
  kind TEXT NOT NULL CHECK (kind IN ('undone', 'right')),
  ts_utc TEXT NOT NULL,
  user TEXT NOT NULL,
  crc INTEGER NOT NULL,
  UNIQUE (answer, kind)
) STRICT;

CREATE TABLE complaint (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  ts_utc TEXT NOT NULL,
  user TEXT NOT NULL,
  pack TEXT NOT NULL,
  pack_hash TEXT NOT NULL,
  file TEXT NOT NULL,
  line INTEGER,
  item_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  prompt TEXT NOT NULL,
  given TEXT NOT NULL,
  words TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;

CREATE INDEX sitting_by_user ON sitting (user);
"""


def _guards(*tables: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_no_{move.lower()} BEFORE {move} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;\n"
        for table in tables
        for move in ("UPDATE", "DELETE")
    )


MIGRATIONS: tuple[str, ...] = (
    _TABLES + _guards("sitting", "answer", "ending"),
    _MORE + _guards("mark", "complaint"),
)
"""Script n leads from version n to n + 1. Append to it; never change what was released."""
VERSION = len(MIGRATIONS)
