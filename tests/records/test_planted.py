"""Logs in whose schema somebody planted what runs when they are read, checked or written to."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from quiz.errors import LogError
from quiz.records import checking, store, tally
from quiz.records.log import Log
from quiz.records.rows import (
    ANSWER_COLUMNS,
    SITTING_COLUMNS,
    answer_crc,
    crc,
    sitting_from,
    sitting_values,
)
from tests.make import set_of, sitting
from tests.records.test_flips import fill

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
SLOW = "printf('%.*c', 900, 'a') LIKE '%a%a%a%a%a%a%a%a%ab'"
PACK = """\
[pack]
id = "pack"
title = "Rivers"
[sources.atlas]
title = "An atlas"
[kinds.river]
cite = { source = "atlas", section = "Rivers" }
[kinds.river.fields.length]
type = "number"
ask = "How long is {name}?"
[[river]]
name = "the Rhine"
length = 1230
"""


def change(db: sqlite3.Connection, old: str, new: str) -> None:
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table'", (old, new))


def view(db: sqlite3.Connection) -> None:
    columns = ", ".join(f"x AS {name}" for name in ("seq", "crc", *ANSWER_COLUMNS))
    db.execute("DROP TABLE answer")
    db.execute(f"CREATE VIEW answer AS {ENDLESS} SELECT {columns} FROM n")


def trigger(db: sqlite3.Connection) -> None:
    db.execute(
        "CREATE TRIGGER more BEFORE INSERT ON answer BEGIN INSERT INTO mark"
        f" {ENDLESS} SELECT x, x, 'right', '', '', 0 FROM n; END"
    )


def worked_out(db: sqlite3.Connection) -> None:
    change(db, "given TEXT NOT NULL", f"given TEXT AS (iif({SLOW}, 'a', 'b'))")


def constraint(db: sqlite3.Connection) -> None:
    change(db, "given TEXT NOT NULL", f"given TEXT NOT NULL CHECK (NOT {SLOW})")


PLANTED = [view, trigger, worked_out, constraint]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    fill(folder)
    with closing(sqlite3.connect(folder / store.FILE)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    return (folder / store.FILE).read_bytes()


@pytest.mark.parametrize("plant", PLANTED)
def test_nothing_that_was_planted_runs(tmp_path: Path, good: bytes, plant: object) -> None:
    assert callable(plant)
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    log = data / store.FILE
    log.write_bytes(good)
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        assert checking.is_ours(db)
        plant(db)
    planted = log.read_bytes()
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / "other.db").write_bytes(planted)
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "report pack.toml other.db", "log", "scores",
         "play pack.toml --plain --form number", "log", "scores"],
        cwd=tmp_path, env={"QUIZ_HOME": str(tmp_path / "home")}, input="n\n1\n", text=True,
        capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    *_, before, scored, _, after, told = done.stdout.rpartition("ended: ")[2].split()
    assert (before, scored) == ("1", "1"), "a sentence says that it is to be repaired"
    assert (after, told) == ("0", "0"), done.stderr
    assert "damaged" in done.stderr
    assert planted in [file.read_bytes() for file in data.glob("answers-damaged-*")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO")
def test_what_is_no_log_is_neither_copied_nor_waited_for(tmp_path: Path) -> None:
    data = tmp_path / "home" / "data"
    (data / store.BACKUPS).mkdir(parents=True)
    os.mkfifo(data / store.BACKUPS / "answers-2026-03-14.db")
    with (data / store.FILE).open("wb") as log:
        log.truncate(5 << 30)  # it takes no place, but a copy would
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 26, 1 << 26))"
    done = subprocess.run(
        [sys.executable, "-c", limit + _RUN, "play pack.toml --plain --form number"],
        cwd=tmp_path, env={"QUIZ_HOME": str(tmp_path / "home")}, input="1\n", text=True,
        capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert "new one was begun" in done.stderr
    assert done.stdout.endswith("ended: 0\n"), done.stderr
    assert [file.stat().st_size for file in data.glob("answers-damaged-*")] == [5 << 30]


_RUN = """
import sys
from quiz.cli import main
print("ended:", *[main(command.split()) for command in sys.argv[1:]])
"""


def test_an_answer_of_another_type_with_a_right_sum_is_a_damaged_one(
    tmp_path: Path, good: bytes
) -> None:
    from quiz.records.foreign import answers_of

    path = tmp_path / "other.db"
    path.write_bytes(good)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        number = len(list(answers_of(path)))
        db.execute("DROP TRIGGER answer_no_update")
        names = ", ".join(ANSWER_COLUMNS)
        for seq, wrong in ((1, "5"), (2, "[" * 5_000), (3, "no JSON")):
            db.execute("UPDATE answer SET shown_options = ? WHERE seq = ?", (wrong, seq))
            values = db.execute(f"SELECT {names} FROM answer WHERE seq = ?", (seq,)).fetchone()
            db.execute("UPDATE answer SET crc = ? WHERE seq = ?", (answer_crc(values), seq))
    read = list(answers_of(path))
    assert len(read) == number
    assert read[:3] == [None] * 3
    assert None not in read[3:]


def test_the_questions_of_a_sitting_that_swell_beyond_all_measure_are_damaged() -> None:
    values = [*sitting_values(sitting(set_of(3)))]
    assert sitting_from(values).questions
    values[-1] = zlib.compress(b"[" + b" " * (80 << 20) + b"]")
    with pytest.raises(ValueError, match="no whole"):
        sitting_from(values)


def test_settings_that_are_none_are_damaged_and_the_others_are_listed(
    tmp_path: Path, good: bytes
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / store.FILE).write_bytes(good)
    columns = ", ".join(SITTING_COLUMNS)
    bad = ("NaN", "[]", '{"time": 5}', "{", "[" * 20_000)
    with closing(sqlite3.connect(data / store.FILE, isolation_level=None)) as db:
        values, *more = db.execute(f"SELECT {columns} FROM sitting ORDER BY seq").fetchall()
        for settings in bad:
            row = dict(zip(SITTING_COLUMNS, values, strict=True))
            row |= {"id": f"forged {settings[:9]}", "settings": settings}
            places = ", ".join("?" * (1 + len(row)))
            sealed = (crc(list(row.values())), *row.values())
            db.execute(f"INSERT INTO sitting (crc, {columns}) VALUES ({places})", sealed)
    with Log.open(data) as opened:
        listed = list(opened.sittings())
        assert [row.id for row in listed] == [values[0], *(one[0] for one in more)]
        assert opened.damaged == len(bad)
        assert [row for _, row in opened.begun(listed[0].user)] == listed
        assert all(opened.sitting(f"forged {settings[:9]}") is None for settings in bad)


UNFIT = [
    ("shown_options", "5"),
    ("shown_options", "[1]"),
    ("shown_options", "[" * 20_000),
    ("response", "null"),
    ("response", "{" * 20_000),
    ("response", '{"text": 5}'),
    ("response", '{"chosen": 5}'),
    ("response", '{"chosen": ["a"]}'),
    ("response", '{"chosen": [null]}'),
    ("response", '{"correction": "a"}'),
    ("g", float("inf")),
    ("r_before", float("-inf")),
    ("ts_utc", "noon"),
    ("day", "Monday"),
    ("day", "20261123"),
]


def test_what_no_answer_says_is_damaged_whatever_its_check_sum(tmp_path: Path, good: bytes) -> None:
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    log = data / store.FILE
    log.write_bytes(good)
    columns = ", ".join(ANSWER_COLUMNS)
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        given = db.execute(f"SELECT {columns} FROM answer ORDER BY seq").fetchall()
        for number, (column, value) in enumerate(UNFIT):
            forged = dict(zip(ANSWER_COLUMNS, given[-1], strict=True))
            forged |= {"id": f"forged-{number}", "position": 100 + number, column: value}
            row = (answer_crc(list(forged.values())), *forged.values())
            places = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO answer (crc, {columns}) VALUES ({places})", row)
    with Log.open(data) as opened:
        assert len(list(opened.answers(raw=True))) == len(given)
        assert opened.damaged == len(UNFIT)
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "log", "scores", "reports", "log --format xapi",
         "play pack.toml --plain --form number", "log --format jsonl"],
        cwd=tmp_path, env={"QUIZ_HOME": str(tmp_path / "home")}, input="n\n1\n", text=True,
        capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert "70" not in done.stdout.rpartition("ended: ")[2].split(), done.stderr


def test_a_version_that_it_has_not_the_tables_of(tmp_path: Path, good: bytes) -> None:
    """It could never be renewed, and nothing would be saved any more."""
    (tmp_path / store.FILE).write_bytes(good)
    with closing(sqlite3.connect(tmp_path / store.FILE, isolation_level=None)) as db:
        held = db.execute("SELECT count(*) FROM answer").fetchone()[0]
        db.execute("PRAGMA user_version = 1")
    with pytest.raises(LogError, match="start `quiz` once"):
        Log.open(tmp_path, read_only=True)
    with Log.open(tmp_path) as log:
        assert "no answer is missing" in log.notice
        assert len(list(log.answers(raw=True))) == held


@pytest.mark.parametrize(
    "place", ["-seq", "seq - 9223372036854775807", "9223372036854775807 - seq"]
)
@pytest.mark.parametrize("broken", [False, True])
def test_places_that_no_log_has_are_mended_once(
    tmp_path: Path, good: bytes, place: str, broken: bool
) -> None:
    """What was missing was reckoned from them: the memory was full, or each start mended anew."""
    path = tmp_path / store.FILE
    path.write_bytes(good)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        held = db.execute("SELECT count(*) FROM answer").fetchone()[0]
        db.execute(f"UPDATE answer SET seq = {place}")
        for _, sql in kept[broken:]:
            db.execute(sql)
    if broken:
        tally.Tally(tmp_path).note(store.empty(), {"answer": 2**63 - 1})
    with Log.open(tmp_path) as log:
        assert len(list(log.answers(raw=True))) == held
        assert "at least" not in log.notice
    with Log.open(tmp_path) as log:
        assert not log.notice
