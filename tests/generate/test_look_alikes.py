"""Thousands of names that look alike cost what they are many, not the square of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import rapidfuzz.distance

from quiz.errors import NoQuestions
from quiz.generate import domain, draw, parts, whole
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.parts import Parts
from quiz.generate.slots import slots
from quiz.model import Form
from tests.generate.packs import CITE, both

if TYPE_CHECKING:
    from quiz.packs.content import Pack

KIND = """
[kinds.word]
singular = "word"
plural = "words"
[kinds.word.fields.reverse]
type = "text"
unique = true
ask = "What is {name} when it is read backwards?"
back = "Which of these is {value} when it is read backwards?"
"""


def words(count: int, reverse: str) -> Pack:
    rows = (
        f'[[word]]\nname = "c{number:03}"\nreverse = "{reverse.format(number)}"\n{CITE}'
        for number in range(count)
    )
    return both(KIND + "".join(rows))[0]


@pytest.fixture(name="compared")
def _compared(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often two names are compared letter by letter."""
    counted: Counter[str] = Counter()
    distance = rapidfuzz.distance.OSA.distance

    def counting(*names: str, score_cutoff: int) -> int:
        counted["names"] += 1
        return distance(*names, score_cutoff=score_cutoff)

    monkeypatch.setattr(rapidfuzz.distance.OSA, "distance", counting)
    return counted


@pytest.mark.parametrize("parted", [False, True])
def test_what_gives_itself_away_is_refused_before_its_rivals_are_sought(
    compared: Counter[str], monkeypatch: pytest.MonkeyPatch, *, parted: bool
) -> None:
    if parted:
        monkeypatch.setattr(parts, "PARTED_FROM", 200)
        monkeypatch.setattr(parts, "PART", 150)
    pack = words(400, "c{:03}")
    assert len(Parts(pack)) == (4 if parted else 1)
    with pytest.raises(NoQuestions):
        draw(pack, count=20, seed="1")
    assert compared["names"] == 0


@pytest.mark.parametrize("parted", [False, True])
def test_what_is_a_slip_from_very_many_is_not_typed(
    compared: Counter[str], monkeypatch: pytest.MonkeyPatch, *, parted: bool
) -> None:
    monkeypatch.setattr(whole, "MOST_NEAR", 30)
    monkeypatch.setattr(domain, "MOST_NEAR", 30)
    if parted:
        monkeypatch.setattr(parts, "PARTED_FROM", 200)
        monkeypatch.setattr(parts, "PART", 150)
    part = Parts(words(400, "{:03}-yet")).part(0)
    maker, every = Maker(part, seed="1"), slots(part)[:60]
    made = {form: [q for slot in every for q in make(maker, slot, form)] for form in FORMS}
    typed = [q for q in made[Form.TYPED] if isinstance(q, Refusal) and q.facet.endswith("reverse")]
    assert {q.rule for q in typed} == {"F4"}
    assert len(typed) == len(every) / 2
    assert compared["names"] < 100 * len(typed), "and none is compared with all"
    assert not any(isinstance(q, Refusal) for q in made[Form.CHOICE]), "it can still be chosen"
