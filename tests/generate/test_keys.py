"""Q8: a question's key is the asked value, whatever it is worded, called or printed like."""

from __future__ import annotations

import pytest

from quiz.generate import all_questions, draw
from tests import shipped
from tests.generate.packs import CITE, both

BATTLES = f"""
[kinds.battle]
{CITE}
[kinds.battle.fields.fought]
type = "date"
label = "date"
ask = "When was {{name}} fought?"
back = "Which of these was fought {{value:on}}?"
says = "{{name}} was fought {{value:on}}"
sequence = "In which order were these battles fought, the earliest first?"
[kinds.battle.fields.dead]
type = "number"
unit = "men"
ask = "How many died in {{name}}?"
[kinds.battle.fields.won_by]
type = "name"
label = "winner"
of = ["person"]
ask = "Who won {{name}}?"
says = "{{value}} won {{name}}"
"""
NAMES = ("Ashford", "Brackley", "Corby", "Dunmere", "Eastlow", "Fenwick", "Garth", "Holme")
ROWS = "".join(
    f"""
[[person]]
id = "general-{name.lower()}"
name = "{name} Marsh"
[[battle]]
id = "{name.lower()}"
name = "the Battle of {name}"
fought = "{1500 + 30 * i}"
dead = {400 + 150 * i}
won_by = "{name} Marsh"
"""
    for i, name in enumerate(NAMES)
)


def keys(text: str) -> dict[str, str]:
    """Return the key of each facet of a pack; all questions of a facet have one."""
    pack, _ = both(text)
    found: dict[str, set[str]] = {}
    for question in all_questions(pack, level=3):
        found.setdefault(question.facet, set()).add(question.key)
    assert all(len(values) == 1 for values in found.values()), found
    return {facet: values.pop() for facet, values in found.items()}


PLAIN = keys(BATTLES + ROWS)


def test_every_form_and_direction_of_a_facet_has_the_same_key() -> None:
    assert PLAIN["small/battle/ashford/fought"] == "1500"
    assert PLAIN["small/battle/ashford/fought-back"] == "1500"
    assert PLAIN["small/battle/corby/dead"] == "700.0"
    assert PLAIN["small/battle/garth/won_by"] == "person/general-garth"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("When was {name} fought?", "In which year was {name} fought?"),
        ("{name} was fought {value:on}", "{value:on} armies met at {name}"),
        ('"Corby Marsh"', '"Corby Mersh"'),
        ('name = "the Battle of Corby"', 'name = "the great Battle of Corby"\naliases = "Corby"'),
        ('name = "the Battle of Corby"', 'name = "the Battle of Corby"\nnote = "It rained."'),
        ('unit = "men"', 'unit = "soldiers"'),
        ('fought = "1560"', "fought = 1560"),
        ('fought = "1560"', 'fought = "1560~"'),
        ("dead = 700", "dead = 700.0"),
        ("dead = 700", "dead = { value = 700, low = 650, high = 760 }"),
        ('page = "1"', 'page = "17"'),
    ],
)
def test_wording_names_notes_and_sources_leave_every_key_as_it_was(before: str, after: str) -> None:
    text = BATTLES + ROWS
    assert before in text
    assert keys(text.replace(before, after)) == PLAIN


@pytest.mark.parametrize(
    ("before", "after", "facets"),
    [
        ('fought = "1560"', 'fought = "1561"', ("fought", "fought-back")),
        ('fought = "1560"', 'fought = "1560-08"', ("fought", "fought-back")),
        ("dead = 700", "dead = 710", ("dead",)),
        ('won_by = "Corby Marsh"', 'won_by = "Garth Marsh"', ("won_by",)),
    ],
)
def test_another_value_is_another_key_of_its_facets_alone(
    before: str, after: str, facets: tuple[str, ...]
) -> None:
    changed = keys((BATTLES + ROWS).replace(before, after))
    other = {facet for facet in PLAIN if changed.get(facet, PLAIN[facet]) != PLAIN[facet]}
    assert other == {f"small/battle/corby/{name}" for name in facets}


def test_a_row_that_is_called_otherwise_is_the_same_value_where_it_says_what_it_was() -> None:
    renamed = (BATTLES + ROWS).replace('"general-corby"', '"corby-marsh"\nwas = ["general-corby"]')
    assert keys(renamed) == PLAIN
    assert keys(renamed.replace('was = ["general-corby"]', "")) != PLAIN
    twice = '"marsh"\nwas = ["corby-marsh", "general-corby"]'  # the newest first
    assert keys((BATTLES + ROWS).replace('"general-corby"', twice)) == PLAIN


def test_a_day_of_the_old_style_has_the_key_of_its_day_in_the_new() -> None:
    row = '[[battle]]\nid = "x"\nname = "the Battle of Xanten"\nfought = "1590-10-25"\n'
    old = keys(BATTLES + ROWS + row + 'calendar = "julian"\n')
    new = keys(BATTLES + ROWS + row.replace("1590-10-25", "1590-11-04"))
    assert old["small/battle/x/fought"] == new["small/battle/x/fought"] == "1590-11-04"


@pytest.mark.parametrize("name", shipped.PACKS)
def test_shipped_questions_have_a_key_that_no_level_or_seed_changes(name: str) -> None:
    found: dict[str, set[str]] = {}
    pack = shipped.pack(name)
    drawn = [draw(pack, count=30, seed=s, level=n) for s in ("1", "2", "40") for n in (1, 2, 3)]
    for question in (question for questions in drawn for question in questions):
        assert question.key
        found.setdefault(question.facet, set()).add(question.key)
    assert all(len(values) == 1 for values in found.values())
