"""The benchmarks run and print; what they print is never a reason to fail."""

from __future__ import annotations

import re

import pytest

from tests.benchmarks import checking, exporting, generation, looking_back, reporting, startup


@pytest.mark.e2e
def test_startup_runs(capsys: pytest.CaptureFixture[str]) -> None:
    startup.main(1)
    said = capsys.readouterr().out
    for name in ("home, painted", "home, packs listed", "key to verdict"):
        assert re.search(rf"{name} +[\d.]+ ms +fastest +[\d.]+ +× +[\d.]+", said)


@pytest.mark.e2e
def test_looking_back_runs(capsys: pytest.CaptureFixture[str]) -> None:
    looking_back.main(1, 3000)
    said = capsys.readouterr().out
    for name in ("learner from its file", "empty log: home painted", "long log: progress shown"):
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


def test_checking_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_PACK_BYTES", "")
    checking.main(50)
    said = capsys.readouterr().out
    assert re.search(r"^check  +\d+ ms +fastest +\d+ ms +× +[\d.]+$", said, re.MULTILINE)


def test_reporting_runs(capsys: pytest.CaptureFixture[str]) -> None:
    reporting.main(12)
    assert re.search(r"^report  +[\d.]+  × +[\d.]+$", capsys.readouterr().out, re.MULTILINE)
