"""A teacher's mistakes: each with its file, line and column, what was expected, and the mend."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from quiz.errors import PackError
from quiz.packs.checks import check_path
from quiz.packs.library import load
from quiz.packs.load import load_pack, read_pack

SHIPPED = Path(__file__).parents[2] / "questions"
GOOD = """\
[pack]
id = "rivers"
title = "Rivers"
license = "CC0-1.0"

[sources.atlas]
title = "An atlas"

[kinds.river.fields.sea]
type = "category"
ask = "Into which sea does {name} flow?"

[[river]]
name = "the Rhine"
sea = "the North Sea"
cite = { source = "atlas" }
"""

MISTAKES = [
    # what is changed, into what; code; line, column; a word of the message or the hint
    ('sea = "the', 'see = "the', "unknown-key", (15, 7), "“sea”"),
    ('type = "category"', 'type = "categry"', "bad-value", (10, 8), "text"),
    ('source = "atlas"', 'source = "atlass"', "unknown-source", (16, 19), "“atlas”"),
    ('id = "rivers"', 'id = "My Rivers"', "bad-name", (2, 6), "hyphens"),
    ("[[river]]", "[[rivr]]", "unknown-kind", (13, 1), "“river”"),
    ("[[river]]", "[river]", "wrong-type", (13, 1), "[[river]]"),
    ("{name} flow", "{nam} flow", "bad-template", (11, 7), "“name”"),
    ("{name} flow", "{name flow", "bad-template", (11, 7), "{"),
    ('title = "Rivers"\n', "", "missing-key", (1, 1), "“title”"),
    ('title = "Rivers"', "title = 7", "wrong-type", (3, 9), "text in quotes"),
    ('sea = "the North Sea"', "sea = 3", "wrong-type", (15, 7), "text"),
    ('sea = "the North Sea"', 'sea = ["a", "b"]', "wrong-type", (15, 7), "many = true"),
    ('cite = { source = "atlas" }', "", "uncited", (13, 1), "cite"),
    ('cite = { source = "atlas" }', 'skip = ["se"]\ncite = { source = "atlas" }',
     "unknown-field", (16, 9), "“sea”"),
    ('source = "atlas" }', 'source = "atlas", phrase = "two words" }', "phrase-length", (16, 37),
     "3 to 12"),
    ("[pack]\n", "", "no-pack", (1, 1), "[pack]"),
    ('sea = "the North Sea"', "sea = the North Sea", "toml", (15, 7), "quotes"),
    ('sea = "the North Sea"', "sea = “the North Sea”", "toml", (15, 7), "straight"),
]  # fmt: skip


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str | bytes, name: str = "rivers.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return _write


def test_a_good_pack_has_no_problems(write) -> None:
    assert check_path(write(GOOD)) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "place", "word"), MISTAKES, ids=[m[2] + m[1][:12] for m in MISTAKES]
)
def test_a_mistake_is_told_where_it_is(write, before, after, code, place, word) -> None:
    assert before in GOOD
    problems = check_path(write(GOOD.replace(before, after, 1)))
    found = [p for p in problems if p.code == code]
    assert found, problems
    assert (found[0].line, found[0].column) == place
    assert found[0].file.endswith("rivers.toml")
    assert word in found[0].message + found[0].hint


def test_all_mistakes_are_told_at_once(write) -> None:
    text = GOOD.replace('source = "atlas"', 'source = "map"').replace("{name}", "{nom}")
    codes = {p.code for p in check_path(write(text + 'colour = "blue"\n'))}
    assert {"unknown-source", "bad-template", "unknown-key"} <= codes


def test_a_bad_date_says_how_dates_look(write) -> None:
    row = '[[event]]\nname = "it"\nwhen = "12.11.1927"\ncite = { source = "atlas" }\n'
    found = [p for p in check_path(write(GOOD + row)) if p.code == "bad-date"]
    assert "1927-11-12" in found[0].message
    assert (found[0].line, found[0].column) == (19, 8)


def test_a_misspelt_name_is_told_from_an_unlisted_one(write) -> None:
    rows = (
        '[[place]]\nname = "Petrograd"\n[[event]]\nname = "it"\nwhere = "Petrogard"\n'
        'cite = { source = "atlas" }\n[[event]]\nname = "that"\nwhere = "Vienna"\n'
        'cite = { source = "atlas" }\n'
    )
    problems = {p.code: p for p in check_path(write(GOOD + rows))}
    assert "Petrograd" in problems["unknown-name"].hint
    assert problems["unlisted-name"].severity == "warning"


def test_a_phrase_is_looked_up_across_lines_and_quotes(write, tmp_path: Path) -> None:
    (tmp_path / "atlas.txt").write_text(
        "The Rhine flows\n  into the “North”\n\nSea at last.", "utf-8"
    )
    text = GOOD.replace('title = "An atlas"', 'title = "An atlas"\ntext = "atlas.txt"')
    good = text.replace(
        'source = "atlas" }', 'source = "atlas", phrase = \'into the "north" sea\' }'
    )
    assert check_path(write(good)) == []
    bad = good.replace("into the", "out of the")
    assert [p.code for p in check_path(write(bad))] == ["phrase-not-found"]


def test_a_copy_outside_the_pack_is_looked_for_by_its_name_alone(write, tmp_path: Path) -> None:
    """A pack cannot make `check` read /etc/passwd, only files that lie with it."""
    text = GOOD.replace('title = "An atlas"', 'title = "An atlas"\ntext = "/etc/hostname"').replace(
        'source = "atlas" }', 'source = "atlas", phrase = "no such words there" }'
    )
    assert check_path(write(text)) == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe[\x00p\x00", "encoding"),
        (b"PK\x03\x04rest", "encoding"),
        (b"[pack]\ntitle = \"caf\xe9\"\n", "encoding"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "too-deep"),
        (b".".join([b"a"] * 40) + b" = 1\n", "too-deep"),
        (b"x = " + b"9" * 5000, "toml"),
        (b"x = 1e999\n[pack]\n", "limit"),
        (b"# " + b"x" * (1 << 20), "too-large"),
        (b'[pack]\ntitle = "\\u001b[2J"\n', "control-character"),
    ],
)  # fmt: skip
def test_what_breaks_other_readers_is_a_message(write, raw: bytes, code: str) -> None:
    assert code in {p.code for p in check_path(write(raw))}


def test_a_byte_order_mark_is_no_mistake(write) -> None:
    assert check_path(write(b"\xef\xbb\xbf" + GOOD.encode())) == []


@pytest.mark.parametrize("kind", ["fifo", "zero", "folder", "missing"])
def test_what_is_no_file_neither_hangs_nor_crashes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "pack.toml"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "zero":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    assert {p.severity for p in check_path(path)} == {"error"}
    with pytest.raises(PackError):
        load_pack(path)


def test_play_mends_a_control_character_that_check_refuses(write) -> None:
    path = write(GOOD.replace("Rivers", "Ri\\u0007vers"))
    assert [p.code for p in check_path(path)] == ["control-character"]
    assert load(str(path)).title == "Ri\ufffdvers"


@pytest.mark.parametrize("seed", range(8))
def test_no_mutation_of_a_real_pack_raises(write, seed: int) -> None:
    """Cut, doubled and overwritten bytes: what comes back is a pack or problems."""
    rng = random.Random(seed)
    whole = (SHIPPED / "trotsky-and-stalin" / "pack.toml").read_bytes() + GOOD.encode()[60:]
    junk = [
        b'"',
        b"[",
        b"]]",
        b"{",
        b"=",
        b"\n",
        b"\x00",
        b"\xc3",
        b"1917-99",
        b".",
        b"'''",
        b"true",
    ]
    for _ in range(60):
        raw = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(raw))
            if rng.random() < 0.5:
                del raw[at : at + rng.randint(1, 30)]
            else:
                raw[at:at] = rng.choice(junk)
        pack, documents = read_pack(write(bytes(raw)))
        problems = [p for d in documents for p in d.problems]
        assert pack is not None or problems
        assert all(p.message and p.file for p in problems)


def test_the_order_of_keys_rows_and_files_is_no_part_of_a_pack(write, tmp_path: Path) -> None:
    one = load_pack(write(GOOD))
    head, kinds = GOOD.split("[kinds", 1)
    folder = tmp_path / "split"
    folder.mkdir()
    (folder / "pack.toml").write_text(head, "utf-8")
    swapped = "[kinds" + kinds.replace(
        'name = "the Rhine"\nsea = "the North Sea"', 'sea = "the North Sea"\nname = "the Rhine"'
    )
    (folder / "rows.toml").write_text("# a comment\n" + swapped, "utf-8")
    assert load_pack(folder).hash == one.hash
