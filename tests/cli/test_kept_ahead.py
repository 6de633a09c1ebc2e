"""A pack that was added, or a large one that was checked, starts at once: it is not read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.errors import PackError
from quiz.generate import parts
from quiz.packs import library, load
from tests.benchmarks import parishes
from tests.cli.conftest import pack_text
from tests.packs.parcels import GOOD, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "LARGE", 1)


@pytest.fixture
def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def read_again(*_: object) -> None:
        raise PackError("it was read again")

    return lambda: monkeypatch.setattr(load, "load_pack", read_again)


def indices(home: Path) -> list[Path]:
    return list((home / "cache" / "packs").glob("*.whole"))


def test_what_was_added(
    quiz: Quiz, home: Path, tmp_path: Path, nobody_reads: Callable[[], None]
) -> None:
    (tmp_path / "fairs.zip").write_bytes(zipped(GOOD))
    assert quiz("packs", "add", str(tmp_path / "fairs.zip")).status == 0
    nobody_reads()
    assert library.load("fairs").path == home / "data" / "packs" / "fairs"
    assert quiz("questions", "fairs", "--seed", "1").status == 0


def test_what_was_checked_with_its_index(
    quiz: Quiz,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    nobody_reads: Callable[[], None],
) -> None:
    monkeypatch.setattr(parts, "PARTED_FROM", 100)
    monkeypatch.setattr(parts, "PART", 60)
    (tmp_path / "parishes").mkdir()
    path = parishes.write(tmp_path / "parishes", 150)
    wanted = load.load_pack(path)
    assert quiz("check", str(path)).status == 0
    assert len(indices(home)) == 1
    nobody_reads()
    assert library.load(str(path)) == wanted, "with its hash"
    assert quiz("questions", str(path), "--seed", "1").status == 0


def test_not_what_has_a_mistake_or_is_small(
    quiz: Quiz, home: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack.write_text(pack_text(railway="then"), "utf-8")
    assert quiz("check", str(pack)).status == 1
    monkeypatch.setattr(library, "LARGE", 1 << 20)
    pack.write_text(pack_text(), "utf-8")
    assert quiz("check", str(pack)).status == 0
    assert not (home / "cache" / "packs").exists()


def test_not_what_was_written_while_it_was_checked(
    quiz: Quiz, home: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.packs import checks

    real = checks.examine

    def saved_meanwhile(path: Path, **more: object) -> object:
        found = real(path, **more)  # type: ignore[arg-type]
        pack.write_text(pack_text(railway="1826"), "utf-8")
        return found

    monkeypatch.setattr(checks, "examine", saved_meanwhile)
    assert quiz("check", str(pack)).status == 0
    assert not (home / "cache" / "packs").exists()
