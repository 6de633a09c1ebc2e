"""Every example of the guide runs; what it says of limits, dates and commands is so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

from quiz.cli.parser import build_parser
from quiz.generate.make import all_questions
from quiz.packs import dates, limits
from quiz.packs.checks import check_path
from quiz.packs.kinds import builtin_kinds
from quiz.packs.load import load_pack
from quiz.packs.names import slug
from quiz.packs.scaffold import table
from quiz.packs.scaffold.from_table import HEADING_CHARACTERS, read
from quiz.packs.schema import (
    CiteTable,
    ClaimTable,
    DisputeTable,
    FieldTable,
    KindTable,
    RowTable,
)
from quiz.reports.classroom import limits as logs
from tests.guide.reference import GUIDE, with_reference

if TYPE_CHECKING:
    from quiz.model import Question

TEXT = GUIDE.read_text("utf-8")
CONTEXT = Path(__file__).parent / "context"
BLOCKS = re.findall(r"<!-- example: (\w+) -->\n```toml\n(.*?)```\n", TEXT, re.DOTALL)
PACKS = tuple(dict.fromkeys(name for name, _ in BLOCKS))


def folder_of(name: str, folder: Path) -> Path:
    """Write the pack that all examples of a name make, with what they stand on."""
    folder.mkdir(exist_ok=True)
    text = "\n".join(block for other, block in BLOCKS if other == name)
    (folder / "pack.toml").write_text(text, "utf-8")
    context = CONTEXT / f"{name}.toml"
    if context.is_file():
        (folder / "context.toml").write_text(context.read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("guide")
    return {name: folder_of(name, root / name) for name in PACKS}


@cache
def questions(folder: Path) -> tuple[Question, ...]:
    return tuple(all_questions(load_pack(folder), seed="1", level=3))


def test_every_example_is_run() -> None:
    assert len(BLOCKS) == TEXT.count("```toml") >= 15
    assert {path.stem for path in CONTEXT.glob("*.toml")} <= set(PACKS)


@pytest.mark.parametrize("name", PACKS)
def test_an_example_checks_clean(name: str, folders: dict[str, Path]) -> None:
    assert [str(problem) for problem in check_path(folders[name])] == []


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_row_of_an_example_is_asked(number: int, folders: dict[str, Path]) -> None:
    name, block = BLOCKS[number]
    pack = load_pack(folders[name])
    asked = {question.facts[0] for question in questions(folders[name])}
    rows = 0
    for kind, found in tomli.loads(block).items():
        for row in found if isinstance(found, list) else ():
            key = f"{kind}/{row.get('id') or slug(row['name'])}"
            if pack.facts[key].claims:
                rows += 1
                assert key in asked
    assert rows or "[[" not in block or "[[place]]" in block


def test_every_field_of_the_guides_own_kinds_is_asked(folders: dict[str, Path]) -> None:
    for name, kind in (("elements", "element"), ("countries", "country"), ("rivers", "river")):
        pack = load_pack(folders[name])
        asked = {question.facet.split("/")[-1] for question in questions(folders[name])}
        assert set(pack.kinds[kind].fields) <= asked


def test_the_claims_of_the_guide_do_what_it_says(folders: dict[str, Path]) -> None:
    found = questions(folders["revolution"])
    war = [q for q in found if q.facts[0] == "event/civil-war" and "/when" in q.facet]
    assert war
    assert {q.form for q in war} == {"sources"}
    born = [q for q in found if q.facet == "revolution/person/stalin/born"]
    assert born
    assert not [o for q in born for o in q.options if "1879" in o.text and not o.correct]
    said = " ".join(reason.text for q in born for reason in q.reasons)
    assert "He made himself a year younger" in said
    moved = [q for q in found if q.facts[0] == "event/october"]
    assert "Petrograd" in " ".join(q.answer for q in moved)
    assert "Old Style" in " ".join(reason.text for q in moved for reason in q.reasons)


def test_every_field_of_every_built_in_kind_has_its_example() -> None:
    shown: dict[str, set[str]] = {}
    for _, block in BLOCKS:
        for kind, rows in tomli.loads(block).items():
            for row in rows if isinstance(rows, list) else ():
                shown.setdefault(kind, set()).update(row)
    for kind in builtin_kinds().values():
        assert set(kind.fields) <= shown[kind.id], kind.id


def test_every_key_of_rows_and_fields_is_told_of_before_the_reference() -> None:
    told = TEXT.split("## Every key")[0]
    for model in (RowTable, FieldTable, KindTable, CiteTable, ClaimTable, DisputeTable):
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert re.search(rf"(?<![\w-]){key}(?![\w-])", told), f"{model.__name__}.{key}"


def test_every_date_of_the_table_is_one() -> None:
    rows = re.findall(r'^\| `"([^"]+)"` \| ', TEXT, re.MULTILINE)
    assert len(rows) > 8
    for text in rows:
        dates.parse(text)


def test_the_table_of_the_guide_is_read(tmp_path: Path) -> None:
    [text] = re.findall(r"```text\n(River,.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    reading = read(table.read_table(path), "rivers")
    assert [key for key, _ in reading.fields] == ["length", "sea", "first_bridge", "countries"]


def test_the_limits_are_those_of_the_program() -> None:
    section = TEXT.split("\n## Limits\n")[1].split("\n## ")[0]
    numbers = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", section)}
    assert numbers == {
        limits.FILE_BYTES >> 20, limits.FILE_BYTES_MOST >> 20, limits.FILES, limits.TEXT_CHARACTERS,
        limits.TEXT_LINES, limits.KEY_CHARACTERS, limits.LIST_ITEMS, limits.NESTING,
        limits.ZIP_BYTES >> 20, limits.ZIP_RATIO, limits.PARCEL_BYTES >> 20,
        limits.TABLE_BYTES >> 20, limits.TABLE_ROWS, limits.TABLE_COLUMNS,
        limits.TABLE_CELL_CHARACTERS, limits.DOTTED_PARTS, limits.KEYS, limits.TABLES,
        limits.INTEGER, limits.SAME_NAME, limits.WHOLES, limits.PROBLEMS, limits.COPY_BYTES >> 20,
        limits.FOLDERS_DEEP, limits.NAME_CHARACTERS, limits.IMPORTED, limits.IMPORTED_LOOKED_AT,
        HEADING_CHARACTERS,
        logs.FILES, logs.FILE_BYTES >> 20, logs.FOLDERS_DEEP, logs.ANSWERS,
    }  # fmt: skip


def test_every_heading_of_the_contents_is_there() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#{2,3} (.*)$", TEXT, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([\w-]+)\)", TEXT)
    assert len(links) >= 14
    assert set(links) <= headings
    contents = TEXT.split("## A pack in ten minutes")[0]
    sections = re.findall(r"^## (.*)$", TEXT, re.MULTILINE)
    assert len(re.findall(r"^\d+\. ", contents, re.MULTILINE)) == len(sections) - 1


def test_every_line_to_type_is_a_command() -> None:
    typed = [
        line
        for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
        for line in block.split("\n")
    ]
    lines = [line for line in typed if line.startswith("quiz ")]
    assert len(lines) >= 4
    for line in lines:
        build_parser().parse_args(line.split()[1:])


def test_the_reference_is_the_one_that_the_models_make() -> None:
    """`python -m tests.guide.reference` makes it anew."""
    assert with_reference(TEXT) == TEXT
