"""From a key to what it paints, in turns with a list that only moves its mark.

The verdict is painted after its answer is durable in the log. Bytes: all that is written to the
terminal for the next question, until the screen is at rest.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.ui.marks import CURSOR
from tests.benchmarks import installed
from tests.benchmarks.options import OPTION, OPTIONS
from tests.benchmarks.startup import PACK
from tests.benchmarks.stopwatch import Timed, environment
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED, JUDGED = "don’t know", "Here is the answer"
DOWN = "\x1b[B"


def rows(rounds: int) -> Iterator[Row]:
    """Measure; a round is one question."""
    times: dict[str, list[float]] = {
        key: [] for key in ("list", "mark", "verdict", "next", "bytes")
    }
    with tempfile.TemporaryDirectory() as name:
        env = environment(Path(name))
        count = ("--count", str(rounds + 2))
        play = (installed.quiz(), "play", PACK, *count, "--seed", "7", "--form", "choice")
        with Timed(installed.bench("options"), env) as floor, Timed(play, env) as program:
            floor.until(OPTIONS[-1])
            program.until(ASKED)
            for number in range(rounds + 1):
                floor.rest()
                program.rest()
                floor.press(DOWN)
                moved = floor.until(OPTION)
                program.press(DOWN)
                pointed = program.until(CURSOR)
                program.rest()
                program.press("0")
                judged = program.until(JUDGED)
                program.rest()
                program.press(" ")
                asked = program.until(ASKED)
                written = program.rest()
                if number:  # the first key of each loads what it needs
                    told = (moved, pointed, judged, asked, written)
                    for key, found in zip(times, told, strict=True):
                        times[key].append(found)
            program.end()
            floor.end()
    beside = {"against": "OptionList that repaints", "theirs": times["list"]}
    yield Row(
        work="key to verdict, answer durable", ours=times["verdict"], unit="ms",
        aim=3.0, most=10.0, **beside,
    )  # fmt: skip
    yield Row(work="key to the next option, pointed at", ours=times["mark"], unit="ms", **beside)
    yield Row(work="key to next question", ours=times["next"], unit="ms", **beside)
    yield Row(
        work="a next question, written to the terminal",
        ours=[count / 1000 for count in times["bytes"]],
        unit="kB",
        most=4.0,
    )
