"""Folding into a learner what the log has gained since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.play.marks import UNDONE, effective
from quiz.reports.learner import Learner, Sat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer
    from quiz.records.log import Log
    from quiz.records.rows import MarkRow

TABLES = ("answer", "sitting", "ending", "mark")


def follow(log: Log, learner: Learner) -> Learner:
    """Return the learner with all rows of the log in it; itself where it has them already.

    Begins anew where the log is not the one that it was made from. Another thread may write to the
    log meanwhile: what it writes may be in or not, and comes in the next time. Raises LogError.
    """
    if not fits(log, learner):
        learner = Learner(user=learner.user)
    ends = {table: log.last(table) for table in TABLES}
    if all(end is None or end[0] <= _place(learner, table) for table, end in ends.items()):
        return learner
    return _Following(log, learner.copy()).done({t: end for t, end in ends.items() if end})


def fits(log: Log, learner: Learner) -> bool:
    """Return whether the learner was made from this log: the rows that it ends with are there."""
    return all(log.last(table, at[0]) == at for table, at in learner.places.items())


def _place(learner: Learner, table: str) -> int:
    return learner.places.get(table, (0, ""))[0]


def said(marks: Iterable[MarkRow]) -> dict[str, str]:
    """Return what the marks say of each answer, by its id; undone outdoes right."""
    found: dict[str, str] = {}
    for mark in marks:
        if found.get(mark.answer) != UNDONE:
            found[mark.answer] = mark.kind
    return found


class _Following:
    def __init__(self, log: Log, learner: Learner) -> None:
        self._log = log
        self._learner = learner

    def done(self, ends: dict[str, tuple[int, str]]) -> Learner:
        """Return the learner with the rows up to `ends`, the last rows there were, and later ones.

        Marks and ends are read first: the answers and sittings that they speak of are there then.
        """
        learner, log = self._learner, self._log
        marks, endings = list(log.marks()), list(log.endings(_place(learner, "ending")))
        self._take_sittings()
        now = said(marks)
        self._mark_anew(marks, now)
        self._take_answers(now)
        for _, sitting, ts_utc, how in endings:
            sat = learner.sittings.get(sitting)
            if sat is not None and how == "finished":
                learner.sittings[sitting] = sat._replace(ended=ts_utc)
        if endings:
            self._reached("ending", endings[-1][0], endings[-1][1])
        if marks:
            self._reached("mark", marks[-1].seq, marks[-1].answer)
        for table, (seq, name) in ends.items():
            self._reached(table, seq, name)
        return learner

    def _reached(self, table: str, seq: int, name: str) -> None:
        if seq > _place(self._learner, table):
            self._learner.places[table] = (seq, name)

    def _take_sittings(self) -> None:
        learner = self._learner
        for seq, row in self._log.begun(learner.user, _place(learner, "sitting")):
            learner.sittings[row.id] = Sat(
                pack=row.pack,
                title=row.pack_title,
                mode=row.mode,
                size=row.size,
                again="again" in row.settings,
            )
            self._reached("sitting", seq, row.id)

    def _take_answers(self, now: dict[str, str]) -> None:
        learner, last = self._learner, None
        for last in self._log.numbered(_place(learner, "answer"), learner.user):
            _, given = last
            if given.sitting not in learner.sittings:
                self._take_sittings()
            if given.ts_utc > learner.played.get(given.pack, ""):
                learner.played[given.pack] = given.ts_utc
            answer = effective(_marked(given, now))
            if answer is not None:
                learner.fold(answer)
        if last is not None:
            self._reached("answer", last[0], last[1].id)

    def _mark_anew(self, marks: list[MarkRow], now: dict[str, str]) -> None:
        """Go through the facets again that have a new mark on an answer that is in already."""
        learner = self._learner
        place, reached = _place(learner, "mark"), _place(learner, "answer")
        before = said(mark for mark in marks if mark.seq <= place)
        facets = {
            answer.facet
            for mark in marks
            if mark.seq > place
            for seq, answer in self._log.numbered(user=learner.user, answer=mark.answer)
            if seq <= reached
        }
        for facet in sorted(facets):
            rows = self._log.numbered(user=learner.user, facet=facet)
            given = [answer for seq, answer in rows if seq <= reached]
            learner.refold(facet, _counted(given, before), _counted(given, now))


def _counted(given: Iterable[Answer], marks: dict[str, str]) -> list[Answer]:
    answers = (effective(_marked(answer, marks)) for answer in given)
    return [answer for answer in answers if answer is not None]


def _marked(given: Answer, marks: dict[str, str]) -> Answer:
    """Return the answer with the mark that it has among these, whatever the log says by now."""
    mark = marks.get(given.id, "")
    return given if given.mark == mark else replace(given, mark=mark)
