"""`quiz check` and `quiz explain`: exit status, what people read, what programs read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from quiz.cli.check_formats import print_github
from quiz.drawing import drawn
from quiz.errors import Problem
from quiz.packs.catalogue import catalogue
from quiz.text import cells
from tests.cli.conftest import Outcome, pack_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Quiz = Callable[..., Outcome]

WIDE = 80


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDE))


# Exit status


def test_a_clean_pack_is_0(quiz: Quiz, pack: Path) -> None:
    assert quiz("check", str(pack)) == Outcome(0, "No mistakes found.\n", "")
    found = json.loads(quiz("check", str(pack), "--format", "json").out)
    counts = {"errors": 0, "warnings": 0, "hints": 0, "silenced": 0}
    assert found == {**counts, "problems": []}
    assert quiz("check", str(pack), "--format", "github").out == ""


def test_errors_are_1(quiz: Quiz, pack: Path) -> None:
    pack.write_text(pack_text(railway="then", car="now"))
    text = quiz("check", str(pack))
    assert (text.status, text.err) == (1, "")
    assert "\n2 errors, 0 warnings.\n" in text.out
    assert text.out.endswith("says more, and so for each code in [ ].\n")
    data = quiz("check", str(pack), "--format", "json")
    assert data.status == 1
    found = json.loads(data.out)
    assert (found["errors"], len(found["problems"])) == (2, 2)
    annotations = quiz("check", str(pack), "--format", "github")
    assert annotations.status == 1
    pattern = r"::error file=[^,]*inventions\.toml,line=\d+,col=\d+,endColumn=\d+,title=[\w-]+::.+"
    assert len(annotations.out.splitlines()) == 2
    assert re.fullmatch(pattern, annotations.out.splitlines()[0])
    assert quiz("check", str(pack), "--format", "sarif").status == 1


def test_warnings_and_hints_are_0(quiz: Quiz, pack: Path) -> None:
    text = pack_text().replace('license = "CC-BY-4.0"\n', "")
    pack.write_text(text + '\n[sources.other]\ntitle = "Another"\n')
    outcome = quiz("check", str(pack))
    assert outcome.status == 0
    assert "\n0 errors, 1 warning, 1 hint.\n" in outcome.out


def test_what_did_not_run_is_2(quiz: Quiz, pack: Path, tmp_path: Path) -> None:
    missing = quiz("check", str(pack), str(tmp_path / "none.toml"))
    assert missing == Outcome(2, "", f"There is nothing at {tmp_path / 'none.toml'}.\n")
    folder = quiz("check", str(pack), "--sources", str(tmp_path / "none"))
    assert folder == Outcome(2, "", f"There is no folder {tmp_path / 'none'}.\n")


def test_phrases_are_looked_up_in_the_sources_it_is_given(
    quiz: Quiz, pack: Path, tmp_path: Path
) -> None:
    pack.write_text(pack_text().replace('issued = "1990"', 'issued = "1990"\ntext = "book.txt"'))
    sources = tmp_path / "texts"
    sources.mkdir()
    (sources / "book.txt").write_text("It is, as it says there, so.")
    assert quiz("check", str(pack), "--sources", str(sources)).status == 0
    (sources / "book.txt").write_text("It is not.")
    assert quiz("check", str(pack), "--sources", str(sources)).status == 1


def test_what_can_be_no_pack_is_left_out_among_others(
    quiz: Quiz, pack: Path, tmp_path: Path
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Read me")
    outcome = quiz("check", str(readme), str(pack))
    assert outcome.status == 0
    assert outcome.err == f"Left out: {readme} is no .toml file.\n"
    assert quiz("check", str(readme)).status == 1


# What people read


def problems_of(*severities: str) -> list[Problem]:
    return [
        Problem(
            code=f"c-{s[0]}", message=f"{s} {n}.", file="f.toml", line=n, severity=s, hint="So."
        )
        for n, s in enumerate(severities, 1)
    ]


def test_20_problems_of_a_file_are_shown_and_the_rest_counted(
    quiz: Quiz, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = problems_of(*["hint"] * 3, *["warning"] * 10, *["error"] * 18)
    monkeypatch.setattr("quiz.packs.checks.finish", lambda book: (found, 0))
    said = quiz("check", str(pack)).out
    severities = re.findall(r"^(\w+): ", said, re.MULTILINE)
    assert severities == ["error"] * 18 + ["warning"] * 2
    assert said.count(" = mend: So.") == 20
    assert "f.toml: … and 11 more.\n\n18 errors, 10 warnings, 3 hints.\n" in said
    assert len(quiz("check", str(pack), "--format", "github").out.splitlines()) == 31


def test_the_line_is_shown_with_the_place_marked() -> None:
    problem = Problem(
        code="unknown-source",
        message="No source of this pack is called “atlass”.",
        file="rivers.toml",
        line=16,
        column=19,
        width=8,
        excerpt='cite = { source = "atlass" }',
        expected="one of atlas",
        hint="Did you mean “atlas”?",
    )
    assert drawn(problem, 80) == [
        "error: No source of this pack is called “atlass”. [unknown-source]",
        "  --> rivers.toml:16:19",
        "   |",
        '16 | cite = { source = "atlass" }',
        "   |                   ^^^^^^^^",
        "   = expected: one of atlas",
        "   = mend: Did you mean “atlas”?",
    ]


@pytest.mark.parametrize("letters", ["abc ", "Ünï ", "東京 ", "e\u0301\u0302 ", "\t", "𝔞𝔟 "])
@pytest.mark.parametrize("before", [0, 3, 40, 400])
@pytest.mark.parametrize("width", [1, 8, 300])
def test_the_mark_stands_under_the_place_whatever_the_letters(
    letters: str, before: int, width: int
) -> None:
    lead = letters * before
    place = "X" * width
    excerpt = lead + place + letters * 50
    problem = Problem(
        code="c", message="m.", file="f", line=7, column=len(lead) + 1, width=width, excerpt=excerpt
    )
    lines = drawn(problem, 80)
    text, marks = lines[-2], lines[-1]
    assert cells(text) <= 80
    assert cells(marks) <= 80
    assert "^" in marks
    start = cells(marks[: marks.index("^")])
    assert cells(text[: text.index("X")]) == start


def test_a_hostile_line_cannot_control_the_terminal(quiz: Quiz, pack: Path) -> None:
    pack.write_bytes(pack_text().encode() + b'\n[[event]]\nname = \x1b[2J\x9b\xc2\x9b"\n')
    assert "\x1b" not in quiz("check", str(pack)).out
    pack.write_text(pack_text() + '\n[[event]]\nname = \x1b[2J\x9b"\n', "utf-8")
    outcome = quiz("check", str(pack))
    assert outcome.status == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", outcome.out)


def test_what_is_silenced_is_counted(quiz: Quiz, pack: Path) -> None:
    text = pack_text().replace('license = "CC-BY-4.0"\n', "")
    silence = '\n[[pack.silence]]\ncode = "no-license"\nreason = "For my class."\n'
    pack.write_text(text + silence)
    assert quiz("check", str(pack)).out == "No mistakes found. 1 silenced.\n"
    assert json.loads(quiz("check", str(pack), "--format", "json").out)["silenced"] == 1


# What programs read


def test_json_has_every_field(quiz: Quiz, pack: Path) -> None:
    pack.write_text(pack_text().replace('source = "book"', 'source = "bock"', 1))
    [found] = json.loads(quiz("check", str(pack), "--format", "json").out)["problems"]
    assert list(found)[:7] == ["file", "line", "column", "severity", "code", "message", "hint"]
    line = pack.read_text().split("\n")[found["line"] - 1]
    assert found["excerpt"] == line
    start = found["column"] - 1
    assert line[start : start + found["width"]] == '"bock"'
    assert (found["nearest"], found["expected"]) == ("book", "one of book")
    assert found["code"] == "unknown-source"


def test_github_annotations_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(
        code="a,b", message="50% of it:\nfirst", hint="so, mend", file="C:\\x,y.toml", line=3
    )
    print_github([problem], 0)
    assert capsys.readouterr().out == (
        "::error file=C%3A\\x%2Cy.toml,line=3,title=a%2Cb::50%25 of it:%0Afirst%0Aso, mend\n"
    )


def test_sarif_has_what_its_schema_demands(
    quiz: Quiz, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SARIF 2.1.0, sections 3.13 to 3.52: the properties that must be there, and their values."""
    pack.write_text(pack_text(railway="then").replace('license = "CC-BY-4.0"\n', ""))
    monkeypatch.chdir(pack.parent)
    log: dict[str, Any] = json.loads(quiz("check", pack.name, "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
    assert run["columnKind"] == "unicodeCodePoints"
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {result["level"] for result in run["results"]} == {"error", "warning"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "inventions.toml"
        region = place["region"]
        assert 1 <= region["startLine"] <= len(pack.read_text().split("\n"))
        assert 1 <= region["startColumn"] < region["endColumn"]
        assert region["snippet"]["text"]


def test_sarif_names_files_by_uri(quiz: Quiz, tmp_path: Path) -> None:
    path = tmp_path / "my pack ü.toml"
    path.write_text("x")
    log = json.loads(quiz("check", str(path), "--format", "sarif").out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == path.as_uri()
    assert "%20" in place["artifactLocation"]["uri"]


# quiz explain


def test_explain_lists_every_code(quiz: Quiz) -> None:
    outcome = quiz("explain")
    assert outcome.status == 0
    for code in catalogue():
        assert re.search(rf"^  {code} ", outcome.out, re.MULTILINE), code
    assert max(map(cells, outcome.out.split("\n"))) <= WIDE


@pytest.mark.parametrize("code", catalogue())
def test_explain_says_what_why_wrong_and_right(quiz: Quiz, code: str) -> None:
    outcome = quiz("explain", code)
    assert outcome.status == 0
    assert outcome.out.startswith(f"{code} (")
    assert "\nWrong:\n" in outcome.out
    assert "\nRight:\n" in outcome.out
    assert ("To silence it" in outcome.out) == (catalogue()[code].severity != "error")


def test_explain_takes_a_code_as_it_is_printed(quiz: Quiz) -> None:
    assert quiz("explain", "[Stale]").out == quiz("explain", "stale").out


def test_explain_of_an_unknown_code_is_2_with_the_nearest(quiz: Quiz) -> None:
    outcome = quiz("explain", "unknown-sauce")
    assert (outcome.status, outcome.out) == (2, "")
    assert "unknown-source" in outcome.err


# Questions


def test_questions_are_looked_at_where_a_pack_is_small_or_that_is_asked_for(
    quiz: Quiz, pack: Path
) -> None:
    pack.write_text(pack_text() + '\n[[place]]\nname = "Bonn"\n')
    outcome = quiz("check", str(pack))
    assert (outcome.status, "[bare-row]" in outcome.out) == (0, True)
    assert "[bare-row]" not in quiz("check", str(pack), "--no-questions").out
    many = "".join(
        f'[[event]]\nname = "event {i}"\nwhen = "{1000 + i}"\ncite = "book"\n' for i in range(130)
    ).replace('"book"', '{ source = "book", page = "1" }')
    pack.write_text(pack.read_text() + many)
    large = quiz("check", str(pack))
    assert "[bare-row]" not in large.out
    assert large.out.endswith("A large pack's questions are looked at too with --questions.\n")
    asked = quiz("check", str(pack), "--questions")
    assert "[bare-row]" in asked.out
    assert "--questions" not in asked.out


def test_a_question_that_gives_itself_away_is_shown_where_its_value_stands(
    quiz: Quiz, pack: Path
) -> None:
    text = catalogue()["gives-itself-away"].wrong.partition("\n")[2]
    pack.write_text(text.replace("[pack]", '[pack]\nlicense = "CC0-1.0"'))
    [problem] = json.loads(quiz("check", str(pack), "--format", "json").out)["problems"]
    assert (problem["code"], problem["severity"]) == ("gives-itself-away", "hint")
    assert pack.read_text().split("\n")[problem["line"] - 1] == 'town = "Zurich"'
    assert problem["column"] == 8
    assert "the question says “Zurich” itself (B1)" in problem["message"]


def test_a_silence_of_what_was_not_looked_for_is_not_blamed(quiz: Quiz, pack: Path) -> None:
    silence = '\n[[pack.silence]]\ncode = "bare-row"\nreason = "It may be typed by mistake."\n'
    text = pack_text().replace("\n[sources.book]", silence + "\n[sources.book]")
    pack.write_text(text)
    assert quiz("check", str(pack), "--no-questions").out == "No mistakes found.\n"
    assert "[unused-silence]" in quiz("check", str(pack)).out
    pack.write_text(text + '\n[[place]]\nname = "Bonn"\n')
    assert "1 silenced" in quiz("check", str(pack)).out
