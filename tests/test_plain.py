"""Plain mode: a whole sitting in lines, of every form, to its end or to any other."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from quiz.model import Form
from quiz.plain import play_plain
from quiz.plain.asking import ASKED
from quiz.plain.saying import described, source
from quiz.play.session import Session
from quiz.records.log import Log
from tests.make import Clock, citation, ids, option, question, set_of, sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from quiz.model import Question
    from quiz.packs.content import Source

ANSWERS = {
    # form: (right, wrong)
    Form.CHOICE: ("1", "3"),
    Form.MULTI: ("1 2", "1 3"),
    Form.TRUE_FALSE: ("f\n1", "t"),
    Form.TYPED: ("Trotsky", "Stalin"),
    Form.NUMBER: ("in 1917", "1800"),
    Form.CLOZE: ("kronstadt", "Moscow"),
    Form.ORDER: ("2 4 1 3", "3 1 4 2"),
    Form.MATCH: ("1d 2a 3c", "1a 2d 3c"),
    Form.ODD_ONE_OUT: ("1", "2"),
    Form.TIMELINE: ("3", "6"),
    Form.SOURCES: ("1 2", "3"),
}


class Played:
    """What was said in a sitting, and what the log has of it."""

    def __init__(
        self,
        folder: Path,
        questions: Sequence[Question],
        typed: str,
        *,
        mode: str = "practice",
        source_text: Callable[[str], str | None] | None = None,
        width: int = 0,
        log_type: type[Log] = Log,
        place: Callable[[str], tuple[str, int] | None] | None = None,
        known: Callable[[str], Source | None] | None = None,
    ) -> None:
        out = io.StringIO()
        with log_type.open(folder) as log:
            played = log.unfinished("student") or sitting(questions, mode=mode)
            answered = tuple(log.answers(sitting=played.id, raw=True))
            session = Session(
                played, now=Clock(), new_id=ids(f"{len(answered)}"), answered=answered
            )
            self.status = play_plain(
                session,
                log,
                io.StringIO(typed),
                out,
                width=width,
                clock=iter(range(10_000)).__next__,
                source_text=source_text,
                place=place,
                source=known,
            )
        self.said = out.getvalue()
        with Log.open(folder, read_only=True) as log:
            self.answers = list(log.answers())
            self.raw = list(log.answers(raw=True))
            self.complaints = list(log.complaints())
            self.sittings = list(log.sittings())


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("right", [True, False])
def test_every_form_can_be_answered(tmp_path: Path, form: Form, right: bool) -> None:
    played = Played(tmp_path, [question(form)], ANSWERS[form][not right] + "\n", mode="test")
    (answer,) = played.answers
    assert answer.correct is right
    assert answer.latency_ms >= 1000
    assert played.status == 0
    assert played.sittings[0].how == "finished"
    assert ("Right. 100 points." in played.said) is right
    assert re.search(r"\[\d\] Source r, 1926: “as it says”\.", played.said)
    assert set(ASKED) == set(Form)


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (Form.CHOICE, "١"),
        (Form.MULTI, "１ ２"),
        (Form.TRUE_FALSE, "а\n१"),
        (Form.NUMBER, "١٩١٧"),
        (Form.ORDER, "2 4 1 3".translate({ord("2"): "۲"})),
        (Form.MATCH, "1в 2ф 3с"),
        (Form.TIMELINE, "３"),
    ],
)
def test_every_form_on_a_keyboard_without_latin_letters(
    tmp_path: Path, form: Form, typed: str
) -> None:
    played = Played(tmp_path, [question(form)], typed + "\n", mode="test")
    assert [answer.correct for answer in played.answers] == [True]


def test_the_key_of_q_leaves_unless_a_letter_may_be_the_answer(tmp_path: Path) -> None:
    played = Played(tmp_path, [question(Form.TYPED), question(Form.CHOICE)], "й\nй\n")
    assert [answer.given for answer in played.answers] == ["й"]
    assert "The sitting is kept." in played.said


@pytest.mark.parametrize("form", Form)
def test_i_do_not_know_is_always_there(tmp_path: Path, form: Form) -> None:
    played = Played(tmp_path, [question(form)], "?\n", mode="test")
    assert played.answers[0].response == '{"unknown": true}'
    assert "Here is the answer. 0 points." in played.said
    assert "? I don't know" in played.said


@pytest.mark.parametrize("form", Form)
def test_0_says_it_too_unless_it_may_be_the_answer(tmp_path: Path, form: Form) -> None:
    played = Played(tmp_path, [question(form)], "0\n", mode="test")
    unknown = played.answers[0].response == '{"unknown": true}'
    assert unknown is (form not in (Form.TYPED, Form.CLOZE, Form.NUMBER))


@pytest.mark.parametrize("form", Form)
def test_what_cannot_be_read_is_asked_again(tmp_path: Path, form: Form) -> None:
    nonsense = "\n \nnonsense words 99\n1 1 1 1 1 1 1\n99\n"
    if form in (Form.TYPED, Form.CLOZE):
        nonsense = "\n \n!\n"
    if form is Form.NUMBER:
        nonsense = "\nsoon\n1 or 2\n"
    right = ANSWERS[form][0]
    played = Played(tmp_path, [question(form)], f"{nonsense}{right}\n", mode="test")
    assert [answer.correct for answer in played.answers] == [True]
    assert "lease type" in played.said or "Type an answer" in played.said


@pytest.mark.parametrize(
    ("form", "typed", "chosen"),
    [
        (Form.CHOICE, "2", (1,)),
        (Form.CHOICE, "2)", (1,)),
        (Form.CHOICE, "2.", (1,)),
        (Form.CHOICE, "beta", (1,)),
        (Form.MULTI, "1, 3;5", (0, 2, 4)),
        (Form.MULTI, "135", (0, 2, 4)),
        (Form.ORDER, "3124", (2, 0, 1, 3)),
        (Form.ORDER, "3, 1, 2, 4", (2, 0, 1, 3)),
        (Form.ORDER, "3 > 1 > 2 > 4", (2, 0, 1, 3)),
        (Form.MATCH, "1b2a3c", (1, 0, 2)),
        (Form.MATCH, "3-C, 1=b 2:A", (1, 0, 2)),
        (Form.TRUE_FALSE, "true", (0,)),
        (Form.TRUE_FALSE, "T", (0,)),
        (Form.TRUE_FALSE, "1", (0,)),
        (Form.TIMELINE, "1", (0,)),
        (Form.SOURCES, "1 4", (0, 3)),
    ],
)
def test_answers_may_be_typed_in_several_ways(
    form: Form, typed: str, chosen: tuple[int, ...]
) -> None:
    assert ASKED[form].read(question(form), typed).chosen == chosen


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (Form.CHOICE, "5"),
        (Form.CHOICE, "alph"),
        (Form.CHOICE, "1 2"),
        (Form.CHOICE, "-1"),
        (Form.MULTI, "1 1"),
        (Form.MULTI, "1 6"),
        (Form.MULTI, "one"),
        (Form.MULTI, "1 and 2"),
        (Form.ORDER, "1 2 3"),
        (Form.ORDER, "1 2 3 4 4"),
        (Form.MATCH, "1a 2b"),
        (Form.MATCH, "1a 2a 3b"),
        (Form.MATCH, "1a 2b 3z"),
        (Form.MATCH, "1a 2b 4c"),
        (Form.TRUE_FALSE, "maybe"),
        (Form.TRUE_FALSE, "!"),
        (Form.TIMELINE, "7"),
        (Form.TIMELINE, "0"),
    ],
)
def test_and_are_refused_where_they_mean_nothing(form: Form, typed: str) -> None:
    from quiz.errors import ResponseError

    with pytest.raises(ResponseError):
        ASKED[form].read(question(form), typed)


def test_a_single_source_is_asked_as_a_choice() -> None:
    single = question(Form.SOURCES, options=(option("Alpha", correct=True), option("Beta")))
    assert ASKED[Form.SOURCES].hint(single) == "Number (1-2):"
    assert ASKED[Form.SOURCES].read(single, "2").chosen == (1,)
    assert "all that are right" in ASKED[Form.SOURCES].hint(question(Form.SOURCES))


def test_the_correction_is_asked_only_after_false(tmp_path: Path) -> None:
    asked = [question(Form.TRUE_FALSE)]
    true = Played(tmp_path / "t", asked, "t\n", mode="test")
    assert "What is right?" not in true.said
    false = Played(tmp_path / "f", asked, "f\n9\nx\n2\n", mode="test")
    assert "What is right?\n  1) Alpha" in false.said
    assert false.answers[0].s == 0.5
    unknown = Played(tmp_path / "u", asked, "false\n?\n", mode="test")
    assert (unknown.answers[0].s, unknown.answers[0].given) == (0.5, "False")
    leaving = Played(tmp_path / "q", asked, "f\nq\n", mode="test")
    assert leaving.answers == []


def test_feedback_comes_at_once_with_reasons_and_sources(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(1), "2\n1\n")
    assert (
        "Not this time. 0 points.\n"
        "The answer: Alpha.\n"
        "Beta is what it is. [1]\n"
        "It is so. [2]\n"
        "  [1] Source b, 1926: “as it says”.\n"
        "  [2] Source r, 1926: “as it says”.\n"
    ) in played.said
    assert "Once more, from before. First topic." in played.said
    assert "Right.\nIt is so. [1]" in played.said  # no points the second time


@pytest.mark.parametrize(("form", "typed"), [(Form.ORDER, "2 4 1 3"), (Form.TIMELINE, "3")])
def test_what_was_ordered_is_shown_with_its_dates(tmp_path: Path, form: Form, typed: str) -> None:
    asked = question(form)
    asked = question(form, dates=tuple(str(1900 + i) for i in range(len(asked.items))))
    played = Played(tmp_path, [asked], typed + "\n")
    before, after = played.said.split("Right. 100 points.")
    assert "1900" not in before
    assert "\n  1900: Alpha\n  1901: Beta\n" in after
    assert "  1900: Alpha" in described(asked)


def test_the_number_and_the_streak_are_told(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(4), "1\n1\n2\n1\n1\n")
    heads = re.findall(r"^(?:Question|Once more).*$", played.said, re.MULTILINE)
    assert heads == [
        "Question 1 of 4. First topic.",
        "Question 2 of 4; 1 right. First topic.",
        "Question 3 of 4; 2 right, 2 in a row. First topic.",
        "Question 4 of 4; 2 right. First topic.",
        "Once more, from before. First topic.",
    ]


def test_a_test_says_nothing_until_its_end(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(2), "2\ns 1\n1\n", mode="test")
    during, after = played.said.split("Question 1. ", 1)
    assert "Noted." in during
    assert "right" not in during
    assert "Alpha is" not in during
    assert "There is no source 1; the last answer has none yet." in during
    assert "You said: Beta" in after
    assert "Not this time. 0 points." in after
    assert "Right. 100 points." in after
    assert "1 of 2 right, 100 of 200 points" in after


def test_the_results_are_a_reading_list(tmp_path: Path) -> None:
    questions = (*set_of(2), question(Form.TYPED, "who", topic="Second topic"))
    played = Played(tmp_path, questions, "2\n?\nTrotsky\n1\n1\nn\n")
    assert (
        "Results\n"
        "1 of 3 right, 100 of 300 points, 1 in a row at best, 5 seconds.\n"
        "By topic:\n"
        "  First topic: 0 of 2\n"
        "  Second topic: 1 of 1\n"
        "\n"
        "To read again:\n"
        "  The fact-0. What is asked of fact-0?\n"
        "    The answer: Alpha. You said: Beta.\n"
        "    Source r, 1926: “as it says”.\n"
        "  The fact-1. What is asked of fact-1?\n"
        "    The answer: Alpha.\n"
        "    Source r, 1926: “as it says”.\n"
    ) in played.said


def test_the_missed_ones_can_be_played_again(tmp_path: Path) -> None:
    played = Played(tmp_path, set_of(4), "1\n2\n1\n2\n1\n1\n\ny\n1\n1\n")
    assert "Play the 2 missed questions again? (y/n)" in played.said
    assert [row.size for row in played.sittings] == [4, 2]
    assert [row.how for row in played.sittings] == ["finished", "finished"]
    assert played.sittings[1].settings == {"again": "sitting-1"}
    assert [answer.correct for answer in played.answers[-2:]] == [True, True]
    no = Played(tmp_path / "no", set_of(1), "2\n1\nn\n")
    assert len(no.sittings) == 1
    assert "Play the missed question again? (y/n)" in no.said


@pytest.mark.parametrize("ending", ["q\n", "quit\n", "", "Q\n"])
def test_leaving_keeps_the_sitting_and_the_next_start_goes_on(tmp_path: Path, ending: str) -> None:
    first = Played(tmp_path, set_of(4), f"1\n1\n{ending}")
    assert "The sitting is kept." in first.said
    assert first.sittings[0].how is None
    second = Played(tmp_path, (), "1\n1\n")
    assert "Question 3 of 4; 2 right, 2 in a row. First topic." in second.said
    assert "Question 1" not in second.said
    assert [answer.position for answer in second.answers] == [0, 1, 2, 3]
    assert second.sittings[0].how == "finished"


def test_a_sitting_that_was_killed_before_its_results_shows_them(tmp_path: Path) -> None:
    Played(tmp_path, set_of(1), "1\n")
    other = tmp_path / "other"
    with Log.open(other) as log:
        log.start(sitting(set_of(1)))
        session = Session(sitting(set_of(1)), now=Clock(), new_id=ids())
        from tests.make import key

        turn = session.answer(key(set_of(1)[0]), latency_ms=1)
        assert turn.answer
        log.record(turn.answer)
    played = Played(other, (), "")
    assert "1 of 1 right" in played.said
    assert played.sittings[0].how == "finished"


def test_a_source_can_be_looked_at(tmp_path: Path) -> None:
    text = "Long before. " * 50 + "Here it is,\nas it says, at last. " + "Long after. " * 50
    texts = {"b": text, "r": None}
    played = Played(
        tmp_path, set_of(2), "2\ns 1\nS2\ns 3\ns 0\n1\n1\n", source_text=texts.__getitem__
    )
    assert "Source b, 1926: “as it says”.\n  https://example.org/b\n" in played.said
    assert "Here it is, >>> as it says, <<< at last." in played.said
    assert "Source r, 1926: “as it says”.\n  https://example.org/r\n" in played.said
    assert played.said.count("There is no source 3; the last answer has 1 to 2.") == 1
    assert played.said.count("There is no source 0") == 1
    assert source(citation("x"), None)[1] == "  https://example.org/x"


def test_help_says_what_can_be_typed(tmp_path: Path) -> None:
    said = Played(tmp_path, set_of(1), "help\n1\n").said
    for word in ("?      I don't know", "s 1 ", "q      leave"):
        assert word in said


def test_unsaved_answers_make_a_visible_line(tmp_path: Path) -> None:
    class FullLog(Log):
        def flush(self, *, last: bool = False) -> bool:
            self.trouble = "the disk is full"
            return not self._pending

    played = Played(tmp_path, set_of(3), "1\n1\n1\n", log_type=FullLog)
    assert "Not saved yet: 1 answer, because the disk is full." in played.said
    assert "Not saved yet: 3 answers" in played.said
    assert "NOT SAVED: 3 answers are lost, because the disk is full." in played.said


def test_a_verdict_is_said_only_after_the_answer_is_recorded(tmp_path: Path) -> None:
    out = io.StringIO()
    seen = []

    class Watching(Log):
        def record(self, answer: object) -> bool:
            seen.append("Right" in out.getvalue())
            return super().record(answer)  # type: ignore[arg-type]

    with Watching.open(tmp_path) as log:
        session = Session(sitting(set_of(1)), now=Clock(), new_id=ids())
        play_plain(session, log, io.StringIO("1\n"), out)
    assert seen == [False]
    assert "Right" in out.getvalue()


def test_what_was_rated_today_in_another_sitting_is_not_rated_again(tmp_path: Path) -> None:
    Played(tmp_path, set_of(1), "1\n")
    with Log.open(tmp_path) as log:
        session = Session(sitting(set_of(1), id="second"), now=Clock(), new_id=ids("second"))
        play_plain(session, log, io.StringIO("1\n"), io.StringIO())
        assert [answer.rated for answer in log.answers()] == [True, False]
