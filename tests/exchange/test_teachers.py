"""Files as teachers have them, with their mess: what becomes of each, and whether it plays."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from quiz.exchange import find
from quiz.exchange.draft import draft
from quiz.exchange.reading.found import Found, Kind, Reading
from quiz.exchange.reading.guess import guess
from quiz.generate import all_questions
from quiz.packs.load import load_pack
from tests.exchange.test_draft import codes, filled

if TYPE_CHECKING:
    from quiz.exchange.draft import Draft

FOLDER = Path(__file__).with_name("teachers")
TRUE_FALSE = "a statement to be called true or false says no fact by itself"
FILES = {
    # file: format, rows, questions once the gaps are filled and the advice is followed
    "rivers.gift": ("gift", 17, 25),
    "bank.xml": ("moodle-xml", 17, 22),
    "aiken.txt": ("aiken", 20, 70),
    "trivia.json": ("open-trivia", 19, 60),
    "quizlet.txt": ("quizlet", 18, 50),
    "anki.txt": ("anki-text", 16, 50),
}


def text_of(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def made_of(name: str) -> Draft:
    form = find(FILES[name][0])
    assert form.read is not None
    reading = form.read(text_of(name))
    return draft(reading, pack_id="draft", title="A draft", origin="a file", folder="draft")


def rows(name: str) -> dict[str, dict[str, Any]]:
    found = tomli.loads(made_of(name).text)
    return {row["name"]: row for kind in found["kinds"] for row in found.get(kind, ())}


def left_out(name: str) -> dict[str, str]:
    return {one.what: one.why for one in made_of(name).dropped}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_drafted_named_and_played(tmp_path: Path, name: str) -> None:
    wanted, count, least = FILES[name]
    assert guess(text_of(name)) == wanted
    made = made_of(name)
    assert made.rows == count
    kinds = made.text.count('singular = "TODO"')
    found = Counter(code for code, severity in codes(tmp_path, made.text) if severity == "error")
    assert found == {"todo-source": count, "todo-kind": kinds}
    full = filled(made.text)
    assert [code for code, severity in codes(tmp_path, full) if severity == "error"] == []
    advised = full.replace("\nmany = true\n", "\n", 1)  # as the remark above it says
    assert [code for code, severity in codes(tmp_path, advised) if severity == "error"] == []
    questions = list(all_questions(load_pack(tmp_path), seed="1"))
    assert len(questions) >= least
    assert all(option.citations for q in questions for option in q.options if option.facts)


def test_what_a_gift_file_loses() -> None:
    assert left_out("rivers.gift") == {
        "What is the longest river in Europe?": "it shows what is no text (img)",
        "Write about the water cycle.": "it asks for an essay",
        "This is only a description without answer.": "it has no answers in braces",
        "No right answer": "no answer is marked as right",
        "Which river flows through Paris?": "it stands there already",
        "The Nile is longer than the Rhine.": TRUE_FALSE,
        "Is the Po in Italy?": TRUE_FALSE,
    }


def test_what_a_moodle_file_loses() -> None:
    assert left_out("bank.xml") == {
        "Describe the water cycle.": "a question of the type “essay” holds no fact",
        "Now some on lakes.": "a question of the type “description” holds no fact",
        "Which river is shown?": "it shows what is no text (img)",
        "Which map shows the Rhine?": "its options show what is no text (img)",
        "{a} + {b}?": "a question of the type “calculated” holds no fact",
        "Which of these are in Europe?": "its right answer speaks of the other options",
        "The Nile is in Africa.": TRUE_FALSE,
    }


def test_what_cards_lose() -> None:
    assert left_out("quizlet.txt") == {
        "une ligne sans tab": "the line has no second column after a tab",
        "la rivière": "it stands there already, here with “the stream”",
    }
    assert left_out("anki.txt") == {
        "without a text": "it asks nothing",
        "Pronounce Garonne": "it shows or plays what is no text",
        "Empty back?": "no answer is marked as right",
        "The {{c1::Seine}} is in {{c1::France}}.": "it has several gaps that are asked at once",
    }


def test_questions_without_an_empty_line_between_them_are_several() -> None:
    found = rows("rivers.gift")
    assert found["How long is the Rhine (km)?"]["number"] == [1210, 1250]
    assert found["When did the flood of Hamburg happen?"]["number"] == 1962
    assert found["Which river flows through London?"]["answer"] == "Thames"


def test_what_is_right_in_part_is_not_said_to_be_wrong() -> None:
    """Under `not` stands what the pack proves wrong options by."""
    for name, prompt, said in (
        ("rivers.gift", "Two plus two is _____.", "# There 50 % right: quattro"),
        ("bank.xml", "Which river flows through Paris?", "# There 50 % right: Sena"),
    ):
        assert "not" not in rows(name)[prompt]
        assert said in made_of(name).text
    reading = find("gift").read("Where? {=Rome ~%50%Italy ~Spain}")  # type: ignore[misc]
    assert (reading.found[0].right, reading.found[0].wrong) == (("Rome",), ("Spain",))


def test_each_gap_is_a_question_the_others_filled_in() -> None:
    bank, cards = rows("bank.xml"), rows("anki.txt")
    first = bank["The Rhine flows through _____ and the Seine through Paris."]
    assert first["answer"] == "Cologne"
    assert "# There right in part: Köln" in made_of("bank.xml").text
    second = bank["The Rhine flows through Cologne and the Seine through _____."]
    assert (second["answer"], second["not"]) == ("Paris", {"answer": ["Lyon"]})
    assert bank["The _____ flows into the North Sea."]["answer"] == "Rhine"
    assert cards["The _____ flows through Vienna."]["answer"] == "Danube"
    assert cards["The Danube flows through _____."]["answer"] == "Vienna"


def test_raised_and_lowered_figures_stay() -> None:
    found = rows("rivers.gift")
    assert found["What's the formula of water?"]["answer"] == "H₂O"
    assert found["How many people live by the Danube?"]["answer"] == "10⁸"
    assert found["How many people live by the Danube?"]["not"] == {"answer": ["10⁶"]}


@pytest.mark.parametrize(
    "option",
    ["All of the above", "None of these", "all the answers.", "Both A and C", "(b) or (c)",
     "None of the above is right", "Keine der Antworten", "Все перечисленные"],
)  # fmt: skip
def test_an_option_that_speaks_of_the_others_is_none_of_a_row(option: str) -> None:
    reading = Reading()
    reading.add(Found(kind=Kind.CHOICE, prompt="Which?", right=("Rhine",), wrong=(option, "Po")))
    reading.add(Found(kind=Kind.CHOICE, prompt="Which one?", right=(option,), wrong=("Po",)))
    assert [one.wrong for one in reading.found] == [("Po",)]
    assert option in reading.found[0].remarks[0]
    assert [one.why for one in reading.dropped] == ["its right answer speaks of the other options"]


def test_an_answer_of_those_words_stays() -> None:
    reading = Reading()
    for option in ("All Quiet on the Western Front", "Both", "None", "A and B Company", "Alle"):
        reading.add(Found(kind=Kind.CHOICE, prompt=option, right=(option,), wrong=("Po",)))
    assert len(reading.found) == 5
