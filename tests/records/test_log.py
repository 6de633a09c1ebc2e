"""The log: durable, append-only, read back as it was written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from quiz.errors import LogBusy, LogError
from quiz.model import Answer, Complaint, Form
from quiz.records import schema
from quiz.records.log import Log
from quiz.records.rows import ANSWER_COLUMNS, COMPLAINT_COLUMNS, crc
from tests.make import NOON, key, question, set_of, sitting
from tests.records.rows import TS, answer, complaint

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    played = sitting([question(form) for form in Form], settings={"level": "2"})
    written = [answer(n) for n in range(3)] + [
        answer(3, rating=None, rated=False, r_before=0.5, confidence=2, primed=True, correct=True),
        answer(4, day="2026-03-14", asked="1927-11", redone=True),
        answer(5, asked="1927-11"),
    ]
    with Log.open(tmp_path / "deep" / "down") as log:
        assert log.start(played)
        assert all(log.record(each) for each in written)
        assert list(log.answers()) == written
        assert log.unfinished("student") == played
    with Log.open(tmp_path / "deep" / "down") as log:
        assert list(log.answers()) == written
        assert log.unfinished("student") == played
        assert (log.notice, log.trouble, log.unsaved, log.damaged) == ("", "", 0, 0)


def test_every_form_survives_the_log(tmp_path: Path) -> None:
    played = sitting([question(form) for form in Form])
    with Log.open(tmp_path) as log:
        log.start(played)
        found = log.unfinished("student")
    assert found is not None
    for before, after in zip(played.questions, found.questions, strict=True):
        assert before == after
        assert key(before) == key(after)


def test_writing_twice_is_harmless(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        for _ in range(2):
            assert log.start(sitting(set_of(1)))
            assert log.record(answer())
            assert log.finish("sitting-1", "2026-03-14T13:00:00.000Z", "finished")
        assert log.finish("sitting-1", "2026-03-14T14:00:00.000Z", "left")
        assert list(log.answers()) == [answer()]
        assert [(row.how, row.ended_utc) for row in log.sittings()] == [
            ("finished", "2026-03-14T13:00:00.000Z")
        ]


def test_answers_can_be_asked_for_by_pack_and_sitting(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        for number in (1, 2):
            log.start(sitting(set_of(1), id=f"s{number}", pack=f"p{number}"))
            for position in range(600):  # more than a page
                log.record(answer(position, sitting=f"s{number}", pack=f"p{number}"))
        assert len(list(log.answers())) == 1200
        assert {each.sitting for each in log.answers(pack="p2")} == {"s2"}
        assert [each.position for each in log.answers(sitting="s1")] == list(range(600))
        assert list(log.answers(pack="p1", sitting="s2")) == []


def test_the_newest_unfinished_sitting_with_answers_is_offered(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        assert log.unfinished("student") is None
        for name in ("old", "answered", "empty"):
            log.start(sitting(set_of(2), id=name, pack=name))
        log.start(sitting(set_of(2), id="hers", user="other"))
        log.record(answer(sitting="old"))
        log.record(answer(sitting="answered"))
        found = []
        while (offered := log.unfinished("student")) is not None:
            found.append(offered.id)
            log.finish(offered.id, "2026-03-14T13:00:00.000Z", "left")
        assert found == ["answered", "old", "empty"]
        hers = log.unfinished("other")
        assert hers is not None
        assert hers.id == "hers"
        assert log.unfinished("other", pack="else") is None
        assert log.unfinished("other", pack="pack") == hers


def test_sittings_are_listed_without_their_questions(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(3), id="one", settings={"a": "ü"}))
        log.start(sitting(set_of(4), id="two"))
        log.finish("one", "2026-03-14T13:00:00.000Z", "left")
        rows = list(log.sittings())
    assert [(row.id, row.size, row.how, row.settings) for row in rows] == [
        ("one", 3, "left", {"a": "ü"}),
        ("two", 4, None, {}),
    ]
    assert (rows[0].pack, rows[0].pack_title, rows[0].mode) == ("pack", "The Pack", "practice")
    assert (rows[0].seed, rows[0].user, rows[0].pack_hash) == ("7", "student", "hash")
    assert rows[0].started_utc == "2026-03-14T12:00:00.000Z"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET s = 1",
        "UPDATE sitting SET user = 'x'",
        "UPDATE ending SET how = 'left'",
        "DELETE FROM answer",
        "DELETE FROM sitting",
        "DELETE FROM ending",
        "UPDATE mark SET kind = 'right'",
        "DELETE FROM mark",
        "UPDATE complaint SET words = 'x'",
        "DELETE FROM complaint",
    ],
)
def test_nothing_can_be_changed_or_deleted(tmp_path: Path, change: str) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer())
        log.mark(answer().id, "undone", TS, "student")
        log.complain(complaint())
        log.finish("sitting-1", "2026-03-14T13:00:00.000Z", "finished")
    refused = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other, refused:
        other.execute(change)


@pytest.mark.parametrize(
    "bad",
    [
        {"sitting": "never started"},
        {"s": 1.5},
        {"s": -0.1},
        {"rating": "easy"},
        {"attempt": 0},
    ],
)
def test_what_makes_no_sense_is_refused_and_keeps_nothing_back(
    tmp_path: Path, bad: dict[str, object]
) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        with pytest.raises(LogError):
            log.record(answer(0, **bad))
        assert log.unsaved == 0
        assert log.record(answer(1))
        assert list(log.answers()) == [answer(1)]


def test_the_file_is_set_up_for_durability(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        pragmas = {
            name: log._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode", "synchronous", "busy_timeout", "foreign_keys", "trusted_schema",
                "application_id", "user_version",
            )
        }  # fmt: skip
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 3,  # EXTRA: FULL, and where there is no WAL, more
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
    }
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_table_has_the_columns_of_q9(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        columns = [row[1] for row in log._connection.execute("PRAGMA table_info(answer)")]
    assert sorted(columns) == sorted(["seq", *ANSWER_COLUMNS, "crc"])
    q9 = """ts_utc user facet item_id variant_id form shown_options response s correct rated rating
        r_before g latency_ms confidence primed seed pack_hash"""
    assert set(q9.split()) <= set(columns)


def test_one_program_a_log(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        with pytest.raises(LogBusy, match="Another Footnote window"):
            Log.open(tmp_path)
        log.start(sitting(set_of(1)))
        with Log.open(tmp_path, read_only=True) as reader:  # scores can be read meanwhile
            assert len(list(reader.sittings())) == 1
            log.record(answer())
            assert list(reader.answers()) == [answer()]
            assert not reader.record(answer(1))
            assert "cannot be written" in reader.trouble
    Log.open(tmp_path).close()


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with Log.open(tmp_path / "nothing", read_only=True) as log:
        assert list(log.answers()) == []
        assert list(log.sittings()) == []
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "answers.db").touch()
    with Log.open(tmp_path, read_only=True) as log:
        assert list(log.answers()) == []


def test_q2_rated_today_is_of_the_local_day(tmp_path: Path) -> None:
    there = timezone(timedelta(hours=11))
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0, ts_utc="2026-03-14T12:59:59.000Z"))  # 23:59:59 there
        log.record(answer(1, ts_utc="2026-03-14T12:00:00.000Z", rated=False, rating=None))
        facet, unrated = answer(0).facet, answer(1).facet

        def rated(when: datetime, facet: str = facet, user: str = "student") -> bool:
            return log.rated_today(user, facet, when.astimezone(there))

        assert rated(NOON)
        assert rated(datetime(2026, 3, 13, 13, 0, tzinfo=UTC))  # 00:00 there
        assert not rated(datetime(2026, 3, 13, 12, 59, tzinfo=UTC))
        assert not rated(datetime(2026, 3, 14, 13, 0, tzinfo=UTC))
        assert log.rated_today("student", facet, datetime(2026, 3, 14, 23, 0, tzinfo=UTC))
        assert not rated(NOON, unrated)
        assert not rated(NOON, facet, "other")


def test_q2_the_local_day_begins_at_midnight_to_the_second(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0, ts_utc="2026-03-14T00:00:10.000Z"))
        late = datetime(2026, 3, 14, 0, 0, 30, 500, tzinfo=UTC)
        assert log.rated_today("student", answer(0).facet, late)


def test_q2_the_day_is_the_one_that_the_student_had(tmp_path: Path) -> None:
    """Whoever flies west has the same moment on another date: the date they saw is kept."""
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0, ts_utc="2026-03-14T12:59:59.000Z", day="2026-03-15"))
        facet = answer(0).facet
        assert not log.rated_today("student", facet, NOON)
        assert log.rated_today("student", facet, NOON + timedelta(days=1))


def test_whole_numbers_are_scores_too(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0, s=1, g=0, correct=True))
        assert [each.s for each in log.answers()] == [1.0]
        assert log.damaged == 0


def test_text_that_cannot_be_stored_is_replaced(tmp_path: Path) -> None:
    odd = answer(0, given="a\ud800b", shown_options=("\udcff",))
    with Log.open(tmp_path) as log:
        log.start(sitting([question(Form.CHOICE, prompt="\ud800")], pack_title="x\udcff"))
        assert log.record(odd)
        (found,) = log.answers()
        assert found.given == "a?b"
        assert found.shown_options == ("?",)
        offered = log.unfinished("student")
        assert offered is not None
        assert offered.pack_title == "x?"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LogError, match="cannot be made"):
        Log.open(tmp_path / "file" / "folder")
    (tmp_path / "answers.db").mkdir()
    with pytest.raises(LogError, match="not a file"):
        Log.open(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "answers.lock").mkdir()
    with pytest.raises(LogError, match="cannot be written"):
        Log.open(tmp_path / "other")


def test_the_check_sum_is_the_same_in_every_version() -> None:
    """Rows that are on disks already must fit: these figures never change."""
    assert crc(("é\u0378“", 1, 1.0, 1 / 3, None, b"x")) == 2091220328
    assert len({crc(row) for row in (("1",), (1,), (1.0,), (None,), (b"1",), ("1", ""))}) == 6


def test_the_columns_are_the_fields_of_the_model() -> None:
    assert tuple(f.name for f in fields(Answer) if f.name != "mark") == ANSWER_COLUMNS
    assert tuple(f.name for f in fields(Complaint)) == COMPLAINT_COLUMNS
