"""What a sitting says of the student's confidence, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.reports.calibration import calibration
from quiz.reports.intervals import FEW

if TYPE_CHECKING:
    from quiz.play.certainty import Certainty, Level
    from quiz.reports.calibration import Calibrated

_TOLD: Final = {
    "few": "",
    "fits": ": it fits",
    "over": ": less often right than you said",
    "under": ": more often right than you said",
}
"""Where the answers are few the interval says so, and there is no verdict."""


def marks(found: Certainty) -> str:
    """Return the marks, which are no part of the points."""
    number = str(found.marks).replace("-", "−")
    return f"{number} marks for confidence, of {found.most} at most; no part of your points"


def told(found: Certainty) -> list[tuple[str, str]]:
    """Return a degree and a sentence for each that was chosen, the surest first.

    "3 of 4 right, likely 30 to 95 %; meant for over 80 %."
    """
    counts = {level.confidence: (level.of, level.right) for level in found.levels}
    return [(known.level.name, _sentence(known)) for known in calibration(counts) if known.level.of]


def _sentence(known: Calibrated) -> str:
    level = known.level
    share = f"{level.right} of {level.of} right"
    if level.of < FEW:
        low, high = round(100 * known.interval.low), round(100 * known.interval.high)
        share += f", likely {low} to {high} %"
    return f"{share}; meant for {_band(level)}{_TOLD[known.told]}."


def _band(level: Level) -> str:
    low, high = (round(100 * end) for end in level.band)
    if not low:
        return f"under {high} %"
    return f"{low} to {high} %" if high < 100 else f"over {low} %"
