"""What each student has chosen: kept apart, and never a reason not to start."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quiz.records import settings
from quiz.records.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Settings(
    theme="paper", count=15, mode="test", confidence=True, extra=1.25, minutes=45, new=5, goal=20
)


def test_choices_are_kept_for_each_student(tmp_path: Path) -> None:
    assert settings.write(CHOSEN, tmp_path, "anna-0001")
    assert settings.write(replace(CHOSEN, theme="ink"), tmp_path, "ben-0002")
    assert settings.read(tmp_path, "anna-0001") == CHOSEN
    assert settings.read(tmp_path, "ben-0002").theme == "ink"
    assert settings.read(tmp_path, "cleo-0003") == Settings()


def test_choices_of_the_time_before_there_were_several_are_the_first_students(
    tmp_path: Path,
) -> None:
    before = {"theme": "paper", "count": 20, "mode": "test"}
    (tmp_path / settings.BEFORE).write_text(json.dumps(before), encoding="utf-8")
    assert settings.read(tmp_path) == Settings(theme="paper", count=20, mode="test")
    assert settings.read(tmp_path, "anna-0001") == Settings()
    settings.write(CHOSEN, tmp_path)
    assert settings.read(tmp_path) == CHOSEN


@pytest.mark.parametrize(
    "torn",
    [
        b"", b"{", b"[]", b"\xff", b"[" * 9999, b'{"theme": 3, "count": -1, "mode": []}',
        b'{"confidence": 1, "extra": 3, "minutes": true, "new": 1e9, "goal": "ten"}',
        b'{"count": 1001, "theme": "", "extra": null, "minutes": 0.5, "new": -1, "goal": 1001}',
    ],
)  # fmt: skip
def test_choices_that_cannot_be_read_are_as_they_come(torn: bytes, tmp_path: Path) -> None:
    (tmp_path / settings.BEFORE).write_bytes(torn)
    assert settings.read(tmp_path) == Settings()
    path = settings.place(tmp_path)
    assert path is not None
    path.parent.mkdir()
    path.write_bytes(torn)
    assert settings.read(tmp_path) == Settings()


def test_where_nothing_can_be_kept_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert settings.read(None) == Settings()
    assert settings.write(Settings(), None) is False
    assert settings.write(Settings(), tmp_path / "file") is False


@pytest.mark.parametrize("ident", ["", "../x", "a/b", "A", "a\0", "-a", "x" * 65, "a.b", "ä"])
def test_an_id_never_names_another_place(ident: str, tmp_path: Path) -> None:
    assert settings.place(tmp_path, ident) is None
    assert settings.write(CHOSEN, tmp_path, ident) is False
    assert settings.read(tmp_path, ident) == Settings()
    settings.forget(tmp_path, ident)
    assert list(tmp_path.iterdir()) == []


def test_forgotten_choices_leave_no_file(tmp_path: Path) -> None:
    (tmp_path / settings.BEFORE).write_text("{}", encoding="utf-8")
    settings.write(CHOSEN, tmp_path)
    settings.write(CHOSEN, tmp_path, "anna-0001")
    settings.forget(tmp_path, "student")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["anna-0001.json"]
    settings.forget(tmp_path, "anna-0001")
    settings.forget(tmp_path, "anna-0001")
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
