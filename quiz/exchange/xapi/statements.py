"""Statements: who answered what, and what it is worth.

Their ids hang on the log alone, so that sending them twice is harmless. A statement never changes:
what was said of an answer later is a statement of its own.
"""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from quiz.exchange.told import line
from quiz.exchange.xapi.interaction import definition, response, said
from quiz.play.begin import DEFAULT_USER
from quiz.play.marks import RIGHT, UNDONE
from quiz.quick import dataclass
from quiz.wire import response_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quiz.model import Answer, Question, Response
    from quiz.records.log import Log
    from quiz.records.rows import MarkRow, SittingRow

VERSION = "1.0.3"
BASE = "https://footnote-quiz.invalid/"
"""What our names begin with: names, not addresses, and so at a place that can never exist."""
OURS = uuid5(NAMESPACE_URL, BASE)
TYPE_QUESTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
TYPE_SET = "http://adlnet.gov/expapi/activities/assessment"
TYPE_PACK = "http://adlnet.gov/expapi/activities/course"
VERBS = {
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "voided": "http://adlnet.gov/expapi/verbs/voided",
}
FINISHED = "finished"


@dataclass(slots=True, kw_only=True)
class _Sum:
    """What is known of a sitting once its answers were read."""

    answers: int = 0
    points: float = 0.0
    spent_ms: int = 0


@dataclass(slots=True, kw_only=True)
class _Told:
    """What the statements of a log share."""

    actors: dict[str, dict[str, Any]]
    sittings: dict[str, SittingRow]
    marks: dict[tuple[str, str], MarkRow]
    sums: dict[str, _Sum] = field(default_factory=dict)


def statements(
    log: Log, *, user: str | None = None, names: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the statements of a log in its order, one student's or all; sittings stand last.

    An answer that was taken back is followed by a statement that voids it; one that the student
    says was right, by that and by another in its place. `names`: per user the name to be told;
    without it a student is a number that is the same in every export. Raises LogError.
    """
    sittings = {row.id: row for row in log.sittings() if user in (None, row.user)}
    told = _Told(
        actors=_actors(sittings, names or {}),
        sittings=sittings,
        marks={(mark.answer, mark.kind): mark for mark in log.marks()},
    )
    asked: dict[tuple[str, str], Question] = {}
    at = None
    for answer in log.answers(user=user, raw=True):
        if answer.sitting not in sittings:  # its row is damaged, and counted as such
            continue
        if answer.sitting != at:
            whole = log.sitting(at := answer.sitting)
            asked = {(q.id, q.variant): q for q in whole.questions} if whole else {}
        yield from _answer(answer, asked.get((answer.item_id, answer.variant_id)), told)
    for row in sittings.values():
        if row.how == FINISHED and row.ended_utc and row.id in told.sums:
            yield _completed(row, told)


def _actors(
    sittings: Mapping[str, SittingRow], names: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Return each student. One who never got an id of his own is told apart by a first sitting."""
    actors: dict[str, dict[str, Any]] = {}
    for row in sittings.values():  # the oldest first
        if row.user in actors:
            continue
        key = f"{row.user}/{row.id}" if row.user == DEFAULT_USER else row.user
        account = {"homePage": f"{BASE}students", "name": str(uuid5(OURS, f"student/{key}"))}
        name = line(names.get(row.user, ""))
        actors[row.user] = {
            "objectType": "Agent",
            **({"name": name} if name else {}),
            "account": account,
        }
    return actors


def _answer(answer: Answer, question: Question | None, told: _Told) -> Iterator[dict[str, Any]]:
    given = _answered(answer, question, told)
    yield given
    undone = told.marks.get((answer.id, UNDONE))
    right = None if undone else told.marks.get((answer.id, RIGHT))
    mark = undone or right
    if mark:
        yield _voided(given, mark)
    if right:
        result = {**given["result"], "success": True, "score": _score(1.0)}
        ident = _id("right", answer.id)
        yield {**given, "id": ident, "result": result, "timestamp": right.ts_utc}
    if not undone:
        total = told.sums.setdefault(answer.sitting, _Sum())
        total.answers += 1
        total.points += 1.0 if right else answer.s
        total.spent_ms += answer.latency_ms


def _answered(answer: Answer, question: Question | None, told: _Told) -> dict[str, Any]:
    sitting = told.sittings[answer.sitting]
    result: dict[str, Any] = {
        "score": _score(answer.s),
        "success": answer.correct,
        "completion": True,
        "duration": _duration(answer.latency_ms),
    }
    returned = response_from_json(json.loads(answer.response))
    if words := _response(answer, question, returned):
        result["response"] = words
    if beside := _beside(answer, question, returned):
        result["extensions"] = beside
    return {
        "id": _id("answered", answer.id),
        "actor": told.actors[sitting.user],
        "verb": _verb("answered"),
        "object": _question(answer, question),
        "result": result,
        "context": _context(sitting, parent=_set(sitting)),
        "timestamp": answer.ts_utc,
        "version": VERSION,
    }


def _response(answer: Answer, question: Question | None, returned: Response) -> str:
    """Return the response; in words where the question is not known any more."""
    if question is None:
        return line(answer.given)
    return response(question, returned)


def _beside(answer: Answer, question: Question | None, returned: Response) -> dict[str, Any]:
    """Return what xAPI has no word for."""
    out: dict[str, Any] = {}
    if returned.unknown:
        out[f"{BASE}unknown"] = True
    if answer.confidence is not None:
        out[f"{BASE}confidence"] = answer.confidence
    better = question.correction.options if question and question.correction else ()
    if returned.correction is not None and 0 <= returned.correction < len(better):
        out[f"{BASE}correction"] = line(better[returned.correction].text)
    return out


def _question(answer: Answer, question: Question | None) -> dict[str, Any]:
    """Return the question as it was asked: each variant is an activity, as its options differ."""
    ident = f"{_iri('questions', answer.item_id)}#{quote(answer.variant_id, safe='')}"
    told = definition(question) if question else {"interactionType": "other"}
    return {
        "objectType": "Activity",
        "id": ident,
        "definition": {"type": TYPE_QUESTION, **told},
    }


def _set(sitting: SittingRow) -> dict[str, Any]:
    name = f"{line(sitting.pack_title)}: {sitting.mode}"
    return {
        "objectType": "Activity",
        "id": _iri("sets", f"{sitting.pack}/{sitting.mode}/{sitting.seed}"),
        "definition": {"type": TYPE_SET, "name": said(name)},
    }


def _context(sitting: SittingRow, parent: dict[str, Any] | None = None) -> dict[str, Any]:
    title = said(line(sitting.pack_title))
    pack = {
        "objectType": "Activity",
        "id": _iri("packs", sitting.pack),
        "definition": {"type": TYPE_PACK, **({"name": title} if title else {})},
    }
    activities = {"grouping": [pack]}
    if parent:
        activities["parent"] = [parent]
    return {
        "registration": _uuid(sitting.id),
        "contextActivities": activities,
        "platform": "Footnote",
        "extensions": {f"{BASE}mode": sitting.mode},
    }


def _voided(statement: dict[str, Any], mark: MarkRow) -> dict[str, Any]:
    return {
        "id": _id("voided", mark.answer),
        "actor": statement["actor"],
        "verb": _verb("voided"),
        "object": {"objectType": "StatementRef", "id": statement["id"]},
        "timestamp": mark.ts_utc,
        "version": VERSION,
    }


def _completed(row: SittingRow, told: _Told) -> dict[str, Any]:
    total = told.sums[row.id]
    return {
        "id": _id("completed", row.id),
        "actor": told.actors[row.user],
        "verb": _verb("completed"),
        "object": _set(row),
        "result": {
            "score": _score(total.points / total.answers),
            "completion": True,
            "duration": _duration(total.spent_ms),
        },
        "context": _context(row),
        "timestamp": row.ended_utc,
        "version": VERSION,
    }


def _verb(name: str) -> dict[str, Any]:
    return {"id": VERBS[name], "display": {"en-US": name}}


def _score(share: float) -> dict[str, Any]:
    return {"scaled": round(share, 4), "raw": round(100 * share, 2), "min": 0, "max": 100}


def _duration(milliseconds: int) -> str:
    """Return the time as ISO 8601 has it, to a hundredth of a second as xAPI wants it."""
    return f"PT{max(milliseconds, 0) / 1000:.2f}S"


def _iri(kind: str, name: str) -> str:
    return f"{BASE}{kind}/{quote(line(name), safe='/')}"


def _id(what: str, name: str) -> str:
    return str(uuid5(OURS, f"{what}/{name}"))


def _uuid(name: str) -> str:
    """Return the id of a sitting, which is a UUID unless another program made it."""
    try:
        return str(UUID(name))
    except ValueError:
        return _id("sitting", name)
