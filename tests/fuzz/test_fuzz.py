"""A short run of the fuzzer, and the naive reader that it must find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import shipped
from tests.fuzz import others
from tests.fuzz.run import run_imports, run_packs, run_tables
from tests.fuzz.worker import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKS, TABLES, IMPORTS = (2_000, 300, 100) if shipped.FULL else (25, 12, 3)
SEED = 1


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    with Keeper() as found:
        yield found


def test_packs_are_loaded_or_refused(keeper: Keeper, tmp_path: Path) -> None:
    [report] = run_packs(keeper, PACKS, SEED, tmp_path)
    assert not report.finds, report
    assert report.files >= PACKS
    assert report.loaded > PACKS // 20
    assert report.refused > PACKS // 4
    assert report.questions > report.loaded


def test_tables_are_packs_or_refused(keeper: Keeper, tmp_path: Path) -> None:
    [report] = run_tables(keeper, TABLES, SEED, tmp_path)
    assert not report.finds, report
    assert min(report.loaded, report.refused) > 0


def test_imports_are_drafts_or_refused(keeper: Keeper, tmp_path: Path) -> None:
    reports = run_imports(keeper, IMPORTS, SEED, tmp_path)
    assert len(reports) == len(others.FORMATS)
    for report in reports:
        assert not report.finds, report


def test_a_naive_reader_is_found_out(tmp_path: Path) -> None:
    """The standard library's readers and pydantic as it comes, with no limits."""
    with Keeper(naive=True) as naive:
        [packs] = run_packs(naive, 10 * PACKS, SEED, tmp_path)
        [tables] = run_tables(naive, 5 * TABLES, SEED, tmp_path)
    told = " ".join([*packs.finds, *tables.finds])
    for fault in ("UnicodeDecodeError", "KeyError", "IndexError", "ValueError"):
        assert fault in told, told
    assert list(tmp_path.glob("*/told.txt"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a" + ".a" * 100_000 + " = 1", "hung"),
        ("a = [" + "{}," * 500_000 + "]", "broke"),
        ("a = " + "[" * 100_000, "broke"),
    ],
)
def test_a_naive_reader_hangs_or_bursts(tmp_path: Path, text: str, status: str) -> None:
    """So the worker's clock and its memory do see."""
    path = tmp_path / "pack.toml"
    path.write_text(text, "utf-8")
    with Keeper(naive=True, memory=130 << 20, hangs=2.0) as keeper:
        outcome = keeper.take("pack", path)
    assert outcome.status == status
    assert outcome.told
