"""Rows of two costs measured in turns, and the one table they make.

A cost is milliseconds, MB or bytes: less is better, and so is a smaller ratio.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was done, against what, and what each round of both cost."""

    work: str
    ours: Sequence[float]
    unit: str
    against: str = ""
    theirs: Sequence[float] = ()
    aim: float | None = None
    """The largest ratio of medians that is meant; None: only told."""
    most: float | None = None
    """The largest median of ours that is meant, in `unit`."""

    @property
    def ratio(self) -> float | None:
        """Ours over theirs, by the medians."""
        return median(self.ours) / median(self.theirs) if self.theirs else None

    @property
    def ratio_of_quarters(self) -> float | None:
        """Ours over theirs, by the 25th percentiles."""
        return quarter(self.ours) / quarter(self.theirs) if self.theirs else None

    @property
    def aims(self) -> str:
        """What is meant to be reached, in words."""
        ratio = [f"≤ {self.aim:g} ×"] if self.aim is not None else []
        figure = [f"≤ {self.most:g} {self.unit}"] if self.most is not None else []
        return " and ".join([*ratio, *figure])

    @property
    def reached(self) -> bool | None:
        """Whether it is reached; None where nothing is meant to be."""
        if self.aim is None and self.most is None:
            return None
        near = self.aim is None or (self.ratio is not None and self.ratio <= self.aim)
        return near and (self.most is None or median(self.ours) <= self.most)

    def cells(self) -> tuple[str, ...]:
        """Return the row as text: work, ours, against, theirs, ratios, aim, whether reached."""
        ratio, low = self.ratio, self.ratio_of_quarters
        told = {None: "", True: "yes", False: "NO"}
        return (
            self.work,
            figure(median(self.ours), self.unit),
            self.against,
            figure(median(self.theirs), self.unit) if self.theirs else "",
            f"{ratio:.2f}" if ratio is not None else "",
            f"{low:.2f}" if low is not None else "",
            self.aims,
            told[self.reached],
        )


HEADS = ("what", "Footnote", "against", "takes", "×", "× of p25", "aim", "reached")
RIGHT = (1, 3, 4, 5)


def quarter(found: Sequence[float]) -> float:
    """Return the 25th percentile."""
    return quantiles(found, n=4, method="inclusive")[0] if len(found) > 1 else found[0]


def figure(value: float, unit: str) -> str:
    """Return a cost as people write it."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def plain(rows: Sequence[Row]) -> str:
    """Return the table for a terminal."""
    cells = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at in RIGHT else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def markdown(rows: Sequence[Row]) -> str:
    """Return the table for a README: what, ours, against what, ratio, aim."""
    lines = ["| what | takes | against | × | aim |", "|---|--:|---|--:|---|"]
    for row in rows:
        work, ours, against, theirs, ratio, _, aim, reached = row.cells()
        beside = f"{against}: {theirs}" if theirs else against
        missed = ", missed" if reached == "NO" else ""
        lines.append(f"| {work} | {ours} | {beside} | {ratio} | {aim}{missed} |")
    return "\n".join(lines)


def machine() -> str:
    """Return on what it was measured, in a line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} processors, {platform.system()}, {python}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    for line in known.read_text("utf-8").splitlines() if known.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
