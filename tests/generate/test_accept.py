"""Other words for a value: right when typed, in nobody's way, never a wrong option."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.generate.make import all_questions
from quiz.model import Form, Response
from quiz.packs.checks import check_path
from quiz.packs.load import load_pack
from quiz.play.grading import grade
from quiz.wire import question_to_json
from tests.checker.check import check_all
from tests.checker.pack import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Question

HEAD = """\
[pack]
id = "words"
title = "Words"
license = "CC0-1.0"
[sources.dictionary]
title = "A dictionary"
[kinds.word]
cite = { source = "dictionary", section = "{name}" }
[kinds.word.fields.english]
type = "text"
ask = "What is “{name}” in English?"
back = "What is “{value}” in French?"
says = "the English for “{name}” is {value}"
[kinds.word.fields.length]
type = "number"
ask = "How long is {name}?"
"""
WORDS = """\
[[word]]
name = "voiture"
english = "car"
accept = { english = ["automobile"] }
[[word]]
name = "auto"
english = "automobile"
[[word]]
name = "vélo"
english = "bicycle"
accept = { english = "bike" }
[[word]]
name = "chien"
english = "dog"
[[word]]
name = "chat"
english = "cat"
[[word]]
name = "lait"
english = "milk"
"""


def pack_of(folder: Path, rows: str = WORDS) -> Path:
    path = folder / "words.toml"
    path.write_text(HEAD + rows, "utf-8")
    return path


def made(path: Path) -> list[Question]:
    return list(all_questions(load_pack(path), seed="1", level=3))


def of(questions: list[Question], form: Form, fact: str) -> list[Question]:
    return [
        q
        for q in questions
        if q.form is form and q.facts[0] == f"word/{fact}" and not q.facet.endswith("-back")
    ]


@pytest.mark.parametrize("form", [Form.TYPED, Form.CLOZE])
@pytest.mark.parametrize(
    ("typed", "right", "remark"),
    [
        ("car", True, ""),
        ("automobile", True, ""),
        ("Automobil", True, "Spelled “automobile”."),
        ("bike", False, "You named bicycle."),
        ("dog", False, "You named dog."),
    ],
)
def test_another_word_counts_when_typed(
    tmp_path: Path, form: Form, typed: str, right: bool, remark: str
) -> None:
    (question,) = of(made(pack_of(tmp_path)), form, "voiture")
    verdict = grade(question, Response(text=typed))
    assert (verdict.correct, verdict.remark) == (right, remark)
    assert question.answer.casefold() == "car"


def test_another_word_is_no_wrong_option(tmp_path: Path) -> None:
    path = pack_of(tmp_path)
    offered = 0
    for question in made(path):
        options = {option.text.casefold() for option in question.options}
        if question.form is Form.CHOICE:
            offered += 1
            assert not {"car", "automobile"} <= options
            if "car”" in question.prompt or "automobile”" in question.prompt:
                assert not {"voiture", "auto"} <= options
    assert offered >= 6


def test_the_independent_checker_agrees(tmp_path: Path) -> None:
    path = pack_of(tmp_path)
    questions = [question_to_json(question) for question in made(path)]
    assert check_all(read_book(path), questions) == []


@pytest.mark.parametrize(
    ("line", "code", "advice"),
    [
        ('accept = { englsh = ["bike"] }', "unknown-field", "english"),
        ('length = 3\naccept = { length = ["4"] }', "bad-value", "tolerance"),
        ("accept = { english = 3 }", "wrong-type", ""),
    ],
)
def test_what_cannot_be_accepted_is_told(tmp_path: Path, line: str, code: str, advice: str) -> None:
    rows = WORDS.replace('english = "milk"', f'english = "milk"\n{line}')
    (found,) = check_path(pack_of(tmp_path, rows))
    assert found.code == code
    assert advice in found.hint


def test_two_words_for_one_value_are_shown_how_to_be_written(tmp_path: Path) -> None:
    rows = WORDS.replace('english = "milk"', 'english = ["milk", "cow juice"]')
    (found,) = check_path(pack_of(tmp_path, rows))
    assert found.code == "wrong-type"
    assert 'english = "milk" and accept = { english = ["cow juice"] }' in found.hint
