"""What may lie where the log should be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def of_another_program(log: Path) -> None:
    log.unlink()
    with closing(sqlite3.connect(log)) as other:
        other.execute("CREATE TABLE recipes (name)")


def newer(log: Path) -> None:
    with closing(sqlite3.connect(log)) as other:
        other.execute("PRAGMA user_version = 99")


def a_folder(log: Path) -> None:
    log.unlink()
    log.mkdir()
