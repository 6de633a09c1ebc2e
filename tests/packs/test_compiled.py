"""Copies of packs as they were read: the same pack, kept by content, never trusted."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from quiz.errors import PackError
from quiz.generate import all_questions, facets
from quiz.packs import compiled, files, library
from quiz.packs import load as loading
from quiz.packs.compiled import ENDING, MOST, Compiled, written
from quiz.packs.load import load_pack
from quiz.packs.things import Reader
from tests.shipped import FOLDER, PACKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.packs.content import Pack

PACK = """\
[pack]
id = "rivers"
title = "{title}"
[sources.atlas]
title = "An atlas"
[kinds.river]
cite = {{ source = "atlas" }}
[kinds.river.fields.length]
type = "number"
unit = "km"
ask = "How long is {{name}}?"
[[river]]
name = "the Rhine"
length = 1230
[[river]]
name = "the Danube"
length = 2850
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.toml"
    path.write_text(PACK.format(title="Rivers"), "utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Paths of the packs that were read from their files."""
    paths: list[Path] = []

    def reading(path: Path, folders: tuple[Path, ...] = ()) -> object:
        paths.append(path)
        return load_pack(path, folders)

    monkeypatch.setattr(loading, "load_pack", reading)
    return paths


def never() -> Pack:
    raise AssertionError("read again")


def copies(home: Path) -> list[Path]:
    return sorted((home / "cache" / "packs").glob(f"*{ENDING}"))


@pytest.mark.parametrize("name", PACKS)
def test_a_copy_is_the_pack(name: str, tmp_path: Path) -> None:
    path = FOLDER / name
    pack = load_pack(path)
    shelf = Compiled(tmp_path)
    shelf.put("x", pack)
    copy = shelf.get("x", path, (), never)
    assert copy is not None
    assert list(copy.facts) == list(pack.facts)
    assert copy == pack
    assert written(copy) == written(pack), "what == does not compare"
    assert [copy.of_kind(kind) for kind in pack.kinds] == [pack.of_kind(k) for k in pack.kinds]
    with pytest.raises(KeyError):
        copy.names["nobody at all"]
    with pytest.raises(KeyError):
        copy.kin["nobody/at-all"]


def test_a_fact_is_made_when_it_is_asked_for(pack: Path, tmp_path: Path) -> None:
    whole, shelf = load_pack(pack), Compiled(tmp_path)
    shelf.put("x", whole)
    copy = shelf.get("x", pack, (), never)
    assert copy is not None
    made: list[bytes] = []
    real = Reader.fact

    def noted(self: Reader, line: bytes) -> object:
        made.append(line)
        return real(self, line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "fact", noted)
        assert len(copy.facts) == 2
        assert "river/rhine" in copy.facts
        assert not made
        first = copy.facts["river/rhine"]
        assert first is copy.facts["river/rhine"]
        assert len(made) == 1
        assert list(copy.facts.values()) == list(whole.facts.values())
        assert len(made) == 2


def test_a_large_copy_is_not_read_as_a_whole(pack: Path, tmp_path: Path) -> None:
    whole, shelf = load_pack(pack), Compiled(tmp_path)
    shelf.put("x", whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "MAPPED_FROM", 0)
        assert shelf.get("x", pack, (), never) == whole


def test_a_line_that_is_damaged_is_taken_from_the_pack(pack: Path, tmp_path: Path) -> None:
    whole, shelf = load_pack(pack), Compiled(tmp_path / "shelf")
    shelf.put("x", whole)
    (file,) = (tmp_path / "shelf").iterdir()
    file.write_bytes(file.read_bytes().replace(b"2850", b"9850"))
    copy = shelf.get("x", pack, (), lambda: load_pack(pack))
    assert copy == whole
    assert not file.exists(), "and the copy is not used again"
    shelf.put("x", whole)
    file.write_bytes(file.read_bytes().replace(b"2850", b"9850"))
    pack.write_text(PACK.format(title="Rivers").replace("Danube", "Volga"), "utf-8")
    copy = shelf.get("x", pack, (), lambda: load_pack(pack))
    assert copy is not None
    with pytest.raises(PackError, match="changed while it was in use"):
        list(copy.facts.values())


def test_what_is_kept_of_one_pack_is_never_taken_for_another(tmp_path: Path, home: Path) -> None:
    paths = [tmp_path / "rivers.toml", tmp_path / "lakes.toml"]
    for path, title in zip(paths, ("Rivers", "Lakes"), strict=True):
        path.write_text(PACK.format(title=title).replace("rivers", title.lower()), "utf-8")
    plain = [load_pack(path) for path in paths]
    told = [facets(pack) for pack in plain]
    for ending in (ENDING, ".facets-2"):
        for path in paths:
            facets(library.load(str(path)))
        first, second = sorted((home / "cache" / "packs").glob(f"*{ending}"))
        held = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(held)
        assert [library.load(str(path)) for path in paths] == plain
        assert [facets(library.load(str(path))) for path in paths] == told


def test_it_yields_the_same_questions(pack: Path, read: list[Path]) -> None:
    first, second = (list(all_questions(library.load(str(pack)))) for _ in range(2))
    assert first == second
    assert first
    assert len(read) == 1


def test_what_it_can_ask_is_kept_beside_it(pack: Path, home: Path) -> None:
    plain = {level: facets(load_pack(pack), level) for level in (1, 3)}
    for _ in range(2):
        for level, infos in plain.items():
            assert facets(library.load(str(pack)), level) == infos
    kept = sorted((home / "cache" / "packs").glob("*.facets-*"))
    assert len(kept) == 2
    good = kept[0].read_bytes()
    kept[0].write_bytes(good.replace(b"rhine", b"rhone"))
    assert facets(library.load(str(pack)), 1) == plain[1]
    assert kept[0].read_bytes() == good
    assert facets(library.load(str(pack)), 1, ["nowhere"]) == ()


def test_a_changed_pack_is_read_anew(pack: Path, read: list[Path]) -> None:
    assert library.load(str(pack)).title == "Rivers"
    pack.write_text(PACK.format(title="Mended"), "utf-8")
    assert library.load(str(pack)).title == "Mended"
    assert library.load(str(pack)).title == "Mended"
    assert len(read) == 2


def test_a_copy_says_where_its_pack_lies_now(pack: Path, tmp_path: Path) -> None:
    library.load(str(pack))
    moved = pack.rename(tmp_path / "moved.toml")
    moved.rename(pack)
    elsewhere = tmp_path / "elsewhere" / pack.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(pack.read_bytes())
    assert library.load(str(elsewhere)).path == elsewhere


def flip(raw: bytes) -> bytes:
    return raw[:-40] + bytes([raw[-40] ^ 4]) + raw[-39:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"footnote-pack ", b"footnote-pack 1"),
        flip,
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: raw.replace(b"Rhine", b"Rhone"),
    ],
    ids=["empty", "cut", "of another form", "flipped", "not ours", "written into"],
)
def test_a_damaged_copy_is_made_again(
    pack: Path, home: Path, read: list[Path], damage: Callable[[bytes], bytes]
) -> None:
    whole = library.load(str(pack))
    (copy,) = copies(home)
    good = copy.read_bytes()
    copy.write_bytes(damage(good))
    assert library.load(str(pack)) == whole
    assert len(read) == 2
    assert library.load(str(pack)) == whole
    assert copies(home) == [copy]
    assert copy.read_bytes() == good


def test_a_pack_with_mistakes_is_not_kept(pack: Path, home: Path) -> None:
    pack.write_text(PACK.format(title="Rivers") + '[[river]]\nname = "x"\nlenght = 1\n', "utf-8")
    for _ in range(2):
        with pytest.raises(PackError):
            library.load(str(pack))
    assert copies(home) == []


def test_a_copy_lifts_no_limit(
    pack: Path, monkeypatch: pytest.MonkeyPatch, read: list[Path]
) -> None:
    pack.write_text(PACK.format(title="Rivers") + "#" * (1 << 20), "utf-8")
    monkeypatch.setenv("QUIZ_PACK_BYTES", str(2 << 20))
    library.load(str(pack))
    monkeypatch.delenv("QUIZ_PACK_BYTES")
    with pytest.raises(PackError):
        library.load(str(pack))


def test_without_a_place_for_copies_packs_are_read(pack: Path, home: Path) -> None:
    home.mkdir()
    (home / "cache").write_text("no folder", "utf-8")
    assert library.load(str(pack)).title == library.load(str(pack)).title == "Rivers"


def test_a_copy_takes_no_room_that_answers_need(
    pack: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that was nearly full it took the last of it, and no answer could be saved."""
    free = 0
    disk = os.statvfs(pack)

    def nearly_full(_folder: Path) -> SimpleNamespace:
        return SimpleNamespace(f_bavail=free, f_frsize=1, f_blocks=disk.f_blocks)

    monkeypatch.setattr(os, "statvfs", nearly_full)
    free = files.ANSWERS_ROOM + 20
    library.load(str(pack))
    assert not list(home.rglob(f"*{ENDING}*"))
    free += 1 << 20
    library.load(str(pack))
    assert len(list(home.rglob(f"*{ENDING}"))) == 1


def test_a_copy_that_could_not_be_written_leaves_nothing(
    pack: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", refuse)
    library.load(str(pack))
    assert not [file for file in home.rglob("*") if file.is_file()]


def test_what_a_kill_left_half_written_goes_with_the_next_copy(pack: Path, home: Path) -> None:
    library.load(str(pack))
    (copy,) = home.rglob(f"*{ENDING}")
    old, young = (copy.with_name(f"x{ENDING}.{number}.part") for number in (1, 2))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    pack.write_text(PACK.format(title="Others"), "utf-8")
    library.load(str(pack))
    assert not old.exists()
    assert young.exists()  # somebody may be at it


def test_the_copies_do_not_grow_without_end(pack: Path, tmp_path: Path) -> None:
    whole, shelf = load_pack(pack), Compiled(tmp_path / "shelf")
    for number in range(MOST):
        shelf.put(str(number), whole)
        os.utime(tmp_path / "shelf" / f"{number}{ENDING}", (number, number))
    assert shelf.get("0", pack, (), never) is not None, "and it was used"
    shelf.put("new", whole)
    assert shelf.get("1", pack, (), never) is None
    assert shelf.get("0", pack, (), never) is not None
    assert len(list((tmp_path / "shelf").iterdir())) == MOST
