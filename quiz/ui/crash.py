"""What happens when the program itself is at fault: a record without values, and a kind sentence.

A traceback with local variables would show the right answers, and goes to nobody's screen.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from quiz.text import clean

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

NAME = "crash.txt"


def keep(error: BaseException, folder: Path, when: datetime) -> Path | None:
    """Add where the error happened to a file in the folder; return it, None where that fails."""
    # What failed in a worker comes wrapped.
    cause = getattr(error, "error", error)
    error = cause if isinstance(cause, BaseException) else error
    frames = traceback.extract_tb(error.__traceback__)
    told = [f"{when.isoformat(timespec='seconds')}  Python {sys.version.split()[0]}"]
    told += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    told.append(f"  {type(error).__name__}")
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join(clean(line) for line in told) + "\n\n")
    except OSError:
        return None
    return path


def apology(kept: Path | None, comfort: str) -> str:
    """Return what to tell the user, on stderr, after the screen is restored."""
    where = f"Where it happened is noted in {clean(os.fspath(kept))}." if kept else ""
    told = ("Footnote stopped because of a mistake of its own.", comfort, where)
    return " ".join(filter(None, told))
