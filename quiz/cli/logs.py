"""What the commands that read the log share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.records.log import Log


def warn_of_damage(log: Log) -> None:
    """Say on stderr how many rows were left out."""
    if log.damaged:
        rows = "1 row was" if log.damaged == 1 else f"{log.damaged} rows were"
        print(f"{rows} left out: damaged on the disk.", file=sys.stderr)
