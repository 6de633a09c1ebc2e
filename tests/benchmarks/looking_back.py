"""A long log against an empty one: home painted, scores and progress shown; the log folded.

python -m tests.benchmarks.looking_back [ROUNDS] [ANSWERS]

Empty and long take turns in one run, so that what else the machine does falls on both. The long
log is measured as any start of a day finds it, and as the first one does, which checks and backs
up. Times are medians.
"""

from __future__ import annotations

import os
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
from tests.benchmarks import long_log
from tests.benchmarks.startup import QUIZ, ROOT, seconds_until
from tests.e2e.terminal import Terminal

ROUNDS = 5
SCORED = "best"
"""A word that home shows only with the scores."""
LOOKED_BACK = "a new one begins"
"""Words that only the page of progress has, for a student who has been away."""
STARTS = ("empty log", "long log", "long log, first start of a day")

Times = dict[str, list[float]]


def start(home: Path, which: str, times: Times) -> None:
    """Start the program on a log, and note when what is there."""
    if which == STARTS[2]:
        shutil.rmtree(home / "data" / "backups", ignore_errors=True)
    env = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "QUIZ_HOME": str(home),
    }

    def note(what: str, seconds: float) -> None:
        times.setdefault(f"{which}: {what}", []).append(1000 * seconds)

    with Terminal(QUIZ, env=env, cwd=ROOT) as terminal:
        painted = seconds_until(terminal, "Footnote")
        note("home painted", painted)
        listed = 0.0 if "facts" in terminal.text else seconds_until(terminal, "facts")
        note("packs listed", painted + listed)
        if which == STARTS[1]:
            scored = 0.0 if SCORED in terminal.text else seconds_until(terminal, SCORED)
            note("scores shown", painted + listed + scored)
            terminal.see("p progress")
            terminal.press("p")
            note("progress shown", seconds_until(terminal, LOOKED_BACK))
        terminal.press("ctrl+c")
        terminal.ended()


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
    """Return a line for each measurement: median, fastest, and the ratio to the empty log."""
    lines = []
    for name, found in times.items():
        floor = times.get(f"{STARTS[0]}: {name.partition(': ')[2]}")
        ratio = f"   × {median(found) / median(floor):5.2f}" if floor else ""
        lines.append(f"{name:45} {median(found):8.1f} ms   fastest {min(found):8.1f}{ratio}")
    return lines


def main(rounds: int, answers: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {
            which: Path(folder) / ("empty" if which == STARTS[0] else "long") for which in STARTS
        }
        long_log.write(homes[STARTS[1]] / "data", answers)
        times: Times = {}
        fold(homes[STARTS[1]], times)
        for which in STARTS:
            start(homes[which], which, {})  # caches and bytecode
        for _ in range(rounds):
            fold(homes[STARTS[1]], times)
            for which in STARTS:
                start(homes[which], which, times)
    print(f"{rounds} rounds, {answers} answers")
    print("\n".join(report(times)))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(given[0] if given else ROUNDS, given[1] if len(given) > 1 else long_log.ANSWERS)
