"""Logs of older versions: files that the program of that time wrote, in tests/records/old."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.errors import LogNewer
from quiz.model import Form
from quiz.records import schema
from quiz.records.log import Log
from quiz.records.rows import SITTING_COLUMNS, sitting_from
from tests.make import Clock, question, set_of, sitting
from tests.records.rows import TS, answer

OLD = Path(__file__).parent / "old"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copyfile(OLD / "answers-1.db", tmp_path / "answers.db")
    return tmp_path


LAST = answer(
    5, rating=None, rated=False, r_before=0.5, confidence=2, primed=True, correct=True, s=1.0,
    given="É“x”",
)  # fmt: skip
WRITTEN = [
    *(answer(number) for number in range(5)),
    LAST,
    answer(0, sitting="sitting-2", user="other"),
    answer(0, sitting="sitting-3", ts_utc="2026-03-15T12:00:00.000Z"),
    replace(
        answer(0, sitting="sitting-3"), id="sitting-3/again", position=1, attempt=2, rated=False,
        rating=None, correct=True, s=1.0,
    ),
]  # fmt: skip


def test_a_log_of_version_1_is_read_as_it_was_written(folder: Path) -> None:
    with Log.open(folder, now=Clock()) as log:
        assert list(log.answers()) == WRITTEN
        assert [each for _, each in log.numbered()] == WRITTEN
        assert [(row.id, row.user, row.how) for row in log.sittings()] == [
            ("sitting-1", "student", "finished"),
            ("sitting-2", "other", "left"),
            ("sitting-3", "student", None),
        ]
        assert log.unfinished("student") == sitting(set_of(4), id="sitting-3")
        assert log.users() == ("other", "student")
        assert (list(log.marks()), list(log.complaints())) == ([], [])
        assert (log.damaged, log.notice) == (0, "")


def test_it_can_be_looked_at_without_being_renewed(folder: Path) -> None:
    before = (folder / "answers.db").read_bytes()
    with Log.open(folder, read_only=True) as log:
        assert list(log.answers()) == WRITTEN
        assert (list(log.marks()), list(log.complaints())) == ([], [])
        assert not log.mark(answer(1).id, "undone", TS, "student")
        assert list(log.answers()) == WRITTEN
    assert (folder / "answers.db").read_bytes() == before
    assert not (folder / "backups").exists()


def test_questions_of_every_form_are_read_from_version_1(folder: Path) -> None:
    with Log.open(folder, now=Clock()) as log:
        columns = ", ".join(SITTING_COLUMNS)
        (values,) = log._read(f"SELECT {columns} FROM sitting WHERE seq = 1", ())
    assert sitting_from(values) == sitting(
        [question(form) for form in Form], settings={"level": "2"}
    )


def test_it_is_backed_up_before_it_is_renewed(folder: Path) -> None:
    before = (folder / "answers.db").read_bytes()
    Log.open(folder, now=Clock()).close()
    backup = folder / "backups" / "answers-2026-03-14.db"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM answer").fetchone() == (len(WRITTEN),)
    (folder / "answers.db").write_bytes(b"lost")
    with Log.open(folder, now=Clock()) as log:  # the old backup is renewed in its turn
        assert "backup of 2026-03-14" in log.notice
        assert list(log.answers()) == WRITTEN
    assert before != (folder / "answers.db").read_bytes()


def test_old_and_new_rows_live_together(folder: Path) -> None:
    new = answer(7, day="2026-03-14", asked="x", redone=True)
    with Log.open(folder, now=Clock()) as log:
        assert log.record(new)
        assert log.mark(answer(1).id, "undone", TS, "student")
    with Log.open(folder, now=Clock()) as log:
        assert list(log.answers()) == [WRITTEN[0], *WRITTEN[2:], new]
        assert log.damaged == 0


@pytest.mark.parametrize("column", ["day = '2026-03-14'", "asked = 'x'", "redone = 1"])
def test_a_forged_addition_to_an_old_row_does_not_pass(folder: Path, column: str) -> None:
    Log.open(folder, now=Clock()).close()
    with closing(sqlite3.connect(folder / "answers.db")) as other:
        other.execute("DROP TRIGGER answer_no_update")
        other.execute(f"UPDATE answer SET {column} WHERE seq = 1")  # names of ours
        other.commit()
    with Log.open(folder, now=Clock()) as log:
        assert list(log.answers()) == WRITTEN[1:]
        assert log.damaged == 1


@pytest.mark.parametrize("column", ["day", "asked", "redone"])
def test_a_new_row_that_lost_its_addition_does_not_pass(tmp_path: Path, column: str) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0, day="2026-03-14", asked="x", redone=True))
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other:
        other.execute("DROP TRIGGER answer_no_update")
        other.execute(f"UPDATE answer SET {column} = NULL")  # names of ours
        other.commit()
    with Log.open(tmp_path, now=Clock()) as log:
        assert list(log.answers()) == []


def test_a_log_from_the_future_is_refused_with_a_sentence(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "answers.db")) as other:
        other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = (folder / "answers.db").read_bytes()
    with pytest.raises(LogNewer, match=r"newer version of Footnote\. Please upgrade\."):
        Log.open(folder)
    assert (folder / "answers.db").read_bytes() == before


def test_what_was_released_is_never_changed() -> None:
    """A changed script would leave logs of that version without what it adds."""
    assert [zlib.crc32(script.encode()) for script in schema.MIGRATIONS] == [939090648, 424117342]
