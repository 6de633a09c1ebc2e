"""Moodle XML: fractions, identity, feedback with sources."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings

from quiz.exchange import find
from quiz.exchange.moodle import FRACTIONS, ID_CHARACTERS, category, identity, percent
from quiz.model import Form, Option, Response
from quiz.play.grading import grade
from tests.exchange.samples import EVERY, PACK, TEXT, saying, written
from tests.make import citation, option, question

XML = find("moodle-xml")


def parsed(*questions: object) -> list[ET.Element]:
    root = ET.fromstring(written(XML, questions).encode())  # type: ignore[arg-type]
    return [q for q in root.findall("question") if q.get("type") != "category"]


def fractions(found: ET.Element) -> list[float]:
    return [float(answer.get("fraction", "")) for answer in found.findall("answer")]


def test_every_form_has_its_type() -> None:
    types = {q.form: element.get("type") for q, element in zip(EVERY, parsed(*EVERY), strict=True)}
    assert types[Form.MATCH] == "matching"
    assert types[Form.TRUE_FALSE] == "truefalse"
    assert types[Form.NUMBER] == "numerical"
    assert types[Form.CLOZE] == "shortanswer"
    assert types[Form.TIMELINE] == "multichoice"
    assert types[Form.ORDER] == "ordering"


def test_an_option_says_what_it_really_is_and_who_says_so() -> None:
    asked = question(Form.CHOICE)
    (found,) = parsed(asked)
    for answer, shown in zip(found.findall("answer"), asked.options, strict=True):
        told = answer.findtext("feedback/text") or ""
        assert shown.why in told
        assert shown.citations[0].text in told
    explained = found.findtext("generalfeedback/text") or ""
    assert "It is so.<sup>1</sup>" in explained
    assert 'href="https://example.org/r"' in explained
    assert found.findtext("idnumber") == asked.id
    assert [tag.findtext("text") for tag in found.findall("tags/tag")] == [
        "First topic", "choice", "level 2",
    ]  # fmt: skip


@pytest.mark.parametrize("right", [1, 2, 3, 4])
@pytest.mark.parametrize("wrong", [2, 3, 4])
def test_fractions_add_up_to_the_score_of_this_program(right: int, wrong: int) -> None:
    """Moodle adds the fractions of what is ticked and clips the sum: rule F2."""
    options = tuple(option(f"{n} option", correct=n < right) for n in range(right + wrong))
    asked = question(Form.MULTI, options=options)
    (found,) = parsed(asked)
    worth = fractions(found)
    assert all(f"{abs(w):g}" in [f"{float(f):g}" for f in FRACTIONS] for w in worth)
    for ticks in range(1, 2 ** len(options)):
        chosen = tuple(i for i in range(len(options)) if ticks >> i & 1)
        moodle = min(1.0, max(0.0, sum(worth[i] for i in chosen) / 100))
        assert moodle == pytest.approx(grade(asked, Response(chosen=chosen)).score, abs=1e-3)


def test_a_timeline_gives_part_of_the_points_nearby() -> None:
    asked = question(Form.TIMELINE)
    (found,) = parsed(asked)
    assert found.findtext("single") == "true"
    for slot, worth in enumerate(fractions(found)):
        assert worth == 100 * grade(asked, Response(chosen=(slot,))).score


def test_no_number_is_worth_more_than_here() -> None:
    asked = question(Form.NUMBER, low=1910.0, high=1917.0)
    (found,) = parsed(asked)
    bands = [
        (float(a.findtext("text") or ""), float(a.findtext("tolerance") or ""), w)
        for a, w in zip(found.findall("answer"), fractions(found), strict=True)
    ]
    assert bands[0] == (1913.5, 3.5, 100)
    seen = set()
    for year in range(1880, 1950):
        worth = next((w for at, off, w in bands if abs(year - at) <= off), 0.0)
        score = 100 * grade(asked, Response(text=str(year))).score
        assert score - 25.1 <= worth <= score + 1e-6
        seen.add(worth)
    assert seen == {100, 75, 50, 25, 10, 0}


def test_a_star_in_a_typed_answer_is_no_wildcard() -> None:
    (found,) = parsed(question(Form.TYPED, answer="M*A*S*H", accepted=("M*A*S*H",)))
    assert found.findtext("answer/text") == r"M\*A\*S\*H"


def test_what_counts_here_counts_there() -> None:
    (found,) = parsed(question(Form.TYPED))
    texts = [answer.findtext("text") for answer in found.findall("answer")]
    assert texts == ["Leon Trotsky", "Trotsky", "Lev Davidovich Bronstein"]
    assert set(fractions(found)) == {100}


def test_spares_stand_among_the_partners() -> None:
    (found,) = parsed(question(Form.MATCH))
    rows = [(s.findtext("text"), s.findtext("answer/text")) for s in found.findall("subquestion")]
    assert rows == [
        ("<p>one</p>", "Uno"), ("<p>two</p>", "Duo"), ("<p>three</p>", "Tres"), ("", "Quattuor"),
    ]  # fmt: skip


def test_a_long_id_is_cut_and_stays_its_own() -> None:
    first = replace(EVERY[0], id="pack/" + "x" * 200 + "/a")
    second = replace(EVERY[0], id="pack/" + "x" * 200 + "/b")
    assert len(identity(first)) == len(identity(second)) == ID_CHARACTERS
    assert identity(first) != identity(second)
    assert identity(first) == identity(replace(first, prompt="Reworded?"))


def test_a_slash_in_a_title_begins_no_category() -> None:
    assert category(replace(PACK, title="1/2 and 3")) == "$course$/top/1//2 and 3"


def test_percent() -> None:
    assert percent(1 / 3) == "33.33333"
    assert percent(-1 / 7) == "-14.28571"
    assert percent(-0.0) == "0"


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_whatever_a_pack_says_it_is_well_formed_and_said_once(text: str) -> None:
    for asked in EVERY:
        (found,) = parsed(saying(asked, text))
        assert found.find("script") is None
        if asked.form is Form.CHOICE:
            shown = found.findall("answer")
            assert len(shown) == len(asked.options)
            assert all("<script" not in (a.findtext("text") or "") for a in shown)


def test_a_reason_without_sources_stands_alone() -> None:
    bare = Option(text="Bare", correct=False, why="it is bare")
    asked = question(Form.CHOICE, options=(option("Alpha", correct=True), bare))
    (found,) = parsed(asked)
    assert found.findall("answer")[1].findtext("feedback/text") == "It is bare."
    assert citation("a").text in (found.findall("answer")[0].findtext("feedback/text") or "")
