"""Typed answers over whole domains of names: no name for another, and typos forgiven."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.model import Form
from quiz.play.grading.names import normal
from tests.make import question
from tests.play.domains import COUNTRIES, ELEMENTS, PEOPLE, domain, typed

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DOMAINS = pytest.mark.parametrize("names", [COUNTRIES, ELEMENTS, PEOPLE], ids=["c", "e", "p"])


@DOMAINS
def test_no_name_is_ever_taken_for_another(names: list[str]) -> None:
    names = [name.replace("_", " ") for name in names]
    for answer in names:
        asked = domain(names, answer)
        for name in names:
            assert typed(asked, name).correct is (name == answer)


@DOMAINS
def test_93_of_100_single_typos_are_forgiven_and_none_helps_another(names: list[str]) -> None:
    names = [name.replace("_", " ") for name in names]
    rng = random.Random(7)
    tried = forgiven = 0
    for name in names:
        if len(name) < 5:
            continue
        for _ in range(30):
            text = one_typo(name, rng)
            if normal(text) == normal(name) or text in names:
                continue
            tried += 1
            forgiven += typed(domain(names, name), text).correct
            other = rng.choice(names)
            if other != name:
                verdicts = typed(domain(names, name), text), typed(domain(names, other), text)
                assert not all(verdict.correct for verdict in verdicts)
    assert forgiven / tried >= 0.93


def one_typo(name: str, rng: random.Random) -> str:
    at = rng.randrange(len(name))
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + rng.choice(LETTERS) + name[at + 1 :]
    if kind == 2:
        return name[:at] + rng.choice(LETTERS) + name[at:]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


WORDS = st.text(st.sampled_from("abcdeé '-.IVX1"), min_size=1, max_size=8)


@settings(max_examples=300)
@given(key=WORDS, others=st.lists(WORDS, max_size=4), text=WORDS)
def test_whatever_is_typed_one_text_is_not_right_for_two_things(
    key: str, others: list[str], text: str
) -> None:
    distinct = list({normal(name): name for name in [key, *others] if normal(name)}.values())
    right = [name for name in distinct if typed(domain(distinct, name), text).correct]
    assert len(right) <= 1
    if normal(text) in {normal(name) for name in distinct}:
        assert [normal(name) for name in right] == [normal(text)]


@settings(max_examples=300)
@given(text=st.text(max_size=300))
def test_anything_typed_is_right_or_wrong(text: str) -> None:
    verdict = typed(question(Form.TYPED), text)
    assert verdict.correct or verdict.score == 0
