"""A model beside the log: random moves, with crashes and second windows among them."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.errors import LogBusy
from quiz.model import Sitting
from quiz.records.log import Log
from tests.make import Clock, set_of, sitting
from tests.records.rows import TS, answer, complaint
from tests.shipped import FULL

if TYPE_CHECKING:
    from quiz.model import Answer, Complaint

SITTINGS = st.sampled_from(["a", "b", "c"])


class LogBesideAModel(RuleBasedStateMachine):
    """What was acknowledged is there, in order, whatever happened; nothing else is."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "0"
        self.clock = Clock()
        self.abandoned: list[Log] = []
        self.crashes = 0
        self.started: list[str] = []
        self.ended: dict[str, str] = {}
        self.answers: list[Answer] = []
        self.unsaved: list[Answer] = []
        self.marks: list[tuple[str, str]] = []
        self.marking: list[tuple[str, str]] = []
        self.complaints: list[Complaint] = []
        self.complaining: list[Complaint] = []

    @initialize()
    def begin(self) -> None:
        self.log = Log.open(self.folder, now=self.clock)

    @rule(name=SITTINGS)
    def start(self, name: str) -> None:
        assert self.log.start(sitting(set_of(2), id=name)) is not self.blocked
        if name not in self.started:
            self.started.append(name)
        self._all_saved()

    @precondition(lambda self: self.started)
    @rule(data=st.data(), twice=st.booleans())
    def record(self, data: st.DataObject, twice: bool) -> None:
        name = data.draw(st.sampled_from(self.started))
        made = answer(len(self.answers) + len(self.unsaved), sitting=name)
        for _ in range(1 + twice):
            assert self.log.record(made) is not self.blocked
        self.unsaved.append(made)
        self._all_saved()

    @precondition(lambda self: self.answers and not self.blocked)
    @rule(data=st.data())
    def record_again(self, data: st.DataObject) -> None:
        assert self.log.record(data.draw(st.sampled_from(self.answers)))
        self._all_saved()

    @precondition(lambda self: self.answers or self.unsaved)
    @rule(data=st.data(), kind=st.sampled_from(["undone", "right"]))
    def mark(self, data: st.DataObject, kind: str) -> None:
        made = data.draw(st.sampled_from([*self.answers, *self.unsaved]))
        assert self.log.mark(made.id, kind, TS, "student") is not self.blocked
        self.marking.append((made.id, kind))
        self._all_saved()

    @rule()
    def complain(self) -> None:
        made = complaint(len(self.complaints) + len(self.complaining))
        assert self.log.complain(made) is not self.blocked
        self.complaining.append(made)
        self._all_saved()

    @precondition(lambda self: self.started and not self.blocked)
    @rule(data=st.data(), how=st.sampled_from(["finished", "left"]))
    def finish(self, data: st.DataObject, how: str) -> None:
        name = data.draw(st.sampled_from(self.started))
        assert self.log.finish(name, "2026-03-14T12:00:00.000Z", how)
        self.ended.setdefault(name, how)
        self._all_saved()

    @precondition(lambda self: not self.blocked)
    @rule()
    def disk_fills_up(self) -> None:
        self.log._connection.execute("PRAGMA max_page_count = 1")
        self.log._connection.execute("PRAGMA query_only = ON")

    @precondition(lambda self: self.blocked)
    @rule()
    def disk_has_room_again(self) -> None:
        self.log._connection.execute("PRAGMA query_only = OFF")
        self.log._connection.execute("PRAGMA max_page_count = 1000000")
        assert self.log.flush()
        self._all_saved()

    @precondition(lambda self: not self.blocked)
    @rule(days=st.integers(0, 2))
    def close_and_open(self, days: int) -> None:
        self.log.close()
        self.clock.forward(days=days)
        self.log = Log.open(self.folder, now=self.clock)
        assert self.log.notice == ""

    @precondition(lambda self: not self.blocked)
    @rule()
    def crash(self) -> None:
        """Take the files as they are now, as after kill -9, and leave the program behind."""
        self.crashes += 1
        after = self.root / str(self.crashes)
        shutil.copytree(self.folder, after, ignore=shutil.ignore_patterns("*-shm"))
        self.abandoned.append(self.log)
        self.folder = after
        self.log = Log.open(after, now=self.clock)
        assert self.log.notice == ""

    @rule()
    def second_window(self) -> None:
        with pytest.raises(LogBusy):
            Log.open(self.folder)

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        if not hasattr(self, "log"):
            return
        with Log.open(self.folder, read_only=True) as reader:
            for log in (self.log, reader):
                assert list(log.answers(raw=True)) == [
                    replace(each, mark=self._mark_of(each)) for each in self.answers
                ]
                assert list(log.answers()) == [
                    _as_it_counts(each, self._mark_of(each))
                    for each in self.answers
                    if self._mark_of(each) != "undone"
                ]
                assert list(log.complaints()) == self.complaints
        assert self.log.unsaved >= len(self.unsaved)
        if not self.unsaved:
            ended = {row.id: row.how for row in self.log.sittings() if row.how}
            assert ended == self.ended
            offered = self.log.unfinished("student")
            assert (offered is None) is all(name in self.ended for name in self._known())

    def _mark_of(self, given: Answer) -> str:
        kinds = [kind for answer_id, kind in self.marks if answer_id == given.id]
        return "undone" if "undone" in kinds else "right" if kinds else ""

    def _known(self) -> list[str]:
        waiting = [row.id for row in self.log.not_written() if isinstance(row, Sitting)]
        return [*(row.id for row in self.log.sittings()), *waiting]

    @property
    def blocked(self) -> bool:
        return bool(self.log._connection.execute("PRAGMA query_only").fetchone()[0])

    def _all_saved(self) -> None:
        if not self.blocked:
            self.answers += self.unsaved
            self.marks += self.marking
            self.complaints += self.complaining
            self.unsaved, self.marking, self.complaining = [], [], []
            assert self.log.unsaved == 0

    def teardown(self) -> None:
        for log in (*self.abandoned, getattr(self, "log", None)):
            if log is not None:
                log._connection.execute("PRAGMA query_only = OFF")
                log.close()
        shutil.rmtree(self.root)


def _as_it_counts(given: Answer, mark: str) -> Answer:
    return replace(given, correct=True, s=1.0, rating="good", mark=mark) if mark else given


LogBesideAModel.TestCase.settings = settings(
    max_examples=200 if FULL else 30, stateful_step_count=30, deadline=None
)
TestLogBesideAModel = LogBesideAModel.TestCase
