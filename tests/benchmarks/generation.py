"""Questions made and proved a second, and what a question costs where there are more facts.

python -m tests.benchmarks.generation [FACTS …]

All are measured in one run, in time of the processor. Of each pack, or of one part of a very large
one, the same number of facets is asked in every form, once the first few have built what is built
once; that stands by itself, in seconds. What is built for all parts is not in it, for it is kept.
"A set" is one of 20, drawn from a pack that was read before, and from none of its facts. What a
question takes by the clock on all processors is measured as `quiz questions --all` asks: facet by
facet, with all that is built once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.generate import all_questions, all_told, draw
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.parts import Parts
from quiz.generate.slots import slots
from quiz.packs import library
from tests.benchmarks import parishes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quiz.generate.slots import Slot
    from quiz.packs.content import Pack

FIRST = 200
FACETS = 3_000
STRIDE = 7_919
"""A prime, so that the facets are from everywhere and of every field."""
IN_TURN = 20_000
"""Questions that are made by the clock."""


def measure(facts: int) -> tuple[int, float, float, float]:
    """Return (questions, seconds for them, seconds to build what is built once, for a set)."""
    with tempfile.TemporaryDirectory() as name, _home(Path(name) / "home"):
        (Path(name) / "pack").mkdir()
        path = str(parishes.write(Path(name) / "pack", facts))
        draw(library.load(path), count=20, seed="1")
        again = library.load(path)
        drawn = _timed(lambda: draw(again, count=20, seed="2"))
        return (*_asked(library.load(path)), drawn)


def by_the_clock(facts: int) -> tuple[float, float]:
    """Return seconds a question, of many in turn: on all processors, and on one of them."""
    with tempfile.TemporaryDirectory() as name, _home(Path(name) / "home"):
        (Path(name) / "pack").mkdir()
        path = str(parishes.write(Path(name) / "pack", facts))
        draw(library.load(path), count=20, seed="1")
        together = all_told(library.load(path), attrgetter("id"), seed="1")
        return _clocked(together), _clocked(all_questions(library.load(path), seed="1"))


def _clocked(made: Iterator[object]) -> float:
    began = time.perf_counter()
    count = sum(1 for _ in islice(made, IN_TURN))
    return (time.perf_counter() - began) / count


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep copies of packs in a folder of our own."""
    before = os.environ.get("QUIZ_HOME")
    os.environ["QUIZ_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["QUIZ_HOME"]
        else:
            os.environ["QUIZ_HOME"] = before


def _asked(pack: Pack) -> tuple[int, float, float]:
    """Return (questions, seconds for them, seconds to build what is built once a part)."""
    part = Parts(pack).part(0)
    maker = Maker(part, seed="1")
    every = slots(part)
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
    return questions, spent, max(0.0, built - spent * first / questions)


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main(sizes: list[int]) -> None:
    """Measure and print."""
    base: float | None = None
    print("   facts  ms a question  a second  × the first  built, s  a set, s")
    for facts in sizes:
        questions, spent, built, drawn = measure(facts)
        each = spent / questions
        base = base or each
        print(
            f"{facts:>8} {1000 * each:>14.2f} {1 / each:>9.0f} {each / base:>12.2f} "
            f"{built:>9.2f} {drawn:>9.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1_000, 10_000])
