"""`quiz report`: the four forms, names and pseudonyms, and what is said where it cannot be."""

from __future__ import annotations

import csv
import io
import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from quiz.generate import all_questions
from quiz.packs.library import load
from quiz.reports.export import answer_to_json
from quiz.text import cells
from tests.cli.conftest import Outcome, command
from tests.reports.classroom.rows import given, jsonl, write_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.model import Answer, Question

    Quiz = Callable[..., Outcome]

EVIL = "<script>alert(1)</script>&\"'\x1b[31m=1+1"
STUDENTS = 12


@cache
def choices() -> list[Question]:
    return [q for q in all_questions(load("inventions")) if q.form == "choice"][:8]


def answered(user: str, number: int, question: Question, *, right: bool, **more: object) -> Answer:
    keys = [i for i, option in enumerate(question.options) if option.correct]
    picked = keys[0] if right else (keys[0] + 1) % len(question.options)
    return given(
        user,
        number,
        right=right,
        number=number,
        **{
            "pack": "inventions",
            "facet": question.facet,
            "item_id": question.id,
            "variant_id": question.variant,
            "shown_options": tuple(option.text for option in question.options),
            "response": json.dumps({"chosen": [picked]}),
            "given": question.options[picked].text,
            "topic": question.topic,
            "seed": "exam",
            **more,
        },  # type: ignore[arg-type]
    )


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Return a folder with the logs of a class, one a file."""
    folder = tmp_path / "class"
    folder.mkdir()
    for who in range(STUDENTS):
        user = f"pupil{who:02}-ab{who:02}"
        rows = [
            answered(user, number, question, right=(who * 7 + number * 3) % 12 >= number)
            for number, question in enumerate(choices())
        ]
        head = {"type": "student", "id": user, "name": f"Pupil {who:02}"}
        (folder / f"{user}.jsonl").write_text(json.dumps(head) + "\n" + jsonl(rows), "utf-8")
    return folder


# Text


def test_the_text_fits_in_80_columns_and_says_what_to_look_at(quiz: Quiz, logs: Path) -> None:
    status, out, err = quiz("report", "inventions", str(logs))
    assert (status, err) == (0, "")
    assert max(cells(line) for line in out.splitlines()) < 80
    assert "12 students, 96 first answers to 8 questions" in out
    assert choices()[0].prompt in out
    parts = ["QUESTIONS", "THE SET “exam”", "TOPICS", "STUDENTS"]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "too few answers (under 30)" in out
    assert "Reliability (KR-20)" in out


def test_nobody_is_named_unless_asked(quiz: Quiz, logs: Path) -> None:
    """Rule S8."""
    for form in ("text", "json", "csv", "html"):
        for table in ("questions", "students"):
            args = ("report", "inventions", str(logs), "--format", form, "--table", table)
            shown = quiz(*args).out
            assert not re.search(r"(?i)pupil", shown), form
            if form != "csv" or table == "students":
                assert "Student 12" in shown
                named = quiz(*args, "--names").out
                assert "Pupil 07" in named
                assert "Student 12" not in named


def test_the_log_of_this_machine_is_the_default(quiz: Quiz, home: Path) -> None:
    status, _, err = quiz("report", "inventions")
    assert status == 1
    assert "Nothing is answered yet on this machine." in err
    rows = [answered("student", n, q, right=True) for n, q in enumerate(choices())]
    write_log(home / "data", rows)
    status, out, _ = quiz("report", "inventions")
    assert status == 0
    assert "1 student, 8 first answers" in out


def test_one_set_alone(quiz: Quiz, logs: Path) -> None:
    rows = [
        answered("pupil00-ab00", n, q, right=True, seed="other", id=f"o{n}")
        for n, q in enumerate(choices())
    ]
    (logs / "more.jsonl").write_text(jsonl(rows), "utf-8")
    assert (
        "1 student, 8 first answers"
        in quiz("report", "inventions", str(logs), "--seed", "other").out
    )
    status, _, err = quiz("report", "inventions", str(logs), "--seed", "no such")
    assert status == 1
    assert "with the seed “no such”" in err


# What is said of what cannot be read


def test_broken_lines_are_told_and_counted(quiz: Quiz, logs: Path) -> None:
    (logs / "bad.jsonl").write_text("x\n" * 30, "utf-8")
    status, _, err = quiz("report", "inventions", str(logs))
    assert status == 0
    assert "left out: bad.jsonl:1: it is no JSON, or was cut off." in err
    assert err.count("bad.jsonl") == 10
    assert "… and 20 more lines were left out." in err
    found = json.loads(quiz("report", "inventions", str(logs), "--format", "json").out)
    assert found["read"]["broken_lines"] == 30


def test_answers_of_another_pack_are_named(quiz: Quiz, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(jsonl([given("a-1111", 1, pack="rivers")]), "utf-8")
    status, _, err = quiz("report", "inventions", str(tmp_path / "x.jsonl"))
    assert status == 1
    assert "No answer of “inventions” was found. There are answers of: rivers (1)." in err


def test_a_pack_that_is_not_here_is_reported_by_its_ids(quiz: Quiz, tmp_path: Path) -> None:
    rows = []
    for n in range(6):
        facet = f"rivers/river/big-rhine{n}/sea"
        ids = {"pack": "rivers", "facet": facet, "item_id": f"{facet}/choice"}
        rows.append(given("a-1111", n, number=n, **ids))
    (tmp_path / "x.jsonl").write_text(jsonl(rows), "utf-8")
    status, out, err = quiz("report", "rivers", str(tmp_path / "x.jsonl"), "--format", "csv")
    assert status == 0
    assert "is not here, so that questions are named by their ids" in err
    assert "big rhine1: sea" in out
    assert quiz("report", "./nowhere.toml", str(tmp_path / "x.jsonl")).status == 1


# Files


def test_a_file_is_written_and_none_replaced_unasked(
    quiz: Quiz, logs: Path, tmp_path: Path
) -> None:
    target = tmp_path / "report.html"
    args = ("report", "inventions", str(logs), "--format", "html", "--output", str(target))
    assert quiz(*args) == (0, "", f"Written: {target}\n")
    target.write_text("mine")
    status, _, err = quiz(*args)
    assert status == 1
    assert "is there already" in err
    assert target.read_text() == "mine"
    assert quiz(*args, "--force").status == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_the_bytes_are_the_same_everywhere(logs: Path, home: Path) -> None:
    for form in ("csv", "html"):
        args = ("report", "inventions", str(logs), "--format", form)
        one = command(*args, PYTHONHASHSEED="1", PYTHONIOENCODING="latin-1")
        two = command(*args, PYTHONHASHSEED="2", LC_ALL="C")
        assert one.stdout == two.stdout
        assert one.stdout
        one.stdout.decode("utf-8")


# Data


def test_json_has_every_figure(quiz: Quiz, logs: Path) -> None:
    found = json.loads(quiz("report", "inventions", str(logs), "--format", "json").out)
    assert (found["format"], found["version"]) == ("footnote-report", 1)
    assert len(found["students"]) == STUDENTS
    assert len(found["questions"]) == 8
    question = found["questions"][0]
    assert question["facility_low"] < question["facility"] < question["facility_high"]
    assert question["verdict"] == "too few answers"
    assert question["discrimination"] is None
    assert sum(option["chosen"] for option in question["options"]) == STUDENTS
    (key,) = [option["option"] for option in question["options"] if option["key"]]
    assert key == question["key"]
    (exam,) = found["sets"]
    assert exam["persons"] == STUDENTS
    assert exam["alpha_low"] < exam["alpha"] < exam["alpha_high"]
    assert [mark["total"] for mark in exam["marks"]] == sorted(
        (mark["total"] for mark in exam["marks"]), reverse=True
    )


@pytest.mark.parametrize(
    ("table", "rows"), [("questions", 8), ("students", STUDENTS), ("topics", 2), ("options", 32)]
)
def test_each_table_is_csv(quiz: Quiz, logs: Path, table: str, rows: int) -> None:
    out = quiz("report", "inventions", str(logs), "--format", "csv", "--table", table).out
    found = list(csv.DictReader(io.StringIO(out)))
    assert len(found) == rows
    assert all(None not in row and None not in row.values() for row in found)


# Text from strangers


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Return a log whose every text is meant to do harm."""
    rows = []
    for who in range(6):
        for number, question in enumerate(choices()):
            made = answered(
                f"=x{who}{EVIL}",
                number,
                question,
                right=bool(who % 2),
                topic=f"@{EVIL}",
                shown_options=(f"+{EVIL}", f"-{EVIL}", "\tc", "d"),
                seed=EVIL,
                sitting=f"{who}",
                id=f"{who}-{number}{EVIL}",
            )
            rows.append(answer_to_json(made))
    path = tmp_path / "evil.jsonl"
    head = {"type": "student", "id": f"=x0{EVIL}", "name": f"=cmd{EVIL}"}
    path.write_text("".join(json.dumps(row) + "\n" for row in [head, *rows]), "utf-8")
    return path


@pytest.mark.parametrize("form", ["text", "csv", "html"])
@pytest.mark.parametrize("table", ["questions", "students", "topics", "options"])
def test_no_text_does_harm(quiz: Quiz, evil: Path, form: str, table: str) -> None:
    out = quiz("report", "inventions", str(evil), "--names", "--format", form, "--table", table).out
    assert "alert(1)" in out or (form, table) == ("csv", "questions")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", out)
    if form == "csv":
        for row in csv.reader(io.StringIO(out)):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell)
    if form == "html":
        assert "<script" not in out
        assert '&"' not in out


class Seen(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_needs_nothing_and_runs_nothing(quiz: Quiz, evil: Path, logs: Path) -> None:
    for source in (evil, logs):
        out = quiz("report", "inventions", str(source), "--names", "--format", "html").out
        seen = Seen()
        seen.feed(out)
        names = {tag for tag, _ in seen.tags}
        assert not names & {"script", "img", "iframe", "link", "object", "a", "form", "base"}
        for _, attributes in seen.tags:
            assert not {name for name in attributes if name.startswith("on")}
            assert not attributes.keys() & {"style", "href", "src", "xlink:href", "action"}
        assert "http" not in re.sub(r"http-equiv", "", out)
        assert "url(" not in out
        policy = next(a["content"] for tag, a in seen.tags if "http-equiv" in a) or ""
        (css,) = re.findall(r"<style>(.*?)</style>", out, re.DOTALL)
        assert f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'" in policy
        assert policy.startswith("default-src 'none'; ")
        pictures = re.findall(r"<svg.*?</svg>", out, re.DOTALL)
        assert len(pictures) >= 2
        for picture in pictures:
            root = ET.fromstring(picture)
            assert root.find("title") is not None
            assert not {e.tag for e in root.iter()} - {
                "svg",
                "title",
                "text",
                "line",
                "rect",
                "circle",
                "path",
            }


def test_the_page_is_told_by_more_than_colour(quiz: Quiz, logs: Path) -> None:
    out = quiz("report", "inventions", str(logs), "--format", "html").out
    heat = re.search(r'<table class="heat">.*?</table>', out, re.DOTALL)
    assert heat
    for cell in re.findall(r"<td[^>]*>(.*?)</td>", heat[0]):
        assert re.fullmatch(r"\d+|·", cell)
    assert "prefers-color-scheme:dark" in out
    assert "@media print" in out


# Gradebooks


def test_a_gradebook_has_the_marks_of_a_set_and_names_who_is_left_out(
    quiz: Quiz, logs: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    heads = "Student,ID,SIS User ID,SIS Login ID,Section\n"
    names = [f"Pupil {who:02}" for who in range(1, STUDENTS)]
    rows = [f"{name},{n},S{n},p{n},9b\n" for n, name in enumerate(names, 1)]
    roster.write_text(heads + "".join(rows), "utf-8")
    words = ("report", "inventions", str(logs), "--roster", str(roster))
    status, out, err = quiz(*words, "--format", "canvas-grades", "--seed", "exam")
    assert status == 0, err
    head, points, *told = csv.reader(io.StringIO(out))
    assert head[5] == "Inventions, set exam"
    assert points[5] == "100"
    assert [row[0] for row in told] == names
    for row in told:
        who = int(row[1])
        right = sum((who * 7 + number * 3) % 12 >= number for number in range(8))
        assert row[5] == f"{100 * right / 8:.2f}".rstrip("0").rstrip(".")
    assert "left out: Pupil 00 is not in the list.\n" in err
    assert "Marks of 11 students, of 100 points.\n" in err
    moodle = quiz(*words, "--format", "moodle-grades")
    assert moodle.status == 1  # no number, address or login that Moodle knows
    assert "None of the 12 students can be marked." in moodle.err
    assert quiz("report", "inventions", str(logs), "--roster", "x").status == 1


def test_what_was_not_answered_in_a_set_counts_as_nothing(quiz: Quiz, tmp_path: Path) -> None:
    for user, size in (("anna", 8), ("boris", 4)):
        head = {"type": "student", "id": user, "name": user}
        rows = [answered(user, n, q, right=True) for n, q in enumerate(choices()[:size])]
        (tmp_path / f"{user}.jsonl").write_text(json.dumps(head) + "\n" + jsonl(rows), "utf-8")
    files = [str(tmp_path / f"{user}.jsonl") for user in ("anna", "boris")]
    words = ("report", "inventions", *files, "--format", "moodle-grades")
    status, out, err = quiz(*words, "--seed", "exam")
    assert (status, out) == (0, 'Username,"Inventions, set exam"\r\nanna,100\r\nboris,50\r\n')
    assert "boris answered 4 of 8 questions; the rest count 0.\n" in err
    assert quiz(*words).out == "Username,Inventions\r\nanna,100\r\nboris,100\r\n"
