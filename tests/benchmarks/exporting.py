"""Every format against the making of the questions that it writes, in time of the processor.

python -m tests.benchmarks.exporting [PACK] [QUESTIONS]
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

from quiz.exchange import BUILT_IN, Wanted, find
from quiz.exchange.paper.explained import References, in_style
from quiz.exchange.references import STYLES
from quiz.generate import all_questions
from quiz.packs.library import load

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.packs.content import Pack


def main(name: str, most: int) -> None:
    """Measure and print."""
    pack = load(name)
    began = time.process_time()
    questions = list(islice(all_questions(pack, seed="1"), most))
    making = time.process_time() - began
    print(f"{name}: {len(questions):,} questions made in {1000 * making:.0f} ms")
    wanted = Wanted(seed="1", versions=3, moment=1e9)
    _in_styles(questions, pack, making)
    for format_name in BUILT_IN:
        form = find(format_name)
        if form.write is None:
            continue
        kept = [question for question in questions if not form.refuses(question)]
        began = time.process_time()
        size = sum(len(piece) for piece in form.write(kept, pack, wanted))
        spent = time.process_time() - began
        print(f"{format_name:<12}{1000 * spent:6.0f} ms  × {spent / making:.2f}  {size:,}")


def _in_styles(questions: list[Question], pack: Pack, making: float) -> None:
    """Measure the references of paper alone: each style, all works that are cited."""
    for style in STYLES:
        began = time.process_time()
        found = References(questions, in_style(pack, style))
        spent = time.process_time() - began
        told = f"× {spent / making:.2f}  {len(found.listed)} works"
        print(f"references in {style:<20}{1000 * spent:6.0f} ms  {told}")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "countries",
        int(sys.argv[2]) if len(sys.argv) > 2 else 10_000,
    )
