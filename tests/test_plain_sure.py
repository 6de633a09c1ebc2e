"""How sure are you? In lines."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quiz.plain import play_plain
from quiz.play.certainty import SETTING, YES
from quiz.play.session import Session
from quiz.records.log import Log
from tests.make import Clock, ids, question, set_of, sitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.model import Answer, Question

ASK = "How sure? 1 guessing, 2 fairly, 3 sure, b to answer again:"


def play(
    folder: Path, typed: str, *, size: int = 1, mode: str = "exam", asked: Sequence[Question] = ()
) -> tuple[str, list[Answer]]:
    out = io.StringIO()
    with Log.open(folder) as log:
        played = sitting(asked or set_of(size), mode=mode, settings={SETTING: YES})
        session = Session(played, now=Clock(), new_id=ids())
        assert play_plain(session, log, io.StringIO(typed), out) == 0
        return out.getvalue(), list(log.answers())


def test_it_is_asked_before_the_verdict_and_told_beside_the_points(tmp_path: Path) -> None:
    said, (answer,) = play(tmp_path, "1\n3\n", mode="practice")
    assert said.count(ASK) == 1
    assert said.index(ASK) < said.index("100 points.")
    assert "You said sure: +3 marks for confidence." in said
    assert "1 of 1 right, 100 of 100 points" in said
    assert (answer.confidence, answer.s) == (3, 1.0)


def test_it_may_be_said_in_words_and_is_asked_until_it_is_said(tmp_path: Path) -> None:
    said, (answer,) = play(tmp_path, "2\n4\nmaybe\n?\nFAIRLY\nn\n")
    assert said.count(ASK) == 4
    assert answer.confidence == 2


def test_the_answer_can_be_given_again(tmp_path: Path) -> None:
    said, (answer,) = play(tmp_path, "2\nb\n1\nback\n3\n1\nn\n")
    assert said.count(ASK) == 3
    assert (answer.given, answer.confidence) == ("Gamma", 1)


def test_i_do_not_know_and_what_comes_back_are_not_asked(tmp_path: Path) -> None:
    said, answers = play(tmp_path, "?\n1\n", mode="practice")
    assert ASK not in said
    assert [answer.confidence for answer in answers] == [None, None]


def test_what_is_no_answer_yet_is_not_asked(tmp_path: Path) -> None:
    from quiz.model import Form

    said, (answer,) = play(tmp_path, "long ago\n1917\n2\n", asked=[question(Form.NUMBER)])
    assert said.count(ASK) == 1
    assert answer.confidence == 2


def test_leaving_there_keeps_no_answer(tmp_path: Path) -> None:
    for typed in ("1\nq\n", "1\n"):
        said, answers = play(tmp_path, typed)
        assert answers == []
        assert "The sitting is kept." in said


def test_at_the_end_what_one_was_sure_of_comes_first(tmp_path: Path) -> None:
    said, _ = play(tmp_path, "2\n1\n2\n3\n1\n3\n1\n2\nn\n", size=4)
    end = said[said.index("Results") :]
    assert "2 of 4 right, 200 of 400 points" in end
    assert "−1 marks for confidence, of 12 at most; no part of your points." in end
    assert "  sure: 1 of 2 right, likely 9 to 91 %; meant for over 80 %." in end
    assert "  guessing: 0 of 1 right, likely 0 to 79 %; meant for under 67 %." in end
    assert end.index("The fact-1.") < end.index("The fact-0.")
    assert end.count("and were sure.") == 1


def test_a_sitting_that_does_not_ask_says_nothing_of_it(tmp_path: Path) -> None:
    out = io.StringIO()
    with Log.open(tmp_path) as log:
        session = Session(sitting(set_of(1)), now=Clock(), new_id=ids())
        play_plain(session, log, io.StringIO("2\n1\n"), out)
    assert "sure" not in out.getvalue()
