"""Home with 200,000 answers in the log, in turns with home that has only a few.

Both have played the same packs, so that the same is on the page: how far the student is in each.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import installed, long_log
from tests.benchmarks.startup import LISTED
from tests.benchmarks.stopwatch import Timed, environment
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SCORED = "best"
"""A word that home shows only with the scores."""
FEW = 30


def rows(rounds: int, answers: int = long_log.ANSWERS) -> Iterator[Row]:
    """Measure."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        homes = {which: Path(name) / which for which in ("none", "few", "long")}
        homes["none"].mkdir()
        long_log.write(homes["few"] / "data", FEW)
        long_log.write(homes["long"] / "data", answers)
        for number in range(rounds + 1):
            for which, home in homes.items():
                with Timed((installed.quiz(),), environment(home)) as program:
                    painted = program.until(*LISTED, "facts")
                    scored = program.until("not begun" if which == "none" else SCORED)
                    program.rest()
                    program.end()
                if number:  # the first start keeps the list of packs, and what is known
                    times.setdefault(which, []).append(painted)
                    times.setdefault(f"{which}, scored", []).append(scored)
    work = f"home with {answers:,} answers"
    yield Row(
        work=work, ours=times["long"], unit="ms", against="home with none", theirs=times["none"],
        aim=1.1,
    )  # fmt: skip
    yield Row(
        work=f"{work}, its scores too", ours=times["long, scored"], unit="ms",
        against=f"home with {FEW} answers", theirs=times["few, scored"],
    )  # fmt: skip
