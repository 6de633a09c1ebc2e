"""Plain mode after a verdict: undo, right, report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.model import Form
from quiz.records.log import Log
from tests.make import NOON, Clock, option, question, set_of
from tests.test_plain import Played

if TYPE_CHECKING:
    from pathlib import Path


def test_undo_asks_again_and_the_new_answer_counts(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(3), "2\nundo\n1\n1\n1\n\n")
    assert "Taken back; it is asked again." in played.said
    assert played.said.count("What is asked of fact-0?") == 2
    assert "3 of 3 right, 300 of 300 points" in played.said
    assert next((a.correct, a.redone, a.rating) for a in played.answers) == (True, True, "hard")
    assert [a.mark for a in played.raw] == ["undone", "", "", ""]


def test_undo_goes_back_step_by_step_and_no_further(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(3), "1\n1\nundo\nUNDO\nundo\n2\n")
    assert "There is no answer to undo." in played.said
    assert [a.mark for a in played.raw] == ["undone", "undone", ""]
    assert [a.facet for a in played.answers] == ["pack/thing/fact-0/field"]


def test_the_last_answer_can_be_taken_back_before_the_results(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(1), "2\n1\nundo\nundo\n1\n\n")
    assert played.said.count("Enter for the results:") == 2
    assert played.said.count("Results") == 1
    assert "1 of 1 right" in played.said
    assert [s.how for s in played.sittings] == ["finished"]


def test_what_was_undone_is_undone_after_a_break_too(tmp_path: Path) -> None:
    Played(tmp_path, set_of(2), "2\nundo\nq\n")
    played = Played(tmp_path, set_of(2), "1\n1\n\n")
    assert "2 of 2 right" in played.said
    assert [a.redone for a in played.answers] == [True, False]
    Played(tmp_path / "other", set_of(2), "2\n")
    played = Played(tmp_path / "other", set_of(2), "undo\n1\n1\n\n")
    assert [a.mark for a in played.raw] == ["undone", "", ""]
    assert "2 of 2 right" in played.said


def test_i_was_right(tmp_path: Path) -> None:
    asked = [question(Form.TYPED), *set_of(4)]
    played = Played(tmp_path, asked, "Nobody\nright\n1\n1\n1\n1\n\n")
    assert "Counted as right, on your word." in played.said
    assert "5 of 5 right, 500 of 500 points, 5 in a row" in played.said
    assert (played.answers[0].mark, played.answers[0].correct) == ("right", True)
    assert not played.raw[0].correct


def test_i_was_right_at_the_end_asks_nothing_more(tmp_path: Path) -> None:
    played = Played(tmp_path, [question(Form.TYPED)], "Nobody\nright\n")
    assert played.said.count("What is asked of one?") == 2  # it had come back, and is taken away
    assert "1 of 1 right" in played.said


def test_only_what_was_typed_and_wrong_can_be_right_after_all(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(2), "2\nright\n1\n")
    assert "Only a typed answer that was not right can be claimed." in played.said
    assert [a.mark for a in played.raw] == ["", ""]


def test_a_report_says_where_the_fact_stands(tmp_path: Path) -> None:
    places = {"thing/fact-0": ("pack.toml", 12)}
    played = Played(
        tmp_path,
        set_of(2),
        "2\nreport\nThe date is wrong.\nReport: so it is\n1\n",
        place=places.get,
    )
    assert "Reported." in played.said
    first, second = played.complaints
    assert (first.file, first.line, first.pack, first.words) == (
        "pack.toml", 12, "pack", "The date is wrong.",
    )  # fmt: skip
    assert (first.prompt, first.given) == ("What is asked of fact-0?", "Beta")
    assert first.item_id == "pack/thing/fact-0/field/choice"
    assert second.words == "so it is"


def test_a_report_can_be_left_and_needs_an_answer(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(2), "report it\n2\nreport\n\n1\n")
    assert "There is no answered question to report yet." in played.said
    assert "Nothing was reported." in played.said
    assert played.complaints == []
    assert len(played.answers) == 2


def test_a_report_of_what_the_pack_does_not_have_any_more_has_no_place(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(2), "2\nreport odd\n", place=lambda _: None)
    assert [(c.file, c.line) for c in played.complaints] == [("", None)]


@pytest.mark.parametrize("word", ["Undo", "right", "report"])
def test_a_word_that_is_an_answer_is_one(tmp_path: Path, word: str) -> None:
    typed = question(Form.TYPED, accepted=(word,), answer=word)
    options = (option(word.capitalize(), correct=True), option("Left"))
    choice = question(Form.CHOICE, "two", options=options)
    played = Played(tmp_path, [typed, choice, *set_of(1)], f"{word}\n{word}\n2\n")
    assert [a.correct for a in played.raw] == [True, True, False]
    assert [a.mark for a in played.raw] == ["", "", ""]


def test_in_a_test_nothing_can_be_taken_back(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(2), "2\nundo\nright\n1\n", mode="exam")
    assert "Nothing is taken back in this mode (exam)." in played.said
    assert [a.mark for a in played.raw] == ["", ""]
    assert "Enter for the results" not in played.said


def test_help_tells_of_them(tmp_path: Path) -> None:
    said = Played(tmp_path, set_of(1), "help\n").said
    for word in ("undo ", "right ", "report "):
        assert f"\n  {word}" in said


def test_what_is_not_saved_yet_is_said(tmp_path: Path) -> None:
    class Full(Log):
        def mark(self, *_: object) -> bool:
            self._connection.execute("PRAGMA query_only = ON")
            return super().mark(*_)  # type: ignore[arg-type]

    played = Played(tmp_path, set_of(2), "2\nundo\n1\n", log_type=Full)
    assert "Not saved yet" in played.said
    assert played.said.index("Taken back") < played.said.index("Not saved yet")


def test_an_undo_frees_the_facet_for_todays_rating(tmp_path: Path) -> None:
    Played(tmp_path, set_of(1), "1\nundo\nq\n")
    with Log.open(tmp_path, now=Clock()) as log:
        assert not log.rated_today("student", "pack/thing/fact-0/field", NOON)
