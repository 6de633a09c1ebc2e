"""What a naive generator gets wrong, measured by the checker that finds nothing in ours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests import shipped
from tests.checker.check import check
from tests.checker.naive import naive_questions, right_options
from tests.checker.truth import claimed, holders

if TYPE_CHECKING:
    from tests.checker.pack import Book

SHARED = 0.5
"""A field is many-to-one where fewer values than half of its rows stand in it."""


def many_to_one(book: Book) -> set[tuple[str, str]]:
    """Return the (kind, field) whose values are shared by many rows."""
    found = set()
    for kind, table in book.kinds.items():
        for key, given in table["fields"].items():
            rows = holders(book, kind, key)
            values = {value for row in rows for value in claimed(row, key)}
            if given["type"] != "date" and len(rows) > 8 and len(values) < SHARED * len(rows):
                found.add((kind, key))
    return found


def share_of_several_right(name: str, fields: set[tuple[str, str]]) -> float:
    """Return the share of a naive generator's questions back by these fields that have several."""
    book = shipped.book(name)
    right = []
    for question in naive_questions(book, seed=1):
        _, kind, _, slot = question["facet"].split("/")
        if slot.endswith("-back") and (kind, slot.removesuffix("-back")) in fields:
            right.append(right_options(book, question))
    return sum(count > 1 for count in right) / len(right)


@pytest.mark.parametrize("name", shipped.PACKS)
def test_a1_a_fifth_of_what_it_asks_on_shared_values_has_several_right_options(name: str) -> None:
    fields = many_to_one(shipped.book(name))
    assert share_of_several_right(name, fields) >= 0.2


@pytest.mark.parametrize(
    ("name", "field", "at_least"),
    [
        ("chemical-elements", "element.block", 0.5),
        ("countries", "country.continent", 0.35),
        ("countries", "country.languages", 0.2),
    ],
)
def test_a1_the_figures_for_blocks_continents_and_languages(
    name: str, field: str, at_least: float
) -> None:
    """About 61 % on an element's block, 45 % on a continent, 33 % on a language."""
    if name not in shipped.PACKS:
        pytest.skip(f"{name} does not ship")
    kind, _, key = field.partition(".")
    assert share_of_several_right(name, {(kind, key)}) >= at_least


@pytest.mark.parametrize("name", shipped.PACKS)
def test_the_checker_finds_in_it_what_it_does_not_find_in_ours(name: str) -> None:
    book = shipped.book(name)
    questions = list(naive_questions(book, seed=2))[::7]
    found = Counter(f.rule for q in questions for f in {g.rule: g for g in check(book, q)}.values())
    assert {"A1", "A3", "A4", "B5", "F2"} <= set(found)
    assert found["A1"] >= len(questions) / 50
