"""Where files are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from quiz.paths import cache_dir, data_dir, is_file, is_folder, is_there, named, settings_dir

if TYPE_CHECKING:
    import pytest


def test_quiz_home_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path))
    assert [data_dir(), cache_dir(), settings_dir()] == [
        tmp_path / "data",
        tmp_path / "cache",
        tmp_path / "settings",
    ]
    assert not data_dir().exists()


def test_quiz_home_may_be_relative_or_begin_with_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("QUIZ_HOME", "here")
    assert data_dir() == tmp_path / "here" / "data"
    monkeypatch.setenv("QUIZ_HOME", "~/quiz")
    assert data_dir() == tmp_path / "me" / "quiz" / "data"


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIZ_HOME", raising=False)
    dirs = platformdirs.PlatformDirs("footnote-quiz", appauthor=False)
    assert data_dir() == dirs.user_data_path
    assert cache_dir() == dirs.user_cache_path
    assert settings_dir() == dirs.user_config_path
    monkeypatch.setenv("QUIZ_HOME", "")
    assert data_dir() == dirs.user_data_path


def test_no_name_breaks_a_question_about_it(tmp_path: Path) -> None:
    """`Path.exists` raises where a name is longer than the system takes."""
    for name in ("x" * 300, "\0", "\udcff", "~nobody-of-that-name/x", "a/" * 3000, ""):
        path = tmp_path / name if name else tmp_path / "none"
        assert (is_there(path), is_file(path), is_folder(path)) == (False, False, False)
        assert isinstance(named(name), Path)
    assert (is_there(tmp_path), is_folder(tmp_path), is_file(tmp_path)) == (True, True, False)
