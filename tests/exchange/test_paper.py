"""Paper: versions, keys that fit them, references, and no text that lays itself out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from quiz.exchange import Wanted, find
from quiz.exchange.paper.explained import References, explained
from quiz.exchange.paper.sheets import LETTERS, key, sheets, shown
from quiz.exchange.told import asked as asked_of
from quiz.exchange.told import line
from quiz.model import Form, Response
from quiz.play.grading import grade, partners
from tests.exchange.samples import EVERY, HOSTILE, TEXT, saying, written
from tests.make import option, question, set_of

if TYPE_CHECKING:
    from quiz.model import Question

THREE = Wanted(seed="7", versions=3)


def by_key(asked: Question) -> Response:
    """Return the response of a student who copies the key."""
    told = key(asked)
    if asked.form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        return Response(text=told)
    if asked.form is Form.TRUE_FALSE:
        word, _, letter = told.partition(", ")
        chosen = [o.text for o in asked.options].index(word)
        return Response(chosen=(chosen,), correction=LETTERS.index(letter) if letter else None)
    letters = [LETTERS.index(letter) for letter in re.findall(r"[A-Z]", told)]
    return Response(chosen=tuple(letters))


@pytest.mark.parametrize("form", Form)
def test_the_key_of_every_version_is_worth_all_points(form: Form) -> None:
    for sheet in sheets(set_of(5, form), versions=6, seed="7"):
        for asked in sheet.questions:
            assert grade(asked, by_key(asked)).score == 1, (sheet.letter, key(asked))


def test_versions_hold_the_same_in_orders_of_their_own() -> None:
    asked = set_of(12)
    first, second, third = sheets(asked, versions=3, seed="7")
    assert first.questions == asked
    orders = [[q.id for q in sheet.questions] for sheet in (first, second, third)]
    assert len({tuple(order) for order in orders}) == 3
    assert len({tuple(sorted(order)) for order in orders}) == 1
    keys = ["".join(key(q) for q in sheet.questions) for sheet in (second, third)]
    assert set(keys[0]) == set("ABCD")
    assert sheets(asked, versions=3, seed="7") == (first, second, third)
    assert sheets(asked, versions=3, seed="8")[1] != second


def test_sorted_options_stay_sorted() -> None:
    years = tuple(option(year, correct=year == "1917") for year in ("1905", "1914", "1917", "1924"))
    asked = [question(Form.CHOICE, f"f{n}", options=years) for n in range(9)]
    for sheet in sheets(asked, versions=4, seed="7"):
        assert {q.options for q in sheet.questions} == {years}


def test_an_order_is_never_shown_as_it_should_be() -> None:
    asked = [question(Form.ORDER, f"f{n}", items=("a", "b"), shown=("b", "a")) for n in range(9)]
    for sheet in sheets(asked, versions=4, seed="7"):
        assert all(q.shown != q.items for q in sheet.questions)


def test_partners_have_the_letters_that_the_key_names() -> None:
    asked = question(Form.MATCH)
    assert [text for _, text in shown(asked)] == list(partners(asked))
    assert key(asked) == "1D 2A 3C"


def test_a_work_is_named_once_with_its_places() -> None:
    asked = question(Form.CHOICE)
    found = References([asked, asked])
    assert [work.text for work in found.listed] == [
        "Source r, 1926", "Source b, 1926", "Source g, 1926", "Source d, 1926",
    ]  # fmt: skip
    assert [n for work in found.listed for n, _ in work.places] == [1, 2, 3, 4]
    assert found.numbers(asked.options[2].citations * 2) == (3,)


def test_true_and_false_are_no_options_to_explain() -> None:
    asked = question(Form.TRUE_FALSE)
    references = References([asked])
    (entry,) = explained(sheets([asked], versions=1, seed="7"), references)
    assert [why.option for why in entry.wrong] == ["Beta", "Gamma", "Delta"]
    assert {n for why in entry.wrong for n in why.notes} == {2, 3, 4}
    assert [work.text for work in references.listed] == [
        "Source r, 1926", "Source b, 1926", "Source g, 1926", "Source d, 1926",
    ]  # fmt: skip


def test_a_unit_is_named_once() -> None:
    assert asked_of(question(Form.NUMBER, prompt="How long?", unit="km")) == "How long? (in km)"
    assert asked_of(question(Form.NUMBER, prompt="How many km?", unit="km")) == "How many km?"
    assert asked_of(question(Form.NUMBER, prompt="In which year?")) == "In which year?"


class Reader(HTMLParser):
    """Collects tags that do not close, and what stands in the page."""

    VOID = ("meta", "br", "i")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(questions: object, wanted: Wanted = THREE) -> Reader:
    reader = Reader()
    reader.feed(written(find("html"), questions, wanted))  # type: ignore[arg-type]
    reader.close()
    assert reader.open == []
    return reader


def test_a_page_has_every_part() -> None:
    said = "\n".join(read(EVERY).said)
    for part in ("A", "B", "C", "Key", "Key, explained", "References"):
        assert f"\n{part}\n" in said
    assert "Beta is what it is." in said
    assert "Right from 1916 to 1918." in said
    assert "Also right: Trotsky; Lev Davidovich Bronstein." in said
    assert "seed 7" in said


def test_a_sheet_alone_gives_no_answer_away() -> None:
    only = Wanted(seed="7", versions=2, parts=("sheet",))
    for name in ("html", "markdown"):
        text = written(find(name), EVERY, only)
        assert "Key" not in text
        assert "is what it is" not in text
        assert "Kronstadt" not in text


def test_a_page_asks_nothing_of_the_net() -> None:
    page = written(find("html"), EVERY, THREE)
    assert "<script" not in page
    assert not re.search(r"src=|@import|url\(", page)


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_page_shows_what_is_written(bad: str) -> None:
    asked = [saying(q, bad) for q in EVERY]
    page = read(asked)
    assert page.tags <= read(EVERY).tags | {"a"}
    said = " ".join("".join(page.said).split())
    for shown_ in asked:
        assert line(shown_.prompt) in said
        assert all(line(o.text) in said for o in shown_.options)


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_no_text_becomes_a_tag(text: str) -> None:
    plain = read(EVERY).tags
    assert read([saying(q, text) for q in EVERY]).tags <= plain | {"a"}


def rendered(questions: object) -> Reader:
    reader = Reader()
    page = written(find("markdown"), questions, THREE)  # type: ignore[arg-type]
    reader.feed(MarkdownIt("commonmark").enable("table").render(page))
    reader.close()
    return reader


@pytest.mark.parametrize("bad", HOSTILE)
def test_markdown_shows_what_is_written(bad: str) -> None:
    asked = [saying(q, bad) for q in EVERY]
    page = rendered(asked)
    assert page.tags <= rendered(EVERY).tags | {"a"}
    said = " ".join("".join(page.said).split())
    for shown_ in asked:
        assert line(shown_.prompt) in said


@settings(max_examples=40, deadline=None)
@given(TEXT)
@example("\n")
def test_no_text_lays_itself_out(text: str) -> None:
    page = rendered([saying(q, text) for q in EVERY])
    assert page.tags <= rendered(EVERY).tags | {"a"}
