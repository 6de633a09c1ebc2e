"""The table of formats, what each can hold, and formats of other packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from quiz.cli import parser_exchange
from quiz.errors import QuizError
from quiz.exchange import BUILT_IN, PARTS, SIZES, Tally, find, held, names
from quiz.model import Form
from quiz.wire import question_to_json
from tests.exchange.samples import EVERY, HOSTILE, PACK, WANTED, saying, written

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = {
    "gift": {Form.ORDER},
    "aiken": set(Form) - {Form.CHOICE, Form.ODD_ONE_OUT, Form.TRUE_FALSE},
}


WRITTEN = [name for name in BUILT_IN if find(name).write is not None]


PACKED = ("apkg", "qti", "pdf")
TEXTS = [name for name in WRITTEN if name not in PACKED]


def test_the_help_names_what_is_there() -> None:
    assert tuple(WRITTEN) == parser_exchange.FORMATS
    read = {name for name in BUILT_IN if find(name).read is not None}
    assert read == set(parser_exchange.SOURCES)
    assert read | set(WRITTEN) == set(BUILT_IN)
    assert parser_exchange.PARTS == PARTS
    assert parser_exchange.SIZES == SIZES


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_holds_every_form_or_says_why_not(name: str) -> None:
    form = find(name)
    assert form.name == name
    assert form.suffix.startswith(".")
    refused = {q.form for q in EVERY if form.refuses(q)}
    assert refused == REFUSED.get(name, set())
    tally = Tally()
    assert len(list(held(form, EVERY, tally))) == tally.held == len(EVERY) - len(refused)
    assert sum(tally.refused.values()) == len(refused)
    assert form.write is not None
    kept = [q for q in EVERY if not form.refuses(q)]
    assert any(form.write(kept, PACK, WANTED))


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_that_a_pack_says_reaches_a_file_raw(name: str) -> None:
    text = written(find(name), [saying(q, bad) for q in EVERY for bad in HOSTILE])
    assert not set(map(chr, [*range(9), 11, 12, *range(14, 32)])) & set(text)
    if name != "json":  # which has what the pack has; a pack is cleaned when it is read
        assert not set(map(chr, [*range(127, 160), 0x202E])) & set(text)


def test_json_holds_what_is_printed() -> None:
    data = json.loads(written(find("json"), EVERY))
    assert data["pack"]["id"] == "pack"
    assert data["seed"] == "7"
    assert data["questions"] == json.loads(json.dumps([question_to_json(q) for q in EVERY]))


def test_an_unknown_format_is_told_with_the_nearest() -> None:
    with pytest.raises(QuizError, match=r"no format “moodle-xlm”.*moodle-xml"):
        find("moodle-xlm")


PLUGIN = """
from quiz.exchange.format import Format

def write(questions, pack, wanted):
    yield f"{pack.id}, seed {wanted.seed}\\n"
    for question in questions:
        yield question.id + "\\n"

LIST = Format(name="list", title="ids", suffix=".txt", write=write,
              refuses=lambda q: "a list has only choices" if q.form != "choice" else "")

def packed(questions, pack, wanted):
    kept = list(questions)
    wanted.say(f"{wanted.versions} on {wanted.size or 'any paper'}")
    yield b"PACK\\0\\xff"
    for question in kept:
        yield question.id.encode() + b"\\0"

BINARY = Format(name="binary", title="bytes", suffix=".bin", write=packed, paper=True, sized=True)

def bursts(questions, pack, wanted):
    yield "half a file"
    raise ValueError("nothing goes on here")

BURSTS = Format(name="bursts", title="half", suffix=".txt", write=bursts)
"""
POINTS = """[footnote.formats]
list = a_list:LIST
binary = a_list:BINARY
bursts = a_list:BURSTS
broken = a_list:NOT_THERE
strange = a_list:write
gift = a_list:LIST
"""


@pytest.fixture
def outside(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which another package brings formats."""
    info = tmp_path / "a_list-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: a-list\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    (tmp_path / "a_list.py").write_text(PLUGIN)
    return {**os.environ, "PYTHONPATH": str(tmp_path), "QUIZ_HOME": str(tmp_path / "home")}


def export(
    env: dict[str, str], name: str, *more: str, errors: str = "strict"
) -> subprocess.CompletedProcess[str]:
    words = ["export", "trotsky-and-stalin", "--seed", "3", "--count", "8", "--to", name, *more]
    return subprocess.run(
        [sys.executable, "-m", "quiz", *words],
        env=env, capture_output=True, text=True, check=False, timeout=60, errors=errors,
    )  # fmt: skip


def test_a_package_outside_the_tree_brings_a_format(outside: dict[str, str]) -> None:
    done = export(outside, "list")
    assert done.returncode == 0, done.stderr
    first, *ids = done.stdout.splitlines()
    assert first == "trotsky-and-stalin, seed 3"
    assert ids
    assert all(line.endswith("/choice") for line in ids)
    assert "a list has only choices" in done.stderr


def test_it_may_be_bytes_on_paper_with_something_to_say(
    outside: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "out.bin"
    words = ("--versions", "3", "--paper", "letter")
    done = export(outside, "binary", *words, "--output", str(target))
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"PACK\0\xfftrotsky-and-stalin/")
    assert done.stderr.endswith(f"Wrote 8 questions to {target} as binary.\n3 on letter\n")
    printed = export(outside, "binary", errors="surrogateescape")
    assert printed.stdout.encode(errors="surrogateescape") == target.read_bytes()


def test_one_that_bursts_leaves_no_half_a_file(outside: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    done = export(outside, "bursts", "--output", str(target))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "ValueError: nothing goes on here" in done.stderr
    assert "bursts" in done.stderr
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("broken", "cannot be loaded"), ("strange", "is no Format"), ("lsit", "list")],
)
def test_a_broken_one_is_told_in_a_sentence(outside: dict[str, str], name: str, said: str) -> None:
    done = export(outside, name)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_no_package_takes_the_place_of_a_built_in_format(outside: dict[str, str]) -> None:
    assert export(outside, "gift").stdout.startswith("// Trotsky and Stalin.")
    assert "list" not in names()
    assert export(outside, "zzzzzz").stderr.count("gift") == 1


def test_the_pieces_come_one_question_at_a_time() -> None:
    """Ten thousand questions are not kept, but for paper, which shuffles them."""
    for name in TEXTS:
        form = find(name)
        assert form.write is not None
        if form.paper:
            continue
        taken = 0

        def counted() -> object:
            nonlocal taken
            for asked in EVERY[:1] * 50:
                taken += 1
                yield asked

        pieces = iter(form.write(counted(), PACK, WANTED))  # type: ignore[arg-type]
        for _ in range(6):
            next(pieces)
        assert taken < 10, name
