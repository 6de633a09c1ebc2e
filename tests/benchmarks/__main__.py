"""All that Footnote is measured by, one table of ratios.

python -m tests.benchmarks [PART …] [--rounds N] [--markdown]

Parts: startup, keys, durable, large, rates, checking, homes; without one, all. Each row is one
run in turns, so that what else the machine does falls on both sides; × is the ratio of the medians,
and of the 25th percentiles beside it. The first run installs the programs that it needs, at
pinned versions, into a venv of their own.
"""

from __future__ import annotations

import argparse
import compileall
import sys
from typing import TYPE_CHECKING

from tests.benchmarks import checking, durable, homes, keys, large, rates, startup, table
from tests.benchmarks.stopwatch import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.table import Row

PARTS: dict[str, tuple[Callable[[int], Iterator[Row]], int]] = {
    "startup": (startup.rows, 15),
    "keys": (keys.rows, 40),
    "durable": (durable.rows, 200),
    "checking": (checking.rows, 7),
    "homes": (homes.rows, 10),
    "rates": (rates.rows, 3),
    "large": (large.rows, 5),
}
"""What measures each part, and in how many rounds."""


def main(argv: list[str] | None = None) -> None:
    """Measure what is asked for and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, help="rounds of each part (default: its own)")
    parser.add_argument("--markdown", action="store_true", help="print the table of the README")
    args = parser.parse_args(argv)
    unknown = set(args.parts) - PARTS.keys()
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    compileall.compile_dir(ROOT / "quiz", quiet=1)
    found: list[Row] = []
    for name in args.parts or PARTS:
        measure, rounds = PARTS[name]
        print(f"measuring: {name}", file=sys.stderr)
        found += measure(args.rounds or rounds)
    print(table.machine())
    print(table.markdown(found) if args.markdown else table.plain(found))


if __name__ == "__main__":
    main()
