"""Every kind of mistake that the reader knows, by an example; and a thousand by chance."""

from __future__ import annotations

import copy
import os
import random
from typing import TYPE_CHECKING, Any

import pytest

from quiz.errors import PackError
from quiz.generate.make import everything
from quiz.packs.checks import check_path
from quiz.packs.library import load
from quiz.packs.load import load_pack, read_pack
from tests import shipped
from tests.generate.packs import toml

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "pack": {
        "id": "bridges",
        "title": "Bridges",
        "license": "CC0-1.0",
        "topics": ["Old", "New"],
    },
    "sources": {"atlas": {"title": "An Atlas", "type": "book", "text": "atlas.txt"}},
    "kinds": {
        "bridge": {
            "singular": "bridge",
            "fields": {
                "opened": {
                    "type": "date",
                    "ask": "When was {name} opened?",
                    "back": "Which bridge was opened {value:on}?",
                    "says": "{name} was opened {value:on}",
                    "sequence": "In which order were these opened?",
                },
                "length": {"type": "number", "unit": "m", "ask": "How long is {name}, in m?"},
                "river": {"type": "category", "ask": "Which river does {name} cross?"},
                "builder": {
                    "type": "name",
                    "of": ["person"],
                    "ask": "Who built {name}?",
                    "says": "{value} built {name}",
                },
                "arches": {"type": "name", "of": ["place"], "many": True},
            },
        }
    },
    "bridge": [
        {
            "name": name,
            "id": name.lower().replace(" ", "-"),
            "topic": "Old" if i < 3 else "New",
            "opened": str(1800 + 20 * i),
            "length": 100 + 30 * i,
            "river": ("Elbe", "Oder", "Spree")[i % 3],
            "builder": ("Ada Beam", "Bob Pier", "Cy Truss")[i % 3],
            "note": "It stands.",
            "cite": {"source": "atlas", "page": str(i + 1), "phrase": "the bridge stands"},
        }
        for i, name in enumerate(
            ("Ash Bridge", "Birch Bridge", "Cedar Bridge", "Elm Bridge", "Fir Bridge", "Oak Bridge")
        )
    ],
    "person": [
        {"name": "Ada Beam", "aliases": ["Beam"]},
        {"name": "Bob Pier"},
        {"name": "Cy Truss"},
    ],
    "place": [{"name": "Dresden"}, {"name": "Altstadt", "part_of": ["Dresden"]}],
}


def put(path: str, value: Any) -> Any:
    """Return a change that puts a value at a dotted path."""

    def change(pack: dict[str, Any]) -> None:
        *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
        at: Any = pack
        for part in way:
            at = at[part]
        at[last] = value

    return change


def drop(path: str) -> Any:
    def change(pack: dict[str, Any]) -> None:
        *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
        at: Any = pack
        for part in way:
            at = at[part]
        del at[last]

    return change


def both_beams(pack: dict[str, Any]) -> None:
    """Two people of one surname, and a bridge by "Beam"."""
    pack["person"][1]["aliases"] = ["Beam"]
    pack["bridge"][0]["builder"] = "Beam"


CASES: list[tuple[str, Any, str]] = [
    # code, what is wrong, a word that the message or the hint must have
    ("wrong-type", put("bridge.0.opened", 3.5), "date"),
    ("wrong-type", put("bridge.0.length", "100"), "number"),
    ("wrong-type", put("bridge.0.builder", ["Ada Beam"]), "many"),
    ("wrong-type", put("pack.title", 7), "text"),
    ("wrong-type", put("bridge.0.cite", "atlas"), "table"),
    ("wrong-type", put("bridge.0.cite", "atlas"), "Like: cite = { source = "),
    ("wrong-type", put("sources.atlas.author", "Jane Roe"), "{ family = "),
    ("bad-value", put("kinds.bridge.fields.river.type", "categroy"), "text"),
    ("bad-value", put("kinds.bridge.fields.length.many", True), "number"),
    ("bad-value", put("bridge.0.claims", [{"field": "length", "value": 3, "rank": "best",
                                           "cite": {"source": "atlas"}}]), "preferred"),
    ("bad-template", put("kinds.bridge.fields.river.ask", "Does {nmae} cross?"), "name"),
    ("bad-template", put("kinds.bridge.fields.river.ask", "Which river does {name cross?"), "}"),
    ("bad-template", put("bridge.0.ask", {"opened": "When {value:at}?"}), ":on"),
    ("unknown-source", put("bridge.0.cite", {"source": "atlass"}), "atlas"),
    ("unknown-source", put("sources.atlas.derived-from", ["map"]), "map"),
    ("todo-source", put("sources.atlas.title", "TODO: the title"), "title"),
    ("todo-source", put("bridge.0.cite", {"source": "TODO", "page": "TODO"}), "[sources.book]"),
    ("todo-kind", put("kinds.bridge.singular", "TODO"), "river"),
    ("unknown-name", put("bridge.0.builder", "Ada Beem"), "Ada Beam"),
    ("unknown-name", put("place.1.part_of", ["Drezden"]), "Dresden"),
    ("unlisted-name", put("bridge.0.builder", "Somebody Else"), "row"),
    ("ambiguous-name", both_beams, "Bob Pier"),
    ("unknown-kind", put("brigde", [{"name": "x"}]), "bridge"),
    ("unknown-kind", put("kinds.bridge.fields.builder.of", ["persn"]), "person"),
    ("unknown-field", put("bridge.0.skip", ["opend"]), "opened"),
    ("unknown-field", put("bridge.0.complete", ["river", "arch"]), "arch"),
    ("unknown-field", put("bridge.0.disputes", [{"field": "lenght", "kind": "error"}]), "length"),
    ("unknown-key", put("bridge.0.openned", "1800"), "opened"),
    ("unknown-key", put("pack.titel", "x"), "title"),
    ("missing-key", drop("pack.id"), "id"),
    ("missing-key", drop("bridge.0.name"), "name"),
    ("bad-name", put("pack.id", "Bridges!"), "small letters"),
    ("bad-name", put("bridge.0.id", "Ash Bridge"), "small letters"),
    ("bad-date", put("bridge.0.opened", "1800-13"), "13"),
    ("bad-date", put("bridge.0.opened", "last year"), "1927-11-12"),
    ("bad-date", put("person.0.aliases", [{"name": "B", "from": "soon"}]), "1927-11-12"),
    ("control-character", put("bridge.0.note", "red\u001b[31m"), "U+001B"),
    ("control-character", put("bridge.0.note", "\u202egnorw"), "U+202E"),
    ("limit", put("bridge.0.note", "x" * 2001), "2,000"),
    ("limit", put("bridge.0.length", 2**60), "large"),
    ("limit", put("bridge.0.aliases", ["a"] * 501), "500"),
    ("empty", put("bridge.0.name", ""), "empty"),
    ("no-pack", drop("pack"), "[pack]"),
    ("two-rows", put("bridge.1.id", "ash-bridge"), "ash-bridge"),
    ("same-name", put("bridge.1.name", "Ash Bridge"), "tell them apart"),
    ("reserved-name", put("kinds.bridge.fields.topic", {"type": "text"}), "topic"),
    ("unknown-topic", put("bridge.0.topic", "Odl"), "Old"),
    ("no-license", drop("pack.license"), "CC-BY"),
    ("phrase-length", put("bridge.0.cite", {"source": "atlas", "phrase": "two words"}), "3 to 12"),
    ("phrase-not-found", put("bridge.0.cite", {"source": "atlas", "phrase": "the bridge fell"}),
     "the bridge"),
    ("claim-alone", put("bridge.0.claims", [{"field": "arches", "value": "Dresden",
                                             "cite": {"source": "atlas"}}]), "arches"),
    ("uncited", drop("bridge.0.cite"), "cite"),
    ("missing-id", put("quote", [{"text": "a bridge is a sentence", "cite": {"source": "atlas"}}]),
     "id"),
]  # fmt: skip


def write(folder: Path, tables: dict[str, Any]) -> Path:
    path = folder / "bridges.toml"
    path.write_text(toml(tables), "utf-8")
    (folder / "atlas.txt").write_text("Here the bridge stands to this day.", "utf-8")
    return path


def test_the_example_is_good(tmp_path: Path) -> None:
    assert check_path(write(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("code", "change", "word"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_a_mistake_says_where_it_is_and_how_to_mend_it(
    tmp_path: Path, code: str, change: Any, word: str
) -> None:
    tables = copy.deepcopy(GOOD)
    change(tables)
    path = write(tmp_path, tables)
    found = [problem for problem in check_path(path) if problem.code == code]
    assert found, [str(problem) for problem in check_path(path)]
    told = [f"{p.message} {p.expected} {p.hint} {p.write}" for p in found]
    assert any(word in text for text in told), told
    lines = path.read_text("utf-8").split("\n")
    for problem in found:
        assert problem.file == str(path)
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message.endswith(".")


def test_one_mistake_does_not_hide_another(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text("[pack]\nid = 3\nlanguage = 4\n", "utf-8")
    assert [(p.code, p.line) for p in check_path(path)] == [
        ("missing-key", 1), ("wrong-type", 2), ("wrong-type", 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe[\x00p\x00", "encoding"),
        (b"PK\x03\x04rest", "encoding"),
        (b'[pack]\ntitle = "caf\xe9"\n', "encoding"),
        (b'[pack]\ntitle = "x"  # caf\xe9', "encoding"),
        (b"", "empty-file"),
        (b" \n\t\n", "empty-file"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "too-deep"),
        (b"x = " + b"[" * 3000, "too-deep"),
        (b".".join([b"a"] * 40) + b" = 1\n", "too-deep"),
        (b"x = " + b"9" * 5000, "toml"),
        (b"x = 1e999\n[pack]\n", "limit"),
        (b"# " + b"x" * (1 << 20), "too-large"),
        (b'[pack]\ntitle = "\\u001b[2J"\n', "control-character"),
        (b"[pack\n", "bad-header"),
    ],
)
def test_what_breaks_other_readers_is_a_message(tmp_path: Path, raw: bytes, code: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(raw)
    assert code in {problem.code for problem in check_path(path)}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path: Path, ends: str) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text("utf-8").replace("\n", ends).encode())
    assert check_path(path) == []


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


def test_play_mends_a_control_character_that_check_refuses(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_text(path.read_text("utf-8").replace('"Bridges"', '"Brid\\u0007ges"'), "utf-8")
    assert [p.code for p in check_path(path)] == ["control-character"]
    assert load(str(path)).title == "Brid\ufffdges"


def test_a_phrase_is_looked_up_across_lines_and_quotes(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    (tmp_path / "atlas.txt").write_text("Here the\n  “Bridge”\n\nStands today.", "utf-8")
    assert check_path(path) == []


def test_what_a_link_leads_to_outside_of_the_pack_is_not_quoted(tmp_path: Path) -> None:
    """Whoever checks a stranger's pack, and shows what is said of it, shows none of his own."""
    secret = tmp_path / "secret.txt"
    secret.write_text("The bridge of secrets stands here = today\n", "utf-8")
    folder = tmp_path / "pack"
    folder.mkdir()
    tables = copy.deepcopy(GOOD)
    tables["bridge"][0]["cite"]["phrase"] = "the bridge of lies stands here"
    path = write(folder, tables)
    (folder / "atlas.txt").unlink()
    (folder / "atlas.txt").symlink_to(secret)
    assert "phrase-not-found" not in {problem.code for problem in check_path(path)}
    assert load(str(path)).source_text("atlas") is None
    within = folder / "sources.txt"
    within.write_text(secret.read_text("utf-8"), "utf-8")
    (folder / "atlas.txt").unlink()
    (folder / "atlas.txt").symlink_to(within)
    assert "phrase-not-found" in {problem.code for problem in check_path(path)}
    (folder / "more.toml").symlink_to(secret)
    problems = check_path(folder)
    assert [p.code for p in problems if p.file.endswith("more.toml")] == ["unreadable"]
    assert not any("secrets" in problem.excerpt for problem in problems)


@pytest.mark.parametrize("text", ["/etc/hostname", "../../../etc/hostname"])
def test_a_copy_outside_the_pack_is_looked_for_by_its_name_alone(tmp_path: Path, text: str) -> None:
    """A pack cannot make `check` read /etc/passwd, only files that lie with it."""
    tables = copy.deepcopy(GOOD)
    tables["sources"]["atlas"]["text"] = text
    tables["bridge"][0]["cite"]["phrase"] = "no such words there"
    assert check_path(write(tmp_path, tables)) == []


def test_the_order_of_keys_rows_and_files_is_no_part_of_a_pack(tmp_path: Path) -> None:
    one = load_pack(write(tmp_path, GOOD))
    folder = tmp_path / "split"
    folder.mkdir()
    head = {key: GOOD[key] for key in ("pack", "sources")}
    rest = {key: GOOD[key] for key in ("place", "person", "bridge", "kinds")}
    rest["bridge"] = [dict(reversed(row.items())) for row in reversed(rest["bridge"])]
    (folder / "pack.toml").write_text(toml(head), "utf-8")
    (folder / "rows.toml").write_text("# a comment\n" + toml(rest), "utf-8")
    assert load_pack(folder).hash == one.hash


def test_what_a_pack_silences_is_no_part_of_it(tmp_path: Path) -> None:
    one = load_pack(write(tmp_path, GOOD))
    tables = copy.deepcopy(GOOD)
    tables["pack"]["stale_after"] = 5
    path = write(tmp_path, tables)
    silence = '\n[[pack.silence]]\ncode = "no-place"\nreason = "A small atlas."\n'
    path.write_text(path.read_text("utf-8") + silence, "utf-8")
    assert load_pack(path).hash == one.hash


JUNK: list[Any] = [
    "", "x", "{", "{name}", "{value}", "\u0000", "[b]", "1917-13", "-0430", "1914~", "0000",
    "Y99999",
    "../..", 0, -1, 2**53, 1e300, 1.5, True, [], [[]], {}, {"a": 1}, [1, 2], ["a", "a"], "ﷺ" * 40,
    "e\u0301" * 30, "\u202e", "é" * 1999, {"value": 1, "low": 0, "high": 2}, "Ada Beam", "Dresden",
    "1800/1900", "[1800,1810]", "18XX", "julian", "majority", "deprecated",
]  # fmt: skip


def mutated(tables: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return tables with one to four values replaced, dropped, doubled or moved."""
    tables = copy.deepcopy(tables)
    for _ in range(rng.randint(1, 4)):
        places = list(_places(tables))
        holder, key = rng.choice(places)
        move = rng.random()
        if move < 0.55:
            holder[key] = copy.deepcopy(rng.choice(JUNK))
        elif move < 0.75:
            del holder[key]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            other, there = rng.choice(places)
            holder[key] = copy.deepcopy(other[there])
    return tables


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


@pytest.mark.parametrize("seed", range(40 if shipped.FULL else 4))
def test_no_change_of_a_pack_raises_in_reading_or_in_asking(tmp_path: Path, seed: int) -> None:
    """What is read is a pack or problems with a place; what loads is asked without a traceback."""
    rng = random.Random(seed)
    asked = 0
    for _ in range(250):
        try:
            text = toml(mutated(GOOD, rng))
        except AttributeError:
            continue  # a table became a value: `toml` here cannot write it
        path = tmp_path / "bridges.toml"
        path.write_text(text, "utf-8")
        pack, documents = read_pack(path)
        problems = [p for document in documents for p in document.problems]
        assert pack is not None or problems
        assert all(p.message and p.file and p.line >= 1 and p.column >= 1 for p in problems)
        assert all(p.message.isprintable() for p in problems)
        if pack is not None and not any(p.severity == "error" for p in problems):
            loaded = load_pack(path)
            made = list(everything(loaded, seed=str(seed)))
            asked += bool(made)
    assert asked >= 20
