"""What SQLite and the system say went wrong, as the end of a sentence."""

from __future__ import annotations

import sqlite3

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SAID = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the folder cannot be written to",
    sqlite3.SQLITE_BUSY: "another program is using the log",
    sqlite3.SQLITE_LOCKED: "another program is using the log",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_PERM: "its file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "the log is damaged; the next start repairs it",
    sqlite3.SQLITE_NOTADB: "the log is damaged; the next start repairs it",
}


def code(error: Exception) -> int:
    """Return SQLite's primary error code, 0 where the error has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def is_damage(error: Exception) -> bool:
    """Return whether the error says that the file is damaged."""
    return isinstance(error, UnicodeError) or code(error) in _DAMAGE


def said(error: Exception) -> str:
    """Return what is wrong, as the end of a sentence."""
    if isinstance(error, OSError):
        return (error.strerror or "the disk reports an error").lower()
    if isinstance(error, UnicodeError):  # SQLite quotes the damage in its message
        return _SAID[sqlite3.SQLITE_CORRUPT]
    return _SAID.get(code(error)) or str(error)
