"""`quiz packs add` and `remove`, as somebody calls them who was sent a pack."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from quiz.cli import main
from tests.packs.parcels import GOOD, pack_text, with_entry, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    path = tmp_path / "fairs.zip"
    path.write_bytes(zipped({**GOOD, ".DS_Store": "x"}))
    return path


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def typed(text: str, monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    monkeypatch.setattr(sys, "stdin", Terminal(text))
    return main(args)


def ids(quiz: Callable[..., Outcome]) -> list[str]:
    return [line for line in quiz("packs").out.split("\n") if line and line[0] != " "]


def test_a_zip_is_added_played_and_removed(
    quiz: Callable[..., Outcome], parcel: Path, home: Path
) -> None:
    found = quiz("packs", "add", str(parcel))
    assert found.status == 0
    lines = found.out.split("\n")
    assert lines[0] == "Fairs (fairs, version 1)"
    assert lines[1] == "  by A. Teacher; CC0-1.0; language en"
    assert lines[2].startswith("  4 facts of 1 kind, 1 source; 2 files, 1 kB")
    assert lines[3] == "  left out: .DS_Store"
    assert lines[-2] == "Added. `quiz play fairs` begins."
    assert "fairs" in ids(quiz)
    played = quiz("play", "fairs", "--plain", "--count", "1", stdin="?\n")
    assert played.status == 0, played.err
    removed = quiz("packs", "remove", "fairs")
    assert removed.out.endswith("Removed Fairs. What was answered stays in the log.\n")
    assert "fairs" not in ids(quiz)
    [answer] = quiz("log").out.splitlines()
    assert json.loads(answer)["pack"] == "fairs"


def test_what_is_in_it_is_seen_first(
    quiz: Callable[..., Outcome], parcel: Path, home: Path
) -> None:
    found = quiz("packs", "add", str(parcel), "--dry-run")
    assert found.status == 0
    assert found.out.startswith("Fairs (fairs")
    assert found.out.endswith("Nothing was added (--dry-run).\n")
    assert not (home / "data").exists()


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_who_sits_there_is_asked(
    quiz: Callable[..., Outcome],
    parcel: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    status: int,
) -> None:
    assert typed(answer, monkeypatch, "packs", "add", str(parcel)) == status
    assert ("fairs" in ids(quiz)) == (status == 0)


def test_yes_is_not_asked(parcel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("", monkeypatch, "packs", "add", str(parcel), "--yes") == 0
    assert typed("n\n", monkeypatch, "packs", "remove", "fairs") == 1
    assert typed("", monkeypatch, "packs", "remove", "fairs", "--yes") == 0


def test_a_hostile_zip_is_one_sentence(quiz: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(with_entry("../../\x1b]0;evil.txt"))
    found = quiz("packs", "add", str(path), "--yes")
    assert found.status == 1
    assert found.out == ""
    assert found.err.count("\n") == 1
    assert "\x1b" not in found.err
    assert "control characters in its name" in found.err


def test_what_a_stranger_wrote_cannot_move_the_cursor(
    quiz: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(pack_text().replace("A. Teacher", "A. \u202eTeacher"), "utf-8")
    found = quiz("packs", "add", str(path), "--dry-run")
    assert "\u202e" not in found.out + found.err


def test_the_mistakes_of_a_broken_pack_are_listed(
    quiz: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(pack_text().replace("when =", "wen =", 1), "utf-8")
    found = quiz("packs", "add", str(path))
    assert found.status == 1
    assert "The pack has a mistake and cannot be played." in found.err
    assert "pack.toml:14:" in found.err
    assert "when" in found.err


def test_what_is_missing_is_said(quiz: Callable[..., Outcome]) -> None:
    found = quiz("packs", "add")
    assert (found.status, found.err) == (2, "quiz packs add: the path of a pack is missing.\n")
    assert quiz("packs", "remove").status == 2
    gone = quiz("packs", "add", "nowhere.zip")
    assert (gone.status, gone.err) == (1, "There is nothing at nowhere.zip.\n")


def test_a_shipped_pack_is_not_removed(quiz: Callable[..., Outcome]) -> None:
    found = quiz("packs", "remove", "countries")
    assert found.status == 1
    assert "was not added, so it is not removed" in found.err
