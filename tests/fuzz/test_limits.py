"""Each limit of `quiz/packs/limits.py`: a file at it is read, and one just over is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from quiz.errors import QuizError
from quiz.exchange import find
from quiz.packs import limits
from quiz.packs.checks import check_path
from quiz.packs.scaffold.table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = """
[pack]
id = "x"
title = "X"
[sources.book]
title = "B"
[kinds.river]
singular = "river"
"""
FIELD = '[kinds.river.fields.sea]\ntype = "text"\nmany = true\nask = "{name}?"\nsays = "{value}"\n'
ROW = '[[river]]\nname = "a"\ncite = { source = "book", page = "1" }\n'


def nested(deep: int) -> str:
    return ROW + "sea = " + "[" * deep + '"a"' + "]" * deep


def listed(items: int) -> str:
    return ROW + f"sea = {[str(n) for n in range(items)]}"


def kept(keys: int) -> str:
    return ROW + "".join(f"k{n} = 1\n" for n in range(keys - 2))


PACKS: dict[str, tuple[Callable[[int], str], int, str, str]] = {
    "characters": (lambda n: ROW + f'note = "{"a" * n}"', limits.TEXT_CHARACTERS, "limit", "2,000"),
    "lines": (
        lambda n: ROW + 'note = "a' + "\\n" * n + 'b"', limits.TEXT_LINES, "limit", "40 lines"
    ),
    "key": (lambda n: ROW + f"{'k' * n} = 1", limits.KEY_CHARACTERS, "limit", "80 characters"),
    "list": (listed, limits.LIST_ITEMS, "limit", "500 items"),
    "keys": (kept, limits.KEYS, "limit", "500 keys"),
    "nesting": (nested, 2 * limits.NESTING - 2, "limit", "8 deep"),
    "integer": (lambda n: ROW + f"sea = {n}", limits.INTEGER, "limit", "too large"),
    "dots": (lambda n: ".".join("a" * n) + " = 1", limits.DOTTED_PARTS, "too-deep", "dotted parts"),
    "sources": (
        lambda n: "".join(f'[sources.s{k}]\ntitle = "t"\n' for k in range(n - 1)),
        limits.TABLES, "limit", "5,000 keys",
    ),
    "one name": (
        lambda n: "".join(f'[[river]]\nid = "r{k}"\nname = "a"\n' for k in range(n)),
        limits.SAME_NAME, "limit", "100 rows",
    ),
    "wholes": (
        lambda n: "".join(f'[[place]]\nname = "P{k}"\npart_of = ["P{k + 1}"]\n' for k in range(n))
        + f'[[place]]\nname = "P{n}"\n',
        limits.WHOLES, "limit", "40 others",
    ),
    "bytes": (
        lambda n: "#" * (n - len(HEAD + FIELD)), limits.FILE_BYTES, "too-large", "1,048,576 bytes"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_at_a_limit_and_just_over(tmp_path: Path, name: str) -> None:
    text, most, code, said = PACKS[name]
    path = tmp_path / "pack.toml"
    path.write_text(HEAD + FIELD + text(most), "utf-8")
    assert code not in {problem.code for problem in check_path(path)}
    path.write_text(HEAD + FIELD + text(most + 1), "utf-8")
    told = [problem for problem in check_path(path) if problem.code == code]
    assert told
    assert said in told[0].message


@pytest.mark.parametrize(
    ("file", "most"), [(limits.FILES, None), (limits.FILES + 1, "more than 200 files")]
)
def test_a_pack_has_so_many_files(tmp_path: Path, file: int, most: str | None) -> None:
    for number in range(file):
        (tmp_path / f"{number}.toml").write_text("# nothing\n", "utf-8")
    (tmp_path / "0.toml").write_text(HEAD + FIELD + ROW + 'sea = "b"\n', "utf-8")
    told = " ".join(problem.message for problem in check_path(tmp_path))
    assert (most in told) if most else ("files" not in told)


TABLES: dict[str, tuple[Callable[[int], str], int, str]] = {
    "rows": (
        lambda n: "a,b\n" + "".join(f"{k},x\n" for k in range(n)), limits.TABLE_ROWS, "10,000 are"
    ),
    "columns": (lambda n: ("a," * n)[:-1] + "\n" + ("b," * n)[:-1], limits.TABLE_COLUMNS, "50 are"),
    "cell": (lambda n: f"a,b\nc,{'d' * n}", limits.TABLE_CELL_CHARACTERS, "4,000 are"),
    "bytes": (lambda n: "a,b\nc," + "\n" * (n - 6), limits.TABLE_BYTES, "2,097,152 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_at_a_limit_and_just_over(tmp_path: Path, name: str) -> None:
    text, most, said = TABLES[name]
    path = tmp_path / "table.csv"
    path.write_text(text(most), "utf-8")
    assert read_table(path).columns
    path.write_text(text(most + 1), "utf-8")
    with pytest.raises(QuizError, match=said):
        read_table(path)


def read(name: str, text: str) -> Any:
    reader = find(name).read
    assert reader is not None
    return reader(text)


def test_a_file_of_questions_at_a_limit_and_just_over() -> None:
    card = "front\tback\n"
    reading = read("quizlet", card * limits.IMPORTED_LOOKED_AT)
    assert len(reading.found) == limits.IMPORTED
    assert len(reading.dropped) == limits.IMPORTED_LOOKED_AT - limits.IMPORTED
    with pytest.raises(QuizError, match="10,000 questions"):
        read("quizlet", card * (limits.IMPORTED_LOOKED_AT + 1))
    assert read("csv", "a,b\n" * limits.TABLE_ROWS).found
    with pytest.raises(QuizError, match="10,000 rows"):
        read("csv", "a,b\n" * (limits.TABLE_ROWS + 1))


@pytest.mark.parametrize("kind", ["sparse", "large", "fifo", "zero", "folder", "link", "terminal"])
def test_what_no_file_of_questions_or_table_is(tmp_path: Path, kind: str) -> None:
    """Each is refused at once: not one byte of five gigabytes is kept, and nothing waits."""
    path = tmp_path / "pack.toml"
    if kind in ("sparse", "large"):
        with path.open("wb") as file:
            file.truncate(5 << 30 if kind == "sparse" else 100 << 20)
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "zero":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(path)
    else:
        path.symlink_to("/dev/tty")
    assert {problem.severity for problem in check_path(path)} == {"error"}
    with pytest.raises(QuizError):
        read_table(path)
