"""`quiz reports`: what students tell the authors of packs."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from quiz.model import Form
from quiz.paths import data_dir
from quiz.records.log import Log
from tests.make import question, sitting
from tests.records.rows import TS, answer, complaint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

WORDS = """
[pack]
id = "words"
title = "Words"
license = "CC0-1.0"

[sources.book]
title = "A book"

[kinds.word]
cite = { source = "book", section = "1" }
[kinds.word.fields.english]
type = "text"
ask = "What is {name} in English?"
back = "Which word means {english}?"
[kinds.word.fields.root]
type = "name"
of = ["word"]
many = true
ask = "Which word does {name} come from?"
[kinds.word.fields.age]
type = "number"
ask = "How old is {name}?"

[[word]]
name = "Auto"
english = "car"
root = ["Wagen", "Automobil"]
age = 120

[[word]]
name = "Wagen"
english = "wagon"

[[word]]
name = "Automobil"
english = "automobile"
"""

_numbers = count()


@pytest.fixture
def words(pack: Path) -> Path:
    """Return the pack of words, beside the other one."""
    path = pack.parent / "words.toml"
    path.write_text(WORDS, "utf-8")
    return path


def said(name: str, given: str, right: str, *, form: Form = Form.TYPED, **changes: Any) -> None:
    """Put an answer into the log of which the student said that it was right."""
    item = f"words/word/auto/{name}/{form}"
    facet = item.rpartition("/")[0]
    made = {"accepted": (right,)} if form is not Form.NUMBER else {}
    asked = question(form, id=item, facet=facet, prompt=f"{name}?", answer=right, **made)
    number = next(_numbers)
    with Log.open(data_dir()) as log:
        log.start(sitting([asked], id=f"s{number}", pack="words"))
        row = answer(
            number, sitting=f"s{number}", position=0, pack="words", facet=facet, item_id=item,
            form=form.value, given=given, correct=False, **changes,
        )  # fmt: skip
        log.record(row)
        log.mark(row.id, "right", TS, "student")


def found(quiz: Quiz, *more: str) -> dict[str, list[dict[str, Any]]]:
    ran = quiz("reports", *more, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    out: dict[str, list[dict[str, Any]]] = json.loads(ran.out)
    return out


def line_of(path: Path, text: str) -> int:
    """Return the line of the row with that text, which is its header's."""
    lines = path.read_text("utf-8").splitlines()
    at = lines.index(text)
    return max(number for number, row in enumerate(lines[:at], 1) if row.startswith("[["))


def test_a_report_made_in_a_sitting_leads_to_the_line(quiz: Quiz, pack: Path) -> None:
    play = ("play", str(pack), "--plain", "--count", "1", "--seed", "7", "--form", "choice")
    ran = quiz(*play, stdin="1\nreport the year is odd\n")
    assert "Reported." in ran.out
    (report,) = found(quiz)["reports"]
    fact = report["item_id"].split("/")[2]
    line = line_of(pack, f'id = "{fact}"')
    assert (report["file"], report["line"], report["words"]) == (pack.name, line, "the year is odd")
    shown = quiz("reports", str(pack)).out
    assert f"{pack}:{line}: the year is odd" in shown
    assert report["prompt"] in shown


def test_the_line_is_where_the_fact_stands_now(quiz: Quiz, words: Path) -> None:
    with Log.open(data_dir()) as log:
        log.complain(complaint(1, pack="words", item_id="words/word/auto/english/typed", line=3))
        log.complain(complaint(2, pack="words", item_id="words/word/gone/english/typed", line=4))
        log.complain(complaint(3, pack="elsewhere", file="elsewhere.toml", words=""))
    lines = {each["id"]: (each["file"], each["line"]) for each in found(quiz)["reports"]}
    assert lines == {
        "1": ("words.toml", line_of(words, 'name = "Auto"')),
        "2": ("packs/pack.toml", 4),
        "3": ("elsewhere.toml", 12),
    }
    shown = quiz("reports").out
    assert "elsewhere.toml:12: reported without a word" in shown
    assert [each["id"] for each in found(quiz, "words")["reports"]] == ["2", "1"]
    assert [each["id"] for each in found(quiz, str(words))["reports"]] == ["2", "1"]


@pytest.mark.parametrize(
    ("name", "right", "form", "row", "write"),
    [
        ("english", "car", Form.TYPED, "Auto", 'accept = { english = ["motor \\"car\\""] }'),
        ("english-back", "Auto", Form.TYPED, "Auto", 'aliases = ["motor \\"car\\""]'),
        ("root", "Automobil", Form.CLOZE, "Automobil", 'aliases = ["motor \\"car\\""]'),
        ("age", "120", Form.NUMBER, "Auto", ""),
    ],
)
def test_what_is_right_as_students_say_is_offered_with_the_line_to_write(
    quiz: Quiz, words: Path, name: str, right: str, form: Form, row: str, write: str
) -> None:
    said(name, 'motor "car"', right, form=form)
    (offer,) = found(quiz)["offers"]
    assert (offer["given"], offer["answer"], offer["times"]) == ('motor "car"', right, 1)
    assert (offer["fact"], offer["write"]) == (f"word/{row.lower()}", write)
    assert (offer["file"], offer["line"]) == ("words.toml", line_of(words, f'name = "{row}"'))
    shown = quiz("reports").out
    assert f'{words}:{offer["line"]}: “motor "car"” for “{right}”, once' in shown
    assert ("If it is right" in shown) is bool(write)
    if write:  # and what it says makes the pack no worse
        text = words.read_text("utf-8")
        words.write_text(text.replace(f'name = "{row}"', f'name = "{row}"\n{write}'), "utf-8")
        assert quiz("questions", "words", "--all").status == 0


@pytest.mark.usefixtures("words")
def test_the_same_words_are_counted_together(quiz: Quiz) -> None:
    said("english", "motor car", "car")
    said("english", "Motor Car", "car", user="other")
    said("english", "Motor car!", "car", ts_utc="2026-05-01T00:00:00.000Z")
    said("english", "wagon", "car")
    offers = found(quiz)["offers"]
    assert [(o["given"], o["times"], o["students"]) for o in offers] == [
        ("Motor car!", 3, 2),
        ("wagon", 1, 1),
    ]
    assert offers[0]["last_utc"] == "2026-05-01T00:00:00.000Z"
    assert "3 times" in quiz("reports").out


def test_an_answer_that_was_undone_is_no_offer(quiz: Quiz) -> None:
    said("english", "motor car", "car")
    with Log.open(data_dir()) as log:
        (each,) = log.answers()
        log.mark(each.id, "undone", TS, "student")
    assert found(quiz) == {"reports": [], "offers": []}


def test_nothing_a_student_writes_controls_the_terminal(quiz: Quiz) -> None:
    nasty = "\x1b]0;owned\x07 \x9b31m \u202e …"
    with Log.open(data_dir()) as log:
        log.complain(complaint(prompt=nasty, given=nasty, words=nasty, file=nasty))
    said("english", nasty, nasty)
    shown = quiz("reports").out
    assert "owned" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_nothing_reported_says_so(quiz: Quiz) -> None:
    assert "Nothing was reported" in quiz("reports").out
    assert found(quiz) == {"reports": [], "offers": []}


def test_a_pack_that_is_not_known_is_named(quiz: Quiz, pack: Path) -> None:
    ran = quiz("reports", "invention")
    assert ran.status == 1
    assert "inventions" in ran.err
    assert pack.is_file()


def test_a_pack_that_is_gone_is_known_by_its_log(quiz: Quiz) -> None:
    with Log.open(data_dir()) as log:
        log.start(sitting([question(Form.CHOICE)], pack="gone"))
        log.complain(complaint(pack="gone"))
        log.complain(complaint(2, pack="pack"))
    assert [each["pack"] for each in found(quiz, "gone")["reports"]] == ["gone"]


def test_the_logs_of_a_class_are_read_too(
    quiz: Quiz, words: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two students' logs, one as it lies on the disk and one exported, on a third machine."""
    logs = tmp_path / "class"
    (logs / "ben").mkdir(parents=True)
    with Log.open(data_dir()) as log:
        log.complain(complaint(1, pack="words", item_id="words/word/auto/english/typed"))
        log.complain(complaint(9, pack="other"))
    said("english", "motor car", "car")
    exported = quiz("students", "export", "Student", "--output", str(logs / "anna.jsonl"))
    assert exported.status == 0
    monkeypatch.setenv("QUIZ_HOME", str(home / "ben"))
    with Log.open(data_dir()) as log:
        log.complain(complaint(2, pack="words", item_id="words/word/wagen/english/typed"))
    said("english", "Motor car", "car", user="ben")
    (data_dir() / "answers.db").rename(logs / "ben" / "answers.db")
    monkeypatch.setenv("QUIZ_HOME", str(home / "teacher"))
    assert found(quiz) == {"reports": [], "offers": []}
    told = found(quiz, "words", str(logs))
    assert [(each["id"], each["line"]) for each in told["reports"]] == [
        ("1", line_of(words, 'name = "Auto"')),
        ("2", line_of(words, 'name = "Wagen"')),
    ]
    (offer,) = told["offers"]
    assert (offer["times"], offer["students"], offer["fact"]) == (2, 2, "word/auto")
    assert offer["write"].startswith('accept = { english = ["')
    shown = quiz("reports", "words", str(logs)).out
    assert "words/word/auto/english/typed" in shown
    assert "2 times" in shown


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"words": 7}, "“words” is not text"),
        ({"words": None}, "“words” is missing"),
        ({"prompt": "x" * 3000}, "“prompt” has more than 2,500 characters"),
        ({"line": -1}, "“line” is no whole number from 1 on"),
        ({"line": "12"}, "“line” is no whole number from 1 on"),
    ],
)
def test_a_strangers_row_that_makes_no_sense_is_told_and_left_out(
    quiz: Quiz, words: Path, change: dict[str, Any], what: str
) -> None:
    good = {"type": "complaint", **asdict(complaint(1, pack="words", item_id="nothing"))}
    log = words.parent / "log.jsonl"
    log.write_text(f"{json.dumps({**good, **change})}\n{json.dumps(good)}\n", "utf-8")
    ran = quiz("reports", "words", str(log), "--format", "json")
    assert [each["id"] for each in json.loads(ran.out)["reports"]] == ["1"]
    assert f"log.jsonl:1: {what}." in ran.err
