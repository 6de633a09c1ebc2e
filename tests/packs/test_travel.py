"""Packs from strangers: whatever is wrong with one is a sentence, and nothing is left behind."""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.travel.names import parts_of
from quiz.packs.travel.parcel import receive
from quiz.packs.travel.shelf import add
from quiz.packs.travel.zipped import read_zip
from tests.packs.parcels import (
    GOOD,
    bad_checksum,
    come,
    crowded,
    flagged,
    link,
    lying_size,
    modest,
    of_mode,
    overlapping,
    pack_text,
    with_entry,
    zipped,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QUIZ_PACKS", raising=False)
    return tmp_path / "home"


def everything_below(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def refusal(tmp_path: Path, raw: bytes) -> str:
    """Return why a zip is not added, having looked that nothing is left of it."""
    path = come(tmp_path, raw)
    before = everything_below(tmp_path)
    with pytest.raises(PackError) as caught:
        add(receive(path))
    left = {name for name in everything_below(tmp_path) if name not in before}
    assert {n for n in left if not n.startswith("home/cache")} <= {
        "home",
        "home/data",
        "home/data/packs",
    }
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "\x1b" not in text
    return text


NAMES = {
    "../outside.toml": "would lie outside the pack",
    "sources/../../outside.txt": "would lie outside the pack",
    "/outside.txt": "would lie outside the pack",
    "//server/share/outside.txt": "would lie outside the pack",
    "C:/outside.txt": "would lie outside the pack",
    "C:outside.txt": "would lie outside the pack",
    "..\\outside.txt": "backslash",
    "sources\\book.md": "backslash",
    "a\x1b[31mred.txt": "control characters",
    "a\nb.txt": "control characters",
    "a\tb.txt": "control characters",
    "abc\u202etxt.exe": "control characters",
    "nul.txt": "not every system can keep",
    "COM1": "not every system can keep",
    "sources/aux.tar.txt": "not every system can keep",
    "con .txt": "not every system can keep",
    "sources/lpt¹.md": "not every system can keep",
    "end..txt.": "not every system can keep",
    "blank .txt/ x.txt": "not every system can keep",
    "a/./b.txt": "not every system can keep",
    "a//b.txt": "not every system can keep",
    "what?.txt": "not every system can keep",
    "stream.txt:hidden": "not every system can keep",
    "x" * 101 + ".txt": "more than 100 characters",
    "a" + "\u0301\u0316" * 9000 + ".txt": "more than 100 characters",
    "a/b/c/d/e/f.txt": "folders deep",
    "inner.zip": "no file that a pack has",
    "sources/run.exe": "no file that a pack has",
    "setup.py": "no file that a pack has",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_honest_pack_has(tmp_path: Path, name: str) -> None:
    assert NAMES[name] in refusal(tmp_path, with_entry(name))


def test_a_name_cut_short_by_a_nul(tmp_path: Path) -> None:
    raw = with_entry("ab_cd.txt").replace(b"ab_cd.txt", b"ab\0cd.txt")
    assert "control characters" in refusal(tmp_path, raw)


PARCELS = {
    "a link": (link(), "link or a device"),
    "a link that is called a folder": (of_mode("sources/x/", stat.S_IFLNK), "link or a device"),
    "a device": (of_mode("sources/null.txt", stat.S_IFCHR), "link or a device"),
    "a fifo": (of_mode("sources/pipe.txt", stat.S_IFIFO), "link or a device"),
    "a bomb": (with_entry("sources/zeros.txt", bytes(30 << 20)), "grow more than 100 times"),
    "a bomb that lies": (lying_size(), "damaged"),
    "overlapping files": (overlapping(), "more than it does"),
    "a password": (flagged(0x1), "password"),
    "a password of the strong sort": (flagged(0x40), "password"),
    "a hundred thousand files": (crowded(), "more than 200 files"),
    "four thousand that say one": (modest(), "more than 200 files"),
    "201 files": (zipped({f"{i}.txt": "x" for i in range(201)}), "more than 200 files"),
    "a wrong checksum": (bad_checksum(), "checksums do not fit"),
    "cut short": (zipped(GOOD)[:-30], "not complete"),
    "nothing but an end": (b"PK\x05\x06" + bytes(18), "no .toml file"),
    "something after the end": (zipped(GOOD) + b"more", "follows its end"),
    "packed by lzma": (zipped(GOOD, method=zipfile.ZIP_LZMA), "does not read"),
    "packed by bzip2": (zipped(GOOD, method=zipfile.ZIP_BZIP2), "does not read"),
    "a zip called text": (with_entry("sources/inner.txt", zipped(GOOD)), "is no text"),
    "a program called text": (with_entry("sources/a.txt", b"\x7fELF\0\0"), "is no text"),
    "no pack": (zipped({"README.md": "hello"}), "no .toml file"),
    "two packs": (zipped({"a.toml": "", "b.toml": ""}), "none of them is called pack.toml"),
    "no zip": (b"PK\x03\x04" + b"x" * 500, "no zip archive"),
    "nothing": (b"", "neither a folder nor a zip"),
    "a picture": (b"\x89PNG\r\n", "neither a folder nor a zip"),
    "broken TOML": (zipped({"pack.toml": "[pack"}), "cannot be played"),
    "TOML in another encoding": (zipped({"pack.toml": "[pack]\nid=1".encode("utf-16")}), "no text"),
    "the id of a device": (zipped({"pack.toml": pack_text("nul")}), "not every system"),
    "the id of a shipped pack": (
        zipped({"pack.toml": pack_text("countries")}),
        "belongs to “Countries of the world”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PARCELS)
def test_a_parcel_that_no_honest_teacher_sends(tmp_path: Path, what: str) -> None:
    raw, told = PARCELS[what]
    assert told in refusal(tmp_path, raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sources/a.txt", "sources/a.txt"),
        ("sources/a.txt", "Sources/b.txt"),
        ("readme.md", "README.md"),
        ("sources/é.txt", unicodedata.normalize("NFD", "sources/é.txt")),
        ("sources/ß.txt", "sources/SS.txt"),
        ("notes.txt", "notes.txt/more.txt"),
        ("notes.md/more.txt", "notes.md"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_names_that_some_system_takes_for_one(tmp_path: Path, one: str, other: str) -> None:
    raw = zipped([*list(GOOD.items())[:1], (one, "1"), (other, "2")])
    assert "Two files have the name" in refusal(tmp_path, raw)


def test_more_than_fits_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARCEL_BYTES", 900)
    assert "more than 900 bytes unpacked" in refusal(tmp_path, with_entry("a.txt", "x " * 400))


def test_a_zip_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = come(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(limits.ZIP_BYTES + 1)
    with pytest.raises(PackError, match="more than 20,971,520 bytes"):
        receive(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pack.zip")
    with pytest.raises(PackError, match="not an ordinary file"):
        receive(tmp_path / "pack.zip")


def test_a_naive_reader_does_write_outside(tmp_path: Path) -> None:
    """What the refusals above are for: the loop that anybody would write."""
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(BytesIO(with_entry("../outside.txt", "gotcha"))) as archive:
        for name in archive.namelist():
            target = inside / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(archive.read(name))
    assert (tmp_path / "outside.txt").read_text() == "gotcha"


@settings(max_examples=300, deadline=None)
@given(
    at=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.integers(0, 60),
)
def test_no_damage_breaks_the_reader(at: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(zipped(GOOD))
    for place, byte in at:
        raw[place % len(raw)] = byte
    try:
        files, _ = read_zip(bytes(raw[: len(raw) - cut] if cut < 30 else raw))
    except PackError:
        return
    assert all(isinstance(content, bytes) for content in files.values())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_a_name_is_safe_or_refused(name: str) -> None:
    try:
        parts = parts_of(name)
    except PackError:
        return
    assert ".." not in parts
    assert all(part and "/" not in part and "\\" not in part for part in parts)
    assert (Path("/base").joinpath(*parts)).is_relative_to("/base")


def test_the_bytes_of_the_tests_are_what_they_say() -> None:
    assert struct.unpack_from("<H", modest(), len(modest()) - 12)[0] == 1
    assert len(crowded()) > 5_000_000
