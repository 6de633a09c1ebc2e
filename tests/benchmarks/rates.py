"""What a question costs, made and proved, against writing a note or a question somewhere else.

genanki and text2qti only write down what somebody has thought out; they are the floor of what any
program could do that hands questions on. Time of the processor, so that a busy machine slows all
alike; and by the clock, on all processors.
"""

from __future__ import annotations

import subprocess
import tempfile
from typing import TYPE_CHECKING

from quiz.spread import processors
from tests.benchmarks import generation, peers
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZES = (1_000, 10_000, 100_000)
MOST_OF_TEXT2QTI = 1_000
"""It takes a millisecond a question, however many there are."""
A_SECOND = 5_000
"""Questions that are meant to be made and proved in a second."""
LINEAR = 1.3
"""What a question may cost in the largest pack, where it costs one in the smallest."""


def rows(rounds: int, sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Measure; the largest pack, and what goes by the clock, in no more than two rounds."""
    least: list[float] = []
    for facts in sizes:
        ours, notes, texts = [], [], []
        for _ in range(min(rounds, 2) if facts > 10_000 else rounds):
            questions, spent, _, _ = generation.measure(facts)
            ours.append(1e6 * spent / questions)
            notes.append(_theirs("genanki_notes.py", facts))
            texts.append(_theirs("text2qti_quiz.py", min(facts, MOST_OF_TEXT2QTI)))
        least = least or ours
        work = f"a question made and proved, {facts:,} facts"
        yield Row(
            work=work, ours=ours, unit="µs", most=1e6 / A_SECOND,
            against="genanki writing a note", theirs=notes,
        )  # fmt: skip
        yield Row(
            work=work, ours=ours, unit="µs", against="text2qti writing a question", theirs=texts
        )
        if least is not ours:
            yield Row(
                work=work, ours=ours, unit="µs", against=f"{sizes[0]:,} facts", theirs=least,
                aim=LINEAR,
            )  # fmt: skip
        together, alone = zip(
            *(generation.by_the_clock(facts) for _ in range(min(rounds, 2))), strict=True
        )
        yield Row(
            work=f"the same by the clock, {processors()} processors at once", unit="µs",
            ours=[1e6 * each for each in together], most=1e6 / A_SECOND,
            against="one processor", theirs=[1e6 * each for each in alone],
        )  # fmt: skip


def _theirs(script: str, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = peers.script(script, folder, str(count))
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
