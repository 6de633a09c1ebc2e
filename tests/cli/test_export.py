"""`quiz export`: the same questions, a file that is new and whole, and what stayed behind."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from quiz.cli import writing
from quiz.errors import QuizError
from tests.cli.conftest import Outcome, command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Quiz = Callable[..., Outcome]

SET = ("inventions", "--count", "6", "--seed", "7")


def test_the_same_questions_as_printed(quiz: Quiz) -> None:
    printed = [json.loads(row) for row in quiz("questions", *SET).out.splitlines()]
    exported = json.loads(quiz("export", *SET, "--to", "json").out)
    assert exported["questions"] == printed
    every = ("inventions", "--all", "--seed", "7", "--level", "1", "--topic", "Early")
    printed = [json.loads(row) for row in quiz("questions", *every).out.splitlines()]
    assert json.loads(quiz("export", *every, "--to", "json").out)["questions"] == printed


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    for name in ("moodle-xml", "csv", "html", "pdf"):
        args = ("export", *SET, "--to", name)
        one = command(*args, PYTHONHASHSEED="1")
        two = command(*args, PYTHONHASHSEED="2", PYTHONIOENCODING="latin-1", LC_ALL="C")
        assert one.stdout == two.stdout
        target = tmp_path / name
        assert command(*args, "--output", str(target)).stdout == b""
        assert target.read_bytes() == one.stdout


def test_what_stays_behind_is_counted_with_the_reason(quiz: Quiz) -> None:
    outcome = quiz("export", "inventions", "--all", "--seed", "7", "--to", "gift")
    held = outcome.out.count("// [id:")
    assert f"Wrote {held} questions as gift.\n" in outcome.err
    assert "\nLeft out: 10\n  10 order: GIFT has no question that asks for an order.\n" in (
        outcome.err
    )
    assert "number: a near miss earns its points in steps." in outcome.err


def test_none_that_fits_writes_nothing(quiz: Quiz, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    words = ("export", *SET, "--form", "order", "--to", "aiken", "--output", str(target))
    outcome = quiz(*words)
    assert outcome.status == 1
    assert "None of the questions can be written as aiken" in outcome.err
    assert list(tmp_path.glob("*out.txt*")) == []


def test_nobody_elses_file_is_overwritten(quiz: Quiz, tmp_path: Path) -> None:
    target = tmp_path / "out.gift"
    target.write_text("mine")
    words = ("export", *SET, "--to", "gift", "-o", str(target))
    outcome = quiz(*words)
    assert outcome.status == 1
    assert "there already" in outcome.err
    assert target.read_text() == "mine"
    nowhere = quiz("export", "nowhere", "--to", "gift", "--output", str(target))
    assert "there already" in nowhere.err  # said before anything is read or made
    assert quiz(*words, "--force").status == 0
    assert "// [id:" in target.read_text()
    assert [path.name for path in tmp_path.glob("*gift*")] == ["out.gift"]


@pytest.mark.parametrize("place", ["folder", "nowhere/out.gift", "pipe", "link"])
def test_what_is_no_file_is_left_alone(quiz: Quiz, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    words = ("export", *SET, "--to", "gift", "--output", str(tmp_path / place))
    before = sorted(path.name for path in tmp_path.iterdir())
    outcome = quiz(*words)
    assert outcome.status == 1
    assert "Traceback" not in outcome.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_name_that_no_file_may_have_is_told(quiz: Quiz, tmp_path: Path) -> None:
    outcome = quiz("export", *SET, "--to", "gift", "--output", str(tmp_path / ("x" * 300)))
    assert outcome.status == 1
    assert "cannot be written" in outcome.err


def test_half_a_file_is_never_left(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        writing.write(tmp_path / "out", breaking())
    assert list(tmp_path.glob("*out*")) == []


def test_somebody_who_was_quicker_keeps_the_file(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def meanwhile() -> Iterator[bytes]:
        yield b"late"
        target.write_text("quicker")

    with pytest.raises(QuizError, match="there already"):
        writing.write(target, meanwhile())
    assert target.read_text() == "quicker"


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    writing.write(tmp_path / "out", [b"whole"])
    assert (tmp_path / "out").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.glob("*out*")] == ["out"]


def test_paper_has_versions_and_parts(quiz: Quiz) -> None:
    words = ("export", *SET, "--to", "markdown", "--versions", "2")
    page = quiz(*words).out
    assert "# Inventions, version B" in page
    assert "# Inventions, key, explained" in page
    only = quiz(*words, "--parts", "key").out
    assert only.count("# Inventions") == 1
    outcome = quiz("export", *SET, "--to", "gift", "--versions", "2")
    assert outcome.status == 1
    assert "for paper" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("--versions", "0"),
        ("--versions", "27"),
        ("--parts", "answers"),
        ("--style", "harvard"),
        ("--to", "gfit"),
    ],
)
def test_a_slip_is_told(quiz: Quiz, words: tuple[str, str]) -> None:
    outcome = quiz("export", *SET, "--to", "html", *words)
    assert outcome.status in (1, 2)
    assert outcome.out == ""
    assert words[1] in outcome.err or "from 1 to 26" in outcome.err


def test_a_long_one_shows_how_far_it_is(
    quiz: Quiz, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.cli import export

    monkeypatch.setattr(export, "LONG", 4)
    monkeypatch.setattr(export, "EVERY", 2)
    for how in (SET, ("inventions", "--all", "--seed", "7", "--form", "choice")):
        words = ("export", *how, "--to", "json")
        assert "…" not in quiz(*words).err
        monkeypatch.setattr(export, "_is_watched", lambda: True)
        err = quiz(*words).err
        monkeypatch.setattr(export, "_is_watched", lambda: False)
        bars = [
            (len(full), int(count))
            for full, count in re.findall(r"\r\[(#*)\.*\] (\d+) questions …", err)
        ]
        assert bars == sorted(bars)
        assert [count for _, count in bars] == list(range(4, bars[-1][1] + 1, 2))
        assert 0 < bars[0][0] < bars[-1][0] <= 24
        assert bars[-1][0] == 24 or how is not SET
        assert re.search(r"\rWriting \d+ questions as json …", err)
        assert re.search(r"\r +\rWrote \d+ questions", err)  # nothing is left of it
    assert "\rDrawing 6 questions …" not in err


def test_paper_has_the_size_that_is_asked_for(quiz: Quiz) -> None:
    page = quiz("export", *SET, "--to", "html", "--paper", "letter").out
    assert "@page { size: letter; }" in page
    assert "size: a4" not in quiz("export", *SET, "--to", "html").out
    for name in ("markdown", "csv"):
        outcome = quiz("export", *SET, "--to", name, "--paper", "a4")
        assert (outcome.status, outcome.out) == (1, "")
        assert f"--paper is for what has pages, such as pdf, not for {name}." in outcome.err
    assert quiz("export", *SET, "--to", "pdf", "--paper", "a5").status == 2
