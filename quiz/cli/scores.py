"""`quiz scores`: how far the student is in each pack, read from the log."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quiz.cli import output

if TYPE_CHECKING:
    import argparse

    from quiz.records.log import Log
    from quiz.records.students import Student
    from quiz.reports.learner import Learner
    from quiz.reports.progress import Progress
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
        known = learner(log, student.id, cache_dir())
        found = scores(known)
        warn_of_damage(log)
        progress = _progress(log, known) if found else None
    if args.format == "json":
        output.as_data()
        print(output.json_line([_as_json(score, progress, student) for score in found]))
        return 0
    if several:
        output.say([student.name])
    if not found:
        output.say(["Nothing is answered yet. `quiz play` begins."])
        return 0
    heading = ("pack", "facts seen", "sittings", "last", "best", "right", "last answer")
    output.say(output.table([heading, *(_row(score) for score in found)]))
    if progress is not None:
        from quiz.cli.progress_text import lines

        output.say(lines(progress))
    return 0


def _progress(log: Log, known: Learner) -> Progress:
    """Return what there is to look back on; packs that cannot be read are left out."""
    from quiz.clock import here
    from quiz.errors import QuizError
    from quiz.packs.library import load  # deferred: reading packs takes half a second
    from quiz.records.log import utc_now
    from quiz.reports.lookback import whole

    packs = {}
    for name in known.played:
        with suppress(QuizError):
            packs[name] = load(name)
    return whole(known, here(utc_now()).date(), (), packs, log)


def _as_json(score: PackScore, progress: Progress | None, student: Student) -> dict[str, Any]:
    """Return a pack's score and figures, and in each what is told of the student."""
    if progress is None:
        return asdict(score)
    from quiz.cli.progress_json import of_pack, of_student

    whose = {"id": student.id, "name": student.name}
    return {
        **asdict(score),
        **of_pack(progress, score.pack),
        "student": of_student(progress, whose),
    }


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
