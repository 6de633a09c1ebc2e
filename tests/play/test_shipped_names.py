"""Typed answers over the names of the shipped packs (RULES.md 2.1)."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.model import Form, Name, Question, Response
from quiz.packs.library import load
from quiz.play.grading import grade
from quiz.play.grading.names import normal
from tests.make import question
from tests.play.test_typed_domains import one_typo
from tests.shipped import FULL

if TYPE_CHECKING:
    from quiz.packs.content import Fact

PACKS = sorted(
    path.parent for path in (Path(__file__).parents[2] / "questions").glob("*/pack.toml")
)
SAMPLE = 60 if FULL else 36
"""Rows of a kind that are tried against each other: all pairs of them."""


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.name)
def test_no_name_is_taken_for_another_and_93_of_100_typos_are_forgiven(path: Path) -> None:
    pack = load(str(path))
    rng = random.Random(7)
    tried = forgiven = 0
    for kind in pack.kinds:
        facts = [fact for fact in pack.of_kind(kind) if len(fact.name.split()) <= 4]
        for fact in rng.sample(facts, min(SAMPLE, len(facts))):
            asked = asked_of(fact, facts)
            mine = {normal(name) for name in fact.names}
            for other in rng.sample(facts, min(SAMPLE, len(facts))):
                name = rng.choice(other.names)
                verdict = grade(asked, Response(text=name))
                assert not verdict.correct or normal(name) in mine, (fact.name, name)
            for name in fact.names:
                verdict = grade(asked, Response(text=name))
                assert verdict.correct or verdict.retry, (fact.name, name, verdict)
                text = one_typo(name, rng)
                if len(normal(name)) > 4 and digits(text) == digits(name) and text != name:
                    tried += 1
                    forgiven += grade(asked, Response(text=text)).correct
    assert tried > 50
    assert forgiven / tried >= 0.93


def digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]


def asked_of(fact: Fact, domain: list[Fact]) -> Question:
    others = tuple(
        Name(text=other.name, accepted=other.names) for other in domain if other is not fact
    )
    return question(Form.TYPED, answer=fact.name, accepted=fact.names, others=others)
