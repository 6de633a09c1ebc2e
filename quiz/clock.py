"""The moment, as the machine of the student has it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the current moment in the student's own time zone.

    Also where that has changed since the program began: a laptop travels with a screen open.
    """
    if hasattr(time, "tzset"):  # without it the system looks for the zone only once
        time.tzset()
    return datetime.now(UTC).astimezone()
