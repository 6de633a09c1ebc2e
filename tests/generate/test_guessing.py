"""B4, B11 and C5 over a whole pack: what somebody who only guesses has to go by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.generate.coverage import RULES, Coverage, Share
from quiz.generate.coverage.guessing import FEWEST, guessing
from quiz.model import Form, Option, Question
from tests import shipped

ROOT = Path(__file__).parents[2]


def choice(number: int, *texts: str, key: int = 0, back: bool = False) -> Question:
    facet = f"small/thing/t{number}/of{'-back' if back else ''}"
    return Question(
        id=f"{facet}/choice",
        variant="",
        form=Form.CHOICE,
        facet=facet,
        facts=(),
        topic="",
        prompt="Which?",
        subject="",
        answer=texts[key],
        options=tuple(
            Option(text=text, correct=i == key, why="", facts=(f"thing/{text}",), citations=())
            for i, text in enumerate(texts)
        ),
    )


def test_too_few_choices_tell_nothing() -> None:
    few = [choice(i, "Ulm", "Jena", "Trier") for i in range(FEWEST - 1)]
    assert guessing(shipped.pack("countries"), few, len) is None


def test_b4_a_key_that_is_always_the_longest_is_no_luck() -> None:
    found = guessing(
        shipped.pack("countries"),
        [choice(i, "Schleswig-Holstein", "Ulm", "Jena", "Trier") for i in range(40)],
        len,
    )
    assert found is not None
    assert (found.longest.count, found.longest.of, found.longest.chance) == (40, 40, 0.25)
    assert not found.longest.within
    assert found.shortest.share == 0


def test_b4_ties_are_no_longest() -> None:
    even = [choice(i, "Ulm", "Bonn", "Jena") for i in range(40)]
    found = guessing(shipped.pack("countries"), even, len)
    assert found is not None
    assert found.longest.of == 0
    assert found.longest.within


@pytest.mark.parametrize(("count", "within"), [(25, True), (35, True), (45, False), (5, False)])
def test_b4_the_interval_is_that_of_99_in_100(count: int, within: bool) -> None:
    """100 tosses of a fourth: 13.8 to 36.2."""
    assert Share(count=count, of=100, chance=0.25).within == within


def test_b11_the_best_known_row_is_not_always_the_key() -> None:
    famous = [choice(i, "much named", "rare", "few", "seldom", back=True) for i in range(40)]
    found = guessing(shipped.pack("countries"), famous, len)
    assert found is not None
    assert (found.renown, found.renown_chance) == (4, 2.5)
    assert found.renown_room == pytest.approx(3 * (15 / 12 / 40) ** 0.5)
    assert not found.renown_within


def test_c5_a_year_halfway_between_two_others() -> None:
    alone = [choice(i, "1905", "1910", "1915", "1990", key=1) for i in range(20)]
    every = [choice(i, "1905", "1910", "1915", "1920", key=1) for i in range(20)]
    found = guessing(shipped.pack("countries"), [*alone, *every], len)
    assert found is not None
    assert found.even_gaps == 20


def test_the_report_of_a_pack_has_it() -> None:
    coverage = Coverage(shipped.pack("trotsky-and-stalin"))
    for key in coverage.keys()[:60]:
        coverage.fact(key)
    found = coverage.guessing()
    assert found is not None
    assert found.choices >= FEWEST


def test_every_rule_that_is_named_stands_in_the_rules() -> None:
    """A number on a teacher's screen leads somewhere."""
    told = (ROOT / "questions" / "RULES.md").read_text(encoding="utf-8")
    known = set(re.findall(r"\b([A-F]\d{1,2})\b", told))
    named = set(RULES)
    for path in (ROOT / "quiz").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"[rR]ules? ([A-F]\d{1,2})\b", text))
        if "exchange" not in path.parts:  # RIS has a tag C8
            named |= set(re.findall(r"\"([A-F]\d{1,2})[:\"]", text))
    assert named <= known, sorted(named - known)
