"""Coverage: it agrees with the generator, and what it advises helps."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.generate.company import LARGE
from quiz.generate.coverage import RULES, Coverage, columns, figures, lacking
from quiz.generate.coverage.advice import known
from quiz.generate.coverage.rules import CUES
from quiz.generate.falsity import provably_false
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, everything, make
from quiz.generate.slots import slots
from quiz.model import Form
from quiz.packs.load import load_pack
from tests.generate.packs import CITE, both
from tests.shipped import PACKS, is_drawn, pack

if TYPE_CHECKING:
    from quiz.generate.coverage import FacetCoverage, FactCoverage, Missing
    from quiz.packs.content import Fact, Field, Pack, Value

GENERATE = Path(__file__).parents[2] / "quiz" / "generate"


def person(name: str, **fields: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in fields.items())
    return f'[[person]]\nname = "{name}"\n{lines}{CITE}'


def covered(text: str) -> Coverage:
    return Coverage(both(text)[0])


def facet(fact: FactCoverage, field: str, *, back: bool = False) -> FacetCoverage:
    return next(f for f in fact.facets if f.field == field and f.back == back)


def missing(text: str, key: str, field: str, form: Form, *, back: bool = False) -> Missing:
    found = facet(covered(text).fact(key), field, back=back)
    assert form not in found.questions
    return next(m for m in found.missing if m.form is form)


def asked(text: str, key: str, field: str, form: Form, *, back: bool = False) -> bool:
    return form in facet(covered(text).fact(key), field, back=back).questions


# It agrees with the generator


@pytest.mark.parametrize("name", PACKS)
def test_it_says_what_the_generator_does_and_knows_every_reason(name: str) -> None:
    coverage = Coverage(pack(name))
    unknown = set()
    for slot in slots(pack(name), 3):
        if not is_drawn(slot.facet, 90 / len(pack(name).facts) / 3):
            continue
        told = coverage.facet(slot)
        for form in FORMS:
            made = make(coverage.maker, slot, form)
            ids = tuple(q.id for q in made if not isinstance(q, Refusal))
            assert told.questions.get(form, ()) == ids
            refused = {(m.rule, m.reason) for m in made if isinstance(m, Refusal)}
            unknown |= {(rule, why) for rule, why in refused if not known(rule, why)}
            said = [(m.rule, m.why) for m in told.missing if m.form is form]
            assert bool(said) == (not ids)
            assert set(said) <= refused
        assert coverage.yields(slot) == bool(told.questions)
    assert unknown == set()


def test_the_figures_are_those_of_all_questions() -> None:
    small = covered(TEN)
    found = figures(list(small.facts()))
    made = [q for q in everything(small.pack, level=3) if not isinstance(q, Refusal)]
    assert found.questions == len(made)
    assert found.forms == {
        form: sum(q.form is form for q in made) for form in {q.form for q in made}
    }
    assert sum(topic[3] for topic in found.topics) == len(made)
    assert found.facts == found.asked == 10
    assert found.aside == 0


def test_columns_hold_every_refusal_of_a_form_that_fits() -> None:
    facts = list(covered(TEN).facts())
    refused = [m for f in facts for facet in f.facets for m in facet.missing if m.fits]
    grouped = [group for column in columns(facts) for group in column.groups]
    assert sum(sum(group.forms.values()) for group in grouped) == len(refused)
    assert len(grouped) < len(refused)


def _reasons_in_the_code() -> set[tuple[str, str]]:
    """Return (rule, reason) of every refusal that is written out; what is filled in as "3"."""
    found = set()
    for file in GENERATE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                texts = [_text(argument) for argument in node.args]
                if len(texts) == 2 and texts[0] and texts[1]:
                    found.add((texts[0], texts[1]))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NoChoice":
                rule, _, reason = _text(node.args[0]).partition(": ")
                if reason:
                    found.add((rule, reason))
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "3" for p in node.values)
    return ""


def test_every_reason_in_the_code_has_its_advice_and_every_rule_its_sentence() -> None:
    reasons = _reasons_in_the_code()
    assert len(reasons) > 40
    assert {(rule, reason) for rule, reason in reasons if not known(rule, reason)} == set()
    assert {rule for rule, _ in reasons} | set(CUES) <= set(RULES)


def test_a_reason_that_nobody_knows_is_seen() -> None:
    assert not known("A1", "it rains")
    assert not known("B1", "it has several right answers")


# What it advises helps: each advice is followed, and the question is there

TEN = "".join(person(f"Person{chr(65 + i)}", born=f'"{1800 + 9 * i}"') for i in range(10))
TWO = person("Ada", born='"1815"') + person("Bea", born='"1850"')


def test_persons_with_a_birth_date() -> None:
    told = missing(TWO, "person/ada", "born", Form.CHOICE)
    assert told.rule == "C1"
    assert told.add.startswith("One more person with a date of birth in another year would do")
    more = TWO + person("Cea", born='"1890"')
    assert asked(more, "person/ada", "born", Form.CHOICE)
    same = TWO + person("Cea", born='"1850"')
    assert not asked(same, "person/ada", "born", Form.CHOICE)


def test_others_to_put_in_order() -> None:
    told = missing(TWO, "person/ada", "born", Form.ORDER)
    assert "At least two other people need a date of birth" in told.add
    assert asked(TWO + person("Cea", born='"1890"'), "person/ada", "born", Form.ORDER)


CLAIM = """
[[person.claims]]
field = "born"
value = "1840"
cite = { source = "book", page = "2" }
"""
DISPUTE = """
[[person.disputes]]
field = "born"
kind = "estimate"
consensus = "majority"
"""


def test_sources_that_disagree() -> None:
    disputed = TEN + person("Zed", born='"1830"') + CLAIM
    told = missing(disputed, "person/zed", "born", Form.CHOICE)
    assert told.rule == "A3"
    assert 'add [[person.disputes]] with field = "born" and consensus = "majority"' in told.add
    assert 'its claim rank = "deprecated" and a note' in told.add
    assert asked(disputed + DISPUTE, "person/zed", "born", Form.CHOICE)
    rejected = disputed + 'rank = "deprecated"\nnote = "A slip."\n'
    assert asked(rejected, "person/zed", "born", Form.CHOICE)


def test_a_date_that_is_not_certain() -> None:
    wide = TEN.replace('"1836"', '"1836/1840"')
    told = missing(wide, "person/persone", "born", Form.NUMBER)
    assert told.add == 'Write a single year, if a source gives one: born = "1924".'
    assert asked(TEN, "person/persone", "born", Form.NUMBER)


EVENTS = "".join(
    f'[[event]]\nname = "meeting {word}"\nwho = {who}\n{CITE}'
    for word, who in (
        ("alpha", '["Ann Lee", "Bob Ray"]'),
        ("beta", '["Cid Fox", "Dan Ash"]'),
        ("gamma", '["Eve Oak", "Fay Elm"]'),
    )
) + "".join(
    f'[[person]]\nname = "{name}"\n'
    for name in ("Ann Lee", "Bob Ray", "Cid Fox", "Dan Ash", "Eve Oak", "Fay Elm")
)


def test_a_list_that_is_whole() -> None:
    told = missing(EVENTS, "event/meeting-alpha", "who", Form.MULTI)
    assert told.rule == "F2"
    assert 'complete = ["who"] in the row' in told.add
    whole = EVENTS.replace("who = [", 'complete = ["who"]\nwho = [')
    assert asked(whole, "event/meeting-alpha", "who", Form.MULTI)


KIND = """
[kinds.metal.fields.symbol]
type = "text"
{field}
[kinds.metal.fields.sort]
type = "category"
label = "sort"
{other}
"""
METALS = "".join(
    f'[[metal]]\nname = "{name}"\nsymbol = "{symbol}"\nsort = "{sort}"\n{CITE}'
    for name, symbol, sort in (
        ("iron", "Fe", "heavy"), ("gold", "Au", "heavy"), ("lead", "Pb", "heavy"),
        ("sodium", "Na", "light"), ("lithium", "Li", "light"), ("caesium", "Cs", "light"),
    )
)  # fmt: skip
BACK = 'back = "Which metal has the symbol {value}?"'


def metals(field: str = "", other: str = "") -> str:
    return KIND.format(field=field, other=other) + METALS


def test_a_wording_to_be_asked_back() -> None:
    told = next(
        u for u in covered(metals()).fact("metal/iron").unasked if u.field == "symbol" and u.back
    )
    assert told.add == 'Add to the field symbol: back = "Which … {value}?"'
    assert asked(metals(BACK), "metal/iron", "symbol", Form.CHOICE, back=True)


def test_values_that_no_two_rows_share() -> None:
    told = missing(metals(BACK), "metal/iron", "symbol", Form.TYPED, back=True)
    assert "If no two metals have the same symbol, write unique = true for the field" in told.add
    unique = f"unique = true\n{BACK}"
    assert asked(metals(unique), "metal/iron", "symbol", Form.TYPED, back=True)
    shared = metals(BACK).replace('"Fe"', '"Au"')
    assert missing(shared, "metal/iron", "symbol", Form.TYPED, back=True).add == ""


def test_a_statement() -> None:
    told = missing(metals(), "metal/iron", "sort", Form.TRUE_FALSE)
    assert told.add == 'Add to the field sort: says = "{name} … {value}"'
    said = metals(other='says = "{name} is a {value} metal"')
    assert missing(said, "metal/iron", "sort", Form.TRUE_FALSE).rule != "F3"


def test_a_wording_for_several() -> None:
    back = 'back = "Which metal is {value}?"'
    told = missing(metals(other=back), "metal/iron", "sort", Form.MULTI, back=True)
    assert told.add == 'Add to the field sort: which = "Which of these … {value}?"'
    which = f'{back}\nwhich = "Which of these metals are {{value}}?"'
    assert asked(metals(other=which), "metal/iron", "sort", Form.MULTI, back=True)


def test_the_answer_in_the_question() -> None:
    text = metals().replace('"Fe"', '"Iron-like Fe"')
    told = missing(text, "metal/iron", "symbol", Form.CHOICE)
    assert told.rule in CUES
    assert told.fits


def test_a_name_of_two_rows() -> None:
    two = TEN.replace('name = "PersonA"', 'name = "PersonA"\naliases = ["PersonB"]')
    told = missing(two, "person/personb", "born", Form.CHOICE)
    assert (told.rule, "Two rows are called “PersonB”" in told.add) == ("A7", True)


def test_what_stands_out_is_named() -> None:
    text = metals().replace('"Fe"', '"(Fe)"')
    told = missing(text, "metal/iron", "symbol", Form.CHOICE)
    assert told.rule == "B5"
    assert "it has brackets, unlike 5 of 5 others" in told.add
    assert asked(metals(), "metal/iron", "symbol", Form.CHOICE)


def test_a_row_for_a_name() -> None:
    rows = "".join(
        f'[[event]]\nname = "meeting {word}"\nwhere = "{place}"\n{CITE}'
        for word, place in (("alpha", "Riga"), ("beta", "Bonn"), ("gamma", "Oslo"))
    )
    told = missing(rows, "event/meeting-alpha", "where", Form.CHOICE)
    assert told.add.startswith("Give “Riga” a row of its own ([[place]] with its name)")
    named = rows + "".join(f'[[place]]\nname = "{name}"\n' for name in ("Riga", "Bonn", "Oslo"))
    assert asked(named, "event/meeting-alpha", "where", Form.CHOICE)


def test_a_row_that_is_aside_is_no_gap_and_one_that_nobody_names_is() -> None:
    rows = f'[[event]]\nname = "the fair"\nwhere = "Riga"\n{CITE}[[place]]\nname = "Riga"\n'
    coverage = covered(rows + '[[place]]\nname = "Bonn"\n')
    assert coverage.fact("place/riga").aside
    bonn = coverage.fact("place/bonn")
    assert not bonn.aside
    assert bonn.reason[1] == "nothing is said of it, and no other row names it"
    assert figures(list(coverage.facts())).aside == 1


def test_a_row_that_is_all_skipped_is_no_gap() -> None:
    skipped = covered(TEN.replace('"PersonA"', '"PersonA"\nskip = ["born"]', 1))
    assert skipped.fact("person/persona").aside
    assert not skipped.fact("person/personb").aside


def test_a_form_that_is_not_meant_for_a_field_is_told_apart() -> None:
    told = facet(covered(TEN).fact("person/persona"), "born")
    assert {m.form for m in told.missing if not m.fits} >= {Form.ODD_ONE_OUT, Form.SOURCES}
    assert all(m.add == "" for m in told.missing if not m.fits)


def test_facts_are_found_by_id_key_and_name() -> None:
    coverage = covered(TEN)
    for name in ("persona", "person/persona", "PersonA"):
        assert coverage.find(name) == ("person/persona",)
    assert coverage.find("personz") == ()
    assert coverage.hint("persone")


HOSTILE = sorted((Path(__file__).parents[1] / "hostile" / "packs").glob("*.toml"))


def test_packs_that_break_every_rule_are_all_explained() -> None:
    assert len(HOSTILE) > 20
    rules = set()
    for file in HOSTILE:
        coverage = Coverage(load_pack(file))
        facts = list(coverage.facts())
        refused = [m for fact in facts for f in fact.facets for m in f.missing]
        assert all(known(m.rule, m.why) for m in refused)
        assert all(fact.reason[1] for fact in facts if not fact.count)
        assert figures(facts).rows == len(facts)
        rules |= {m.rule for m in refused}
    assert {"A3", "A4", "A7", "B1", "B2", "B4", "B5", "C1"} <= rules


def test_who_may_share_a_value_is_not_sought_among_all_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Coverage asks it of every row, so to look at all each time would be the square of them."""
    rows = 2 * LARGE
    letters = [chr(ord("a") + n // 26) + chr(ord("a") + n % 26) for n in range(rows)]
    towns = "".join(
        f'[[town]]\nid = "t{n}"\nname = "Town {letters[n]}"\nsign = "the {letters[n]} of {n}"\n'
        + CITE
        for n in range(rows - 1)
    )
    towns += f'[[town]]\nid = "twin"\nname = "Twin"\nsign = "the {letters[0]} of 0"\n{CITE}'
    kind = '[kinds.town.fields.sign]\ntype = "text"\nback = "Which town has {value}?"\n'
    coverage = covered(kind + towns)
    looked_at: list[str] = []

    def counted(pack: Pack, value: Value, fact: Fact, field: Field) -> str | None:
        looked_at.append(fact.key)
        return provably_false(pack, value, fact, field)

    monkeypatch.setattr(lacking, "provably_false", counted)
    back = [slot for slot in slots(coverage.pack) if slot.back]
    shared = [slot.fact.id for slot in back if lacking.shared(coverage.maker, slot)]
    assert shared == ["t0", "twin"]
    assert len(back) == rows
    assert len(looked_at) <= rows
