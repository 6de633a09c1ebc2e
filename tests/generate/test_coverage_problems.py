"""What the questions of a pack say is wrong with it."""

from __future__ import annotations

from quiz.generate.coverage.problems import PAIRS, is_small, problems
from tests.generate.packs import CITE, both
from tests.generate.test_coverage import TEN, metals, person
from tests.shipped import pack

LONE = '[[place]]\nname = "Bonn"\n'


def found(text: str) -> list[tuple[str, str, str, str]]:
    return [(p.code, p.severity, p.fact, p.field) for p in problems(both(text)[0])]


def test_a_sound_pack_has_none() -> None:
    assert found(TEN) == []


def test_a_row_of_which_nothing_is_said() -> None:
    assert found(TEN + LONE) == [("bare-row", "hint", "place/bonn", "")]
    named = f'[[event]]\nname = "the fair"\nwhen = "1900"\nwhere = "Bonn"\n{CITE}'
    assert "place/bonn" not in [fact for _, _, fact, _ in found(TEN + LONE + named)]


def test_a_row_that_yields_no_question_says_what_it_takes() -> None:
    [told] = problems(both(person("Ada", born='"1815/1817"'))[0])
    assert (told.code, told.severity, told.fact) == ("no-question", "warning", "person/ada")
    assert told.message == (
        "No question is made from this row: fewer than two other values are proved false (C1)."
    )
    assert told.hint


def test_a_row_that_says_to_be_skipped_is_not_blamed() -> None:
    skipped = TEN.replace('"PersonA"', '"PersonA"\nskip = ["born"]', 1)
    assert found(skipped) == []


def test_answers_that_give_themselves_away() -> None:
    unlike = metals().replace('"Fe"', '"(Fe)"')
    assert found(unlike) == [("gives-itself-away", "hint", "metal/iron", "symbol")]
    [told] = problems(both(unlike)[0])
    assert told.message == (
        "The question that asks for “symbol” would give itself away: "
        "one of the options would look unlike the others (B5)."
    )
    assert "it has brackets" in told.hint
    named = TEN + person("Ida the elder", about='"the elder sister of PersonA"')
    assert ("gives-itself-away", "hint", "person/ida-the-elder", "about") in found(named)


def test_the_name_of_the_answer_in_the_question() -> None:
    rows = "".join(
        f'[[event]]\nname = "the {place} {what}"\nwhere = "{place}"\n{CITE}'
        f'[[place]]\nname = "{place}"\n'
        for place, what in (("Riga", "fair"), ("Bonn", "ball"), ("Oslo", "race"), ("Bern", "vote"))
    )
    told = found(rows)
    assert {code for code, *_ in told} == {"no-question"}
    assert all("itself (B1)" in p.message for p in problems(both(rows)[0]))


def test_a_large_pack_is_looked_at_only_when_that_is_asked_for() -> None:
    assert is_small(both(TEN)[0])
    assert not is_small(pack("countries"))
    rows = "".join(person(f"Person {i}", born=f'"{1000 + i % 800}"') for i in range(130))
    large = both(rows)[0]
    assert PAIRS < 130 * 130
    assert not is_small(large)
