"""The `quiz` command with a clock that the test turns, while it runs.

python -m tests.e2e.clockwork FILE ARGUMENT…: FILE holds the moment in UTC, and perhaps a time zone.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from quiz import clock
from quiz.cli import main
from quiz.records import log


class Turned(datetime):
    """What says the moment of the file."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        moment, *zone = Path(sys.argv[1]).read_text("ascii").split()
        if zone:  # the program itself must look whether it has changed
            os.environ["TZ"] = zone[0]
        return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(tz)


if __name__ == "__main__":
    clock.datetime = log.datetime = Turned  # type: ignore[misc]
    sys.exit(main(sys.argv[2:]))
