"""`quiz new`: what it makes checks clean, plays, and is judged by the checker that is not ours."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.cli.parser import TEMPLATES
from quiz.generate.make import all_questions
from quiz.packs.checks import check_path
from quiz.packs.load import load_pack
from quiz.packs.scaffold import new
from quiz.wire import question_to_json
from tests.checker.check import check_all
from tests.checker.pack import read_book
from tests.cli.conftest import ROOT, Outcome
from tests.packs.test_schema import lint

if TYPE_CHECKING:
    from collections.abc import Callable

    Quiz = Callable[..., Outcome]

RIVERS = """\
River,Length (km),Mouth,Countries,First bridge,Note
the Rhine,"1,230",the North Sea,Switzerland; Germany; Netherlands,1500,
the Danube,"2,850",the Black Sea,Germany; Austria; Romania,1135,It rises in a castle's park.
the Volga,"3,530",the Caspian Sea,Russia,1880,
the Elbe,"1,094",the North Sea,Czechia; Germany,1342,
the Po,652,the Adriatic Sea,Italy,1850,
the Dnieper,"2,201",the Black Sea,Russia; Belarus; Ukraine,1853,
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def questions_of(folder: Path) -> list[dict[str, object]]:
    made = all_questions(load_pack(folder), seed="1", level=2)
    return [json.loads(json.dumps(question_to_json(question))) for question in made]


def assert_sound(folder: Path, *, questions: int) -> None:
    assert [str(problem) for problem in check_path(folder)] == []
    assert lint(folder / "pack.toml") == []
    made = questions_of(folder)
    assert len(made) >= questions
    assert [str(finding) for finding in check_all(read_book(folder), made)] == []


def test_the_examples_are_those_that_the_command_offers() -> None:
    assert TEMPLATES == new.TEMPLATES
    assert {path.stem for path in Path(new.__file__).parent.glob("*.toml")} == set(TEMPLATES)


@pytest.mark.parametrize("like", TEMPLATES)
def test_an_example_is_sound_and_plays(quiz: Quiz, here: Path, like: str) -> None:
    done = quiz("new", "My first pack", "--like", like)
    assert (done.status, done.err) == (0, "")
    assert_sound(here / "my-first-pack", questions=100)
    text = (here / "my-first-pack" / "pack.toml").read_text("utf-8")
    assert 'id = "my-first-pack"' in text
    assert 'title = "My first pack"' in text
    assert "@" not in text
    assert len([line for line in text.split("\n") if "# " in line]) > 15
    played = quiz("play", "./my-first-pack", "--plain", "--count", "1", stdin="?\n" * 3)
    assert "Results" in played.out


def test_the_history_asks_about_the_disagreement(quiz: Quiz, here: Path) -> None:
    quiz("new", "poles")
    forms = [q["form"] for q in questions_of(here / "poles")]
    assert forms.count("sources") >= 2
    assert {"choice", "typed", "number", "order", "match", "timeline", "true-false"} <= set(forms)


def test_words_are_typed_both_ways(quiz: Quiz, here: Path) -> None:
    quiz("new", "words", "--like", "vocabulary")
    typed = [str(q["prompt"]) for q in questions_of(here / "words") if q["form"] == "typed"]
    assert "What is “cheval” in English?" in typed
    assert "What is “horse” in French?" in typed


def test_what_to_do_next_can_be_done(quiz: Quiz, here: Path) -> None:
    done = quiz("new", "poles")
    lines = [line.split() for line in done.out.splitlines() if line.startswith("  quiz ")]
    assert [line[1] for line in lines] == ["play", "preview", "check", "questions", "coverage"]
    for line in lines[2:]:
        assert quiz(*line[1:]).status == 0
    [guide] = re.findall(r"The teacher's guide: (.*)", done.out)
    assert "A pack in ten minutes" in Path(guide).read_text("utf-8")


def test_a_table_is_not_told_of_where_its_pack_cannot_be_made(quiz: Quiz, here: Path) -> None:
    (here / "table.csv").write_text(RIVERS, "utf-8")
    (here / "rivers").mkdir()
    done = quiz("new", "rivers", "--from", "table.csv")
    assert (done.status, done.out) == (1, "")
    assert "nothing is overwritten" in done.err


def test_nothing_is_overwritten(quiz: Quiz, here: Path) -> None:
    (here / "poles").mkdir()
    (here / "poles" / "pack.toml").write_text("mine", "utf-8")
    done = quiz("new", "poles")
    assert done.status == 1
    assert "nothing is overwritten" in done.err
    assert [path.name for path in here.iterdir()] == ["poles"]
    assert (here / "poles" / "pack.toml").read_text("utf-8") == "mine"


def test_an_id_that_another_pack_has_is_refused(quiz: Quiz, here: Path) -> None:
    done = quiz("new", "inventions")
    assert done.status == 1
    assert "the id “inventions” already" in done.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["Россия", "...", "", "/"])
def test_a_name_without_letters_is_refused(quiz: Quiz, here: Path, name: str) -> None:
    done = quiz("new", name)
    assert done.status == 1
    assert "letter from a to z" in done.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", 'a"b\\u0041', "--x@ID@", "a\x1b]0;b"])
def test_a_name_is_no_path_and_no_code(quiz: Quiz, here: Path, name: str) -> None:
    done = quiz("new", "--", name)
    assert done.status == 0, done.err
    [made] = here.iterdir()
    assert check_path(made) == []


def test_it_can_be_made_elsewhere(quiz: Quiz, here: Path) -> None:
    assert quiz("new", "poles", "--output", "deep/er").status == 0
    assert (here / "deep" / "er" / "poles" / "pack.toml").is_file()
    (here / "file").write_text("", "utf-8")
    done = quiz("new", "poles", "--output", "file")
    assert done.status == 1
    assert "cannot be made" in done.err


# From a table


def test_a_table_becomes_a_sound_pack(quiz: Quiz, here: Path) -> None:
    (here / "rivers.csv").write_text(RIVERS, "utf-8")
    done = quiz("new", "rivers", "--from", "rivers.csv", "--source", "A School Atlas")
    assert (done.status, done.err) == (0, "")
    assert_sound(here / "rivers", questions=60)
    for shown in ("a number, in km", "a date", "a category", "several values", "the row's note"):
        assert shown in done.out
    prompts = {str(q["prompt"]) for q in questions_of(here / "rivers")}
    assert "What is the length of the Rhine, in km?" in prompts
    assert "In which year does the table have “First bridge” for the Volga?" in prompts
    assert "Which of these rivers has “the Caspian Sea” as its mouth?" in prompts
    assert not [prompt for prompt in prompts if "{" in prompt]


def test_a_source_that_is_not_named_is_marked_and_named_by_check(quiz: Quiz, here: Path) -> None:
    (here / "rivers.csv").write_text(RIVERS, "utf-8")
    done = quiz("new", "rivers", "--from", "rivers.csv")
    assert done.status == 0
    assert "todo-source" in done.out
    checked = quiz("check", "rivers")
    assert checked.status == 1
    assert "The source has no title yet" in checked.out
    assert quiz("questions", "./rivers", "--count", "3", "--seed", "1").status == 0


def test_the_source_is_asked_for_at_a_terminal(here: Path, home: Path) -> None:
    (here / "rivers.csv").write_text(RIVERS, "utf-8")
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "quiz", "new", "rivers", "--from", "rivers.csv"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_HOME": str(home)}
    with subprocess.Popen(command, cwd=here, stdin=theirs, stdout=subprocess.PIPE, env=env) as quiz:
        os.write(mine, b"A School Atlas\n")
        out, _ = quiz.communicate(timeout=60)
    os.close(mine)
    os.close(theirs)
    assert b"Where are these facts from?" in out
    assert 'title = "A School Atlas"' in (here / "rivers" / "pack.toml").read_text("utf-8")
    assert check_path(here / "rivers") == []


def test_like_and_from_are_not_given_together(quiz: Quiz, here: Path) -> None:
    (here / "rivers.csv").write_text(RIVERS, "utf-8")
    assert quiz("new", "rivers", "--from", "rivers.csv", "--like", "table").status == 1
    assert quiz("new", "rivers", "--source", "An atlas").status == 1
    assert [path.name for path in here.iterdir()] == ["rivers.csv"]
