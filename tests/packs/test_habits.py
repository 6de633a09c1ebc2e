"""What is allowed and seldom meant; keys and names that teachers call otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.packs.test_checks import CITE, check, codes

if TYPE_CHECKING:
    from pathlib import Path

# Habits

TWO = '[[person]]\nname = "Ada Beam"\n[[person]]\nname = "Bob Pier"\n'


def event(rest: str, name: str = "it") -> str:
    return f'[[event]]\nname = "{name}"\n{rest}\n{CITE}'


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('who = "Ada Beam"', True),
        ('who = "Ada Beam"\ncomplete = ["who"]', False),
        ('who = ["Ada Beam"]', False),
        ('who = "Ada Beam"\nnot = { who = "Bob Pier" }', False),
        ('who = "Ada Beam"\nskip = ["who"]', False),
        ('by = "Ada Beam"', False),
    ],
)
def test_one_name_in_a_field_of_many_is_told(tmp_path: Path, rest: str, said: bool) -> None:
    found = check(tmp_path, TWO + event(rest))
    assert codes(found) == ["one-of-many"] * said
    assert all('complete = ["who"]' in problem.hint for problem in found)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("The flood of the Rhine", "the flood of the Rhine"),
        ("the flood of the Rhine.", "the flood of the Rhine"),
        ("A flood.", "a flood"),
        ("the flood in Washington, D.C.", ""),
        ("the trial of King & Co.", ""),
        ("Theodoric's death", ""),
    ],
)
def test_a_name_that_fits_into_no_sentence_is_told(tmp_path: Path, name: str, wanted: str) -> None:
    found = check(tmp_path, event('when = "1900"', name))
    assert [problem.expected for problem in found] == [f"“{wanted}”"] * bool(wanted)


WORD = '[kinds.word.fields.english]\ntype = "text"\nask = "What is {name}?"\n'


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("car, automobile", True), ("big/large", True), ("to go; to walk", True),
        ("stop or halt", True), ("car", False), ("Washington, 1789", False), ("n/a 3", False),
        ("a small town, where the river bends twice", False), ("and/or/", False),
    ],
)  # fmt: skip
def test_several_words_in_one_answer_are_told(tmp_path: Path, english: str, said: bool) -> None:
    word = f'[[word]]\nname = "mot"\nenglish = "{english}"\n{CITE}'
    assert codes(check(tmp_path, f"{WORD}unique = true\n{word}")) == ["several-in-one"] * said
    assert codes(check(tmp_path, WORD + word)) == []


def test_a_work_may_begin_with_a_capital_article(tmp_path: Path) -> None:
    assert check(tmp_path, f'[[work]]\nname = "The Flood"\npublished = "1900"\n{CITE}') == []


@pytest.mark.parametrize(
    ("when", "meant_as"),
    [
        ("1918-21", "1918/1921"), ("1923-24", "1923/1924"), ("1921-21", ""), ("1924-22", ""),
        ("1918-12", ""), ("1999-21", ""), ("1900-21~", ""), ("1900-21/1900-22", ""),
    ],
)  # fmt: skip
def test_a_season_that_may_be_years_is_told(tmp_path: Path, when: str, meant_as: str) -> None:
    found = check(tmp_path, event(f'when = "{when}"'))
    assert codes(found) == ["season-or-years"] * bool(meant_as)
    assert all(meant_as in problem.hint for problem in found)


# Names without a row


def test_a_name_without_a_row_is_told_once(tmp_path: Path) -> None:
    rows = event('where = "Ulm"') + event('where = "Ulm"', "that") + event('where = "Bonn"', "this")
    assert codes(check(tmp_path, rows)) == ["unlisted-name"] * 2


@pytest.mark.parametrize(
    ("rest", "advice"),
    [
        ('by = "Beam"', "If it is “Ada Beam”, write that"),
        ('where = "Ada Beam"', "Here is a person of that name; “where” names a place."),
        ('who = ["Ada Beam, Bob Pier"]', 'in a list: who = ["Ada Beam", "Bob Pier"]'),
        ('who = ["Ada Beam and Bob Pier"]', 'in a list: who = ["Ada Beam", "Bob Pier"]'),
        ('by = "Ada Beam and Cy Truss"', "“by” has one name"),
        ('where = "Bosnia and Herzegovina"', "Add two lines: [[place]]"),
    ],
)
def test_a_name_without_a_row_may_be_another_or_several(
    tmp_path: Path, rest: str, advice: str
) -> None:
    found = check(tmp_path, TWO + event(rest))
    assert codes(found) == ["unlisted-name"]
    assert advice in found[0].hint


# Keys by another word


@pytest.mark.parametrize(
    ("rows", "meant_as", "column"),
    [
        (event('date = "1900"'), "when", 1),
        (event('where = "Ulm"\nplace = "Ulm"'), "where", 1),
        (f'[[person]]\nname = "Ada"\nbirthplace = "Ulm"\n{CITE}', "born_in", 1),
        (
            '[[event]]\nname = "it"\nwhen = "1900"\ncite = { source = "atlas", pp = 1 }\n',
            "page",
            28,
        ),
        ('[sources.x]\ntitle = "X"\nauthor = { name = "Y" }\n', "literal", 12),
    ],
)
def test_a_key_by_another_word_is_known(
    tmp_path: Path, rows: str, meant_as: str, column: int
) -> None:
    found = next(p for p in check(tmp_path, rows) if p.code == "unknown-key")
    assert (found.nearest, found.column) == (meant_as, column)


def test_a_wrong_citation_is_not_called_missing_too(tmp_path: Path) -> None:
    rows = '[[event]]\nname = "it"\nwhen = "1900"\ncite = "atlas"\n'
    assert codes(check(tmp_path, rows)) == ["wrong-type"]
