"""What the program keeps for itself, replaced by what nobody can read, or could read for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO")

PACK = """\
[pack]
id = "rivers"
title = "Rivers"
[sources.atlas]
title = "An atlas"
[kinds.river]
cite = { source = "atlas", section = "Rivers" }
[kinds.river.fields.length]
type = "number"
ask = "How long is {name}?"
says = "{name} is {value} long"
[[river]]
name = "the Rhine"
length = 1230
"""
COMMANDS = (
    "packs",
    "play rivers.toml --plain --form number",
    "questions rivers.toml --form number",
    "packs add rivers.toml --yes --replace",
    "scores",
    "students",
    "students add Boris",
    "students export Anna --output anna.jsonl",
    "report rivers.toml --format canvas-grades --roster list.csv",
    "packs remove rivers --yes",
    "students erase Anna --yes",
)
SWAPS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo if hasattr(os, "mkfifo") else Path.touch,
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "ring": lambda path: path.symlink_to(path.name),
    "folder": Path.mkdir,
    "deep": lambda path: path.write_text("[" * 9_000, "utf-8") and None,
    "numbers": lambda path: path.write_text("1" * 5_000, "utf-8") and None,
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which every file is there that is kept beside the log."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rivers.toml").write_text(PACK, "utf-8")
    (tmp_path / "list.csv").write_text("Name,ID\nAnna,1\n", "utf-8")
    monkeypatch.setattr("sys.stdin", None)
    for command in ("students add Anna", *COMMANDS[:5]):
        main(command.split())
    choices = tmp_path / "home" / "settings" / "students"
    choices.mkdir(parents=True)
    (choices / "student.json").write_text("{}", "utf-8")
    return tmp_path / "home"


@pytest.mark.parametrize("how", SWAPS)
def test_nobody_waits_for_what_is_no_file_nor_reads_it_for_ever(home: Path, how: str) -> None:
    own = [home.parent / "list.csv", *(f for f in home.rglob("*") if f.is_file())]
    kept = [file for file in own if "answers" not in file.name]  # the log has tests of its own
    assert len(kept) > 6
    for file in kept:
        file.unlink()
        SWAPS[how](file)
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, *COMMANDS], cwd=home.parent, text=True,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    ends = done.stdout.rpartition("ended with: ")[2].split()
    assert len(ends) == len(COMMANDS), done.stderr
    assert set(ends) <= {"0", "1"}, done.stdout + done.stderr


_LIMITED = """
import resource, sys
from quiz.cli import main
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
print("ended with:", *[main(command.split()) for command in sys.argv[1:]])
"""
