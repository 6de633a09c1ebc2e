"""A pack of a teacher's own, and the command over it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from quiz.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
HEADER = """
[pack]
id = "inventions"
title = "Inventions"
description = "When things began."
license = "CC-BY-4.0"

[sources.book]
type = "book"
title = "A book of inventions"
issued = "1990"
"""
EVENTS = {
    "railway": ("the first public railway", 1825),
    "photograph": ("the first photograph for sale", 1839),
    "telegraph": ("the first message by telegraph", 1844),
    "dynamite": ("the patent on dynamite", 1867),
    "telephone": ("the first call by telephone", 1876),
    "car": ("the first motor car", 1885),
    "cinema": ("the first film in a theatre", 1895),
    "flight": ("the first powered flight", 1903),
    "television": ("the first demonstration of television", 1926),
    "penicillin": ("the discovery of penicillin", 1928),
}


def pack_text(**changes: str) -> str:
    rows = [
        f'[[event]]\nid = "{name}"\nname = "{text}"\nwhen = "{changes.get(name, year)}"\n'
        f'topic = "{"Early" if year < 1870 else "Late"}"\n'
        f'cite = {{ source = "book", page = "{page}", phrase = "as it says there" }}\n'
        for page, (name, (text, year)) in enumerate(EVENTS.items(), 1)
    ]
    return HEADER + "\n".join(rows)


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep files in a folder of the test's own, and find one pack only."""
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "inventions.toml").write_text(pack_text(), encoding="utf-8")
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZ_PACKS", str(packs))
    monkeypatch.delenv("QUIZ_DEBUG", raising=False)
    return tmp_path / "home"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return tmp_path / "packs" / "inventions.toml"


@pytest.fixture
def quiz(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run the command in this process."""

    def run(*args: str, stdin: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            status = main(args)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


def command(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "quiz", *args],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **env},
    )
