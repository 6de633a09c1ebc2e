"""What the fuzzers found, small: each was a traceback, a raw byte or a draft that is no pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.cli import main
from quiz.drawing import drawn
from quiz.errors import Problem, QuizError
from quiz.exchange import find
from quiz.exchange.draft import draft
from quiz.generate import all_questions
from quiz.model import Form
from quiz.packs import limits
from quiz.packs.checks import check_path
from quiz.packs.load import load_pack
from quiz.packs.scaffold import from_table
from quiz.packs.scaffold.table import read_table
from quiz.text import cells

if TYPE_CHECKING:
    from pathlib import Path


def made(tmp_path: Path, text: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    reading = from_table.read(read_table(path), "x")
    return from_table.write(reading, pack_id="x", title="X", folder="x", source="s")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (f"name,a\nb,{'c' * 2_001}\n", "Row 2 has a text of 2,001"),
        (f"name,a\nb,c\n{'d' * 2_001},e\n", "Row 3 has a text of 2,001"),
        (f"name,a,note\nb,c,{'d' * 2_001}\n", "Row 2 has a text of 2,001"),
        ("name,a\nb," + ";".join(f"{n}" for n in range(501)) + "\n", "Row 2 has 501 values"),
        ("name,a,aliases\nb,c," + ";".join("x" * 501) + "\n", "Row 2 has 501 values"),
        (f"name,{'a' * 201}\nb,c\n", "201 characters"),
    ],
)
def test_a_table_that_no_pack_could_hold_is_told(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        made(tmp_path, table)


def test_a_table_at_its_limits_is_a_pack(tmp_path: Path) -> None:
    words = ";".join(f"{n}" for n in range(limits.LIST_ITEMS))
    text = made(tmp_path, f"name,{'h' * 200},c\n{'n' * 2_000},{'v' * 2_000},{words}\n")
    (tmp_path / "pack.toml").write_text(text.replace('title = "s"', 'title = "A Book"'), "utf-8")
    load_pack(tmp_path)


def test_a_byte_that_is_no_letter_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(b'[pack]\nid = "x\x81\x9b"\n')
    [problem] = check_path(path)
    assert problem.message.isprintable()
    assert "byte 81" in problem.message


@pytest.mark.parametrize("column", [1, 900, 1_900])
def test_a_line_of_wide_letters_is_cut_to_the_page(column: int) -> None:
    problem = Problem(
        code="toml", message="No.", file="f", line=1, column=column, excerpt="漢" * 2_000
    )
    lines = drawn(problem, 60)
    assert max(map(cells, lines)) <= 60
    assert any("…" in line for line in lines)


def test_a_thousand_problems_of_a_sort_are_told_and_it_is_refused(tmp_path: Path) -> None:
    head = '[pack]\nid = "x"\ntitle = "X"\n[kinds.river]\nsingular = "river"\n'
    path = tmp_path / "pack.toml"
    path.write_text(head + "[[river]]\n" * (limits.PROBLEMS + 20), "utf-8")
    told = [problem for problem in check_path(path) if problem.code == "missing-key"]
    assert len(told) == limits.PROBLEMS
    with pytest.raises(QuizError):
        load_pack(path)


def test_a_number_too_large_for_a_pack_is_left_out() -> None:
    read = find("gift").read
    assert read is not None
    reading = read("a{#1e300}\n\nb{#9007199254740992}\n\nc{#90071992547409920}\n")
    assert [one.prompt for one in reading.found] == ["b"]
    assert {one.why for one in reading.dropped} == {"its number is too large"}


@pytest.mark.parametrize(
    "text",
    [
        f"$CATEGORY: {'t' * 2_001}\n\na{{=b ~c}}\n",
        f"a{{=b ~c}}\n\n{'q' * 1_995}{{=d -> e =f -> g}}\n",
        "a{=b-c ~B c ~d}",
        f"a{{=b ~c}}\n\n{'q' * 1_993}{{=d -> e =f -> g}}\n",
    ],
)
def test_a_draft_of_long_texts_lacks_nothing_but_what_its_author_knows(
    tmp_path: Path, text: str
) -> None:
    read = find("gift").read
    assert read is not None
    made = draft(read(text), pack_id="x", title="X", origin="f", folder="x")
    (tmp_path / "pack.toml").write_text(made.text, "utf-8")
    wrong = {problem.code for problem in check_path(tmp_path) if problem.severity == "error"}
    assert wrong == {"todo-source", "todo-kind"}


@pytest.mark.parametrize("line", ['note = "{}"', "note = '{}'", "# {}"])
def test_full_stops_in_a_text_or_a_remark_are_no_key(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(line.format("U.S.A." * 9), "utf-8")
    assert "too-deep" not in {problem.code for problem in check_path(path)}


@pytest.mark.parametrize(
    "line",
    ["{} = 1", "a = {{b = 'x', {} = 1}}", 'a = {{b = """ " """, {} = 1, c = """ " """}}', "[{}]"],
)
def test_a_key_with_full_stops_cannot_be_hidden(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(line.format(".".join("a" * 20)), "utf-8")
    assert "too-deep" in {problem.code for problem in check_path(path)}


def test_bounds_the_wrong_way_round_are_turned() -> None:
    read = find("csv").read
    assert read is not None
    [found] = read("form,question,right,low,high\nnumber,When?,,1917,0\n").found
    assert (found.low, found.high) == (0, 1917)


def test_what_is_to_be_written_is_clean_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.toml"
    path.write_text('[pack]\nid = \u202e."one-two"\n', "utf-8")
    assert "\u202e" not in "".join(map(str, check_path(path)))
    for form in ("text", "json", "github", "sarif"):
        assert main(["check", "--format", form, str(path)]) == 1
        assert "\u202e" not in capsys.readouterr().out, form


def test_what_is_longer_than_is_read_of_an_answer_is_not_typed(tmp_path: Path) -> None:
    rows = ("Au", "Fe", "Hg", "x" * 151, "y" * 149)
    text = made(tmp_path, "name,symbol\n" + "".join(f"e{n},{s}\n" for n, s in enumerate(rows)))
    (tmp_path / "pack.toml").write_text(text.replace('title = "s"', 'title = "A Book"'), "utf-8")
    typed = all_questions(load_pack(tmp_path), seed="1", forms=[Form.TYPED, Form.CLOZE])
    assert max(len(question.answer) for question in typed) == 149


def test_a_mere_name_in_a_field_of_no_kind_has_its_questions(tmp_path: Path) -> None:
    text = """
[pack]
id = "x"
title = "X"
[sources.book]
title = "A Book"
[kinds.river]
singular = "river"
[kinds.river.fields.sea]
type = "name"
ask = "Where does {name} flow?"
says = "{name} flows into {value}"
"""
    for name in ("Rhine", "Volga", "Rhone", "Danube", "Po", "Vistula"):
        text += f'[[river]]\nname = "{name}"\nsea = "the Sea of {name[::-1]}"\n'
        text += 'cite = { source = "book", page = "1" }\n'
    (tmp_path / "pack.toml").write_text(text, "utf-8")
    list(all_questions(load_pack(tmp_path), seed="1", level=3))


@pytest.mark.parametrize("origin", ['[["a"]]', "[{}]", "[1]", "{}"])
def test_a_source_that_copies_what_is_no_name_is_told(tmp_path: Path, origin: str) -> None:
    path = tmp_path / "pack.toml"
    head = '[pack]\nid = "x"\ntitle = "X"\n[sources.a]\ntitle = "A"\n'
    path.write_text(f"{head}derived-from = {origin}\n", "utf-8")
    assert "error" in {problem.severity for problem in check_path(path)}
