"""How sure are you? Asked between the answer and its verdict, and only where it is wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.play.certainty import SETTING, YES
from tests.ui import samples
from tests.ui.samples import ALL, CHOICE, RIGHT_KEYS, keys_for, sitting

ASKING = {"count": "10", SETTING: YES}
LINE = "How sure?   1 guessing   2 fairly   3 sure"


def asking(questions=(CHOICE,), **changes):
    return sitting(list(questions), settings=ASKING, **changes)


def confidences(it):
    return [answer.confidence for answer in it.app.desk.log.answers()]


async def test_it_is_asked_before_the_verdict(run, size):
    async with run(asking(), size=size) as it:
        assert LINE not in it.text
        await it.press("3")
        assert LINE in it.text
        assert "✗" not in it.text
        assert confidences(it) == []
        assert "▸" in next(line for line in it.lines() if "January 1928" in line)
        await it.press("3")
        assert LINE not in it.text
        assert "✗ Not this time — sure −6" in it.text
        assert confidences(it) == [3]


async def test_it_is_not_asked_where_it_is_not_wanted(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("3")
        assert "How sure?" not in it.text
        assert confidences(it) == [None]


async def test_nor_of_i_do_not_know(run):
    async with run(asking()) as it:
        await it.press("0")
        assert "How sure?" not in it.text
        assert confidences(it) == [None]


@pytest.mark.parametrize("back", ["escape", "backspace"])
async def test_the_answer_can_be_taken_back(run, back):
    async with run(asking()) as it:
        await it.press("3", back)
        assert "How sure?" not in it.text
        assert confidences(it) == []
        await it.press("2")
        assert LINE in it.text
        await it.press("1")
        assert "✓ Right — guessing +1" in it.text
        assert confidences(it) == [1]


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
async def test_every_form_asks_it_and_can_be_taken_back(run, question):
    async with run(asking([question])) as it:
        keys = keys_for(RIGHT_KEYS[question.id])
        await it.press(*keys)
        assert LINE in it.text
        await it.press("escape")
        assert LINE not in it.text
        assert confidences(it) == []
        # what was typed or arranged is still there
        await it.press(keys[-1])
        assert LINE in it.text
        await it.press("2")
        assert confidences(it) == [2]
        (answer,) = it.app.desk.log.answers()
        assert answer.correct


async def test_other_keys_do_nothing_but_help_and_pause(run):
    async with run(asking([samples.TYPED])) as it:
        await it.press(*"Trotsky", "enter")
        assert LINE in it.text
        await it.press("x", "4", "enter", "space", "s")
        assert LINE in it.text
        assert "Trotsky" in it.text
        assert confidences(it) == []
        await it.press("f1")
        assert LINE not in it.text
        await it.press("q")
        assert LINE in it.text
        await it.press("f10")
        assert confidences(it) == []
        assert "Footnote¹" in it.text


async def test_it_can_be_clicked(run, size):
    async with run(asking(), size=size) as it:
        await it.click_on("November 1927")
        await it.click_on("2 fairly")
        assert confidences(it) == [2]


async def test_another_option_can_be_clicked_instead(run):
    async with run(asking()) as it:
        await it.click_on("January 1928")
        await it.click_on("November 1927")
        await it.press("3")
        (answer,) = it.app.desk.log.answers()
        assert (answer.correct, answer.confidence) == (True, 3)


async def test_keys_typed_fast_answer_and_say_it(run):
    questions = [
        replace(CHOICE, id=f"sample/event/n{n}/when/choice", facet=f"f{n}", variant=f"v{n}")
        for n in range(3)
    ]
    async with run(asking(questions)) as it:
        await it.press("2", "3", "space", "3", "1", "space", "2", "2", "space")
        assert confidences(it) == [3, 1, 2]


async def test_the_time_to_say_it_is_no_time_to_answer(run, desk):
    seconds = [0.0]
    async with run(asking(), with_desk=replace(desk, tick=lambda: seconds[0])) as it:
        seconds[0] = 2.0
        await it.press("2")
        seconds[0] = 99.0
        await it.press("3")
        (answer,) = it.app.desk.log.answers()
        assert answer.latency_ms == 2000


async def test_a_long_question_leaves_the_line_in_sight(run):
    long = samples.changed(CHOICE, lambda text: f"{text} {'word ' * 60}" if text else text)
    async with run(asking([long]), size=(80, 24)) as it:
        await it.press("3")
        assert LINE in it.text


async def test_what_one_was_sure_of_is_read_first_and_calibration_is_told(run, size):
    questions = [
        replace(
            CHOICE,
            id=f"sample/event/n{n}/when/choice",
            facet=f"f{n}",
            variant=f"v{n}",
            subject=f"event number {n}",
        )
        for n in range(3)
    ]
    async with run(asking(questions, mode="exam"), size=size) as it:
        await it.press("3", "1", "3", "3", "2", "3")
        flat = it.flat
        assert "−3 marks for confidence, of 9 at most; no part of your points" in flat
        assert "1 of 2 right, likely 9 to 91 %; meant for over 80 %." in flat
        await it.press("end") if size == (80, 24) else None
        rows = it.app.screen.query_one("#rest").render().plain
        assert rows.index("Event number 1") < rows.index("Event number 0")
        assert rows.count("You were sure of it.") == 1


async def test_it_is_not_asked_again_once_the_key_was_told(run):
    async with run(asking()) as it:
        await it.press("3", "3")
        assert "sure −6" in it.text
        await it.press("u", "2")
        assert "How sure?" not in it.text
        assert confidences(it) == [None]
        await it.press("space")
        assert "marks for confidence" not in it.text
