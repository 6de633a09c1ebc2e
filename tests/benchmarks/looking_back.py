"""A log of 200,000 answers looked back on: first start of a day, progress, the log folded.

python -m tests.benchmarks.looking_back [ROUNDS] [ANSWERS]

What any start costs beside one without a log is told by `python -m tests.benchmarks homes`. The
first start of a day checks the log and backs it up. Times are medians.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from quiz.play.begin import DEFAULT_USER
from quiz.play.memory import due_on
from quiz.records.log import Log
from quiz.reports.keeper import Keeper, learner
from tests.benchmarks import installed, long_log
from tests.benchmarks.homes import SCORED
from tests.benchmarks.startup import LISTED
from tests.benchmarks.stopwatch import Timed, environment

ROUNDS = 5
LOOKED_BACK = "a new one begins"
"""Words that only the page of progress has, for a student who has been away."""

Times = dict[str, list[float]]


def start(home: Path, times: Times) -> None:
    """Start the program twice, first as on the first start of a day; note when what is there."""
    for which in ("first start of a day: ", ""):
        if which:
            shutil.rmtree(home / "data" / "backups", ignore_errors=True)
        with Timed((installed.quiz(),), environment(home)) as program:
            found = program.until(*LISTED, SCORED)
            times.setdefault(f"{which}home painted", []).append(found)
            program.rest()
            program.press("p")
            found = program.until(LOOKED_BACK)
            times.setdefault(f"{which}progress shown", []).append(found)
            program.end()


def fold(home: Path, times: Times) -> None:
    """Note how long it takes to know the student anew, from the file, and after a sitting."""
    cache = home / "cache"

    def timed(what: str, began: float) -> None:
        times.setdefault(what, []).append(1000 * (time.perf_counter() - began))

    with Log.open(home / "data", read_only=True) as log:
        if "learner made anew" not in times:
            shutil.rmtree(cache / "learners", ignore_errors=True)
            began = time.perf_counter()
            learner(log, DEFAULT_USER, cache)
            timed("learner made anew", began)
        keeper = Keeper(log, cache)
        began = time.perf_counter()
        known = keeper.learner(DEFAULT_USER)
        timed("learner from its file", began)
        began = time.perf_counter()
        keeper.learner(DEFAULT_USER)
        timed("learner that has all already", began)
        began = time.perf_counter()
        _ = [due_on(memories[-1]) for memories in known.memories.values()]
        timed("when each facet is due", began)


def report(times: Times) -> list[str]:
    """Return a line for each measurement: median and fastest."""
    return [
        f"{name:38} {median(found):8.1f} ms   fastest {min(found):8.1f}"
        for name, found in times.items()
    ]


def main(rounds: int, answers: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "long"
        long_log.write(home / "data", answers)
        times: Times = {}
        fold(home, times)
        start(home, {})  # caches and bytecode
        for _ in range(rounds):
            fold(home, times)
            start(home, times)
    print(f"{rounds} rounds, {answers} answers")
    print("\n".join(report(times)))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(given[0] if given else ROUNDS, given[1] if len(given) > 1 else long_log.ANSWERS)
