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
    return here(datetime.now(UTC))


def here(moment: datetime) -> datetime:
    """Return a moment in the student's own time zone; as it is where TZ names none that can be."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):  # more than a day away, or beyond the calendar
        return moment
