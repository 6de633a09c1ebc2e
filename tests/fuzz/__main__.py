"""The long run: how many files, how long, how much memory, and what was found.

    nice python -m tests.fuzz --packs 10000 --tables 1000 --imports 1000 --seed 1

`--imports` counts for each format. What was found lies below --keep, one folder a fault, with the
file and the traceback; the exit status is 1 where there is any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.run import Report, run_imports, run_packs, run_tables
from tests.fuzz.worker import Keeper


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    for kind in ("packs", "tables", "imports"):
        parser.add_argument(f"--{kind}", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where finds are put (default: a new folder)")
    args = parser.parse_args()
    keep = args.keep or Path(tempfile.mkdtemp(prefix="footnote-fuzz-"))
    reports: list[Report] = []
    with Keeper() as keeper:
        for run, count in (
            (run_packs, args.packs), (run_tables, args.tables), (run_imports, args.imports)
        ):  # fmt: skip
            reports += run(keeper, count, args.seed, keep, progress=True) if count else []
    for report in reports:
        print(report)
    finds = sum(len(report.finds) for report in reports)
    print(f"{finds} faults, each in a folder below {keep}" if finds else "No fault was found.")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
