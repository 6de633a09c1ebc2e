"""`quiz import`: a draft in a folder of its own, what was left out, and no traceback."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

GIFT = "Where is Rome? {=Italy ~Spain}\n\nWhere is Madrid? {=Spain ~Italy}\n\nIs it?{T}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.gift"
    path.write_text(GIFT, "utf-8")
    return path


def test_a_draft_and_what_is_left_to_do(quiz: Quiz, file: Path, tmp_path: Path) -> None:
    outcome = quiz("import", str(file), "places", "--output", str(tmp_path))
    assert (outcome.status, outcome.err) == (0, "")
    assert "a draft of 2 rows from quiz.gift (gift)" in outcome.out
    assert "Left out: 1\n  Is it?: a statement" in outcome.out
    pack = tmp_path / "places"
    checked = quiz("check", str(pack))
    assert checked.status == 1
    assert checked.out.count("[todo-source]") == 2
    assert checked.out.count("[todo-kind]") == 1
    text = (pack / "pack.toml").read_text("utf-8")
    text = text.replace('singular = "TODO"', 'singular = "question"')
    text = text.replace('source = "TODO", page = "TODO"', 'source = "book", page = "1"')
    text = text.replace("\nmany = true\n", "\n")  # each has one right answer: so it can be typed
    text = text.replace("# [sources.book]", "[sources.book]").replace("# title", "title")
    (pack / "pack.toml").write_text(text, "utf-8")
    assert quiz("check", str(pack)).status == 0
    assert "Where is Rome?" in quiz("questions", str(pack), "--all", "--seed", "1").out


def test_nothing_is_overwritten(quiz: Quiz, file: Path, tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    outcome = quiz("import", str(file), "places", "--output", str(tmp_path))
    assert outcome.status == 1
    assert "there already" in outcome.err
    assert list((tmp_path / "places").iterdir()) == []
    other = quiz("import", str(file), "inventions", "--output", str(tmp_path))
    assert "There is a pack with the id “inventions” already" in other.err


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"PK\x03\x04zip", (), "Notes in Plain Text"),
        (b"nothing that is known", (), "--from"),
        (b"x" * (2 << 20) + b"x", (), "Split"),
        (b"Is it?{T}", (), "true or false"),
        (b"Is it?{T}", ("--from", "gfit"), "gift"),
        (b"Is it?{T}", ("--from", "html"), "does not read"),
        (b"<quiz><question>", (), "line 1"),
        (b"", (), "none of the formats"),
    ],
)
def test_what_cannot_be_read_is_told(
    quiz: Quiz, tmp_path: Path, content: bytes, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    outcome = quiz("import", str(path), "places", "-o", str(tmp_path), *words)
    assert outcome.status == 1
    assert said in outcome.err
    assert not (tmp_path / "places").exists()


def test_what_is_no_file(quiz: Quiz, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("nowhere", "pipe", "."):
        outcome = quiz("import", str(tmp_path / name), "places", "--output", str(tmp_path))
        assert outcome.status == 1
        assert "Something broke" not in outcome.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_old_programs_are_read(quiz: Quiz, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "quiz.gift"
    path.write_bytes("Où est Rome ? {=Italie ~Écosse}\r\n".encode(encoding))
    assert quiz("import", str(path), "places", "--output", str(tmp_path)).status == 0
    text = (tmp_path / "places" / "pack.toml").read_text("utf-8")
    assert "Où est Rome ?" in text
    assert "Écosse" in text


def test_an_export_comes_back(quiz: Quiz, tmp_path: Path) -> None:
    for name in ("moodle-xml", "gift", "csv"):
        path = tmp_path / name
        quiz("export", "inventions", "--all", "--seed", "1", "--to", name, "--output", str(path))
        outcome = quiz("import", str(path), f"back-{name}", "--output", str(tmp_path))
        assert outcome.status == 0, outcome.err
        assert f"({name})" in outcome.out


def test_what_is_only_read_is_not_written(quiz: Quiz) -> None:
    outcome = quiz("export", "inventions", "--seed", "1", "--to", "open-trivia")
    assert (outcome.status, outcome.out) == (1, "")
    assert "does not write" in outcome.err
