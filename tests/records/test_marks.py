"""What is said of answers afterwards, and what students say is wrong with questions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from quiz.errors import LogError
from quiz.records.log import Log
from tests.make import NOON, set_of, sitting
from tests.records.rows import TS, answer, complaint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Return a log of one student with four answers."""
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        for number in range(4):
            log.record(answer(number, day="2026-03-14"))
        yield log


def test_what_was_undone_does_not_count_and_stays(log: Log) -> None:
    assert log.mark(answer(1).id, "undone", TS, "student")
    assert [each.position for each in log.answers()] == [0, 2, 3]
    raw = list(log.answers(raw=True))
    assert raw[1] == answer(1, day="2026-03-14", mark="undone")
    assert [each.mark for each in raw] == ["", "undone", "", ""]
    assert [seq for seq, _ in log.numbered()] == [1, 2, 3, 4]
    assert [each for _, each in log.numbered(after=1)] == raw[1:]


def test_what_was_right_after_all_is_right_in_full(log: Log) -> None:
    given = answer(9, rated=False, rating=None)
    again = answer(10, redone=True)
    for made in (given, again):
        log.record(made)
    for made in (answer(1), given, again):
        log.mark(made.id, "right", TS, "student")
    counted = {each.position: each for each in log.answers()}
    right = {"correct": True, "s": 1.0, "mark": "right"}
    assert counted[1] == answer(1, day="2026-03-14", rating="good", **right)
    assert counted[9] == replace(given, **right)
    assert counted[10] == replace(again, rating="hard", **right)
    assert [(each.correct, each.s) for each in log.answers(raw=True)][1] == (False, 1 / 3)


@pytest.mark.parametrize("kinds", [("right", "undone"), ("undone", "right")])
def test_undone_outdoes_right(log: Log, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        log.mark(answer(1).id, kind, TS, "student")
    assert [each.position for each in log.answers()] == [0, 2, 3]
    assert [each.mark for each in log.answers(raw=True)][1] == "undone"


def test_saying_it_twice_is_harmless(log: Log) -> None:
    for ts_utc in (TS, "2026-03-14T13:00:00.000Z"):
        assert log.mark(answer(1).id, "right", ts_utc, "student")
        assert log.complain(complaint(ts_utc=TS))
    assert log.mark(answer(2).id, "undone", TS, "student")
    assert [(m.seq, m.answer, m.kind, m.ts_utc, m.user) for m in log.marks()] == [
        (1, "sitting-1/1", "right", TS, "student"),
        (2, "sitting-1/2", "undone", TS, "student"),
    ]
    assert [mark.seq for mark in log.marks(after=1)] == [2]
    assert list(log.complaints()) == [complaint(ts_utc=TS)]


@pytest.mark.parametrize(
    ("answer_id", "kind"), [("never given", "undone"), ("sitting-1/1", "wrong")]
)
def test_a_mark_that_makes_no_sense_is_refused_and_keeps_nothing_back(
    log: Log, answer_id: str, kind: str
) -> None:
    with pytest.raises(LogError):
        log.mark(answer_id, kind, TS, "student")
    assert log.unsaved == 0
    assert log.record(answer(7))


def test_complaints_are_read_back_as_they_were_written(log: Log) -> None:
    said = [
        complaint(1),
        complaint(2, pack="other", line=None, file=""),
        complaint(3, words="\x1b[31m “é” \n"),
    ]
    assert all(log.complain(each) for each in said)
    assert list(log.complaints()) == said
    assert list(log.complaints("other")) == [said[1]]
    log.complain(complaint(4, words="a\ud800b"))
    assert list(log.complaints())[-1].words == "a?b"


def test_q2_what_was_undone_was_not_rated_today(log: Log) -> None:
    facet = answer(1).facet
    assert log.rated_today("student", facet, NOON)
    log.mark(answer(1).id, "undone", TS, "student")
    assert not log.rated_today("student", facet, NOON)
    log.record(answer(8, facet=facet, day="2026-03-14"))
    assert log.rated_today("student", facet, NOON)
    log.mark(answer(8).id, "right", TS, "student")
    assert log.rated_today("student", facet, NOON)
    assert not log.rated_today("student", facet, NOON + timedelta(days=1))


def test_what_cannot_be_saved_yet_is_said_and_made_up_for(log: Log) -> None:
    log._connection.execute("PRAGMA query_only = ON")
    facet = answer(1).facet
    assert not log.mark(answer(1).id, "undone", TS, "student")
    assert not log.record(answer(5, facet=facet))
    assert not log.mark(answer(5).id, "undone", TS, "student")
    assert not log.complain(complaint())
    assert log.unsaved == 4
    assert not log.rated_today("student", facet, NOON)  # both are undone, though not yet on disk
    log._connection.execute("PRAGMA query_only = OFF")
    assert log.flush()
    assert (log.unsaved, log.trouble) == (0, "")
    assert [each.position for each in log.answers()] == [0, 2, 3]
    assert list(log.complaints()) == [complaint()]


def test_answers_can_be_asked_for_by_student_and_from_a_place_on(log: Log) -> None:
    log.start(sitting(set_of(1), id="hers", user="Zoë"))
    for number in range(600):  # more than a page
        log.record(answer(number, sitting="hers", user="Zoë"))
    log.start(sitting(set_of(1), id="his", user="Adam"))
    assert log.users() == ("Adam", "Zoë", "student")
    assert len(list(log.answers(user="Zoë"))) == 600
    assert [each.position for each in log.answers(user="Zoë", after=602)] == [*range(598, 600)]
    assert list(log.answers(user="Zoë", sitting="sitting-1")) == []
    assert [seq for seq, _ in log.numbered(user="student")] == [1, 2, 3, 4]


def test_a_forged_mark_is_left_out_and_counted(log: Log, tmp_path: Path) -> None:
    log.mark(answer(1).id, "right", TS, "student")
    log.complain(complaint())
    with closing(sqlite3.connect(tmp_path / "answers.db")) as other:
        other.execute("DROP TRIGGER mark_no_update")
        other.execute("DROP TRIGGER complaint_no_update")
        other.execute("UPDATE mark SET kind = 'undone'")
        other.execute("UPDATE complaint SET words = 'All is well.'")
        other.commit()
    assert [each.position for each in log.answers()] == [0, 1, 2, 3]
    assert log.damaged == 1
    assert log.rated_today("student", answer(1).facet, NOON)
    assert list(log.complaints()) == []
    assert log.damaged == 2


def test_a_text_that_is_no_utf8_keeps_no_other_row_from_being_read(
    log: Log, tmp_path: Path
) -> None:
    log.close()
    path = tmp_path / "answers.db"
    data = path.read_bytes()
    assert data.count("“Gamma”".encode()) == 4
    path.write_bytes(data.replace("“Gamma”".encode(), b"\xff\xff\xffGamma\xff\xff\xff", 1))
    with Log.open(tmp_path, read_only=True) as log:
        assert len(list(log.answers())) == 3
        assert log.damaged == 1
