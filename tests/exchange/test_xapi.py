"""xAPI: statements that a judge takes, the same ones every time, and nobody's name unasked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from quiz.exchange.xapi.interaction import definition, response
from quiz.exchange.xapi.statements import BASE, statements
from quiz.model import Form, Response
from quiz.play.session import Session
from quiz.records.log import Log
from tests.exchange.judging import by_ralph
from tests.exchange.samples import EVERY, HOSTILE, saying
from tests.make import I_DO_NOT_KNOW, Clock, ids, key, miss, question, sitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from quiz.model import Question, Sitting

Statement = dict[str, Any]


def played(log: Log, whole: Sitting, given: Sequence[Response], *, finish: bool = True) -> Session:
    """Answer the questions of a sitting, and keep that in the log."""
    clock = Clock()
    session = Session(whole, now=clock, new_id=ids(whole.id))
    log.start(whole)
    for each in given:
        clock.forward(seconds=10)
        turn = session.answer(each, latency_ms=1234)
        assert turn.answer is not None
        log.record(turn.answer)
    if finish:
        log.finish(whole.id, "2026-03-14T13:00:00.000Z", "finished")
    return session


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.open(tmp_path) as log:
        yield log


def exam(questions: Sequence[Question] = EVERY, **changes: Any) -> Sitting:
    return sitting(questions, mode="exam", **changes)


def verbs(told: Sequence[Statement]) -> list[str]:
    return [each["verb"]["display"]["en-US"] for each in told]


KINDS: dict[Form, tuple[str, list[str]]] = {
    Form.CHOICE: ("choice", ["A"]),
    Form.MULTI: ("choice", ["A[,]B"]),
    Form.TRUE_FALSE: ("true-false", ["false"]),
    Form.TYPED: ("fill-in", ["Leon Trotsky", "Trotsky", "Lev Davidovich Bronstein"]),
    Form.NUMBER: ("numeric", ["1916[:]1918"]),
    Form.CLOZE: ("fill-in", ["Kronstadt"]),
    Form.ORDER: ("sequencing", ["B[,]D[,]A[,]C"]),
    Form.MATCH: ("matching", ["1[.]D[,]2[.]A[,]3[.]C"]),
    Form.ODD_ONE_OUT: ("choice", ["A"]),
    Form.TIMELINE: ("choice", ["C"]),
    Form.SOURCES: ("choice", ["A", "B"]),
}


@pytest.mark.parametrize("form", Form)
def test_the_key_is_a_response_that_the_pattern_takes(form: Form) -> None:
    asked = question(form)
    kind, right = KINDS[form]
    told = definition(asked)
    assert (told["interactionType"], told["correctResponsesPattern"]) == (kind, right)
    given = response(asked, key(asked))
    assert given in right or (form, given) in [(Form.NUMBER, "1917"), (Form.SOURCES, "A[,]B")]
    assert response(asked, miss(asked)) not in ("", *right)
    assert response(asked, I_DO_NOT_KNOW) == ""


def test_a_text_that_reads_as_several_is_no_pattern() -> None:
    asked = question(Form.TYPED, answer="a[,]b", accepted=("a[,]b", "{lang=en}x", "plain"))
    assert definition(asked)["correctResponsesPattern"] == ["plain"]


def test_an_answer_says_who_what_and_how_well(log: Log) -> None:
    whole = exam([question(Form.CHOICE)], id="5b0ec4fc-1b9c-4dd9-8a2e-64a4e5a0ce1f")
    played(log, whole, [Response(chosen=(1,))])
    answered, completed = statements(log)
    assert answered["timestamp"] == "2026-03-14T12:00:10.000Z"
    assert answered["result"] == {
        "score": {"scaled": 0.0, "raw": 0.0, "min": 0, "max": 100},
        "success": False,
        "completion": True,
        "duration": "PT1.23S",
        "response": "B",
    }
    assert answered["object"]["id"] == f"{BASE}questions/pack/thing/one/field/choice#v1"
    assert answered["object"]["definition"]["choices"][1] == {
        "id": "B", "description": {"und": "Beta"},
    }  # fmt: skip
    assert answered["context"]["registration"] == whole.id
    assert completed["object"] == answered["context"]["contextActivities"]["parent"][0]
    assert completed["result"]["score"]["scaled"] == 0.0
    assert completed["context"]["registration"] == whole.id
    assert completed["timestamp"] == "2026-03-14T13:00:00.000Z"


def test_the_ids_are_the_same_every_time_and_one_each(log: Log) -> None:
    played(log, exam(), [key(q) for q in EVERY])
    told = list(statements(log))
    assert told == list(statements(log))
    idents = [UUID(each["id"]) for each in told]
    assert len(set(idents)) == len(idents) == len(EVERY) + 1
    assert {ident.version for ident in idents} == {5}


def test_who_it_was_is_told_when_asked(log: Log) -> None:
    for user in ("anna-1", "boris-2"):
        played(log, exam(EVERY[:1], id=f"s-{user}", user=user), [key(EVERY[0])])
    told = json.dumps(list(statements(log)))
    assert "anna" not in told
    assert "boris" not in told
    actors = [each["actor"] for each in statements(log, names={"anna-1": "Anna"})]
    assert [actor.get("name") for actor in actors] == ["Anna", None, "Anna", None]
    accounts = [each["actor"]["account"] for each in statements(log)]
    assert accounts == [actor["account"] for actor in actors]
    assert accounts[0]["name"] != accounts[1]["name"]
    only = list(statements(log, user="boris-2"))
    assert [each["actor"]["account"] for each in only] == [accounts[1]] * 2


def test_two_machines_whose_students_have_no_names_are_two_students(tmp_path: Path) -> None:
    names = set()
    for folder in ("one", "two"):
        with Log.open(tmp_path / folder) as log:
            played(log, exam(EVERY[:1], id=f"sitting-{folder}"), [key(EVERY[0])])
            names |= {each["actor"]["account"]["name"] for each in statements(log)}
    assert len(names) == 2


def test_what_was_taken_back_is_voided_and_what_was_right_is_told_anew(log: Log) -> None:
    asked = [question(Form.TYPED, f"f{n}") for n in range(3)]
    session = played(log, exam(asked), [miss(q) for q in asked])
    first, second, _ = session.answers
    log.mark(first.id, "right", "2026-03-14T12:00:30.000Z", "student")  # and then taken back
    log.mark(first.id, "undone", "2026-03-14T12:01:00.000Z", "student")
    log.mark(second.id, "right", "2026-03-14T12:02:00.000Z", "student")
    told = list(statements(log))
    assert verbs(told) == [
        "answered", "voided", "answered", "voided", "answered", "answered", "completed",
    ]  # fmt: skip
    for at in (0, 2):
        assert told[at + 1]["object"] == {"objectType": "StatementRef", "id": told[at]["id"]}
    assert told[1]["timestamp"] == "2026-03-14T12:01:00.000Z"
    assert told[2]["result"]["success"] is False
    assert told[4]["result"]["success"] is True
    assert told[4]["id"] != told[2]["id"]
    assert told[6]["result"]["score"]["scaled"] == 0.5


def test_what_was_left_is_not_completed(log: Log) -> None:
    played(log, exam(), [key(EVERY[0])], finish=False)
    assert verbs(list(statements(log))) == ["answered"]


def test_a_true_statement_judged_and_corrected(log: Log) -> None:
    asked = question(Form.TRUE_FALSE)
    played(log, exam([asked]), [Response(chosen=(1,), correction=2)])
    told = next(statements(log))
    assert told["result"]["response"] == "false"
    assert told["result"]["extensions"] == {f"{BASE}correction": "Gamma"}
    assert told["result"]["score"]["scaled"] == 0.5


def every_statement(log: Log) -> list[Statement]:
    """Return what all forms yield, right, wrong and unknown, with hostile text, marked and not."""
    given = {"key": key, "miss": miss, "unknown": lambda _: I_DO_NOT_KNOW}
    for name, respond in given.items():
        session = played(log, exam(id=name, user=name), [respond(q) for q in EVERY])
        log.mark(session.answers[0].id, "undone", "2026-03-14T12:30:00.000Z", name)
    for number, text in enumerate(HOSTILE):
        bad = text.replace("\ud800", "")  # no log keeps half a character
        hard = [replace(saying(q, bad), id=f"{q.id} {bad}") for q in EVERY]
        kept = [q for q in hard if q.form is not Form.NUMBER]
        user = f"user-{number}"
        whole = exam(kept, id=f"hard-{number}", user=user, pack=f"pack {bad}", pack_title=bad)
        played(log, whole, [key(q) for q in kept])
    return list(statements(log, names={"key": "Anna", "user-3": "=1+1"}))


def test_every_rule_of_the_table_holds(log: Log) -> None:
    """The specification's own rules (1.0.3, part two), as far as they concern what is written."""
    told = every_statement(log)
    assert len(told) > 100
    kinds = set()
    for each in told:
        assert set(each) <= {
            "id", "actor", "verb", "object", "result", "context", "timestamp", "version",
        }  # fmt: skip
        UUID(each["id"])
        assert datetime.fromisoformat(each["timestamp"]).utcoffset() == timedelta(0)
        assert each["version"] == "1.0.3"
        assert set(each["actor"]) <= {"objectType", "name", "account"}
        assert set(each["actor"]["account"]) == {"homePage", "name"}
        assert not any(empty(value) for value in walked(each))
        if each["verb"]["display"]["en-US"] == "voided":
            assert each["object"]["objectType"] == "StatementRef"
            assert "context" not in each
            continue
        assert re.fullmatch(r"PT\d+\.\d\dS", each["result"]["duration"])
        score = each["result"]["score"]
        assert 0 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        if each["verb"]["display"]["en-US"] == "answered":
            kinds.add(each["object"]["definition"]["interactionType"])
            parts(each["object"]["definition"])
        assert re.fullmatch(r"[!-~]+", each["object"]["id"])
    assert kinds == {"choice", "true-false", "fill-in", "numeric", "sequencing", "matching"}


def parts(told: Statement) -> None:
    """Check that responses name what there is, and that nothing there is named twice."""
    allowed = {"choice": {"choices"}, "sequencing": {"choices"}, "matching": {"source", "target"}}
    lists = set(told) & {"choices", "scale", "source", "target", "steps"}
    assert lists == allowed.get(told["interactionType"], set())
    for name in lists:
        names = [component["id"] for component in told[name]]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"\S+", each) for each in names)
        for pattern in told["correctResponsesPattern"] if name == "choices" else ():
            assert set(pattern.split("[,]")) <= set(names)


def walked(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from walked(each)


def empty(value: object) -> bool:
    return value is None or value == "" or value in ({}, [])


def test_a_judge_takes_every_statement_and_sees_a_fault(log: Log) -> None:
    told = every_statement(log)
    *faults, wrong = by_ralph([*told, {**told[0], "id": "no uuid"}])
    assert [fault for fault in faults if fault] == []
    assert "uuid" in wrong
