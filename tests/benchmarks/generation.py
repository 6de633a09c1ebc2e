"""Questions made and proved a second, and what a question costs where there are more facts.

python -m tests.benchmarks.generation [FACTS …]

All are measured in one run, in time of the processor, indexes built in it included. Of each pack
the same number of facets is asked in every form; "a set" is one of 20, drawn by itself from a pack
that was just read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from quiz.generate import draw
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.slots import slots
from quiz.packs.load import load_pack
from tests.benchmarks import parishes

FACETS = 3_000
STRIDE = 7_919
"""A prime, so that the facets are from everywhere and of every field."""


def measure(facts: int) -> tuple[float, float, float, Counter[str]]:
    """Return (milliseconds a question, questions a second, seconds for a set, forms)."""
    with tempfile.TemporaryDirectory() as folder:
        pack = load_pack(parishes.write(Path(folder), facts))
    began = time.process_time()
    draw(pack, count=20, seed="1")
    drawn = time.process_time() - began
    maker = Maker(pack, seed="1")
    every = slots(pack)
    forms: Counter[str] = Counter()
    began = time.process_time()
    for number in range(FACETS):
        slot = every[number * STRIDE % len(every)]
        for form in FORMS:
            for made in make(maker, slot, form):
                if not isinstance(made, Refusal):
                    forms[form.value] += 1
    spent = time.process_time() - began
    questions = forms.total()
    return 1000 * spent / questions, questions / spent, drawn, forms


def main(sizes: list[int]) -> None:
    """Measure and print."""
    first: float | None = None
    print(f"{'facts':>8} {'ms a question':>14} {'a second':>9} {'× the first':>12} {'a set, s':>9}")
    for facts in sizes:
        each, rate, drawn, forms = measure(facts)
        first = first or each
        print(f"{facts:>8} {each:>14.2f} {rate:>9.0f} {each / first:>12.2f} {drawn:>9.2f}")
    print(", ".join(f"{form} {count}" for form, count in forms.most_common()))


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1_000, 10_000])
