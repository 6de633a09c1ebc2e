"""`quiz scores`: how far the student is in each pack, read from the log."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from quiz.cli import output

if TYPE_CHECKING:
    import argparse

    from quiz.reports.scores import PackScore


def run(args: argparse.Namespace) -> int:
    """Print the scores; return 0. Raises LogError, StudentError."""
    from quiz.cli.logs import warn_of_damage
    from quiz.paths import cache_dir, data_dir
    from quiz.records.log import Log
    from quiz.records.students import everybody, whose
    from quiz.reports.keeper import learner
    from quiz.reports.scores import scores

    with Log.open(data_dir(), read_only=True) as log:
        student = whose(data_dir(), log, args.student)
        several = len(everybody(data_dir(), log)) > 1
        found = scores(learner(log, student.id, cache_dir()))
        warn_of_damage(log)
    if args.format == "json":
        output.as_data()
        print(output.json_line([asdict(score) for score in found]))
        return 0
    if several:
        output.say([student.name])
    if not found:
        output.say(["Nothing is answered yet. `quiz play` begins."])
        return 0
    heading = ("pack", "facts seen", "sittings", "last", "best", "right", "last answer")
    output.say(output.table([heading, *(_row(score) for score in found)]))
    return 0


def _row(score: PackScore) -> tuple[str, ...]:
    return (
        score.title,
        str(score.facts_seen),
        str(score.sittings),
        _percent(score.last_points, score.last_out_of),
        _percent(score.best_points, score.best_out_of),
        f"{score.right} of {score.answers}",
        score.last_when[:10],
    )


def _percent(points: int | None, out_of: int | None) -> str:
    return f"{points} of {out_of}" if out_of else "–"
