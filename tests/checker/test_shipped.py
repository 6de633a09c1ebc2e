"""No question of the packs that ship breaks a rule, at any level, whatever the seed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from quiz.generate import draw
from tests import shipped
from tests.checker.check import FORMS, check_all
from tests.checker.sets import check_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.checker.finding import Finding

SHOWN = 12


def listed(findings: Iterable[Finding]) -> str:
    """Return the first findings of each rule, to be read in a test's report."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    return "\n".join(
        f"{rule}: {len(found)} times\n" + "\n".join(f"    {f}" for f in found[:SHOWN])
        for rule, found in sorted(by_rule.items())
    )


@pytest.mark.parametrize("name", shipped.PACKS)
def test_every_question_keeps_the_rules_a_b_c_e_and_f(name: str) -> None:
    findings = check_all(shipped.book(name), shipped.sample(name))
    assert not [f for f in findings if f.severe], listed(findings)


def test_some_thousand_questions_of_every_form_are_looked_at() -> None:
    questions = [q for name in shipped.PACKS for q in shipped.sample(name)]
    assert len(questions) >= (20_000 if shipped.FULL else 2_500)
    assert {q["form"] for q in questions} == set(FORMS)
    assert {q["level"] for q in questions} == {1, 2, 3}


@pytest.mark.parametrize("test", [False, True], ids=["practice", "test"])
@pytest.mark.parametrize("name", shipped.PACKS)
def test_no_question_of_a_set_gives_another_away_d1_d2_d3(name: str, test: bool) -> None:
    found = []
    for seed in range(1, 41 if shipped.FULL else 7):
        count = (10, 20, 40)[seed % 3]
        drawn = draw(shipped.pack(name), count=count, seed=str(seed), test=test)
        found += check_set(shipped.book(name), shipped.printed(drawn), test=test)
    assert not found, listed(found)
