"""Time limits: how long a sitting may take, and what is left of it.

Pure: the moments are handed in. Nothing here ever rates an answer (RULES.md L8).
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from quiz.play.begin import moment
from quiz.play.modes import Clock, mode_of
from quiz.quick import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.model import Sitting
    from quiz.play.modes import Mode

TIME = "time"
"""Key of a sitting's settings: a time limit in minutes, in place of the mode's own."""
EXTRA = "extra"
"""Key of a sitting's settings: what every limit is multiplied by for this student."""
EXTRAS = (1.0, 1.25, 1.5, 2.0)
LONGEST = 24 * 60.0
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The time limit of one sitting."""

    milliseconds: int
    clock: Clock
    began: datetime

    def left(self, *, now: datetime, spent: int, open_for: int) -> int:
        """Return the milliseconds that are left, never below 0.

        `spent`: on questions that are answered; `open_for`: on the one that is not. A clock that
        is put back gives no time: what was spent on questions counts at the least.
        """
        gone = max(0, spent) + max(0, open_for)
        if self.clock is Clock.SITTING:
            gone = max(gone, round(1000 * (now - self.began).total_seconds()))
        return max(0, self.milliseconds - gone)


def limit(sitting: Sitting) -> Limit | None:
    """Return the time limit of a sitting, None where it has none."""
    mode = mode_of(sitting.mode)
    minutes = _number(sitting.settings.get(TIME, ""), LONGEST)
    seconds = 60 * minutes if minutes else mode.seconds
    if not seconds or mode.players > 1:
        return None
    extra = max(1.0, _number(sitting.settings.get(EXTRA, ""), max(EXTRAS)) or 1.0)
    return Limit(
        milliseconds=round(1000 * seconds * extra),
        clock=mode.clock,
        began=moment(sitting.started_utc),
    )


def time_settings(
    mode: Mode, *, minutes: float | None, usual: float, extra: float
) -> dict[str, str]:
    """Return what a new sitting's settings keep of its time limit.

    `minutes`: the limit that is asked for this once; `usual`: what the student has set for exams,
    0 for no limit; `extra`: one of `EXTRAS`.
    """
    if mode.clock is Clock.SITTING and minutes is None and usual:
        minutes = usual
    kept = {TIME: f"{minutes:g}"} if minutes else {}
    return kept | ({EXTRA: f"{extra:g}"} if extra > 1 else {})


def figures(milliseconds: int) -> str:
    """Return time that is left as "12:05", and with hours as "1:02:05"; a begun second is whole."""
    seconds = -(-max(0, milliseconds) // 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def spoken(milliseconds: int) -> str:
    """Return time as words: "45 seconds", "2 minutes 5 seconds"."""
    minutes, seconds = divmod(-(-max(0, milliseconds) // 1000), 60)
    parts = [
        f"{number} {name}{'s' * (number != 1)}"
        for number, name in ((minutes, "minute"), (seconds, "second"))
        if number
    ]
    return " ".join(parts) or "no time"


def _number(text: str, most: float) -> float:
    """Return a setting as a number above 0 and at most `most`, 0.0 where it is none."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return min(number, most) if isfinite(number) and number > 0 else 0.0
