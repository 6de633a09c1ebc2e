"""The hostile texts through every command and screen; the whole matrix is a command of its own.

`python -m tests.hostile` takes hours, `python -m tests.hostile --bundles` an hour, and
`python -m tests.hostile.logs` another.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quiz.records.checking import TABLES
from tests import shipped
from tests.hostile import logs, media
from tests.hostile.places import FREE, PLACES
from tests.hostile.strings import STRINGS
from tests.records.test_flips import fill

ROOT = Path(__file__).parents[2]


def judge(*arguments: str, of: str = "tests.hostile") -> subprocess.CompletedProcess[str]:
    """Run the judge by itself: it forks, which a worker with threads must not."""
    return subprocess.run(
        [sys.executable, "-m", of, *arguments],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=7200, check=False,
    )  # fmt: skip


def test_every_command_and_the_screens_with_hostile_text_in_every_place() -> None:
    done = judge("--bundles") if shipped.FULL else judge("--short")
    assert done.returncode == 0, done.stdout + done.stderr


def test_logs_that_somebody_forged_through_every_command_and_home() -> None:
    done = judge(*() if shipped.FULL else ("--short",), of="tests.hostile.logs")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", logs.SHORT[:2])
def test_a_forged_log_says_so_with_right_sums(tmp_path: Path, name: str) -> None:
    """Or the program would refuse it for its sums, and nothing else of it be tried."""
    fill(tmp_path)
    path = tmp_path / "answers.db"
    logs.forged(path, logs.forgeries()[name])
    table, column = name.split()[0].split(".")
    with closing(sqlite3.connect(path)) as db:
        columns, sum_of = TABLES[table]
        found = db.execute(f"SELECT crc, {', '.join(columns)} FROM {table}").fetchall()
        assert found
        assert all(sum_of(values) == crc for crc, *values in found)
        dirty = {dict(zip(columns, values, strict=True))[column] for _, *values in found}
        assert all(logs.DIRT in each if "dirt" in name else each == b"\xff\xfe\0" for each in dirty)
        assert all(
            "STRICT" in sql
            for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")
        )


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
