"""Our CSV: no cell is a formula, and every cell comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.exchange import find
from quiz.exchange.csv_table import COLUMNS
from quiz.model import Form
from quiz.text import guarded, unguarded
from tests.exchange.samples import EVERY, HOSTILE, TEXT, saying, written
from tests.make import option, question

CSV = find("csv")


def rows(*questions: object) -> list[dict[str, str]]:
    text = written(CSV, questions)  # type: ignore[arg-type]
    assert text.startswith("\ufeffid,variant,form,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_has_option_reason_and_source() -> None:
    (row,) = rows(question(Form.CHOICE))
    assert set(row) == set(COLUMNS)
    assert row["option_2"] == "Beta"
    assert row["why_2"] == "Beta is what it is."
    assert row["source_2"] == "Source b, 1926: “as it says”."
    assert row["right"] == "1"
    assert row["explanation"] == "It is so."


def test_each_form_says_what_is_right() -> None:
    right = {q.form: row["right"] for q, row in zip(EVERY, rows(*EVERY), strict=True)}
    assert right[Form.MULTI] == "1; 2"
    assert right[Form.ORDER] == "2; 4; 1; 3"
    assert right[Form.TIMELINE] == "3"
    assert right[Form.TRUE_FALSE] == "2"
    typed = rows(question(Form.TYPED))[0]
    assert typed["accepted"] == "Leon Trotsky; Trotsky; Lev Davidovich Bronstein"
    pair = rows(question(Form.MATCH))[0]
    assert (pair["option_1"], pair["beside_1"]) == ("one", "Uno")
    assert (pair["option_4"], pair["beside_4"]) == ("", "Quattuor")


def test_more_options_than_columns_are_refused() -> None:
    options = tuple(option(f"{n}") for n in range(9))
    assert "8 options" in CSV.refuses(question(Form.CHOICE, options=options))


@pytest.mark.parametrize("bad", HOSTILE)
def test_no_cell_begins_a_formula(bad: str) -> None:
    for row in rows(*(saying(q, bad) for q in EVERY)):
        for cell in row.values():
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(alphabet="=+-@\t\r' ab", max_size=6) | st.text())
def test_a_guarded_cell_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_every_row_is_whole(text: str) -> None:
    found = rows(*(saying(q, text) for q in EVERY))
    assert [row["form"] for row in found] == [str(q.form) for q in EVERY]
    assert all(None not in row for row in found)
