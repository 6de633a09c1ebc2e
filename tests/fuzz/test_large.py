"""Files as large as they may be, made so that careless reading takes the square of their length.

Each was minutes of a processor once, or a gigabyte. They go through a worker, which is ended after
five seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.packs import limits
from tests import shipped
from tests.fuzz.worker import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = limits.TABLE_BYTES
IMPORTS = {
    "no option ever": ("aiken", "a\n" * (SIZE // 2)),
    "only a head": ("anki-text", "#\n" * (SIZE // 2)),
    "gaps that never end": ("anki-text", "#separator:tab\n" + ("{{c1::" * 20_000 + "\tb\n") * 16),
    "tags that never end": ("gift", "//" + "[id:" * (SIZE // 4 - 10) + "\nq{=a}\n"),
    "a million answers": ("gift", "q{" + "~a" * (SIZE // 2 - 10) + "}"),
    "too many questions": ("gift", "q{=a}\n\n" * (SIZE // 8)),
    "elements that never end": ("gift", "<a " * (SIZE // 3 - 20) + "{=a}"),
    "remarks that never end": ("gift", "<!--" * (SIZE // 4 - 20) + "{=a}"),
    "quotes that never end": ("gift", '<a b="' * (SIZE // 6 - 20) + "{=a}"),
    "empty questions": ("moodle-xml", "<quiz>" + "<question/>" * (SIZE // 11 - 5) + "</quiz>"),
    "right answers": (
        "moodle-xml",
        '<quiz><question type="multichoice"><questiontext>q</questiontext>'
        + "".join(f'<answer fraction="1">{n}</answer>' for n in range(40_000))
        + "</question></quiz>",
    ),
    "a character of many digits": (
        "open-trivia",
        '[{"question": "a&#' + "9" * 5_000 + '; b", "correct_answer": "b"}]',
    ),
    "questions of one slug": ("quizlet", "".join(f"{chr(0x4E00 + n)}\tb\n" for n in range(5_000))),
    "pairs of one slug": ("gift", "q{=a->b =c->d}\n\n" * 5_000),
}
TABLES = {
    "all different": "name,a\n" + "".join(f"n{n},v{n}\n" for n in range(limits.TABLE_ROWS)),
    "one slug": "name,a\n" + "".join(f"{chr(0x4E00 + n)} x,v\n" for n in range(limits.TABLE_ROWS)),
}


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    with Keeper() as found:
        yield found


@pytest.mark.parametrize("name", IMPORTS)
def test_an_import_takes_no_longer_than_it_is_long(
    keeper: Keeper, tmp_path: Path, name: str
) -> None:
    form, text = IMPORTS[name]
    path = tmp_path / "file"
    path.write_text(text[:SIZE], "utf-8")
    outcome = keeper.take("import", path, form=form, only=True)
    assert not outcome.found, outcome.told


@pytest.mark.parametrize("name", TABLES)
def test_a_table_takes_no_longer_than_it_is_long(keeper: Keeper, tmp_path: Path, name: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLES[name], "utf-8")
    outcome = keeper.take("table", path, only=True)
    assert not outcome.found, outcome.told


PACK_SIZE = limits.FILE_BYTES
HEAD = """
[pack]
id = "x"
title = "X"
[sources.book]
title = "B"
[kinds.river]
singular = "river"
[kinds.river.fields.sea]
type = "name"
of = "river"
ask = "Where does {name} flow?"
says = "{name} ends in {value}"
"""
ROWS = 20_000 if shipped.FULL else 5_000
"""As many as a file can hold; the square of a quarter of them is too long, too."""
NUMBERS = "\n".join(f"k{n} = 1" for n in range(60_000))
PACKS = {
    "a key that never ends": "a" * (PACK_SIZE - 40) + "." * 16,
    "a list that never closes": "a = [\n" + ('"]' + "x" * 1600 + '",\n') * 600 + "b = 1\n",
    "commas": ("a = [" + "1," * 1900 + "\n") * 250,
    "keys": HEAD + '[[river]]\nname = "a"\n' + NUMBERS,
    "empty rows": HEAD + "[[river]]\n" * (4 * ROWS),
    "unknown names": HEAD
    + "".join(f'[[river]]\nname = "River {n}"\nsea = "Sea {n}"\n' for n in range(ROWS)),
    "one name": HEAD + "".join(f'[[river]]\nid = "r{n}"\nname = "Rhine"\n' for n in range(ROWS)),
    "other words": HEAD
    + "".join(
        f'[[term]]\nname = "t{n}"\nmeans = "m{n}"\ncite = {{ source = "book", page = "1" }}\n'
        f"accept = {{ means = {[f'{n}w{m}' for m in range(400)]} }}\n"
        for n in range(60)
    ),
    "parts of parts": HEAD
    + "".join(f'[[place]]\nname = "P{n}"\npart_of = "P{n + 1}"\n' for n in range(ROWS)),
    "wide characters": HEAD + f'x = "{"漢" * 1_900}" y\n' * 30,
    "spaces in a line": ("a" + " " * 1_900 + "b\n") * 500,
    "commas in a line": ("a = 1" + "," * 1_900 + "\n") * 500,
    "half a date": ("a = 1/" + " " * 1_900 + "1/1999\n") * 500,
    "words and stops": ("a. " * 600 + "= 1\n") * 500,
    "braces in braces": "{" * 200_000,
    "a header that never ends": "[" + "a." * (PACK_SIZE // 2 - 10) + "a]\n",
    "a dotted key that never ends": "a." * (PACK_SIZE // 2 - 10) + "a = 1\n",
    "spaces": 'x = "a\n' + " " * 58_000 + "x\n",
}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_takes_no_longer_than_it_is_long(keeper: Keeper, tmp_path: Path, name: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(PACKS[name][:PACK_SIZE], "utf-8")
    outcome = keeper.take("pack", path)
    assert outcome.status == "refused", outcome.told
