"""Seeing a save: each once, none half-way, none missed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from quiz.ui.preview.watch import GONE_LOOKS, Seen, Stamp, Watch, pack_stamp

if TYPE_CHECKING:
    from pathlib import Path

A: Stamp = (("a", 1, 1, 1),)
B: Stamp = (("a", 2, 1, 1),)
C: Stamp = (("a", 3, 1, 1),)


def looks(*stamps: Stamp) -> list[Seen]:
    coming = iter(stamps)
    watch = Watch(lambda: next(coming))
    return [watch.look() for _ in stamps]


SAME, MOVING, NEW = Seen.SAME, Seen.MOVING, Seen.NEW


@pytest.mark.parametrize(
    ("stamps", "seen"),
    [
        ((A, A, A), [NEW, SAME, SAME]),
        ((A, B, B, B), [NEW, MOVING, NEW, SAME]),
        ((A, B, C, C), [NEW, MOVING, MOVING, NEW]),
        ((A, B, A, A), [NEW, MOVING, SAME, SAME]),
        ((A, (), B, B, B), [NEW, MOVING, MOVING, NEW, SAME]),
        ((A, B, A, B, B), [NEW, MOVING, SAME, MOVING, NEW]),
    ],
    ids=["rest", "a save", "written in two goes", "taken back", "put in its place", "to and fro"],
)
def test_a_change_is_told_once_it_has_settled(stamps: tuple[Stamp, ...], seen: list[Seen]) -> None:
    assert looks(*stamps) == seen


def test_a_pack_that_is_taken_away_is_gone_after_some_looks() -> None:
    seen = looks(A, *[()] * (GONE_LOOKS + 2))
    assert seen == [NEW, *[MOVING] * GONE_LOOKS, NEW, SAME]


def change(path: Path, how: str) -> None:
    if how == "written over":
        path.write_text("other", encoding="utf-8")
    elif how == "renamed over":
        path.with_name("new").write_text("first", encoding="utf-8")
        os.utime(path.with_name("new"), ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
        path.with_name("new").replace(path)
    elif how == "longer, at the same time":
        was = path.stat()
        path.write_text("first and more", encoding="utf-8")
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    elif how == "another beside it":
        path.with_name("more.toml").write_text("", encoding="utf-8")
    else:
        path.unlink()


@pytest.mark.parametrize(
    "how",
    ["written over", "renamed over", "longer, at the same time", "another beside it", "gone"],
)
def test_every_way_to_save_is_seen(tmp_path: Path, how: str) -> None:
    file = tmp_path / "pack.toml"
    file.write_text("first", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    before = pack_stamp(tmp_path)
    assert pack_stamp(tmp_path) == before
    change(file, how)
    assert pack_stamp(tmp_path) != before


def test_what_editors_put_beside_the_file_is_no_save(tmp_path: Path) -> None:
    file = tmp_path / "pack.toml"
    file.write_text("first", encoding="utf-8")
    before = pack_stamp(tmp_path)
    for name in (".pack.toml.swp", ".pack.toml", "pack.toml~", "4913", "#pack.toml#"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert pack_stamp(tmp_path) == before


def test_a_folder_that_cannot_be_read_has_no_files(tmp_path: Path) -> None:
    assert pack_stamp(tmp_path / "nowhere") == ()
