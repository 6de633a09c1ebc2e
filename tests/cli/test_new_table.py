"""What `quiz new --from` takes a table for: every program's CSV, every way to write a number."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.generate.make import all_questions
from quiz.generate.wording import untidy
from quiz.packs.checks import check_path
from quiz.packs.content import FieldType
from quiz.packs.limits import TABLE_BYTES, TABLE_COLUMNS, TABLE_ROWS
from quiz.packs.load import load_pack
from quiz.packs.scaffold.from_table import TODO, read, write
from quiz.packs.scaffold.guess import guess
from quiz.packs.scaffold.table import Column, read_table

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "River,Length\nthe Rhône,810\nthe Elbe,1094\n"


def table(tmp_path: Path, raw: bytes | str) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (PLAIN.encode(), "UTF-8, columns parted by a comma"),
        (PLAIN.encode("utf-8-sig"), "UTF-8, columns parted by a comma"),
        (PLAIN.encode("cp1252"), "Windows-1252, columns parted by a comma"),
        (PLAIN.replace(",", ";").encode("cp1252"), "Windows-1252, columns parted by a semicolon"),
        (PLAIN.replace(",", "\t").encode("utf-16"), "UTF-16, columns parted by a tab"),
        (b"sep=;\r\n" + PLAIN.replace(",", ";").encode(), "UTF-8, columns parted by a semicolon"),
        (PLAIN.replace("\n", "\r\n").encode(), "UTF-8, columns parted by a comma"),
        (PLAIN.replace("\n", "\r").encode(), "UTF-8, columns parted by a comma"),
    ],
)
def test_a_file_of_any_program_is_read(tmp_path: Path, raw: bytes, told: str) -> None:
    found = read_table(table(tmp_path, raw))
    assert found.told == told
    assert [column.heading for column in found.columns] == ["River", "Length"]
    assert found.columns[0].cells == ("the Rhône", "the Elbe")


def test_quotes_empty_lines_and_short_rows(tmp_path: Path) -> None:
    raw = 'Name;"Said; of it";\n"A ""B""";"one\nline";\n;;\nC\n'
    found = read_table(table(tmp_path, raw))
    assert [(c.heading, c.cells) for c in found.columns] == [
        ("Name", ('A "B"', "C")),
        ("Said; of it", ("one line", "")),
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "a line of headings"),
        (b"Name,Length\n", "a line of headings"),
        (b"Name\nA\nB\n", "one column only"),
        (b"PK\x03\x04....", "is a spreadsheet"),
        (b"\xff\xfe\x00", "is no text"),
        (b"Name,X\nA,1\nA,2\n", "“A” stands under “Name” twice"),
        (b"Name,X\n,1\nA,2\n", "Row 2 has nothing under “Name”"),
        (b"No.,X\n1,1\n2,2\n", "No column names the rows"),
        (
            ("Name,X\n" + "".join(f"a{i},1\n" for i in range(TABLE_ROWS + 1))).encode(),
            "10,001 rows",
        ),
        ((",".join(f"c{i}" for i in range(TABLE_COLUMNS + 1)) + "\na\n").encode(), "51 columns"),
        (b"Name,X\nA," + b"x" * 4_001, "row 2: a cell has 4,001 characters"),
        (b"x" * (TABLE_BYTES + 1), "larger than"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, raw: bytes, says: str) -> None:
    with pytest.raises(QuizError, match=says.replace(".", r"\.")):
        read(read_table(table(tmp_path, raw)), "things")


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(QuizError, match=r"There is no file|cannot be read"):
            read_table(path)


GUESSES: list[tuple[str, str, tuple[object, ...]]] = [
    ("Length (km)", "1230 810", (1230, 810)),
    ("Length", "1,230|810|2,850", (1230, 810, 2850)),
    ("Mass", "1.5|2.25|3", (1.5, 2.25, 3)),
    ("Mass", "1,5|2,25|3", (1.5, 2.25, 3)),
    ("Area", "1.234,5|2.000,25", (1234.5, 2000.25)),
    ("Area", "1,234.5|2,000.25", (1234.5, 2000.25)),
    ("Area", "1 234|22 000", (1234, 22000)),
    ("Height", "-12|−3|4", (-12, -3, 4)),
    ("Length", "12 km|13 km", (12, 13)),
    ("Share", "12%|13 %", (12, 13)),
    ("Moons", "0|1|2", (0, 1, 2)),
    ("Founded", "1927|1801|987", ("1927", "1801", "0987")),
    ("Born", "1927-11-12|1927-11|192X", ("1927-11-12", "1927-11", "192X")),
    ("Born", "12.11.1927|1.2.1930", ("1927-11-12", "1930-02-01")),
    ("Born", "12/11/1927|13/2/1930", ("1927-11-12", "1930-02-13")),
    ("Born", "12/11/1927|2/13/1930", ("1927-12-11", "1930-02-13")),
    ("Born", "12 November 1927|May 1930|Jan. 3, 1931", ("1927-11-12", "1930-05", "1931-01-03")),
    ("Founded", "44 BC|c. 1200|1300?", ("-0043", "1200~", "1300?")),
    ("Reign", "1918–1921|1922–1924", ("1918/1921", "1922/1924")),
    ("Founded (year)", "1927|1801", ("1927", "1801")),
]


@pytest.mark.parametrize(("heading", "cells", "values"), GUESSES)
def test_numbers_and_dates_are_known(heading: str, cells: str, values: tuple[object, ...]) -> None:
    parts = tuple(cells.split("|")) if "|" in cells else tuple(cells.split())
    found = guess(Column(heading=heading, cells=parts))
    expected = FieldType.DATE if isinstance(values[0], str) else FieldType.NUMBER
    assert found.type is expected
    assert tuple(value for (value,) in found.values) == values
    assert (found.unit == "km") == ("km" in heading + cells)


def test_a_semicolon_file_has_decimal_commas() -> None:
    column = Column(heading="Mass", cells=("1,234", "2,5"))
    assert guess(column, decimal_comma=True).values == ((1.234,), (2.5,))
    assert guess(Column(heading="Mass", cells=("1.234", "22.500")), decimal_comma=True).values == (
        (1234,),
        (22500,),
    )


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Sea", "North|Black|North|Black|Baltic", FieldType.CATEGORY),
        ("Capital", "Rome|Paris|Bern|Vienna|Oslo", FieldType.TEXT),
        ("Length", "12 km|13 miles|14 km|15", FieldType.TEXT),
        ("Lifespan (years)", "12|80|300", FieldType.NUMBER),
        ("Days to hatch", "21|28|35", FieldType.NUMBER),
        ("Code", "1.2.3|1.2.4|1.3.0", FieldType.TEXT),
    ],
)
def test_the_rest_is_words(heading: str, cells: str, expected: FieldType) -> None:
    assert guess(Column(heading=heading, cells=tuple(cells.split("|")))).type is expected


def test_a_day_that_may_be_a_month_is_not_guessed() -> None:
    found = guess(Column(heading="Born", cells=("12/11/1927", "1/2/1930")))
    assert found.type is FieldType.TEXT
    assert "1927-11-12 or 1927-12-11" in found.remark


def test_several_values_stand_between_semicolons() -> None:
    found = guess(Column(heading="Countries", cells=("Spain; Portugal", "France", "")))
    assert found.many
    assert found.values == (("Spain", "Portugal"), ("France",), ())


def build(tmp_path: Path, raw: str) -> Path:
    reading = read(read_table(table(tmp_path, raw)), "my-things")
    path = tmp_path / "pack.toml"
    text = write(
        reading, pack_id="my-things", title="My things", folder="my-things", source="A book"
    )
    path.write_text(text, "utf-8")
    return path


def test_headings_that_mean_something_elsewhere(tmp_path: Path) -> None:
    row = "Thing {0},{0},T,Other {0},{0},a{0},{0},{0},{0},y{0},{0},{0},p{0}\n"
    raw = "Name,id,Topic,Aliases,Page,cite,When,when,Größe,Ξ,{name},“x”,Person\n"
    raw += "".join(row.format(i) for i in "345678")
    path = build(tmp_path, raw)
    assert check_path(path) == []
    pack = load_pack(path)
    [fact, *_] = pack.of_kind("thing")
    assert (fact.topic, fact.aliases[0].name) == ("T", "Other 3")
    assert fact.citations[0].locator == "p. 3"
    assert len(pack.kinds["thing"].fields) == 9


def test_a_kind_with_a_built_in_name_gets_its_own(tmp_path: Path) -> None:
    raw = "Person,Height (cm)\n" + "".join(f"P{i} Roe,{150 + i}\n" for i in range(6))
    path = build(tmp_path, raw)
    assert check_path(path) == []
    assert {fact.kind for fact in load_pack(path).facts.values()} == {"my-person"}
    assert load_pack(path).kinds["my-person"].plural == "people"


def test_a_unit_is_named_though_the_name_has_its_letter(tmp_path: Path) -> None:
    raw = "Mountain,Height (m)\nChimborazo,6263\nElbrus,5642\nMatterhorn,4478\nGrossglockner,3798\n"
    prompts = {q.prompt for q in all_questions(load_pack(build(tmp_path, raw)), seed="1", level=2)}
    asked = {prompt for prompt in prompts if prompt.startswith("What is the height")}
    assert len(asked) == 4
    assert all(prompt.endswith(", in m?") for prompt in asked)


def test_ids_are_stable_and_different(tmp_path: Path) -> None:
    raw = "Word,English\nÀ bas,one\nÀ bas 日,two\n日本,three\nthe end,four\n"
    facts = load_pack(build(tmp_path, raw)).facts
    assert list(facts) == ["word/bas", "word/bas-2", "word/end", "word/row-3"]


def test_a_table_that_makes_too_large_a_pack_is_refused(tmp_path: Path) -> None:
    raw = "Name,X\n" + "".join(f"n{i},{'x' * 1900}{i}\n" for i in range(600))
    with pytest.raises(QuizError, match="Split the table"):
        build(tmp_path, raw)


WORDS = [
    "", "", "a", "the Sea", "x; y", "1", "2,5", "1.000", "1927", "44 BC", "12/11/1927", '"', "\\",
    "{name}", "{", "}}", "“q”", "TODO", "= + -", "日本", "[/b]", "#", "'''", "not", "é\u0301",
    "\x1b[31m", "all of the above", "Mr. X?", "name", "yes", "no",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_table_makes_a_pack_that_loads_or_a_sentence(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    width, height = chance.randint(2, 6), chance.randint(1, 9)
    rows = [[f"Row {i}", *(chance.choice(WORDS) for _ in range(width - 1))] for i in range(height)]
    headings = ["Name", *(chance.choice([*WORDS, "Year", "Length (m)"]) for _ in range(width - 1))]
    text = io.StringIO()
    csv.writer(text, delimiter=chance.choice(",;\t")).writerows([headings, *rows])
    try:
        path = build(tmp_path, text.getvalue())
    except QuizError:
        return
    pack = load_pack(path)
    for question in all_questions(pack, seed="1", level=2):
        assert not untidy(question.prompt, gap=question.form == "cloze"), question.prompt


def test_the_mark_of_an_open_source_is_refused_by_check() -> None:
    assert TODO.startswith("TODO")


@pytest.mark.parametrize(
    ("heading", "label", "unit"),
    [
        ("Density in g/cm³", "Density", "g/cm³"),
        ("Length in km", "Length", "km"),
        ("Length, km", "Length", "km"),
        ("Share in %", "Share", "%"),
        ("Boiling point in °C", "Boiling point", "°C"),
        ("Medals in Rome", "Medals in Rome", ""),
        ("Number in class", "Number in class", ""),
    ],
)
def test_a_unit_may_stand_behind_in(heading: str, label: str, unit: str) -> None:
    found = guess(Column(heading=heading, cells=("1,5", "2,5", "3,25")), decimal_comma=True)
    assert (found.label, found.unit, found.decimals) == (label, unit, 2)


def test_a_remark_is_the_note_of_its_row(tmp_path: Path) -> None:
    raw = "River,Length,Remark,Lesson\nthe Rhône,810,It is swift.,One\nthe Elbe,1094,,Two\n"
    reading = read(read_table(table(tmp_path, raw)), "rivers")
    assert [(key, column.heading) for key, column in reading.kept] == [
        ("note", "Remark"),
        ("topic", "Lesson"),
    ]
    assert [key for key, _ in reading.fields] == ["length"]


def test_a_citation_of_a_table_fits_on_a_line(tmp_path: Path) -> None:
    raw = "River," + ",".join(f"Very long heading {i}" for i in range(20)) + "\n"
    raw += "the Rhône" + ",a" * 20 + "\nthe Elbe" + ",b" * 20 + "\n"
    text = write(
        read(read_table(table(tmp_path, raw)), "rivers"),
        pack_id="rivers", title="Rivers", folder="rivers", source="An atlas",
    )  # fmt: skip
    assert 'section = "Table of rivers" }' in text
