"""Text that is hard by itself: endless, invisible, turned round, or written to control."""

from __future__ import annotations

import pytest

from quiz.generate.make import Refusal, everything
from quiz.model import Form
from quiz.packs.checks import check_path
from quiz.packs.load import load_pack, read_pack
from quiz.text import unprintable
from tests import shipped
from tests.checker.check import check_all
from tests.generate.packs import CITE, HEADER, both

LONG = " ".join(["word"] * 399)
"""1,994 characters: nearly as many as a text may have."""
EVIL = [
    "\u001b]52;c;aGVsbG8=\u0007",
    "\u001b[2J",
    "\u202egnorw\u202c",
    "\u2066inside\u2069",
    "a\u0000b",
    "\u0085next",
    "\ue000private",
    "[@click=app.quit]x[/]",
    "[/]",
    "%s%n",
    "{name}{value}",
    "p\u0334\u0335\u0336\u0337\u0338\u0339\u033a\u033b",
    "\u200b\u200b",
    "مرحبا",
    "👩‍👩‍👧",
    "ﬁnland",
]


def rows(values: list[str], kind: str = "word", field: str = "means") -> str:
    """Return a row a value, in TOML's own escapes."""
    text = f"""
[kinds.{kind}.fields.{field}]
type = "text"
unique = true
ask = "What does {{name}} mean?"
back = "Which word means {{value}}?"
says = "{{name}} means {{value}}"
"""
    for i, value in enumerate(values):
        escaped = "".join(_escaped(char) for char in value)
        text += f'[[{kind}]]\nid = "w{i}"\nname = "word {i}"\n{field} = "{escaped} {i}"\n{CITE}'
    return text


def _escaped(char: str) -> str:
    plain = char.isascii() and char.isprintable() and char not in '"\\'
    return char if plain else f"\\U{ord(char):08x}"


def everything_of(text: str) -> list[shipped.Question]:
    pack, _ = both(text)
    return shipped.printed(q for q in everything(pack) if not isinstance(q, Refusal))


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for item in value.values() for s in strings(item)]
    if isinstance(value, list):
        return [s for item in value for s in strings(item)]
    return []


def test_nothing_that_controls_a_terminal_reaches_a_question() -> None:
    questions = everything_of(rows(EVIL))
    assert questions
    for text in strings(questions):
        assert unprintable(text) is None
        assert not any("\ud800" <= char <= "\udfff" for char in text)


def test_check_names_each_control_character_with_its_place(tmp_path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(HEADER + rows(EVIL[:7]), "utf-8")
    found = [p for p in check_path(path) if p.code == "control-character"]
    assert len(found) == 7
    assert all(p.line > 1 and p.column > 1 and "U+" in p.message for p in found)


def test_e3_a_text_of_two_thousand_characters_makes_no_question() -> None:
    """It may stand in a note; nobody reads it as an option or in a prompt of thirty words."""
    questions = everything_of(rows([LONG + f" {i}" for i in range(5)]))
    assert not [q for q in questions if q["form"] in ("typed", "true-false", "cloze", "match")]
    assert not [q for q in questions if q["facet"].endswith("-back")]
    assert all(len(q["prompt"].split()) <= 30 for q in questions)


def test_longer_than_that_is_refused_with_its_limit(tmp_path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(HEADER + rows([LONG + " and more of it"]), "utf-8")
    assert "limit" in {p.code for p in check_path(path)}


@pytest.mark.parametrize("form", list(Form))
def test_no_form_breaks_on_hard_text(form: Form) -> None:
    pack, book = both(rows(EVIL))
    made = [q for q in everything(pack, forms=[form]) if not isinstance(q, Refusal)]
    found = check_all(book, shipped.printed(made))
    assert not [f for f in found if f.rule in ("A1", "A4", "A6", "B12")], found[:5]


def test_a7_two_rows_of_one_name_are_refused_and_two_ids_of_one_row_too(tmp_path) -> None:
    text = rows(["one", "two", "three"]).replace('"word 1"', '"word 0"')
    path = tmp_path / "pack.toml"
    path.write_text(HEADER + text, "utf-8")
    assert "same-name" in {p.code for p in check_path(path)}
    path.write_text(HEADER + rows(["one", "two"]).replace('"w1"', '"w0"'), "utf-8")
    assert "two-rows" in {p.code for p in check_path(path)}


def test_a7_names_that_differ_only_by_case_or_accent_are_never_asked_apart() -> None:
    """Wórd 0 and word 0 are one name to whoever types it."""
    text = rows(["one", "two", "three", "four", "five"]).replace('"word 1"', '"Wórd 0"')
    pack, _ = both(text)
    for made in everything(pack):
        if isinstance(made, Refusal):
            continue
        lines = [option.text for option in made.options]
        assert not ("Word 0" in lines and "Wórd 0" in lines)
        assert not ("word 0" in lines and "Wórd 0" in lines)


def test_a_pack_without_a_fact_yields_nothing_and_says_so(tmp_path) -> None:
    from quiz.errors import NoQuestions
    from quiz.generate import draw

    path = tmp_path / "pack.toml"
    path.write_text(f'{HEADER}\n[[place]]\nname = "Kiel"\n', "utf-8")
    pack, documents = read_pack(path)
    assert pack is not None
    assert not [p for d in documents for p in d.problems if p.severity == "error"]
    with pytest.raises(NoQuestions):
        draw(load_pack(path), count=10, seed="1")
