"""A large pack is not digested again until it is changed; and no change goes unseen.

Each way in which a file gets its old size and date again is tried: content stays the truth.
"""

from __future__ import annotations

import os
import shutil
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from quiz.packs import library, listing, unchanged
from quiz.packs.listing import fingerprint
from quiz.packs.unchanged import known_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
ask = "How long is {{name}}?"
[[river]]
name = "the Rhine"
length = 1230
"""
MORE = '[[river]]\nname = "the Danube"\nlength = {length}\n'
LONG_AGO = (1_500_000_000 * 10**9 + 123_456_789,) * 2

pytestmark = pytest.mark.skipif(not unchanged.TELLS, reason="the system tells of no change")


@pytest.fixture(autouse=True)
def _large_and_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "LARGE", 1)
    monkeypatch.setattr(unchanged, "SETTLED", -(10**12))
    monkeypatch.setattr(unchanged, "COARSE", 2**80)  # whatever the tests' own file system tells


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "rivers"
    path.mkdir()
    write(path / "pack.toml", PACK.format(title="Rivers"))
    write(path / "more.toml", MORE.format(length=2850))
    return path


@pytest.fixture
def digested(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files whose content was looked at."""
    found: list[Path] = []
    real = listing.digest_regular

    def noted(path: Path, most: int) -> bytes | None:
        found.append(path)
        return real(path, most)

    monkeypatch.setattr(listing, "digest_regular", noted)
    return found


def moved_on(folder: Path) -> None:
    """Wait until the file system tells another time than that of the last change: milliseconds."""
    probe, until = folder / "probe", monotonic() + 10
    last = max(file.stat().st_ctime_ns for file in (folder, *folder.iterdir()))
    while monotonic() < until:
        probe.write_bytes(b"")
        now = probe.stat().st_ctime_ns
        probe.unlink()
        if now > last:
            return
    raise AssertionError("its clock stands still")


def write(file: Path, text: str) -> None:
    moved_on(file.parent)
    file.write_text(text, "utf-8")
    os.utime(file, ns=LONG_AGO)


def in_place(file: Path) -> None:
    write(file, file.read_text("utf-8").replace("2850", "2851"))


def put_in_its_place(file: Path) -> None:
    new = file.with_suffix(".new")
    write(new, file.read_text("utf-8").replace("2850", "2851"))
    new.replace(file)


def by_a_copy(file: Path) -> None:
    new = file.with_suffix(".new")
    write(new, file.read_text("utf-8").replace("2850", "2851"))
    shutil.copy2(new, file)


def by_a_link(file: Path) -> None:
    other = file.parents[1] / "elsewhere.txt"
    write(other, file.read_text("utf-8").replace("2850", "2851"))
    file.unlink()
    file.symlink_to(other)


def through_a_hard_link(file: Path) -> None:
    other = file.with_suffix(".other")
    os.link(file, other)
    in_place(other)


def by_another_name(file: Path) -> None:
    file.rename(file.with_name("other.toml"))


@pytest.mark.parametrize(
    "change",
    [in_place, put_in_its_place, by_a_copy, by_a_link, through_a_hard_link, by_another_name],
)
def test_a_change_is_seen_though_size_and_date_are_the_old_ones(
    pack: Path, tmp_path: Path, change: Callable[[Path], None], digested: list[Path]
) -> None:
    file = pack / "more.toml"
    before = file.stat()
    first = known_fingerprint(pack, tmp_path / "kept")
    assert len(digested) == 2
    assert known_fingerprint(pack, tmp_path / "kept") == first
    assert len(digested) == 2, "unchanged: the content is not looked at"
    change(file)
    if file.exists():
        after = file.stat()
        assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack) != first


def test_a_mended_pack_is_played_as_it_is_now(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    for title in ("Rivers", "Waters", "Rivers", "Floods"):
        write(pack / "pack.toml", PACK.format(title=title))
        for _ in range(2):
            assert library.load(str(pack)).title == title
            (listed,) = [
                entry.title
                for entry in library.find_packs([pack], cache=tmp_path / "home" / "cache")
                if entry.path == pack
            ]
            assert listed == title
    assert [*(tmp_path / "home" / "cache" / "packs").glob("*.seen")]


def test_whatever_is_done_to_a_pack_is_seen(pack: Path, tmp_path: Path) -> None:
    chance = Random(7)
    names = ["more.toml", "other.toml", "third.toml"]
    for _ in range(40):
        file = pack / chance.choice(names)
        if file.exists() and chance.random() < 0.3:
            file.unlink()
        elif file.exists() and chance.random() < 0.3:
            moved_on(pack)
            file.replace(pack / chance.choice(names))
        elif chance.random() < 0.8:
            write(file, MORE.format(length=chance.randrange(2850, 2856)))
        assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack)


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def test_a_damaged_record_is_made_again(pack: Path, tmp_path: Path, digested: list[Path]) -> None:
    right = known_fingerprint(pack, tmp_path / "kept")
    (record,) = (tmp_path / "kept").iterdir()
    good = record.read_bytes()
    damages = [flipped(good, at) for at in range(0, len(good), 11)]
    damages += [b"", good[:-1], good + b"\n", b"\0" * len(good), good.split(b"\n")[0]]
    for damage in damages:
        digested.clear()
        record.write_bytes(damage)
        assert known_fingerprint(pack, tmp_path / "kept") == right
        assert len(digested) == 2, damage
        assert record.read_bytes() == good
    record.unlink()
    record.mkdir()
    assert known_fingerprint(pack, tmp_path / "kept") == right


def test_a_record_of_another_pack_tells_nothing(
    pack: Path, tmp_path: Path, digested: list[Path]
) -> None:
    other = tmp_path / "lakes"
    shutil.copytree(pack, other)
    own = known_fingerprint(pack, tmp_path / "kept")
    (record,) = (tmp_path / "kept").iterdir()
    known_fingerprint(other, tmp_path / "others")
    (theirs,) = (tmp_path / "others").iterdir()
    in_place(other / "more.toml")
    theirs.write_bytes(record.read_bytes())
    assert known_fingerprint(other, tmp_path / "others") == fingerprint(other) != own


def test_what_was_changed_just_now_is_not_relied_on(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digested: list[Path]
) -> None:
    monkeypatch.setattr(unchanged, "SETTLED", 60 * 10**9)
    for calls in (1, 2):
        assert known_fingerprint(pack, tmp_path / "kept") is not None
        assert len(digested) == 2 * calls
    assert not [*(tmp_path / "kept").iterdir()]


def test_nor_are_times_that_are_too_coarse(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "COARSE", 1)
    known_fingerprint(pack, tmp_path / "kept")
    assert not [*(tmp_path / "kept").iterdir()]


def test_nor_what_changes_while_it_is_looked_at(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(path: Path) -> str | None:
        found = fingerprint(path)
        in_place(pack / "more.toml")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(unchanged, "fingerprint", changing)
        known_fingerprint(pack, tmp_path / "kept")
    assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack)


def test_a_system_that_tells_of_no_change_is_not_relied_on(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "TELLS", False)
    assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack)
    assert not (tmp_path / "kept").exists()


def test_another_state_of_the_program_looks_itself(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = known_fingerprint(pack, tmp_path / "kept")
    for module in (listing, unchanged):
        monkeypatch.setattr(module, "reader", lambda: b"another")
    assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack) != old


def test_it_lifts_no_limit(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_PACK_BYTES", str(2 << 20))
    (pack / "more.toml").write_text("#" * ((1 << 20) + 1), "utf-8")
    assert known_fingerprint(pack, tmp_path / "kept") is not None
    monkeypatch.delenv("QUIZ_PACK_BYTES")
    assert known_fingerprint(pack, tmp_path / "kept") is None


def test_a_small_pack_goes_by_its_content_alone(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "LARGE", 1 << 20)
    assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack)
    assert not (tmp_path / "kept").exists()


def test_without_a_place_for_it_the_content_is_looked_at(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder", "utf-8")
    for _ in range(2):
        assert known_fingerprint(pack, tmp_path / "kept") == fingerprint(pack)
    assert known_fingerprint(tmp_path / "nowhere", tmp_path / "kept") is None


def test_records_do_not_grow_without_end(pack: Path, tmp_path: Path) -> None:
    for number in range(unchanged.MOST + 5):
        other = tmp_path / f"p{number}"
        shutil.copytree(pack, other)
        known_fingerprint(other, tmp_path / "kept")
    assert len([*(tmp_path / "kept").iterdir()]) == unchanged.MOST
