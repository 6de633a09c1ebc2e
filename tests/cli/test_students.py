"""`quiz students`, and `--student` wherever something is one student's own."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from quiz.records import settings
from quiz.records.lock import Lock
from quiz.records.settings import Settings
from quiz.reports import kept
from quiz.reports.learner import Learner
from tests.cli.conftest import Outcome, command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Quiz = Callable[..., Outcome]

PLAY = ("play", "inventions", "--plain", "--count", "2", "--seed", "7", "--form", "choice")


@pytest.fixture
def two(quiz: Quiz) -> tuple[str, str]:
    """Return the ids of Anna and Ben, of whom Ben played last."""
    for name in ("Anna", "Ben"):
        assert quiz("students", "add", name).status == 0
        played = quiz(*PLAY, "--mode", "exam", "--student", name, stdin="1\n1\nn\n")
        assert (played.status, played.err) == (0, "")
    anna, ben = json.loads(quiz("students", "--format", "json").out)
    return anna["id"], ben["id"]


def listed(quiz: Quiz) -> list[tuple[str, int, bool]]:
    rows = json.loads(quiz("students", "--format", "json").out)
    return [(row["name"], row["answers"], row["played_last"]) for row in rows]


def test_a_new_machine_has_one_student_who_need_not_be_named(quiz: Quiz) -> None:
    assert listed(quiz) == [("Student", 0, True)]
    played = quiz(*PLAY, stdin="1\n1\nn\n")
    assert "Playing as" not in played.out
    assert listed(quiz)[0][0] == "Student"
    assert quiz("students", "rename", "Student", "Zoë").out == (
        "Student is called Zoë now. The answers are kept.\n"
    )
    assert [row[0] for row in listed(quiz)] == ["Zoë"]
    assert "Zoë" in quiz("students").out


def test_scores_and_answers_of_two_stay_apart(quiz: Quiz, two: tuple[str, str]) -> None:
    assert listed(quiz) == [("Anna", 2, False), ("Ben", 2, True)]
    quiz(*PLAY, "--mode", "exam", "--student", "anna", stdin="2\n2\nn\n")
    assert listed(quiz) == [("Anna", 4, True), ("Ben", 2, False)]
    for name, sittings in (("Anna", 2), ("BEN", 1), (two[1], 1)):
        (score,) = json.loads(quiz("scores", "--student", name, "--format", "json").out)
        assert (score["sittings"], score["answers"]) == (sittings, 2 * sittings)
    assert quiz("scores").out.startswith("Anna\n")
    rows = [json.loads(line) for line in quiz("log").out.splitlines()]
    assert [row["user"] for row in rows] == [two[0]] * 2 + [two[1]] * 2 + [two[0]] * 2
    only = [json.loads(line) for line in quiz("log", "--student", "Ben").out.splitlines()]
    assert [row["user"] for row in only] == [two[1]] * 2
    assert quiz("log", "--student", "Ben", "--format", "csv").out.count(two[1]) == 2


def test_statements_are_one_array_that_names_nobody_unasked(
    quiz: Quiz, two: tuple[str, str]
) -> None:
    told = quiz("log", "--format", "xapi")
    kinds = [each["verb"]["display"]["en-US"] for each in json.loads(told.out)]
    assert kinds == ["answered"] * 4 + ["completed"] * 2
    assert not any(word in told.out for word in ("Anna", "Ben", *two))
    named = quiz("log", "--format", "xapi", "--names", "--student", "Ben")
    assert {each["actor"]["name"] for each in json.loads(named.out)} == {"Ben"}
    assert "--format xapi" in quiz("log", "--names").err


def test_no_answers_are_no_statements(quiz: Quiz) -> None:
    assert quiz("log", "--format", "xapi").out == "[]\n"


def test_without_a_name_the_last_one_plays_and_is_told_so(quiz: Quiz, two: tuple[str, str]) -> None:
    played = quiz(*PLAY, "--mode", "exam", stdin="1\n1\nn\n")
    assert played.out.startswith("Playing as Ben.\n")
    assert [row[1] for row in listed(quiz)] == [2, 4]


def test_each_goes_on_with_what_was_their_own(quiz: Quiz, two: tuple[str, str]) -> None:
    quiz(*PLAY, "--student", "Anna", stdin="1\nq\n")
    assert "You stopped in" not in quiz(*PLAY, "--student", "Ben", stdin="q\n").out
    assert "You stopped in" in quiz(*PLAY, "--student", "Anna", stdin="q\n").out


def test_an_unknown_student_is_told_in_a_sentence(quiz: Quiz, two: tuple[str, str]) -> None:
    for args in (
        PLAY, ("scores",), ("log",),
    ):  # fmt: skip
        outcome = quiz(*args, "--student", "Bem")
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == "No student is called “Bem”. Did you mean “Ben”?\n"
    hostile = quiz("scores", "--student", "\x1b]0;x\x07" + "y" * 10_000_000)
    assert hostile.status == 1
    assert "\x1b" not in hostile.err
    assert len(hostile.err) < 200


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add",), "a name is missing"),
        (("add", "Anna", "B."), "only a name is expected. Put quotes around a name"),
        (("rename", "Anna"), "the old name and the new one is missing"),
        (("erase",), "a name is missing"),
        (("export",), "a name is missing"),
    ],
)
def test_a_mistake_in_the_arguments_is_told(quiz: Quiz, args: tuple[str, ...], said: str) -> None:
    outcome = quiz("students", *args)
    assert outcome.status == 2
    assert said in outcome.err


@pytest.mark.parametrize("name", ["", "\x1b", "[/]", "a" * 41, "Anna", " anna "])
def test_a_name_that_cannot_be_used_is_refused(quiz: Quiz, two: tuple[str, str], name: str) -> None:
    for args in (("add", name), ("rename", "Ben", name)):
        outcome = quiz("students", *args)
        assert outcome.status == 1
        assert outcome.err.count("\n") == 1
    assert [row[0] for row in listed(quiz)] == ["Anna", "Ben"]


@pytest.mark.parametrize("name", ["[@click=app.exit]x[/]", "../../x", "=cmd()", "Ａnn\u202eB"])
def test_a_strange_name_does_no_harm(quiz: Quiz, home: Path, name: str) -> None:
    assert quiz("students", "add", name).status == 0
    shown = quiz("students").out
    assert "\u202e" not in shown
    (row,) = json.loads(quiz("students", "--format", "json").out)
    assert quiz(*PLAY, "--student", row["name"], stdin="1\nq\n").status == 0
    assert quiz("students", "erase", row["name"], "--yes").status == 0
    assert {path.name for path in home.parent.iterdir()} <= {"home", "packs"}


def test_an_export_has_all_that_is_kept_of_one(
    quiz: Quiz, two: tuple[str, str], home: Path, tmp_path: Path
) -> None:
    settings.write(Settings(goal=20, extra=1.5), home / "settings", two[0])
    target = tmp_path / "anna.jsonl"
    done = quiz("students", "export", "anna", "--output", str(target))
    assert done.status == 0
    assert done.out == f"{target}: 4 lines, all that is kept of Anna.\n"
    head, *rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert (head["type"], head["format"], head["version"]) == ("student", "footnote-student", 1)
    assert (head["id"], head["name"], head["settings"]["goal"]) == (two[0], "Anna", 20)
    assert [row["type"] for row in rows] == ["sitting", "answer", "answer"]
    assert {row["user"] for row in rows} == {two[0]}
    assert "questions" not in rows[0]
    in_log = [json.loads(line) for line in quiz("log", "--student", "Anna").out.splitlines()]
    mode = {"mode": rows[0]["mode"]}
    assert [{k: v for k, v in row.items() if k != "type"} | mode for row in rows[1:]] == in_log
    assert two[1] not in target.read_text("utf-8")
    printed = quiz("students", "export", "Anna").out.splitlines()
    assert [json.loads(line) for line in printed[1:]] == rows


def test_an_export_overwrites_nothing(quiz: Quiz, two: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "there.jsonl"
    target.write_text("mine")
    refused = quiz("students", "export", "Anna", "--output", str(target))
    assert refused.status == 1
    assert "is there already" in refused.err
    assert target.read_text() == "mine"
    nowhere = quiz("students", "export", "Anna", "--output", str(tmp_path / "no" / "x"))
    assert (nowhere.status, nowhere.err.count("\n")) == (1, 1)


def test_erasing_is_asked_before_and_says_what_goes(quiz: Quiz, two: tuple[str, str]) -> None:
    before = listed(quiz)
    for typed in ("n\n", "\n", "", "yess\n"):
        outcome = quiz("students", "erase", "Anna", stdin=typed)
        assert outcome.status == 1
        assert f"This erases Anna ({two[0]}) for good: 2 answers" in outcome.out
        assert outcome.out.endswith("Nothing was erased.\n")
    assert listed(quiz) == before


def test_an_erased_student_is_in_no_file(quiz: Quiz, two: tuple[str, str], home: Path) -> None:
    settings.write(Settings(goal=20), home / "settings", two[0])
    for user in two:
        kept.write(home / "cache", Learner(user=user, played={"inventions": "x"}))
    outcome = quiz("students", "erase", "Anna", "--yes")
    assert outcome.status == 0
    assert kept.read(home / "cache", two[0]) is None
    assert kept.read(home / "cache", two[1]) is not None
    assert outcome.out.endswith("Anna is erased.\n")
    for path in home.rglob("*"):
        assert "anna" not in path.name.lower()
        if path.is_file():
            assert b"anna" not in path.read_bytes().lower(), path
    assert listed(quiz) == [("Ben", 2, True)]
    assert quiz("scores", "--student", "Anna").status == 1
    assert len(quiz("log").out.splitlines()) == 2
    assert quiz(*PLAY, stdin="1\nq\n").status == 0


def test_whoever_sits_at_the_terminal_can_agree(
    quiz: Quiz, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("io.StringIO", Terminal)
    assert quiz("students", "erase", "Anna", stdin="n\n").status == 1
    assert quiz("students", "erase", "Anna", stdin="y\n").out.endswith("Anna is erased.\n")
    assert [row[0] for row in listed(quiz)] == ["Ben"]


def test_nothing_is_erased_while_the_game_is_open(
    quiz: Quiz, two: tuple[str, str], home: Path
) -> None:
    lock = Lock(home / "data" / "answers.lock")
    outcome = quiz("students", "erase", "Anna", "--yes")
    lock.release()
    assert outcome.status == 1
    assert "Another Footnote window has your log open" in outcome.err
    assert listed(quiz) == [("Anna", 2, False), ("Ben", 2, True)]


def test_a_lost_list_loses_no_score(quiz: Quiz, two: tuple[str, str], home: Path) -> None:
    (home / "data" / "students.json").write_bytes(b"\xff{")
    assert [row[0] for row in listed(quiz)] == list(two)
    (score,) = json.loads(quiz("scores", "--student", two[0], "--format", "json").out)
    assert score["answers"] == 2
    assert quiz("students", "rename", two[0], "Anna").status == 0
    assert [row[0] for row in listed(quiz)] == ["Anna", two[1]]


def test_the_command_works_by_itself() -> None:
    done = command("students", "erase", "nobody", "--yes")
    assert done.returncode == 1
    assert (
        done.stderr
        == b"No student is called \xe2\x80\x9cnobody\xe2\x80\x9d. `quiz students` lists them.\n"
    )


def test_confidence_is_asked_by_flag_or_as_the_student_has_set_it(
    quiz: Quiz, two: tuple[str, str], home: Path
) -> None:
    settings.write(Settings(confidence=True), home / "settings", two[0])
    exam = (*PLAY, "--mode", "exam", "--student")
    assert "How sure?" in quiz(*exam, "Anna", stdin="1\n2\n1\n3\nn\n").out
    last = [json.loads(line)["confidence"] for line in quiz("log").out.splitlines()][-2:]
    assert last == [2, 3]
    assert "How sure?" not in quiz(*exam, "Ben", stdin="1\n1\nn\n").out
    assert "How sure?" not in quiz(*exam, "Anna", "--no-confidence", stdin="1\n1\nn\n").out
    assert "How sure?" in quiz(*exam, "Ben", "--confidence", stdin="1\n1\n1\n1\nn\n").out
    sprint = (*PLAY, "--mode", "sprint", "--confidence", "--student", "Ben")
    assert "How sure?" not in quiz(*sprint, stdin="1\n\n1\nq\n").out
