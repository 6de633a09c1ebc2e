"""`quiz questions`, `quiz packs`, `quiz check`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from quiz.cli.check import _print_github
from quiz.errors import Problem
from quiz.wire import question_from_json
from tests.cli.conftest import Outcome, command, pack_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Quiz = Callable[..., Outcome]


def test_jsonl_is_one_question_a_line(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions", "--count", "6", "--seed", "7")
    assert (outcome.status, outcome.err) == (0, "")
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert len(lines) == 6
    first_keys = ["id", "variant", "form", "facet", "facts", "topic", "prompt"]
    for line in lines:
        assert list(line)[: len(first_keys)] == first_keys
        assert line["explanation"]
        assert line["citations"]
        assert question_from_json(line).id == line["id"]


def test_the_same_seed_gives_the_same_bytes_everywhere() -> None:
    args = ("questions", "inventions", "--count", "8", "--seed", "7", "--format", "jsonl")
    one = command(*args, PYTHONHASHSEED="1")
    two = command(*args, PYTHONHASHSEED="2", PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") == 8
    assert one.stderr == b""
    assert command(*args[:-3], "8", "--format", "jsonl").stdout != one.stdout


def test_without_a_seed_a_random_one_is_told(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions")
    found = re.fullmatch(r"seed ([0-9a-f]{8})\n", outcome.err)
    assert found
    assert quiz("questions", "inventions", "--seed", found[1]).out == outcome.out
    assert quiz("questions", "inventions").err != outcome.err


def test_all_prints_all(quiz: Quiz) -> None:
    every = quiz("questions", "inventions", "--seed", "1", "--all").out.splitlines()
    forms = {json.loads(line)["form"] for line in every}
    assert {"choice", "number", "order"} <= forms
    facets = {json.loads(line)["facet"] for line in every}
    assert len(facets) >= 10
    only = quiz("questions", "inventions", "--seed", "1", "--all", "--form", "number,order").out
    assert {json.loads(line)["form"] for line in only.splitlines()} == {"number", "order"}


def test_a_form_that_the_pack_does_not_yield_is_told(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions", "--form", "cloze", "--seed", "1")
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err.rstrip().endswith(".")


def test_text_marks_the_key(quiz: Quiz) -> None:
    args = ("questions", "inventions", "--seed", "1", "--form", "choice")
    said = quiz(*args, "--format", "text").out
    assert re.search(r"^1\. \[choice, level 2\] \w+$", said, re.MULTILINE)
    blocks = said.rstrip("\n").split("\n\n")
    assert len(blocks) == quiz(*args).out.count("\n") > 5
    for block in blocks:
        assert len(re.findall(r"^     \* ", block, re.MULTILINE)) == 1
        assert len(re.findall(r"^     - ", block, re.MULTILINE)) >= 2
        assert "     [1] A book of inventions, 1990, p." in block


def test_packs_says_where(quiz: Quiz, pack: Path) -> None:
    (pack.parent / "broken.toml").write_text("id = \n")
    said = quiz("packs").out
    assert "inventions\n  Inventions, 10 facts\n  When things began.\n" in said
    assert f"  QUIZ_PACKS: {pack}\n" in said
    assert "broken\n  broken, cannot be played\n" in said


def test_check_is_0_for_a_clean_pack(quiz: Quiz, pack: Path) -> None:
    assert quiz("check", str(pack)) == Outcome(0, "No mistakes found.\n", "")
    found = json.loads(quiz("check", str(pack), "--format", "json").out)
    assert found == {"errors": 0, "warnings": 0, "problems": []}
    assert quiz("check", str(pack), "--format", "github").out == ""


def test_check_is_1_where_there_are_errors(quiz: Quiz, pack: Path) -> None:
    pack.write_text(pack_text(railway="then", car="now"))
    text = quiz("check", str(pack))
    assert text.status == 1
    assert text.err == ""
    assert re.search(r"inventions\.toml:\d+:\d+: error: .+\n", text.out)
    assert text.out.endswith("2 errors, 0 warnings.\n")
    data = quiz("check", str(pack), "--format", "json")
    assert data.status == 1
    found = json.loads(data.out)
    assert (found["errors"], len(found["problems"])) == (2, 2)
    keys = ["file", "line", "column", "severity", "code", "message", "hint"]
    assert list(found["problems"][0]) == keys
    annotations = quiz("check", str(pack), "--format", "github")
    assert annotations.status == 1
    assert len(annotations.out.splitlines()) == 2
    pattern = r"::error file=[^,]*inventions\.toml,line=\d+,col=\d+,title=[\w-]+::.+"
    assert re.fullmatch(pattern, annotations.out.splitlines()[0])


def test_check_is_0_where_there_are_only_warnings(quiz: Quiz, pack: Path) -> None:
    pack.write_text(pack_text().replace('license = "CC-BY-4.0"\n', ""))
    outcome = quiz("check", str(pack))
    assert outcome.status == 0
    assert outcome.out.endswith("0 errors, 1 warning.\n")


def test_check_is_2_where_it_did_not_run(quiz: Quiz, pack: Path, tmp_path: Path) -> None:
    missing = quiz("check", str(pack), str(tmp_path / "none.toml"))
    assert missing == Outcome(2, "", f"There is nothing at {tmp_path / 'none.toml'}.\n")
    folder = quiz("check", str(pack), "--sources", str(tmp_path / "none"))
    assert folder == Outcome(2, "", f"There is no folder {tmp_path / 'none'}.\n")


def test_check_finds_phrases_in_the_sources_it_is_given(
    quiz: Quiz, pack: Path, tmp_path: Path
) -> None:
    pack.write_text(pack_text().replace('issued = "1990"', 'issued = "1990"\ntext = "book.txt"'))
    sources = tmp_path / "texts"
    sources.mkdir()
    (sources / "book.txt").write_text("It is, as it says there, so.")
    assert quiz("check", str(pack), "--sources", str(sources)).status == 0
    (sources / "book.txt").write_text("It is not.")
    assert quiz("check", str(pack), "--sources", str(sources)).status == 1


def test_check_shows_20_problems_of_a_file_and_counts_the_rest(
    quiz: Quiz, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [
        Problem(code="w", message=f"Warning {n}.", file="f.toml", line=n, severity="warning")
        for n in range(1, 11)
    ] + [
        Problem(code="e", message=f"Problem {n}.", file="f.toml", line=n, hint="Mend it.")
        for n in range(11, 31)
    ]
    monkeypatch.setattr("quiz.packs.checks.check_path", lambda path, sources: problems)
    said = quiz("check", str(pack)).out
    assert said.count(": error: ") == 20
    assert said.count(": warning: ") == 0
    assert said.count("    Mend it.") == 20
    assert "f.toml: … and 10 more.\n20 errors, 10 warnings.\n" in said
    assert len(quiz("check", str(pack), "--format", "github").out.splitlines()) == 30


def test_github_annotations_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(
        code="a,b", message="50% of it:\nfirst", hint="so, mend", file="C:\\x,y.toml", line=3
    )
    _print_github([problem], 1)
    assert capsys.readouterr().out == (
        "::error file=C%3A\\x%2Cy.toml,line=3,title=a%2Cb::50%25 of it:%0Afirst%0Aso, mend\n"
    )
