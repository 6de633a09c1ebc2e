"""Plain mode: what it prints, whatever is in a pack, a terminal or a student's keys."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.model import Form
from quiz.plain import Paper, offer_to_go_on
from quiz.plain.asking import ASKED
from quiz.plain.saying import described, footnotes, spent
from tests.make import citation, option, question, set_of, sitting

if TYPE_CHECKING:
    from pathlib import Path


from tests.test_plain import Played


def test_nothing_that_a_pack_says_controls_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b]0;renamed\x07\x1b[2J\x9b31m\u202eevil"
    asked = question(
        Form.CHOICE,
        prompt=hostile,
        topic=hostile,
        subject=hostile,
        options=(option(hostile), option("Alpha", correct=True)),
        citations=(citation(hostile),),
    )
    said = Played(tmp_path, [asked], "1\n\x1b[A\n2\n").said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


def test_a_terminal_without_unicode_gets_plain_quotes() -> None:
    raw = io.BytesIO()
    paper = Paper(io.StringIO(), io.TextIOWrapper(raw, encoding="ascii"))
    paper.say("“Łódź” – it’s § 3…")
    assert raw.getvalue() == b'"Lodz" - it\'s sec. 3...\n'
    paper.say("„a‘b’—−1·2×3→4\u00a05")
    assert raw.getvalue().endswith(b"\"a'b'--1-2x3->4 5\n")


def test_the_prompt_stands_there_before_the_answer_is_awaited() -> None:
    raw = io.BytesIO()

    class Waiting(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            assert raw.getvalue().endswith("Année? ".encode())
            return "1917\r\n"

    paper = Paper(Waiting(), io.TextIOWrapper(raw, encoding="utf-8"))
    assert paper.ask("Année?") == "1917"


def test_the_end_of_input_ends_the_line() -> None:
    out = io.StringIO()
    assert Paper(io.StringIO(""), out).ask("Year:") is None
    assert out.getvalue() == "Year: \n"


def test_lines_are_broken_between_words_for_a_terminal_only() -> None:
    long = "  1) " + "word " * 40
    for width, broken in ((0, 1), (40, 6), (200, 3)):
        out = io.StringIO()
        Paper(io.StringIO(), out, width=width).say(long.rstrip())
        lines = out.getvalue().splitlines()
        assert len(lines) == broken
        assert all(len(line) <= (min(width, 88) or 999) for line in lines)
        assert all(line.startswith("    word") for line in lines[1:])


def test_a_line_without_end_is_cut(tmp_path: Path) -> None:
    paper = Paper(io.StringIO("x" * 100_000 + "\n" + "y" * 4095 + "\nnext\n"), io.StringIO())
    assert paper.ask("?") == "x" * 4096
    assert paper.ask("?") == "y" * 4095
    assert paper.ask("?") == "next"
    assert paper.ask("?") is None


def test_a_terminal_that_is_gone_is_the_end_of_input() -> None:
    class Gone(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            raise OSError(5, "Input/output error")

    assert Paper(Gone(), io.StringIO()).ask("?") is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("y\n", True),
        ("\n", True),
        ("yes\n", True),
        ("n\n", False),
        ("huh\nNO\n", False),
        ("", None),
    ],
)
def test_an_unfinished_sitting_is_offered(typed: str, wanted: bool | None) -> None:
    out = io.StringIO()
    paper = Paper(io.StringIO(typed), out)
    assert offer_to_go_on(sitting(set_of(3)), 1, paper) is wanted
    assert "You stopped in The Pack after 1 answer of a set of 3." in out.getvalue()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.text(max_size=6) | st.sampled_from(["1", "2", "t", "f", "1 2", "1b 2a 3c", "?", "s 1"]),
        max_size=30,
    )
)
def test_whatever_is_typed_the_sitting_ends_in_order(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    questions = [question(form, f"fact-{form}") for form in Form]
    played = Played(tmp_path_factory.mktemp("log"), questions, "\n".join(lines))
    assert played.status == 0
    assert "Traceback" not in played.said
    assert [answer.position for answer in played.answers] == list(range(len(played.answers)))


@pytest.mark.parametrize("form", Form)
def test_a_question_is_described_with_its_key_and_its_sources(form: Form) -> None:
    lines = described(question(form))
    assert lines[0] == f"[{form}, level 2] First topic"
    assert lines[1] == "What is asked of one?"
    assert lines[-2:] == ["It is so", *footnotes((citation("r"),))]
    assert any(line.startswith("  * ") for line in lines)
    if form is Form.CHOICE:
        assert lines[2:4] == ["  * Alpha", "  - Beta"]
    if form is Form.MATCH:
        assert "  * 1d 2a 3c" in lines
    if form is Form.TYPED:
        assert "  Also accepted: Leon Trotsky; Trotsky; Lev Davidovich Bronstein" in lines


def test_time_is_told_in_words() -> None:
    assert [spent(seconds) for seconds in (0, 1, 89, 90, 200)] == [
        "0 seconds",
        "1 second",
        "89 seconds",
        "2 minutes",
        "3 minutes",
    ]


OPTIONS = ["  1) Alpha", "  2) Beta", "  3) Gamma", "  4) Delta"]
SHOWN = {
    Form.CHOICE: (OPTIONS, "Number (1-4):"),
    Form.MULTI: ([*OPTIONS, "  5) Epsilon"], "Numbers of all that are right (1-5):"),
    Form.TRUE_FALSE: ([], "True or false (t/f):"),
    Form.TYPED: ([], "Answer:"),
    Form.NUMBER: ([], "Year:"),
    Form.CLOZE: ([], "Answer:"),
    Form.ORDER: (
        ["  1) Gamma", "  2) Alpha", "  3) Delta", "  4) Beta"],
        "All 4 numbers, the first one first:",
    ),
    Form.MATCH: (
        [
            "  1) one",
            "  2) two",
            "  3) three",
            "with",
            "  a) Duo",
            "  b) Quattuor",
            "  c) Tres",
            "  d) Uno",
        ],
        "Pairs, such as 1b 2a:",
    ),
    Form.ODD_ONE_OUT: (OPTIONS, "Number (1-4):"),
    Form.TIMELINE: (
        [
            "  1) before Alpha",
            "  2) between Alpha and Beta",
            "  3) between Beta and Gamma",
            "  4) between Gamma and Delta",
            "  5) between Delta and Epsilon",
            "  6) after Epsilon",
        ],
        "Number (1-6):",
    ),
    Form.SOURCES: (OPTIONS, "Numbers of all that are right (1-4):"),
}


@pytest.mark.parametrize("form", Form)
def test_what_stands_below_the_prompt(form: Form) -> None:
    asked = question(form)
    assert (ASKED[form].lines(asked), ASKED[form].hint(asked)) == SHOWN[form]


def test_a_number_is_asked_for_in_its_unit() -> None:
    assert ASKED[Form.NUMBER].hint(question(Form.NUMBER, unit="kg")) == "Number, in kg:"


def test_ten_options_have_two_digits() -> None:
    ten = question(Form.MULTI, options=tuple(option(f"Number {n}") for n in range(10)))
    assert ASKED[Form.MULTI].read(ten, "10").chosen == (9,)
    nine = question(Form.MULTI, options=tuple(option(f"Number {n}") for n in range(9)))
    assert ASKED[Form.MULTI].read(nine, "19").chosen == (0, 8)
