"""`quiz questions`, `quiz packs`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from quiz.wire import question_from_json
from tests.cli.conftest import Outcome, command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Quiz = Callable[..., Outcome]


def test_jsonl_is_one_question_a_line(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions", "--count", "6", "--seed", "7")
    assert (outcome.status, outcome.err) == (0, "")
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert len(lines) == 6
    first_keys = ["id", "variant", "form", "facet", "facts", "topic", "prompt"]
    for line in lines:
        assert list(line)[: len(first_keys)] == first_keys
        assert line["explanation"]
        assert line["citations"]
        assert question_from_json(line).id == line["id"]


def test_the_same_seed_gives_the_same_bytes_everywhere() -> None:
    args = ("questions", "inventions", "--count", "8", "--seed", "7", "--format", "jsonl")
    one = command(*args, PYTHONHASHSEED="1")
    two = command(*args, PYTHONHASHSEED="2", PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") == 8
    assert one.stderr == b""
    assert command(*args[:-3], "8", "--format", "jsonl").stdout != one.stdout


def test_without_a_seed_a_random_one_is_told(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions")
    found = re.fullmatch(r"seed ([0-9a-f]{8})\n", outcome.err)
    assert found
    assert quiz("questions", "inventions", "--seed", found[1]).out == outcome.out
    assert quiz("questions", "inventions").err != outcome.err


def test_all_prints_all(quiz: Quiz) -> None:
    every = quiz("questions", "inventions", "--seed", "1", "--all").out.splitlines()
    forms = {json.loads(line)["form"] for line in every}
    assert {"choice", "number", "order"} <= forms
    facets = {json.loads(line)["facet"] for line in every}
    assert len(facets) >= 10
    only = quiz("questions", "inventions", "--seed", "1", "--all", "--form", "number,order").out
    assert {json.loads(line)["form"] for line in only.splitlines()} == {"number", "order"}


def test_a_form_that_the_pack_does_not_yield_is_told(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions", "--form", "cloze", "--seed", "1")
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err.rstrip().endswith(".")


def test_text_marks_the_key(quiz: Quiz) -> None:
    args = ("questions", "inventions", "--seed", "1", "--form", "choice")
    said = quiz(*args, "--format", "text").out
    assert re.search(r"^1\. \[choice, level 2\] \w+$", said, re.MULTILINE)
    blocks = said.rstrip("\n").split("\n\n")
    assert len(blocks) == quiz(*args).out.count("\n") > 5
    for block in blocks:
        assert len(re.findall(r"^     \* ", block, re.MULTILINE)) == 1
        assert len(re.findall(r"^     - ", block, re.MULTILINE)) >= 2
        assert "     [1] A book of inventions, 1990, p." in block


def test_packs_says_where(quiz: Quiz, pack: Path) -> None:
    (pack.parent / "broken.toml").write_text("id = \n")
    said = quiz("packs").out
    assert "inventions\n  Inventions, 10 facts\n  When things began.\n" in said
    assert f"  QUIZ_PACKS: {pack}\n" in said
    assert "broken\n  broken, cannot be played\n" in said


def test_all_of_a_topic_and_a_level(quiz: Quiz) -> None:
    drawn = quiz("questions", "inventions", "--count", "1", "--seed", "1").out
    topic = json.loads(drawn)["topic"]
    arguments = ["questions", "inventions", "--all", "--seed", "1"]
    outcome = quiz(*arguments, "--topic", topic.upper(), "--level", "3")
    asked = [json.loads(line) for line in outcome.out.splitlines()]
    assert len(asked) > 3
    assert {(q["topic"], q["level"]) for q in asked} == {(topic, 3)}


def test_a_topic_that_is_not_there_is_no_empty_answer(quiz: Quiz) -> None:
    outcome = quiz("questions", "inventions", "--all", "--seed", "1", "--topic", "Ancient Rome")
    assert (outcome.status, outcome.out) == (1, "")
    assert "Its topics are" in outcome.err
