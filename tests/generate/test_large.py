"""A kind of many rows: a company of some dozens is looked at, and every rule holds on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from quiz.generate import draw
from quiz.generate.company import FEW, LARGE
from quiz.generate.falsity import compatible
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.overlaps import Overlaps
from quiz.generate.slots import slots
from quiz.model import Form
from quiz.packs.content import FieldType
from quiz.packs.load import load_pack
from tests import shipped
from tests.benchmarks import parishes
from tests.checker.check import check_all
from tests.checker.pack import Book, read_book
from tests.checker.sets import check_set

if TYPE_CHECKING:
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Pack

MOST = 100
"""Rows that are looked at for a question."""


@cache
def both(facts: int) -> tuple[Pack, Book]:
    with TemporaryDirectory() as folder:
        path = parishes.write(Path(folder), facts)
        return load_pack(path), read_book(path)


def some(pack: Pack, count: int, level: int = 2) -> list[Slot]:
    every = slots(pack, level)
    return [every[at * 7919 % len(every)] for at in range(count)]


def made(maker: Maker, some_slots: list[Slot]) -> list[Question]:
    found = (make(maker, slot, form) for slot in some_slots for form in FORMS)
    return [q for questions in found for q in questions if not isinstance(q, Refusal)]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_rule_holds_on_what_a_company_yields(level: int) -> None:
    pack, book = both(900)
    questions = made(Maker(pack, seed=str(level), level=level), some(pack, 150, level))
    findings = [f for f in check_all(book, shipped.printed(questions)) if f.severe]
    assert not findings, "\n".join(map(str, findings[:12]))
    assert {q.form for q in questions} == set(Form) - {Form.SOURCES}
    assert len(questions) >= 400


def test_a_set_keeps_the_rules_of_sets() -> None:
    pack, book = both(900)
    for seed in ("1", "2"):
        drawn = draw(pack, count=20, seed=seed)
        assert len(drawn) == 20
        assert not check_set(book, shipped.printed(drawn), test=False)


def test_no_more_rows_are_looked_at_where_there_are_more() -> None:
    sizes = []
    for facts in (600, 1800):
        pack, _ = both(facts)
        maker = Maker(pack, seed="1")
        looked = []
        for slot in some(pack, 60):
            assert maker.company.large(slot)
            value = maker.resolution(slot.fact, slot.field.key).values[0]
            grain = maker.asked(slot, one_value=False).grain
            looked.append(len(maker.with_values(slot, value, grain)))
            looked.append(len(maker.alike(slot)))
        assert max(looked) <= MOST
        sizes.append(sum(looked) / len(looked))
    assert sizes[1] <= 1.1 * sizes[0]
    assert FEW < MOST < LARGE


def test_a_row_more_leaves_nearly_all_questions_as_they_were_d7() -> None:
    before, _ = both(900)
    after, _ = both(901)
    same = changed = 0
    old = {q.id: q for q in made(Maker(before, seed="5"), some(before, 120))}
    facets = {q.facet for q in old.values()}
    new = {
        q.id: q
        for q in made(Maker(after, seed="5"), [s for s in slots(after) if s.facet in facets])
    }
    for name, question in old.items():
        if question == new.get(name):
            same += 1
        else:
            changed += 1
    assert changed <= 0.08 * same, (changed, same)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_levels_still_differ_by_how_alike_the_options_are(level: int) -> None:
    pack, _ = both(900)
    del level
    means = []
    for number in (1, 2, 3):
        maker = Maker(pack, seed="7", level=number)
        picked = [s for s in some(pack, 160) if s.field.type is not FieldType.DATE]
        own = [make(maker, slot, Form.CHOICE)[0] for slot in picked]
        hard = [q.difficulty for q in own if not isinstance(q, Refusal)]
        means.append(sum(hard) / len(hard))
    assert means == sorted(means)
    assert means[2] > means[0] + 0.05


@pytest.mark.parametrize("key", ["founded", "people", "county", "seal", "warden"])
def test_what_is_told_to_stand_alone_does(key: str) -> None:
    """Against looking at every row: never alone where it is not, and nearly always the reverse."""
    pack, _ = both(600)
    field = pack.kinds["parish"].fields[key]
    rows = [fact for fact in pack.of_kind("parish") if key in fact.claims]
    overlaps = Overlaps(pack, field, rows)
    unsure = 0
    for fact in rows[::9]:
        value = fact.claims[key][0].values[0]
        shared = {
            other.key
            for other in rows
            for v in other.claims[key][0].values
            if other.key != fact.key and compatible(pack, value, v, tolerance=field.tolerance)
        }
        told = overlaps.touching(fact, value)
        assert told is None or shared <= set(told)
        unsure += told is None and not shared
    assert unsure == 0


def test_a_typed_answer_is_told_from_the_names_that_a_typo_leads_to() -> None:
    pack, _ = both(900)
    maker = Maker(pack, seed="1")
    typed = [
        q
        for slot in some(pack, 300)
        for q in make(maker, slot, Form.TYPED)
        if not isinstance(q, Refusal) and q.facet.endswith("seal-back")
    ]
    assert typed
    from rapidfuzz.distance import OSA

    names = [fact.name for fact in pack.of_kind("parish")]
    for question in typed:
        others = {name.text for name in question.others}
        assert question.accepted[0] not in others
        assert len(others) <= 150
        near = {n for n in names if 0 < OSA.distance(n, question.accepted[0]) <= 2}
        assert near <= others
