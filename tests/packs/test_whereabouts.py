"""Where a fact stands, for a note to the pack's author."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.packs.whereabouts import place_of

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    '[pack]\nid = "rivers"\ntitle = "Rivers"\nlicense = "CC0-1.0"\n\n[sources.a]\ntitle = "A"\n'
)
ROWS = """
[[event]]
name = "the first flood"
when = 1900
cite = { source = "a", section = "1" }

[[event]]
id = "second"
name = "the second flood"
when = 1910
cite = { source = "a", section = "2" }
"""


def test_the_row_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.write_text(HEADER + ROWS, "utf-8")
    lines = path.read_text("utf-8").splitlines()
    for key, name in [("event/first-flood", "first"), ("event/second", "second")]:
        found = place_of(path, key)
        assert found is not None
        file, line = found
        assert file == "rivers.toml"
        assert lines[line - 1] == "[[event]]"
        assert any(name in row for row in lines[line : line + 2])


def test_the_row_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "rivers").mkdir()
    (tmp_path / "rivers" / "pack.toml").write_text(HEADER, "utf-8")
    (tmp_path / "rivers" / "floods.toml").write_text(ROWS, "utf-8")
    assert place_of(tmp_path / "rivers", "event/second") == ("rivers/floods.toml", 7)


@pytest.mark.parametrize("text", ["", "not TOML [", HEADER])
def test_what_is_not_there_has_no_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rivers.toml"
    path.write_text(text, "utf-8")
    assert place_of(path, "event/second") is None
    assert place_of(tmp_path / "nowhere.toml", "event/second") is None
