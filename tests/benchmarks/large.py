"""A pack of 100,000 facts opened, in turns with Anki opening a collection of 100,000 notes.

Ours draws a set of 20 and paints its first question in a terminal; theirs, a library without a
screen, prints its first card. So ours is asked in lines too, where neither has one: a sitting that
is kept, and its first question printed. Both as on any day: a pack that was changed within the last
minute is digested at each start, so that minute is waited for. On the first day of all, when the
pack was never read, theirs imports the notes from a file; it does not ask what is right, and ours
does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.packs.unchanged import SETTLED
from tests.benchmarks import installed, parishes, peers
from tests.benchmarks.startup import QUESTION
from tests.benchmarks.stopwatch import ROOT, Timed, environment
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = 100_000
SET = 20
ASKED = "In which county"
IN_LINES = (f"Question 1 of {SET}", ": ")
"""What stands above a question in lines, and behind what may be typed."""

Times = dict[str, list[float]]


def rows(rounds: int, facts: int = FACTS) -> Iterator[Row]:
    """Measure."""
    with tempfile.TemporaryDirectory() as name:
        times = _measured(Path(name), rounds, facts)
    opened = {"against": f"Anki with {facts:,} notes, to its first card", "aim": 1.0}
    read = {"against": f"Anki importing {facts:,} notes from CSV, to its first card", "aim": 1.0}
    what = f"{facts:,} facts, to the first question of {SET}"
    yield Row(work=what, ours=times["ours"], unit="ms", theirs=times["theirs"], **opened)
    yield Row(
        work=f"{what}, in lines", ours=times["lines"], unit="ms", theirs=times["theirs"], **opened
    )
    yield Row(work=f"{what}, ever", ours=times["ever"], unit="ms", theirs=times["import"], **read)
    # In lines, where one process does it all: for a screen another one draws the set.
    memory = {"unit": "MB", "theirs": times["theirs, MB"], **opened}
    yield Row(work=f"{facts:,} facts, peak memory", ours=times["lines, MB"], **memory)


def _measured(folder: Path, rounds: int, facts: int) -> Times:
    """Return the milliseconds of each, round by round, and the megabytes it took at most."""
    times: Times = {}
    for each in ("pack", "anki", "new", "usual", "lines"):
        (folder / each).mkdir()
    pack = folder / "pack"
    # By another process: what is started here is told to have held what this one ever did.
    making = [sys.executable, "-m", parishes.__name__, str(pack), str(facts)]
    subprocess.run(making, check=True, cwd=ROOT)
    made = time.monotonic()
    for script in ("anki_open.py", "anki_import.py"):
        place = folder / script
        place.mkdir()
        subprocess.run(peers.script(script, str(place), str(facts)), check=True)

    def note(key: str, command: list[str], home: str, *words: str, leave: str = "\x03") -> None:
        with Timed(command, environment(folder / home)) as program:
            times.setdefault(key, []).append(program.until(*words))
            program.rest()
            program.end(leave)
            times.setdefault(f"{key}, MB", []).append(program.peak)

    play = [installed.quiz(), "play", str(pack), "--count", str(SET)]
    lines = [*play, "--plain"]
    anki = peers.script("anki_open.py", str(folder / "anki_open.py"))
    importing = peers.script("anki_import.py", str(folder / "anki_import.py"))
    note("import", importing, "anki", ASKED, leave="\n")
    note("ever", play, "new", *QUESTION)
    time.sleep(max(0.0, made + SETTLED / 1e9 + 1 - time.monotonic()))
    note("warm", play, "usual", *QUESTION)
    note("warm", lines, "lines", *IN_LINES, leave="q\n")
    for _ in range(rounds):
        note("theirs", anki, "anki", ASKED, leave="\n")
        note("ours", play, "usual", *QUESTION)
        note("lines", lines, "lines", *IN_LINES, leave="q\n")
    return times
