"""A note has sources of its own (rule F4): `for = ["note"]`."""

from __future__ import annotations

from quiz.generate import all_questions
from tests.generate.packs import both

ROWS = """
[sources.other]
title = "Another Book"
type = "book"
[kinds.thing.fields.colour]
type = "category"
ask = "Which colour is {name}?"
says = "{name} is {value}"
[[thing]]
name = "Alpha"
colour = "red"
note = "It was painted twice."
cite = [{ source = "book", page = "1" }, { source = "other", page = "7", for = ["note"] }]
""" + "".join(
    f"""
[[thing]]
name = "{name}"
colour = "{colour}"
cite = {{ source = "book", page = "1" }}
"""
    for name, colour in (("Beta", "green"), ("Gamma", "blue"), ("Delta", "white"))
)


def test_a_note_shows_its_own_sources_and_no_fact_does() -> None:
    pack, _ = both(ROWS)
    fact = pack.facts["thing/alpha"]
    assert [c.source for c in fact.claims["colour"][0].citations] == ["book"]
    asked = [q for q in all_questions(pack) if q.facet.endswith("thing/alpha/colour")]
    assert asked
    for question in asked:
        told = {reason.text: [c.source for c in reason.citations] for reason in question.reasons}
        assert told["It was painted twice."] == ["other"]
        assert told["Alpha is red."] == ["book"]
        assert {c.source for c in question.citations} == {"book", "other"}


def test_a_kind_s_citation_names_the_row_and_stays_beside_a_note_s_own() -> None:
    rows = (
        ROWS.replace(
            "[kinds.thing.fields.colour]",
            '[kinds.thing]\ncite = { source = "book", section = "entry “{name}”" }\n'
            "[kinds.thing.fields.colour]",
        )
        .replace('{ source = "book", page = "1" }, ', "")
        .replace('cite = { source = "book", page = "1" }\n', "")
    )
    pack, _ = both(rows)
    for name in ("Alpha", "Beta"):
        claim = pack.facts[f"thing/{name.lower()}"].claims["colour"][0]
        assert [c.locator for c in claim.citations] == [f"§ entry “{name}”"]
    assert [c.source for c in pack.facts["thing/alpha"].note_citations] == ["other"]
