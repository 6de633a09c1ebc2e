"""`quiz sources`: a library into a pack's file, where nothing else changes, and out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

BIB = """@book{Brooks1954, author={Brooks, Ann}, title={Rivers}, year=1954, note={Old}}
@book{same, title={A book of inventions}, year=1990}
"""
WRITTEN = """[sources.brooks-1954]
type = "book"
title = "Rivers"
author = [{ family = "Brooks", given = "Ann" }]
issued = "1954"
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_text(BIB, "utf-8")
    return path


def test_without_a_pack_they_are_printed(quiz: Quiz, library: Path) -> None:
    outcome = quiz("sources", "import", str(library))
    assert outcome.status == 0
    assert outcome.out.startswith(WRITTEN)
    assert set(tomli.loads(outcome.out)["sources"]) == {"brooks-1954", "same"}
    assert "line 1: Brooks1954, note: a pack has no place for it" in outcome.err


def test_a_pack_gets_what_it_lacks_and_nothing_else_changes(
    quiz: Quiz, library: Path, pack: Path
) -> None:
    before = pack.read_text("utf-8")
    pack.chmod(0o640)
    dry = quiz("sources", "import", str(library), "inventions", "--dry-run")
    assert "Would put 1 source" in dry.out
    assert pack.read_text("utf-8") == before
    outcome = quiz("sources", "import", str(library), "inventions")
    assert (outcome.status, outcome.err) == (0, "")
    assert "brooks-1954: Rivers" in outcome.out
    assert "line 2: same is “book” (the same title, year and author)" in outcome.out
    assert "Brooks1954, note: a pack has no place for it" in outcome.out
    after = pack.read_text("utf-8")
    assert after.replace(f"\n{WRITTEN}\n", "", 1) == before
    line = int(outcome.out.partition("from line ")[2].partition(":")[0])
    assert after.split("\n")[line - 1] == "[sources.brooks-1954]"
    assert pack.stat().st_mode & 0o777 == 0o640
    assert quiz("check", str(pack)).status == 0
    again = quiz("sources", "import", str(library), str(pack))
    assert "Nothing new" in again.out
    assert pack.read_text("utf-8") == after


@pytest.mark.parametrize(
    ("layout", "wanted"),
    [
        ('{H}\n[sources.a]\ntitle = "A" # x\n# own\n\n# events\n[[event]]\nname = "E"\n',
         '{H}\n[sources.a]\ntitle = "A" # x\n# own\n\n{N}\n# events\n[[event]]\nname = "E"\n'),
        ("{H}", "{H}\n\n{N}"),
        ('{H}\n[[event]]\nname = """\n[sources.x]\n"""\n',
         '{H}\n[[event]]\nname = """\n[sources.x]\n"""\n\n{N}'),
        ('[sources]\na.title = "A"\n\n\n{H}\n', '[sources]\na.title = "A"\n\n{N}\n\n{H}\n'),
        ('\ufeff{H}\n[sources.a]\nauthor = [\n # who\n {{ family = "B" }},\n]\ntitle = "T"\n',
         '\ufeff{H}\n[sources.a]\nauthor = [\n # who\n {{ family = "B" }},\n]\ntitle = "T"\n\n{N}'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_comments_and_layout_stay(
    quiz: Quiz, library: Path, tmp_path: Path, layout: str, wanted: str, ends: str
) -> None:
    head = '[pack]\nid = "laid-out"\ntitle = "L"'
    library.write_text(BIB.split("\n")[0], "utf-8")
    path = tmp_path / "laid-out.toml"
    fill = {"H": head, "N": WRITTEN}
    path.write_bytes(layout.format(**fill).replace("\n", ends).encode())
    outcome = quiz("sources", "import", str(library), str(path))
    assert (outcome.status, outcome.err) == (0, "")
    made = path.read_bytes().decode()
    assert made.replace("\r\n", "\n") == wanted.format(**fill)
    assert ("\r" in made) == (ends == "\r\n")
    if len(layout) > 3:
        assert made.count(ends) == made.count("\n")


def test_a_pack_that_takes_nothing_is_left_alone(quiz: Quiz, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    for text, said in (
        ('sources = {a = {title = "A"}}\n[pack]\nid = "odd"\n', "nothing can be put in"),
        ('[pack]\nid = "odd\n', "cannot be read as it is"),
        ('[[event]]\nname = "x"\n', "has a [pack] table"),
    ):
        path.write_text(text, "utf-8")
        outcome = quiz("sources", "import", str(library), str(path))
        assert (outcome.status, outcome.out) == (1, "")
        assert said in outcome.err
        assert path.read_text("utf-8") == text
    assert sorted(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "LIB", "inventions", "--output", "x"), "not both"),
        (("import", "LIB", "--style", "apa"), "export"),
        (("export", "inventions", "--dry-run"), "import"),
        (("import", "LIB", "--from", "ris"), "It is no RIS"),
        (("import", "NONE"), "There is no file"),
        (("import", "LIB", "inventoins"), "inventions"),
        (("import", "BROKEN"), "line 1, column 9: x: a field has no ="),
        (("import", "OTHER"), "--from"),
    ],
)
def test_what_does_not_go_is_told(
    quiz: Quiz, library: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "broken.bib").write_text("@book{x,{", "utf-8")
    (tmp_path / "other.txt").write_text("nothing", "utf-8")
    names = {"LIB": library, "NONE": tmp_path / "none", "BROKEN": tmp_path / "broken.bib",
             "OTHER": tmp_path / "other.txt"}  # fmt: skip
    outcome = quiz("sources", *(str(names.get(word, word)) for word in words))
    assert outcome.status == 1
    assert said in outcome.err


def test_out_again(quiz: Quiz, tmp_path: Path) -> None:
    works = json.loads(quiz("sources", "export", "inventions").out)
    assert works == [
        {"id": "book", "type": "book", "title": "A book of inventions",
         "issued": {"date-parts": [[1990]]}}
    ]  # fmt: skip
    apa = quiz("sources", "export", "inventions", "--style", "apa")
    assert apa.out == "A book of inventions. (1990).\n"
    target = tmp_path / "works.json"
    assert quiz("sources", "export", "inventions", "--output", str(target)).status == 0
    back = quiz("sources", "import", str(target), "inventions")
    assert "works.json" not in back.err
    assert "book is “book”" in back.out
