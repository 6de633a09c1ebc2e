"""Reading a hard pack and asking everything of it, in the print that students get."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.generate.make import Refusal, everything
from quiz.packs.load import load_pack
from quiz.wire import question_to_json
from tests.checker.pack import Book, read_book

if TYPE_CHECKING:
    from quiz.packs.content import Pack

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
RUNS = [(seed, level) for seed in ("1", "2", "3") for level in (1, 2, 3)]

Question = dict[str, Any]


@cache
def pack(name: str) -> Pack:
    return load_pack(FOLDER / f"{name}.toml")


@cache
def book(name: str) -> Book:
    return read_book(FOLDER / f"{name}.toml")


@cache
def asked(name: str) -> tuple[list[Question], list[Refusal]]:
    """Return every question that a pack yields over the runs, and all that it refuses."""
    questions: list[Question] = []
    refusals: list[Refusal] = []
    for seed, level in RUNS:
        for made in everything(pack(name), seed=seed, level=level):
            if isinstance(made, Refusal):
                refusals.append(made)
            else:
                questions.append(json.loads(json.dumps(question_to_json(made))))
    return questions, refusals


def questions(name: str, slot: str = "", form: str = "") -> list[Question]:
    """Return what is asked of a slot (kind/id/field) in a form."""
    return [
        q
        for q in asked(name)[0]
        if (not slot or q["facet"] == f"{name}/{slot}") and form in ("", q["form"])
    ]


def refused_by(name: str, slot: str, form: str) -> set[str]:
    """Return the rules by which a slot is refused in a form."""
    facet = f"{name}/{slot}"
    return {r.rule for r in asked(name)[1] if r.facet == facet and r.form.value == form}


def option_sets(name: str, slot: str = "", *, match: bool = False) -> list[list[str]]:
    """Return the lines of which a student picks one: options, corrections, right columns."""
    found = []
    for question in questions(name, slot):
        correction = question.get("correction") or {"options": []}
        if question["form"] != "sources":
            found.append([option["text"] for option in question.get("options", [])])
        found.append([option["text"] for option in correction["options"]])
        if match:
            pairs = [right for _, right in question.get("pairs", [])]
            found.append([*pairs, *question.get("spare", [])])
    return [lines for lines in found if lines]
