"""The shipped packs with slips of the hand in them: messages with a place, never a traceback."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from quiz.drawing import drawn
from quiz.packs.catalogue import catalogue
from quiz.packs.checks import check_path
from tests import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.errors import Problem

MUTATIONS = 100 if shipped.FULL else 20
"""Of each pack."""
JUNK = [
    '"', "'", '"""', "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "\n", "\\", "#", "“", "”",
    "\u00a0", "\x00", "é", "true", "1917-99", "[pack]\n", "[[event]]\n", "name = ",
    "\u202e", "👩‍🚀", "0x",
]  # fmt: skip


def cut(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + rng.randint(1, 30) :]


def put(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(JUNK) + text[at:]


def drop_a_mark(text: str, rng: random.Random) -> str:
    places = [i for i, char in enumerate(text) if char in '"[]{}=,']
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def curl_a_quote(text: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(text) if char == '"'])
    return text[:at] + rng.choice("“”„") + text[at + 1 :]


def double_a_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines.insert(rng.randrange(len(lines)) if rng.random() < 0.3 else at, lines[at])
    return "\n".join(lines)


def drop_a_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def swap_two_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    a, b = rng.randrange(len(words)), rng.randrange(len(words))
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


SLIPS: list[Callable[[str, random.Random], str]] = [
    cut, put, drop_a_mark, drop_a_mark, curl_a_quote, double_a_line, drop_a_line, swap_two_words,
]  # fmt: skip


@pytest.mark.parametrize("name", shipped.PACKS)
def test_a_slip_in_a_shipped_pack_is_a_message(tmp_path: Path, name: str) -> None:
    """One file of the pack is changed; all of them are read where FOOTNOTE_TESTS=full."""
    rng = random.Random(name)
    files = sorted((shipped.FOLDER / name).glob("*.toml"))
    told = 0
    for number in range(MUTATIONS):
        changed = rng.choice(files)
        text = changed.read_text("utf-8")
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            text = rng.choice(SLIPS)(text, rng)
        folder = tmp_path / str(number)
        folder.mkdir()
        for file in files:
            if shipped.FULL or file.name == "pack.toml":
                shutil.copy(file, folder)
        (folder / changed.name).write_bytes(text.encode("utf-8", "replace"))
        problems = check_path(folder)
        told += any(problem.severity == "error" for problem in problems)
        for problem in problems:
            check_problem(problem, text if problem.file.endswith(changed.name) else None)
        shutil.rmtree(folder)
    assert told > MUTATIONS // 3


def check_problem(problem: Problem, text: str | None) -> None:
    assert problem.severity == catalogue()[problem.code].severity
    assert problem.message.endswith("."), problem
    assert problem.line >= 1
    assert problem.column >= 1
    if text is not None and problem.excerpt:
        lines = text.split("\n")
        assert problem.excerpt.startswith(lines[problem.line - 1][:1000])
        assert problem.column <= len(lines[problem.line - 1]) + 1
    assert drawn(problem, 80)


@pytest.mark.parametrize("seed", range(40 if shipped.FULL else 6))
def test_any_bytes_are_a_pack_or_a_message(tmp_path: Path, seed: int) -> None:
    """Cut, doubled and overwritten bytes in a small pack: many, since reading it is quick."""
    rng = random.Random(seed)
    whole = (shipped.FOLDER / "trotsky-and-stalin" / "pack.toml").read_bytes()[:6_000]
    path = tmp_path / "pack.toml"
    for _ in range(25):
        raw = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(raw))
            if rng.random() < 0.5:
                del raw[at : at + rng.randint(1, 30)]
            else:
                raw[at:at] = rng.choice(JUNK).encode("utf-8", "replace")[: rng.randint(1, 9)]
        path.write_bytes(bytes(raw))
        for problem in check_path(path):
            check_problem(problem, None)
