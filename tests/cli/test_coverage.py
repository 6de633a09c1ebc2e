"""`quiz coverage`: readable on a small screen, whole as data, and kind where nothing is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quiz.text import cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

LONE = """
[[place]]
name = "a place that nobody names \\u001b[31m whose name is longer than a line"
"""


def test_the_summary_comes_first_then_what_yields_nothing(
    quiz: Callable[..., Outcome], pack: Path
) -> None:
    pack.write_text(pack.read_text("utf-8") + LONE, "utf-8")
    lines = quiz("coverage", "inventions").out.split("\n")
    assert lines[:3] == [
        "Inventions",
        "  facts   10 of 11 (90 %) yield a question",
        "  facets  20 of 20 (100 %) are asked",
    ]
    silent = lines.index("Facts that yield nothing: 1")
    assert lines[silent + 1] == "  nothing is said of it, and no other row names it"
    fields = next(i for i, line in enumerate(lines) if line.startswith("Field by field"))
    assert lines.index("By form") < lines.index("By topic") < silent < fields
    assert "event · when: 10 of 10 (100 %) asked" in lines[fields:]


def test_no_line_is_wider_than_a_small_screen_and_none_moves_the_cursor(
    quiz: Callable[..., Outcome], pack: Path
) -> None:
    pack.write_text(pack.read_text("utf-8") + LONE, "utf-8")
    lone = "a place that nobody names"
    for args in ((), ("--fact", "railway"), ("--fact", f"place/{_id_of(quiz, lone)}")):
        out = quiz("coverage", "inventions", *args).out
        assert max(map(cells, out.split("\n"))) <= 80
        assert "\x1b" not in out


def _id_of(quiz: Callable[..., Outcome], name: str) -> str:
    told = json.loads(quiz("coverage", "inventions", "--format", "json").out)
    [key] = [fact["fact"] for fact in told["details"] if fact["name"].startswith(name)]
    return str(key).partition("/")[2]


def test_one_fact(quiz: Callable[..., Outcome]) -> None:
    out = quiz("coverage", "inventions", "--fact", "railway").out
    assert out.startswith("event/railway: the first public railway\n")
    assert "when, asked back:" in out
    assert "  asked as choice\n" in out
    assert "  not typed: A4, other facts may have the same value\n" in out
    assert "    → If no two events have the same date, write unique = true" in out
    assert "photograph" not in out
    assert "\nThe rules\n" in out
    assert "\n  A4  nothing else may fit the question as well\n" in out
    assert "\n  A1 " not in out


def test_a_fact_that_is_not_there(quiz: Callable[..., Outcome]) -> None:
    found = quiz("coverage", "inventions", "--fact", "ralway")
    assert (found.status, found.out) == (1, "")
    assert found.err == "No fact is called “ralway”. Did you mean “railway”?\n"


def test_data(quiz: Callable[..., Outcome]) -> None:
    told = json.loads(quiz("coverage", "inventions", "--format", "json").out)
    assert list(told) == [
        "pack", "title", "hash", "seed", "level", "rows", "aside", "facts", "facts_asked",
        "facets", "facets_asked", "questions", "questions_minor", "forms", "topics", "guessing",
        "rules", "details",
    ]  # fmt: skip
    assert told["questions"] == sum(fact["questions"] for fact in told["details"])
    fact = told["details"][0]
    assert list(fact) == ["fact", "name", "topic", "aside", "questions", "facets", "unasked"]
    facet = fact["facets"][0]
    assert list(facet) == ["facet", "field", "back", "minor", "questions", "missing"]
    assert facet["questions"]["choice"] == [f"inventions/{fact['fact']}/when/choice"]
    lacking = facet["missing"][0]
    assert list(lacking) == ["form", "rule", "why", "add", "fits"]
    assert list(fact["unasked"][0]) == ["field", "back", "why", "add"]


def test_the_same_seed_the_same_bytes(quiz: Callable[..., Outcome]) -> None:
    one, again, other = (
        quiz("coverage", "inventions", "--seed", seed, "--format", "json").out
        for seed in ("a", "a", "b")
    )
    assert one == again
    assert json.loads(other)["seed"] == "b"


def test_a_broken_pack_is_a_sentence(quiz: Callable[..., Outcome], pack: Path) -> None:
    pack.write_text("[pack]\nid = 3\n", "utf-8")
    found = quiz("coverage", str(pack))
    assert found.status == 1
    assert "Traceback" not in found.err
    assert "mistakes. `quiz check" in found.err
