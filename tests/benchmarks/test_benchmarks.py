"""The benchmarks run and print; what they print is never a reason to fail.

Those that need other people's programs are not run here: they would have to be installed first.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks import (
    __main__,
    checking,
    exporting,
    generation,
    homes,
    installed,
    keys,
    looking_back,
    reporting,
    startup,
    table,
)
from tests.benchmarks.table import Row


@pytest.fixture(autouse=True)
def as_checked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured here is what is being tested; elsewhere it is installed for it."""
    command = str(Path(sys.executable).with_name("quiz"))
    monkeypatch.setattr(installed, "quiz", lambda: command)


@pytest.mark.e2e
def test_startup_runs() -> None:
    told = table.plain(list(startup.rows(1, other=False)))
    for what in ("quiz, to its first full frame", "quiz play trotsky-and-stalin, ever", "memory"):
        assert re.search(rf"{what}.* (ms|MB)  empty Textual app +[\d.,]+ (ms|MB) +[\d.]+", told)


@pytest.mark.e2e
def test_keys_run() -> None:
    verdict, pointed, asked, written = keys.rows(1)
    assert verdict.ratio is not None
    assert verdict.theirs == pointed.theirs == asked.theirs
    assert 0.2 < written.ours[0] < 40


@pytest.mark.e2e
def test_homes_run() -> None:
    assert all(row.ratio for row in homes.rows(1, 300))


@pytest.mark.e2e
def test_looking_back_runs(capsys: pytest.CaptureFixture[str]) -> None:
    looking_back.main(1, 3000)
    said = capsys.readouterr().out
    for name in ("learner from its file", "first start of a day: home painted", "progress shown"):
        assert re.search(rf"{name} +[\d.]+ ms +fastest +[\d.]+", said)


def test_generation_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "FACETS", 40)
    generation.main([300])
    assert "a second" in capsys.readouterr().out


def test_exporting_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exporting.main("trotsky-and-stalin", 60)
    said = capsys.readouterr().out
    assert len(re.findall(r"^[\w-]+ +\d+ ms  × [\d.]+", said, re.MULTILINE)) == 11


def test_checking_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_PACK_BYTES", "")
    assert [row.aim for row in checking.rows(1, 50)].count(3.0) == 2


def test_reporting_runs(capsys: pytest.CaptureFixture[str]) -> None:
    reporting.main(12)
    assert re.search(r"^report  +[\d.]+  × +[\d.]+$", capsys.readouterr().out, re.MULTILINE)


def test_a_row_says_whether_its_aim_is_reached() -> None:
    ours, theirs = [10.0, 12.0, 30.0, 11.0], [10.0, 10.0, 20.0, 10.0]
    row = Row(work="a", ours=ours, unit="ms", against="b", theirs=theirs, aim=1.2, most=11.5)
    assert (row.ratio, row.ratio_of_quarters, row.reached) == (1.15, 1.075, True)
    assert Row(work="a", ours=ours, unit="ms", theirs=theirs, aim=1.1).reached is False
    assert Row(work="a", ours=ours, unit="ms", most=11.0).reached is False
    assert Row(work="a", ours=ours, unit="ms", theirs=theirs).reached is None
    missed = Row(work="a", ours=[3.0], unit="ms", against="b", theirs=[1.0], aim=2.0)
    assert missed.cells() == ("a", "3.00 ms", "b", "1.00 ms", "3.00", "3.00", "≤ 2 ×", "NO")
    assert "| a | 3.00 ms | b: 1.00 ms | 3.00 | ≤ 2 ×, missed |" in table.markdown([missed])


def test_a_part_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["speed"])
    assert "there is no part speed; there are startup, keys" in capsys.readouterr().err
