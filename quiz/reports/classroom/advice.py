"""What a teacher may do about a question, in a few words, and which question wants it most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.reports.items.discrimination import Discrimination
    from quiz.reports.items.facility import Facility
    from quiz.reports.items.options import Options

HARD = 0.35
"""Below it Moodle's guide calls a question at least moderately difficult."""
KNOWN = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What to look at in a question, the gravest said alone."""

    code: str
    """A stable word for scripts: "mis-key", "invalid", "guessing", "hard", "weak", "idle",
    "known", "few", or "" for nothing."""
    advice: str
    """A sentence; "" for nothing."""
    rank: int
    """0 wants a look most."""


def look(
    facility: Facility, discrimination: Discrimination | None, options: Options | None
) -> Look:
    """Return what to look at. Words stand only where the whole interval says so (rule S2)."""
    if options is not None and options.alarm is not None:
        alarm = options.alarm.text
        return _look("mis-key", f"Check the key: the better students choose “{alarm}”.", 0)
    verdict = discrimination.verdict if discrimination is not None else ""
    if verdict == "probably invalid":
        return _look("invalid", "The better students miss it: check key and wording.", 1)
    if facility.interval is None:
        return _look("few", "too few answers", 8)
    if facility.interval.below(facility.guess):
        return _look("guessing", "Fewer are right than by guessing: is the wording clear?", 2)
    if facility.interval.below(HARD):
        return _look("hard", "Hard for this class: teach it once more.", 3)
    if verdict in ("very weak", "weak"):
        return _look("weak", "It hardly tells who knows: read it with a colleague.", 4)
    idle = [use.text for use in options.uses if use.idle] if options is not None else []
    if idle:
        more = f" (and {len(idle) - 1} more)" if len(idle) > 1 else ""
        told = f"Hardly anybody takes “{idle[0]}”{more}: add rows that are more like the key."
        return _look("idle", told, 5)
    if facility.interval.above(KNOWN):
        return _look("known", "Nearly everyone knows it.", 7)
    return _look("", "", 6)


def _look(code: str, advice: str, rank: int) -> Look:
    return Look(code=code, advice=advice, rank=rank)
