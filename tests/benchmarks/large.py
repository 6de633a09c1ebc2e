"""A pack of 100,000 facts opened, in turns with Anki opening a collection of 100,000 notes.

Ours draws a set of 20 and paints its first question in a terminal; theirs prints its first card.
As on any day, and for us as on the first, when the pack was never read.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import installed, parishes, peers
from tests.benchmarks.startup import QUESTION
from tests.benchmarks.stopwatch import Timed, environment
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = 100_000
SET = 20
ASKED = "In which county"


def rows(rounds: int, facts: int = FACTS) -> Iterator[Row]:
    """Measure."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("pack", "anki", "new", "usual"):
            (folder / each).mkdir()
        pack = parishes.write(folder / "pack", facts)
        making = peers.script("anki_open.py", str(folder / "anki"), str(facts))
        subprocess.run(making, check=True)

        def note(key: str, command: list[str], home: str, *words: str) -> None:
            with Timed(command, environment(folder / home)) as program:
                times.setdefault(key, []).append(program.until(*words))
                program.rest()
                program.end("\n" if key == "theirs" else "\x03")
                times.setdefault(f"{key}, MB", []).append(program.peak)

        play = [installed.quiz(), "play", str(pack), "--count", str(SET)]
        anki = peers.script("anki_open.py", str(folder / "anki"))
        note("ever", play, "new", *QUESTION)
        note("warm", play, "usual", *QUESTION)
        for _ in range(rounds):
            note("theirs", anki, "anki", ASKED)
            note("ours", play, "usual", *QUESTION)
    told = {"against": f"Anki with {facts:,} notes, to its first card", "aim": 1.0}
    what = f"{facts:,} facts, to the first question of {SET}"
    yield Row(work=what, ours=times["ours"], unit="ms", theirs=times["theirs"], **told)
    yield Row(work=f"{what}, ever", ours=times["ever"], unit="ms", theirs=times["theirs"], **told)
    yield Row(
        work=f"{facts:,} facts, peak memory", ours=times["ours, MB"], unit="MB",
        theirs=times["theirs, MB"], **told,
    )  # fmt: skip
