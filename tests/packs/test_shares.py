"""A pack read by several processes: to the byte what one would keep, and one where it cannot be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

import pytest

from quiz.errors import PackError
from quiz.packs import compiled, library, shares
from quiz.packs.compiled import written
from quiz.packs.load import load_pack
from quiz.workers import Failed
from tests.benchmarks import parishes
from tests.shipped import FOLDER, PACKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEY = "0" * 64
HEAD = """\
[pack]
id = "realms"
title = "Realms"
[sources.atlas]
title = "An atlas"
[kinds.realm]
cite = { source = "atlas" }
[kinds.realm.fields.ruler]
type = "name"
of = "ruler"
ask = "Who ruled {name}?"
[kinds.realm.fields.begun]
type = "date"
ask = "When did {name} begin?"
[kinds.ruler]
cite = { source = "atlas" }
[kinds.ruler.fields.born]
type = "date"
ask = "When was {name} born?"
"""
FIRST = """\
[[realm]]
name = "Norland"
topic = "North"
begun = 1200
ruler = "Anna"
part_of = "The Isles"
[[realm]]
name = "The Isles"
aliases = ["Westland"]
ruler = "Somebody Unheard Of"
part_of = "The World"
"""
SECOND = """\
[[ruler]]
name = "Anna"
born = 1170-03-01
[[realm]]
name = "Westland"
topic = "West"
begun = "1100-02-03"
calendar = "julian"
ruler = "Nobody Known, either"
[[realm]]
name = "The World"
"""


class Here:
    """Workers in this very process."""

    def __init__(self, number: int, _work: str) -> None:
        self._all = [shares.share(abs) for _ in range(number)]
        self._heard: list[Any] = []
        for one in self._all:
            next(one)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def tell(self, told: Sequence[Any]) -> None:
        self._heard = [one.send(said) for one, said in zip(self._all, told, strict=True)]

    def hear(self, _said: object) -> list[Any]:
        return self._heard


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "processors", lambda: 3)
    monkeypatch.setattr(shares, "Workers", Here)


@pytest.fixture
def realms(tmp_path: Path) -> Path:
    folder = tmp_path / "realms"
    folder.mkdir()
    for name, text in (("pack", HEAD), ("a", FIRST), ("b", SECOND)):
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "parishes"
    folder.mkdir()
    parishes.write(folder, 2_000)
    return folder


@pytest.mark.usefixtures("here")
def test_the_copy_is_the_same(realms: Path) -> None:
    pack = load_pack(realms)
    assert pack.old_style
    assert pack.facts["realm/norland"].wholes == {"realm/isles", "realm/world"}
    assert pack.kin["realm/westland"] >= {"realm/isles"}
    assert sum(fact.implicit for fact in pack.facts.values()) == 2
    assert shares.copy_of(realms, (), KEY) == written(pack, KEY)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", PACKS)
def test_the_copy_of_a_pack_that_ships_is_the_same(name: str) -> None:
    path = FOLDER / name
    assert shares.copy_of(path, (), KEY) == written(load_pack(path), KEY)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack", "[pack]", "[park]"),
        ("pack", 'title = "An atlas"', ""),
        ("pack", '[kinds.ruler]\ncite = { source = "atlas" }', "[kinds.ruler]"),
        ("a", "begun = 1200", 'begun = "some day"'),
        ("a", 'name = "Norland"', 'name = "Norland'),
        ("a", 'part_of = "The World"', 'part_of = "The Word"'),
        ("a", '"Somebody Unheard Of"', '"Annna Of The North"'),
        ("b", 'name = "Westland"', 'name = "Norland"'),
        ("b", 'name = "Anna"', 'name = "Annna Of the North"\naliases = ["Anna"]'),
        ("b", "[[ruler]]", "[[rulers]]"),
        ("b", "[[ruler]]", "stray = 1979-05-27\n[[ruler]]"),
    ],
)
def test_what_is_wrong_is_left_to_one(realms: Path, file: str, old: str, new: str) -> None:
    path = realms / f"{file}.toml"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    try:
        alone = written(load_pack(realms), KEY)
    except PackError:
        alone = None
    assert shares.copy_of(realms, (), KEY) == alone


@pytest.mark.usefixtures("here")
def test_what_is_named_and_has_the_id_of_a_row_is_left_to_one(realms: Path) -> None:
    path = realms / "b.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('name = "Anna"', 'name = "Anna"\nid = "nobody-known-either"'))
    assert load_pack(realms).facts["ruler/nobody-known-either"].implicit
    assert shares.copy_of(realms, (), KEY) is None


def test_it_is_read_so_where_it_is_large(
    many: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By processes of their own, and once; whoever is alone keeps the same."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(library, "LARGE", 1 << 17)
    monkeypatch.setattr(shares, "processors", lambda: 2)
    read: list[Path] = []
    monkeypatch.setattr(library, "_read", read.append)
    heard: list[tuple[str, int, int]] = []
    pack = library.load(str(many), lambda *said: heard.append(said))
    files, facts = len([*many.iterdir()]), len(pack.facts)
    assert ("files", files, files) in heard
    assert 0 < heard[-1][1] <= heard[-1][2] == facts
    assert heard[-1][0] == "facts"
    (copy,) = (tmp_path / "home" / "cache" / "packs").glob(f"*{compiled.ENDING}")
    monkeypatch.setattr(shares, "copy_of", never)
    assert library.load(str(many)).facts["parish/p-1"] == pack.facts["parish/p-1"]
    assert read == []
    monkeypatch.undo()
    assert copy.read_bytes() == written(load_pack(many), copy.stem)
    no_child_is_left()


@pytest.mark.parametrize("large", [False, True])
def test_otherwise_one_reads_it(
    realms: Path, large: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A small pack is not worth it; with one processor, or where none can be started, it is tried
    and left.
    """
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    tried: list[int] = []

    def refused(number: int, _work: str) -> None:
        tried.append(number)
        raise Failed

    monkeypatch.setattr(shares, "Workers", refused)
    monkeypatch.setattr(library, "LARGE", 1 if large else 1 << 20)
    monkeypatch.setattr(shares, "processors", lambda: 2)
    assert library.load(str(realms)).title == "Realms"
    assert tried == [2] * large
    monkeypatch.setattr(shares, "processors", lambda: 1)
    assert shares.copy_of(realms, (), KEY) is None
    assert tried == [2] * large


def never(*_: object) -> bytes:
    raise AssertionError("read again")


def no_child_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
