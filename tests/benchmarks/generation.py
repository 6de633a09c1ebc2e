"""Questions made and proved a second, and what a question costs where there are more facts.

python -m tests.benchmarks.generation [FACTS …]

All are measured in one run, in time of the processor. Of each pack the same number of facets is
asked in every form, once the first few have built what is built once a pack; that stands by itself,
in seconds and in microseconds a fact. "A set" is one of 20, drawn from a pack that was just read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.generate import draw
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.slots import slots
from quiz.packs.load import load_pack
from tests.benchmarks import parishes

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.generate.slots import Slot

FIRST = 200
FACETS = 3_000
STRIDE = 7_919
"""A prime, so that the facets are from everywhere and of every field."""


def measure(facts: int) -> tuple[int, float, float, float]:
    """Return (questions, seconds for them, seconds to build what is built once, for a set)."""
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(parishes.write(Path(folder), facts))
    drawn = _timed(lambda: draw(pack, count=20, seed="1"))
    maker = Maker(pack, seed="1")
    every = slots(pack)
    picked = [every[number * STRIDE % len(every)] for number in range(FIRST + FACETS)]
    questions = 0

    def ask(some: list[Slot]) -> None:
        nonlocal questions
        for slot in some:
            for form in FORMS:
                questions += sum(not isinstance(q, Refusal) for q in make(maker, slot, form))

    built = _timed(lambda: ask(picked[:FIRST]))
    first, questions = questions, 0
    spent = _timed(lambda: ask(picked[FIRST:]))
    return questions, spent, max(0.0, built - spent * first / questions), drawn


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main(sizes: list[int]) -> None:
    """Measure and print."""
    base: float | None = None
    print("   facts  ms a question  a second  × the first  built, s  µs a fact  a set, s")
    for facts in sizes:
        questions, spent, built, drawn = measure(facts)
        each = spent / questions
        base = base or each
        print(
            f"{facts:>8} {1000 * each:>14.2f} {1 / each:>9.0f} {each / base:>12.2f} "
            f"{built:>9.2f} {1e6 * built / facts:>10.0f} {drawn:>9.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1_000, 10_000])
