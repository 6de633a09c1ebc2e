"""Questions a second, against the floor of reading the same questions back from JSON.

python -m tests.benchmarks.generation [PACK]
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter

from quiz.generate import all_questions, draw
from quiz.packs.library import load
from quiz.wire import question_to_json


def main(name: str) -> None:
    """Measure and print."""
    began = time.perf_counter()
    pack = load(name)
    loaded = time.perf_counter()
    questions = list(all_questions(pack, seed="1", forms=(), level=2))
    made = time.perf_counter()
    lines = [json.dumps(question_to_json(question)) for question in questions]
    written = time.perf_counter()
    for line in lines:
        json.loads(line)
    read = time.perf_counter()
    for seed in range(10):
        draw(pack, count=10, seed=str(seed))
    drawn = time.perf_counter()
    rate = len(questions) / (made - loaded)
    print(f"{name}: {len(pack.facts)} rows, read in {1000 * (loaded - began):.0f} ms")
    print(f"all {len(questions)} questions in {made - loaded:.2f} s: {rate:.0f} a second,")
    print(f"× {(made - loaded) / (read - written):.0f} of reading them back from JSON")
    print(f"a set of 10 in {100 * (drawn - read):.0f} ms")
    forms = Counter(question.form.value for question in questions)
    print(", ".join(f"{form} {count}" for form, count in forms.most_common()))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "trotsky-and-stalin")
