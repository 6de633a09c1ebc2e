"""Small broken packs, one for each kind of mistake that teachers make, and what they are told.

Beside each lies what `quiz check` prints of it in a terminal of 80 columns. After a change of
wording, read what is printed as the pack's author would, and then
`FOOTNOTE_TESTS=write pytest tests/packs/test_broken.py` writes it anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.cli import main
from quiz.text import cells

if TYPE_CHECKING:
    from collections.abc import Callable

BROKEN = Path(__file__).parent / "broken"
PACKS = sorted(
    path.name
    for path in BROKEN.iterdir()
    if path.suffix == ".toml" or (path.is_dir() and not path.name.startswith("."))
)
WRITES = os.environ.get("FOOTNOTE_TESTS") == "write"
LESS_THAN_A_ROW = 3_000
"""Bytes that a file may have here, so that too large a file is a small one."""


@pytest.fixture
def check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.chdir(BROKEN)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("QUIZ_PACK_BYTES", str(LESS_THAN_A_ROW))

    def run(name: str) -> str:
        status = main(["check", name])
        captured = capsys.readouterr()
        return f"{captured.out}{captured.err}exit status {status}\n"

    return run


@pytest.mark.parametrize("name", PACKS)
def test_a_broken_pack_is_told_as_was_read(check: Callable[..., str], name: str) -> None:
    expected = BROKEN / f"{name.removesuffix('.toml')}.txt"
    said = check(name)
    if WRITES:
        expected.write_text(said, "utf-8", newline="\n")
    assert said == expected.read_text("utf-8")


@pytest.mark.parametrize("name", PACKS)
def test_a_message_fits_in_80_columns_and_has_a_way_out(
    check: Callable[..., str], name: str
) -> None:
    said = check(name)
    assert max(map(cells, said.split("\n"))) <= 80
    for told in re.findall(r"^(?:error|warning|hint): .*?(?=\n\n)", said, re.MULTILINE | re.DOTALL):
        assert " = " in told, told
        assert "  --> " in told, told


def test_there_are_enough_of_them() -> None:
    assert len(PACKS) >= 40
    told = {path.stem for path in BROKEN.glob("*.txt")} - {"atlas"}
    assert told == {name.removesuffix(".toml") for name in PACKS}
