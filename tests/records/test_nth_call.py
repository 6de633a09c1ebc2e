"""The n-th SQL call of a whole sitting fails, once or from then on, from the opening to the end.

What is said to be kept is in the file, what is not is said not to be; a call that fails once loses
nothing, and nothing is there twice. All 2,000 with FOOTNOTE_TESTS=full, otherwise some of them.
"""

from __future__ import annotations

import io
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from quiz.plain import play_plain
from quiz.play.session import Session
from quiz.records import store
from quiz.records.log import Log
from tests.make import Clock, ids, set_of, sitting
from tests.records.test_trouble import KINDS
from tests.shipped import FULL

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Answer

CALLS = 200
TYPED = "1\n1\nundo\n1\n2\nreport It is wrong.\n1\n1\n1\n1\nn\n"
"""Answers, one taken back, one missed and asked again, a report."""
CASES = [
    (kind, n, lasting)
    for n in range(1, CALLS + 1)
    for number, kind in enumerate(KINDS)
    for lasting in (False, True)
    if FULL or (n % 10 == 2 * number and (n // 10) % 2 == lasting)
]
connect = sqlite3.connect


class Plan:
    """Which call fails, and how."""

    def __init__(self, code: int, n: int, *, lasting: bool) -> None:
        self.code, self.left, self.lasting = code, n, lasting

    def next(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.lasting):
            error = sqlite3.OperationalError("simulated")
            error.sqlite_errorcode = self.code
            raise error


def failing(plan: Plan, left_open: list[int]) -> type[sqlite3.Connection]:
    class Failing(sqlite3.Connection):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            left_open.append(id(self))

        def close(self) -> None:
            super().close()
            if id(self) in left_open:
                left_open.remove(id(self))

        def execute(self, *given: Any) -> sqlite3.Cursor:
            plan.next()
            return super().execute(*given)

        def executescript(self, script: Any) -> sqlite3.Cursor:
            plan.next()
            return super().executescript(script)

    return Failing


def in_the_file(folder: Path) -> list[str]:
    """Return the ids of the answers as another program finds them."""
    if not (folder / store.FILE).exists():
        return []
    with closing(connect(folder / store.FILE)) as db:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'answer'").fetchone():
            return []
        return [name for (name,) in db.execute("SELECT id FROM answer ORDER BY seq")]


class Watched(Log):
    """A log that is believed nothing."""

    folder: Path
    given: list[str]
    out: io.StringIO

    def record(self, answer: Answer) -> bool:
        self.given.append(answer.id)
        kept = super().record(answer)
        there = in_the_file(self.folder)
        if kept:
            assert there == self.given, "it is said to be kept"
        else:
            assert self.unsaved, "it is kept and said not to be"
        return kept


@pytest.mark.parametrize(("kind", "n", "lasting"), CASES)
def test_the_nth_call_of_a_sitting_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, n: int, *, lasting: bool
) -> None:
    plan = Plan(KINDS[kind][0], n, lasting=lasting)
    left_open: list[int] = []
    factory = failing(plan, left_open)

    def connected(name: Any, **named: Any) -> sqlite3.Connection:
        if name == ":memory:":  # no disk is behind it
            return connect(name, **named)
        return connect(name, factory=factory, **named)

    monkeypatch.setattr(store.sqlite3, "connect", connected)
    out = io.StringIO()
    with Watched.open_anyway(tmp_path, now=Clock()) as log:
        log.folder, log.given, log.out = tmp_path, [], out
        played = sitting(set_of(4), mode="practice")
        session = Session(played, now=Clock(), new_id=ids())
        play_plain(session, log, io.StringIO(TYPED), out, clock=iter(range(10_000)).__next__)
    monkeypatch.undo()
    assert not left_open
    said = out.getvalue()
    there = in_the_file(tmp_path)
    assert len(set(there)) == len(there)
    assert [name for name in log.given if name in there] == there, "in order, and nothing else"
    assert len(log.given) == 6
    if not lasting:
        assert there == log.given, said
        assert log.unsaved == 0
        assert "NOT SAVED" not in said
    elif there != log.given:
        assert log.unsaved
        told = re.search(r"NOT SAVED: (\d+) answers? (?:is|are) lost", said)
        assert told, said
        assert int(told[1]) >= 6 - len(there)
    if there:
        with Log.open(tmp_path, now=Clock()) as again:
            assert [answer.id for answer in again.answers(raw=True)] == there
            assert again.damaged == 0
