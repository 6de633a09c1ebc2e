"""Many files through the worker, one after the other, and what is counted on the way."""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import others, shaped

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from tests.fuzz.worker import Keeper, Outcome


@dataclass(slots=True)
class Report:
    """What a run came to."""

    name: str
    files: int = 0
    loaded: int = 0
    refused: int = 0
    problems: int = 0
    questions: int = 0
    slowest: float = 0.0
    """Seconds of a processor."""
    busy: float = 0.0
    peak: int = 0
    """kB."""
    started: float = field(default_factory=time.monotonic)
    took: float = 0.0
    finds: dict[str, Outcome] = field(default_factory=dict)
    """By signature, the first of each."""

    def add(self, outcome: Outcome) -> bool:
        """Count an outcome; tell whether it is a fault that was not seen before."""
        self.files += 1
        self.loaded += outcome.status == "loaded"
        self.refused += outcome.status == "refused"
        self.problems += outcome.counts.get("problems", 0)
        self.questions += outcome.counts.get("questions", 0)
        self.busy += outcome.seconds
        self.peak = max(self.peak, outcome.peak)
        self.took = time.monotonic() - self.started
        if not outcome.found:
            self.slowest = max(self.slowest, outcome.seconds)
            return False
        if outcome.signature in self.finds:
            return False
        self.finds[outcome.signature] = outcome
        return True

    def __str__(self) -> str:
        lines = [
            (
                f"{self.name}: {self.files:,} files in {self.took:.0f} s: {self.loaded:,} loaded, "
                f"{self.refused:,} refused, {self.files - self.loaded - self.refused:,} at fault; "
                f"{self.problems:,} problems told, {self.questions:,} questions made; "
                f"slowest {self.slowest:.2f} s, peak {self.peak >> 10:,} MB"
            )
        ]
        return "\n".join([*lines, *(f"    {signature}" for signature in self.finds)])


def run_packs(
    keeper: Keeper, count: int, number: int, keep: Path, *, progress: bool = False
) -> list[Report]:
    report = Report("packs")
    _run(keeper, report, "pack", shaped.packs(), "pack.toml", count, number, keep, progress)
    return [report]


def run_tables(
    keeper: Keeper, count: int, number: int, keep: Path, *, progress: bool = False
) -> list[Report]:
    report = Report("tables")
    _run(keeper, report, "table", others.tables(), "table.csv", count, number, keep, progress)
    return [report]


def run_imports(
    keeper: Keeper, count: int, number: int, keep: Path, *, progress: bool = False
) -> list[Report]:
    reports = []
    for name in others.FORMATS:
        report = Report(f"import {name}")
        files = others.imports(name)
        _run(keeper, report, "import", files, "file", count, number, keep, progress, form=name)
        reports.append(report)
    return reports


def _run(
    keeper: Keeper,
    report: Report,
    kind: str,
    files: SearchStrategy[bytes],
    name: str,
    count: int,
    number: int,
    keep: Path,
    progress: bool,
    **more: str,
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(files)
        def each(raw: bytes) -> None:
            path.write_bytes(raw)
            options = dict(more)
            if options and len(raw) % 3 == 0:
                options = {}  # so that the format has to be told from what stands in it
            outcome = keeper.take(kind, path, **options)
            if report.add(outcome):
                _keep(keep, report, outcome, raw, name)
            if progress and report.files % 50 == 0:
                print(f"\r{report.name}: {report.files:,}, {len(report.finds)} faults "
                      f"{report.took:.0f} s", end="", file=sys.stderr, flush=True)  # fmt: skip

        each()
    if progress:
        print(file=sys.stderr)


def _keep(keep: Path, report: Report, outcome: Outcome, raw: bytes, name: str) -> None:
    slug = re.sub(r"[^a-z0-9]+", "-", f"{report.name} {outcome.signature}".lower())[:90]
    folder = keep / f"{len(report.finds):03d}-{slug.strip('-')}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(raw)
    (folder / "told.txt").write_text(outcome.told, "utf-8", errors="replace")
