"""Listings: kept by content, never trusted, never in the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from quiz.errors import PackNotFound
from quiz.packs import library
from quiz.packs import load as loading
from quiz.packs.library import find_packs, locate

if TYPE_CHECKING:
    from pathlib import Path

PACK = '[pack]\nid = "tiny"\ntitle = "{title}"\n[[term]]\nname = "a"\n'


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.toml"
    path.write_text(PACK.format(title="Tiny"), "utf-8")
    return path


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack that was brought along is listed: each would be read once more each time."""
    monkeypatch.setattr(library, "folders", list)


def titles(pack: Path, cache: Path | None) -> list[str]:
    return [entry.title for entry in find_packs([pack], cache=cache) if entry.path == pack]


def test_an_unchanged_pack_is_not_read_again(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    assert titles(pack, cache) == ["Tiny"]

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    find_packs(cache=cache)  # the shipped packs too
    monkeypatch.setattr(loading, "load_pack", refuse)
    assert titles(pack, cache) == ["Tiny"]
    with pytest.raises(AssertionError, match="read again"):
        titles(pack, None)


def test_a_changed_pack_is_read_anew(pack: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert titles(pack, cache) == ["Tiny"]
    pack.write_text(PACK.format(title="Mended"), "utf-8")
    assert titles(pack, cache) == ["Mended"]


@pytest.mark.parametrize("damage", ["", "[]", '{"id": 1}', "\x00", '{"id":"x","title":3}'])
@pytest.mark.usefixtures("alone")
def test_a_damaged_listing_is_made_again(pack: Path, tmp_path: Path, damage: str) -> None:
    cache = tmp_path / "cache"
    titles(pack, cache)
    for file in cache.iterdir():
        file.write_text(damage, "utf-8")
    assert titles(pack, cache) == ["Tiny"]


@pytest.mark.usefixtures("alone")
def test_a_listing_with_a_flipped_bit_is_made_again(pack: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    entries = find_packs([pack], cache=cache)
    assert [entry.title for entry in entries] == ["Tiny"]
    assert len(list(cache.iterdir())) == 1
    for at in range(110):
        for file in cache.iterdir():
            raw = bytearray(file.read_bytes())
            raw[at % len(raw)] ^= 1
            file.write_bytes(raw)
        assert find_packs([pack], cache=cache) == entries, at


def test_listings_that_changed_places_are_made_again(pack: Path, tmp_path: Path) -> None:
    cache, other = tmp_path / "cache", tmp_path / "other.toml"
    other.write_text(PACK.format(title="Other").replace("tiny", "other"), "utf-8")
    entries = find_packs([pack, other], cache=cache)
    files = sorted(cache.iterdir())
    held = [file.read_bytes() for file in files]
    for file, raw in zip(files, held[1:] + held[:1], strict=True):
        file.write_bytes(raw)
    assert find_packs([pack, other], cache=cache) == entries


def test_nobody_waits_for_a_listing_that_is_a_pipe(pack: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    entries = find_packs([pack], cache=cache)
    for file in cache.iterdir():
        file.unlink()
        os.mkfifo(file)
    assert find_packs([pack], cache=cache) == entries


def test_no_place_for_listings_is_no_trouble(pack: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    assert titles(pack, blocked / "cache") == ["Tiny"]


def test_a_pack_that_is_a_file_beside_is_found_by_its_whole_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rivers.toml").write_text("[pack]\n", "utf-8")
    with pytest.raises(PackNotFound, match=r"Did you mean “rivers\.toml”"):
        locate("rivers")


def test_names_that_no_system_can_look_up_or_spell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is too long for a file is nobody's; one in an old encoding is a file's."""
    for name in ("x" * 300, f"{'x' * 300}.toml", "a/" + "x" * 300, "~nobody-of-that-name"):
        with pytest.raises(PackNotFound):
            locate(name)
    monkeypatch.setenv("QUIZ_PACKS", f"{tmp_path}{os.pathsep}{'y' * 300}")
    old = tmp_path / os.fsdecode(b"fl\xfcsse.toml")
    old.write_text(PACK.format(title="Old"), "utf-8")
    assert "Old" in titles(old, tmp_path / "cache")


def test_facts_that_are_there_only_for_others_are_not_counted(
    pack: Path, tmp_path: Path, alone: None
) -> None:
    """Who has learned all that is asked has all of a pack behind them."""
    told = '[[term]]\nname = "{0}"\nmeans = "{0}{0}"\ncite = {{ source = "book" }}\n'
    rows = [told.format(name) for name in "bcd"]
    book = '[sources.book]\ntitle = "A book"\n'
    words = [PACK.format(title="Tiny"), book, *rows, 'skip = ["means"]\n']
    pack.write_text("".join(words), "utf-8")
    for cache in (tmp_path / "cache", tmp_path / "cache", None):
        [entry] = [each for each in find_packs([pack], cache=cache) if each.path == pack]
        assert (entry.error, entry.facts) == (None, 2)
