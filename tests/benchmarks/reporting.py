"""A report on a class of a thousand with 200,000 first answers, against reading their JSON alone.

python -m tests.benchmarks.reporting [STUDENTS]

Both take turns in one run, so that what else the machine does falls on both.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from quiz.reports.classroom.files import read
from quiz.reports.classroom.people import gather
from quiz.reports.classroom.report import report

STUDENTS, QUESTIONS, ROUNDS = 1000, 200, 3
ROW = {
    "pack": "pack", "pack_hash": "hash", "form": "choice", "given": "a word", "g": 0.25,
    "shown_options": ["first", "second", "third", "fourth"], "attempt": 1, "latency_ms": 9000,
    "primed": False, "rated": True, "rating": "good", "r_before": None, "confidence": None,
    "day": "2026-09-01", "asked": "a value", "redone": False, "mark": "",
}  # fmt: skip


def write(path: Path, students: int) -> None:
    """Write the answers of so many students to 200 questions, half of them from one set."""
    rng = Random(1)
    with path.open("w", encoding="utf-8") as file:
        for who in range(students):
            able = rng.random()
            for item in range(QUESTIONS):
                right = rng.random() < 0.2 + 0.7 * able
                facet = f"pack/thing/fact-{item}/field"
                own = {
                    "id": f"{who}-{item}",
                    "sitting": f"{who}-{item // 100}",
                    "position": item % 100,
                    "ts_utc": f"2026-09-01T08:{item // 60:02}:{item % 60:02}.{who % 1000:03}Z",
                    "user": f"s{who}-{who:04}",
                    "facet": facet,
                    "item_id": f"{facet}/choice",
                    "variant_id": "v",
                    "response": {"chosen": [0 if right else rng.randrange(1, 4)]},
                    "s": float(right),
                    "correct": right,
                    "topic": f"Topic {item % 12}",
                    "seed": "exam" if item < 100 else str(who),
                }
                file.write(json.dumps({**ROW, **own}) + "\n")


def main(students: int = STUDENTS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "class.jsonl"
        write(path, students)
        floor, whole = [], []
        for _ in range(ROUNDS):
            start = time.process_time()
            with path.open(encoding="utf-8") as file:
                kept = [json.loads(line) for line in file]
            floor.append(time.process_time() - start)
            answers = len(kept)
            del kept
            gc.disable()  # as the command does
            start = time.process_time()
            made = report(gather(read([path], "pack")))
            whole.append(time.process_time() - start)
            gc.enable()
            assert made.first_answers == answers
    print(f"{answers:,} answers of {students:,} students; seconds of the processor")
    print(f"JSON alone  {median(floor):6.2f}")
    print(f"report      {median(whole):6.2f}  × {median(whole) / median(floor):.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
