"""The hostile texts through every command and screen; the whole matrix is a command of its own.

`python -m tests.hostile` takes hours, `python -m tests.hostile --bundles` an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import shipped
from tests.hostile import media
from tests.hostile.places import FREE, PLACES
from tests.hostile.strings import STRINGS

ROOT = Path(__file__).parents[2]


def judge(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the judge by itself: it forks, which a worker with threads must not."""
    return subprocess.run(
        [sys.executable, "-m", "tests.hostile", *arguments],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=7200, check=False,
    )  # fmt: skip


def test_every_command_and_the_screens_with_hostile_text_in_every_place() -> None:
    done = judge("--bundles") if shipped.FULL else judge("--short")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_judge_sees_what_naive_programs_do() -> None:
    printing, filling_in, acting, drawing = judge("--naive").stdout.splitlines()
    assert "foreign" in printing
    assert "not to be seen" in printing
    assert "a flood of marks" in printing
    assert "Traceback" in filling_in
    assert "an action ran" in acting
    assert "foreign" in drawing
    assert "@click=" in drawing


def test_there_is_enough_of_it() -> None:
    assert len(STRINGS) > 200
    assert len(PLACES) > 160
    assert len(FREE) > 70


def test_files_that_a_naive_writer_wrote_are_seen(tmp_path: Path) -> None:
    html = STRINGS["html"] + STRINGS["html end"] + f'<a href="{STRINGS["link that runs"]}">x</a>'
    for name, text in (
        ("x.html", html), ("x.csv", f"a,{STRINGS['formula']}\n"), ("x.anki-text", f"1\t{html}\tx"),
        ("x.markdown", html), ("y.markdown", "[x](javascript:x)"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
        assert media.faults(tmp_path / name), name
