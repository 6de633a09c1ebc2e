"""The JSON Schema, by an editor's own judge: taplo takes every good pack and reports every slip."""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from quiz.packs import dates, schema
from quiz.packs.dates import DateError
from quiz.packs.jsonschema import json_schema, schema_text, table_schemas
from quiz.packs.jsonschema_kinds import EDTF
from quiz.packs.load import load_pack, read_pack
from tests import shipped
from tests.generate.packs import toml
from tests.packs.test_mistakes import GOOD as BRIDGES

TAPLO = Path(sysconfig.get_path("scripts")) / "taplo"
SHIPPED = shipped.FOLDER / "pack.schema.json"


def lint(*files: Path) -> list[str]:
    """Return what taplo says is wrong, each with the place that it points at."""
    done = subprocess.run(
        [TAPLO, "lint", "--no-auto-config", "--colors", "never", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    found = re.findall(r"^error: (.*)\n +┌─ (.*)$", done.stderr, re.MULTILINE)
    assert bool(found) == (done.returncode != 0), done.stderr
    return [f"{place}: {message}" for message, place in found]


def test_the_shipped_schema_is_the_one_that_the_models_make() -> None:
    """`quiz schema --output questions/pack.schema.json --force` makes it anew."""
    assert SHIPPED.read_text("utf-8") == schema_text()


@pytest.mark.parametrize("name", shipped.PACKS)
def test_every_shipped_file_is_good_by_the_general_schema(name: str) -> None:
    files = sorted((shipped.FOLDER / name).glob("*.toml"))
    first_lines = {file.read_text("utf-8").partition("\n")[0] for file in files}
    assert first_lines == {"#:schema ../pack.schema.json"}
    assert lint(*files) == []


@pytest.mark.parametrize("name", shipped.PACKS)
def test_every_shipped_pack_is_good_by_its_own_schema(name: str, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(schema_text(shipped.pack(name)), "utf-8")
    copies = []
    for file in sorted((shipped.FOLDER / name).glob("*.toml")):
        copies.append(tmp_path / file.name)
        text = file.read_text("utf-8").replace("../pack.schema.json", "own.json")
        copies[-1].write_text(text, "utf-8")
    assert lint(*copies) == []
    with copies[-1].open("a", encoding="utf-8") as file:
        file.write("\n[[evnt]]\nname = 'x'\n")
    assert lint(*copies) != []


WHOLE = """\
#:schema pack.schema.json
[pack]
id = "small"
title = "Small"
language = "en"

[sources.book]
type = "book"
title = "A book"
author = { family = "Roe", given = "Jane" }
issued = 1990

[[event]]
id = "fair"
name = "the fair"
aliases = ["the great fair", { name = "the market", from = "1850", until = 1860 }]
when = "1851-05-01"
who = ["Ann", "Ben"]
where = "London"
not = { where = ["Paris"] }
complete = "who"
ask = { when = "When did the fair open?" }
cite = { source = "book", page = 3, phrase = "the fair opened on 1 May", for = ["when"] }

[[event.claims]]
field = "when"
value = "1851-05-02"
rank = "normal"
cite = { source = "book", page = "4" }

[[event.disputes]]
field = "when"
kind = "error"
consensus = "majority"

[[event]]
name = "the fire"
when = 1936-11-30
calendar = { when = "julian" }
cite = [{ source = "book" }]

[[person]]
name = "Ann"
born = "1820~"
died = 1899
cite = { source = "book" }

[[quote]]
text = "All is well."
id = "well"
speaker = "Ann"
cite = { source = "book" }
"""
SLIPS = {
    "a misspelled key of [pack]": ("title =", "titel ="),
    "no title": ('title = "Small"\n', ""),
    "an id with blanks": ('"small"', '"Small pack"'),
    "a language in words": ('language = "en"', 'language = "English"'),
    "a misspelled key of a source": ("issued", "isued"),
    "a source without a title": ('title = "A book"\n', ""),
    "an author in words": ('{ family = "Roe", given = "Jane" }', '"Jane Roe"'),
    "a key of an author": ("given", "first"),
    "a kind that is not": ("[[person]]", "[[persn]]"),
    "a table that is not": ("[sources.book]", "[source.book]"),
    "single brackets": ("[[person]]", "[person]"),
    "a field that is not": ('where = "London"', 'were = "London"'),
    "no name": ('name = "Ann"\n', ""),
    "a name that is a number": ('name = "Ann"', "name = 5"),
    "a text that is a number": ('where = "London"', "where = 5"),
    "a list for one value": ('where = "London"', 'where = ["London"]'),
    "a table in a list of names": ('"Ben"]', '{ name = "Ben" }]'),
    "a date of the day first": ('"1851-05-01"', '"01/05/1851"'),
    "a date with points": ('"1851-05-01"', '"1.5.1851"'),
    "a date in words": ('"1851-05-01"', '"May 1851"'),
    "a thirteenth month": ('"1851-05-01"', '"1851-13-01"'),
    "a thirty-second day": ('"1851-05-01"', '"1851-05-32"'),
    "an open interval of nothing": ('"1820~"', '"about 1820"'),
    "a key of an alias": ("from =", "since ="),
    "a word for a calendar": ('"julian"', '"old"'),
    "a truth for a list": ('complete = "who"', "complete = true"),
    "a misspelled source": ("{ source =", "{ souce ="),
    "a citation in words": ('[{ source = "book" }]', '"book, p. 3"'),
    "a key of a citation": ("phrase", "quote"),
    "a question that is a list": ('"When did the fair open?"', "[]"),
    "a rank that is not": ('rank = "normal"', 'rank = "wrong"'),
    "a claim without a citation": ('cite = { source = "book", page = "4" }\n', ""),
    "a claim without a field": ('field = "when"\nvalue', "value"),
    "a misspelled claim": ("[[event.claims]]", "[[event.claim]]"),
    "a consensus that is not": ('"majority"', '"most"'),
    "a reason that is not": ('kind = "error"', 'kind = "mistake"'),
    "a quotation without words": ('text = "All is well."\n', ""),
}


def put(tmp_path: Path, text: str, pack_schema: str | None = None) -> Path:
    (tmp_path / "pack.schema.json").write_text(pack_schema or schema_text(), "utf-8")
    path = tmp_path / "pack.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_whole_pack_is_good(tmp_path: Path) -> None:
    path = put(tmp_path, WHOLE)
    assert lint(path) == []
    pack, documents = read_pack(path)
    assert pack is not None
    assert [p for d in documents for p in d.problems if p.severity == "error"] == []


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_reported(tmp_path: Path, slip: str) -> None:
    right, wrong = SLIPS[slip]
    assert right in WHOLE
    path = put(tmp_path, WHOLE.replace(right, wrong, 1))
    assert lint(path) != []
    _, documents = read_pack(path)
    assert any(p.severity == "error" for d in documents for p in d.problems), "the loader takes it"


UNKNOWN_KEYS = (
    "a misspelled key of [pack]",
    "a field that is not",
    "a kind that is not",
    "a misspelled source",
    "a key of a citation",
)


def test_an_unknown_key_is_marked_and_not_its_whole_table(tmp_path: Path) -> None:
    for slip in UNKNOWN_KEYS:
        right, wrong = SLIPS[slip]
        text = WHOLE.replace(right, wrong, 1)
        line = text[: text.index(wrong)].count("\n") + 1
        found = [error for error in lint(put(tmp_path, text)) if "unknown key" in error]
        first = int(re.findall(r":(\d+):\d+: ", found[0])[0])
        assert first == line, found


def test_a_field_that_the_pack_adds_is_no_slip(tmp_path: Path) -> None:
    text = WHOLE.replace('where = "London"', 'weather = "rain"')
    added = '\n[kinds.event.fields.weather]\ntype = "category"\n'
    assert lint(put(tmp_path, text)) != []
    assert lint(put(tmp_path, text + added)) == []
    rows_only = re.sub(r"\[pack\].*?\n\n", "", text, count=1, flags=re.DOTALL)
    assert lint(put(tmp_path, rows_only)) == []  # another file may add it


OWN = {
    "a field that is not": ("length = 100\n", "lenght = 100\n"),
    "words for a number": ("length = 100\n", 'length = "100 m"\n'),
    "a number of three": ("length = 100\n", "length = [1, 2, 3]\n"),
    "a date of the day first": ('opened = "1800"', 'opened = "1/2/1800"'),
    "a source that is not": ('source = "atlas"', 'source = "atlass"'),
    "a kind that is not": ("[[bridge]]", "[[brigde]]"),
    "a list for one value": ('builder = "Ada Beam"', 'builder = ["Ada Beam"]'),
    "a question for no field": ('note = "It stands."', 'ask = { lenght = "How long?" }'),
    "a list with no field": ('note = "It stands."', 'skip = ["lenght"]'),
    "a citation for no field": ('source = "atlas"', 'source = "atlas", for = ["lenght"]'),
    "a type that is not": ('type = "date"', 'type = "time"'),
    "a field without a type": ('type = "date", ', ""),
    "a key of a field": ("unit =", "units ="),
    "a kind of names that is not": ('of = ["person"]', 'of = ["persn"]'),
}


@pytest.fixture(scope="module")
def bridges(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A pack with a kind of its own: its text and its schema."""
    path = tmp_path_factory.mktemp("bridges") / "pack.toml"
    path.write_text(toml(BRIDGES), "utf-8")
    text = "#:schema pack.schema.json\n" + path.read_text("utf-8")
    return text, schema_text(load_pack(path))


def test_a_pack_with_a_kind_of_its_own_is_good(tmp_path: Path, bridges: tuple[str, str]) -> None:
    text, own = bridges
    assert lint(put(tmp_path, text, own)) == []
    assert lint(put(tmp_path, text)) == []


@pytest.mark.parametrize("slip", OWN)
def test_a_slip_in_a_kind_of_the_packs_own(
    tmp_path: Path, bridges: tuple[str, str], slip: str
) -> None:
    text, own = bridges
    right, wrong = OWN[slip]
    assert right in text
    assert lint(put(tmp_path, text.replace(right, wrong, 1), own)) != []


def test_a_text_or_a_list_is_one_schema_with_one_description() -> None:
    """Editors offer a key once a choice of `anyOf`, and without its description."""
    row = json_schema()["definitions"]["event-row"]["properties"]
    assert row["who"]["type"] == ["string", "array"]
    assert row["cite"]["type"] == ["object", "array"]
    assert "source" in row["cite"]["properties"]
    assert all("description" in row[key] for key in ("who", "cite", "skip", "when"))


def test_a_packs_schema_has_its_names_values_and_sources_to_choose_from() -> None:
    made = json_schema(shipped.pack("countries"))["definitions"]
    country = made["country-row"]["properties"]
    assert "Berlin" in country["capital"]["anyOf"][0]["enum"]
    assert country["government"]["anyOf"][0]["enum"][:2] == ["a monarchy", "a republic"]
    assert "Northern Europe" in country["topic"]["anyOf"][0]["enum"]
    assert "factbook" in made["country-citation"]["properties"]["source"]["enum"]
    assert country["population"]["description"].startswith("A number")
    assert "people" in country["population"]["description"]


def tables() -> list[type[schema.Table]]:
    return [cls for cls in schema.Table.__subclasses__() if cls.__module__.startswith("quiz.")]


def test_every_key_of_every_table_says_what_it_is_for() -> None:
    assert len(tables()) == len(table_schemas())
    for table in tables():
        assert table.__doc__, table
        for name, field in table.model_fields.items():
            assert field.description, f"{table.__name__}.{name}"
            assert field.description.endswith((".", "…")), f"{table.__name__}.{name}"


def test_an_example_is_one() -> None:
    whole = {schema.ClaimTable: {"field": "when", "value": "1927", "cite": {"source": "atlas"}}}
    whole[schema.DisputeTable] = {"field": "when", "kind": "error"}
    for table in tables():
        required = {name: f.examples for name, f in table.model_fields.items() if f.is_required()}
        least = whole.get(table) or {name: found[0] for name, found in required.items() if found}
        if table is schema.FieldTable:
            least = {"type": "text"}
        for name, field in table.model_fields.items():
            for example in field.examples or ():
                table.model_validate({**least, field.alias or name: example})


def nodes(node: object) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in nodes(item)]
    if not isinstance(node, dict):
        return []
    return [node, *(found for item in node.values() for found in nodes(item))]


def test_every_reference_stands_alone_and_leads_somewhere() -> None:
    made = json.loads(schema_text())
    references = [node for node in nodes(made) if "$ref" in node]
    assert len(references) > 100
    for node in references:
        assert len(node) == 1, node
        at = made
        for part in node["$ref"].removeprefix("#/").split("/"):
            at = at[part]
    assert not [node for node in nodes(made) if node.get("type") == "null"]


DATES = """
1927-11-12 1927-11 1927 1924~ 1924? 1924% 1927-11~ 1927-11-12? 192X 19XX 192X~ -0043 -0043-03-15
Y12000 Y-12000 1918/1921 1918-03/1921-05-02 ../1921 1918/.. /1921 1918/ [1914,1915] 1917-21 1917-24
1917-24~ 0033 0000 [1914-01,1915-02-03] 1918~/1921?
"""
NO_DATES = """
12/11/1927 12.11.1927 1927-13 1927-00 1927-11-32 1927-11-00 27 1927.11 1927-1-2 c.1927 192x 1XXX
1927-25 November [] [1914,] 1917-21-03 1918/1921/1923 1927– 1927-11-12- ~1927
"""


def test_the_pattern_of_dates_takes_what_the_reader_takes() -> None:
    for text in DATES.split():
        dates.parse(text)
        assert re.search(EDTF, text), text
    for text in NO_DATES.split():
        with pytest.raises(DateError):
            dates.parse(text)
        assert not re.search(EDTF, text), text
