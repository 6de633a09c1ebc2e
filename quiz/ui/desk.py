"""What the application works with: handed in, so that a test can hand in its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from quiz.play.begin import DEFAULT_USER
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from quiz.records.log import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What everything on the full screen works with: the clock, and the user's own folders."""

    now: Callable[[], datetime]
    """Aware moments in the student's own time zone."""
    notes: Path | None = None
    """The folder where a crash is noted; None: nowhere."""
    settings: Path | None = None
    """The folder of what each student has chosen; None: not kept."""
    user: str = DEFAULT_USER
    """The student whose choices and answers these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Room):
    """What the game works with besides: the log, the student, the packs."""

    log: Log
    new_id: Callable[[], str]
    folders: tuple[Path, ...] = ()
    """More places to look for packs in."""
    people: Path | None = None
    """The folder of the list of students; None: there is one student only."""
    tick: Callable[[], float] = time.monotonic
    """Seconds, for how long an answer took."""
