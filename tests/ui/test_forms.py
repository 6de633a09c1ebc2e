"""Every form: asked, answered by keys and by mouse, and shown with what was given and is right."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quiz.model import Form
from quiz.play.heading import heading
from quiz.ui.widgets.forms import FORMS
from tests.ui import samples
from tests.ui.samples import ALL, RIGHT_KEYS, WRONG_KEYS, keys_for, sitting


def named(questions=ALL):
    return pytest.mark.parametrize(
        "question", questions, ids=[q.id.split("/", 2)[2].replace("/", "-") for q in questions]
    )


def test_every_form_has_a_widget():
    assert set(FORMS) == set(Form)


@named()
async def test_asked_and_right_by_keys(run, size, question, log):
    async with run(sitting([question]), size=size) as it:
        assert question.prompt in it.flat
        assert heading(question) in it.text
        assert "I don’t know" in it.text
        for option in question.options:
            assert option.text in it.text
        assert question.reasons[0].text not in it.flat
        await it.press(*keys_for(RIGHT_KEYS[question.id]))
        assert "✓ Right" in it.text
        assert "+100" in it.text
        assert question.reasons[1].text in it.flat
        assert "¹" in it.text
    (answer,) = log.answers()
    assert answer.s == 1
    assert answer.correct


@named()
async def test_wrong_by_keys(run, size, question, log):
    async with run(sitting([question]), size=size) as it:
        await it.press(*keys_for(WRONG_KEYS[question.id]))
        assert "✓ Right" not in it.text
        assert "Not this time" in it.text or "Not quite" in it.text
        assert "✗" in it.text
        assert "yours" in it.text or "your answer" in it.text or question.form is Form.ORDER
        if question.form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
            assert f"The answer: {question.answer}." in it.text
    (answer,) = log.answers()
    assert answer.s < 1
    assert not answer.correct


@named()
async def test_i_do_not_know(run, size, question, log):
    async with run(sitting([question]), size=size) as it:
        typed = question.form in (Form.TYPED, Form.CLOZE, Form.NUMBER)
        await it.press(*(("tab", "enter") if typed else ("0",)))
        assert "Here is the answer" in it.text
    (answer,) = log.answers()
    assert json.loads(answer.response) == {"unknown": True}


@named()
async def test_i_do_not_know_by_mouse(run, question, log):
    async with run(sitting([question])) as it:
        await it.click_on("I don’t know")
        assert "Here is the answer" in it.text
    assert len(list(log.answers())) == 1


@named([q for q in ALL if q.form not in (Form.TYPED, Form.CLOZE, Form.NUMBER)])
async def test_enter_alone_answers_nothing_by_accident(run, question, log):
    if question.form is Form.ORDER:
        pytest.skip("the order as it is shown is an answer")
    async with run(sitting([question])) as it:
        await it.press("enter", "space")
        assert not it.app.screen.has_class("-answered")
    assert not list(log.answers())


async def test_choice_by_arrows(run):
    async with run(sitting([samples.CHOICE])) as it:
        await it.press("down", "down")
        assert "▸ 2  November 1927" in it.text
        await it.press("enter")
        assert "✓ Right" in it.text


async def test_choice_by_mouse(run, size):
    async with run(sitting([samples.CHOICE]), size=size) as it:
        await it.click_on("January 1928")
        assert "Trotsky was sent to Alma-Ata in January 1928.¹" in it.text
        wide = size[0] >= 120
        assert ("your answer ✗ 3" if wide else "yours ✗ 3") in it.text
        assert ("the answer ✓ 2" if wide else "right ✓ 2") in it.text


async def test_multi_ticks_and_unticks(run):
    async with run(sitting([samples.MULTI])) as it:
        await it.press("1", "2", "2", "down", "down", "down", "space")
        assert "● 1" in it.text
        assert "○ 2" in it.text
        assert "● 3" in it.text
        await it.press("enter")
        assert "✓ Right" in it.text


async def test_multi_by_mouse(run):
    async with run(sitting([samples.MULTI])) as it:
        await it.click_on("Grigory Zinoviev")
        await it.click_on("Lev Kamenev")
        await it.click_on("That is my answer")
        assert "✓ Right" in it.text


async def test_multi_with_nothing_ticked_says_so(run):
    async with run(sitting([samples.MULTI])) as it:
        await it.press("enter")
        assert "Tick at least one first, then enter." in it.text  # one may be all there is


async def test_true_false_asks_for_the_correction(run):
    async with run(sitting([samples.TRUE_FALSE])) as it:
        await it.press("f")
        assert "Where was he deported in 1929?" in it.text
        await it.press("backspace")
        assert "Where was he deported in 1929?" not in it.text
        await it.press("2", "2")
        assert "✓ Right" in it.text


async def test_true_false_by_mouse(run):
    async with run(sitting([samples.TRUE_FALSE])) as it:
        await it.click_on("False")
        await it.click_on("Mexico")
        assert "Not quite — false is right; the correction is not" in it.text
        assert "yours ✗ 3  Mexico" in it.text
        assert "right ✓ 2  Turkey" in it.text


async def test_false_without_knowing_what_is_right_is_half(run, log):
    async with run(sitting([samples.TRUE_FALSE])) as it:
        await it.press("f", "0")
        assert it.app.screen.has_class("-answered")
    assert next(log.answers()).s == 0.5


async def test_typed_editing(run, log):
    async with run(sitting([samples.TYPED])) as it:
        await it.press(*"Xlma", "home", "delete", "A", "end", "minus", *"Atta")
        await it.press("left", "backspace", "enter")
        assert "✓ Right" in it.text
    assert next(log.answers()).given == "Alma-Ata"


async def test_typed_typo_is_forgiven_and_told(run):
    async with run(sitting([samples.TYPED])) as it:
        await it.press(*"Alma", "minus", *"Aat", "enter")
        assert "✓ Right" in it.text
        remark = it.app.screen._turn.verdict.remark
        assert remark
        assert remark[1:].removesuffix(".") in it.flat


async def test_typed_nothing_twice_is_unknown(run):
    async with run(sitting([samples.TYPED])) as it:
        await it.press("enter")
        assert "Nothing typed yet" in it.text
        await it.press("a", "backspace", "enter")
        assert "Nothing typed yet" in it.text
        await it.press("enter")
        assert "Here is the answer" in it.text


async def test_typed_takes_every_letter_digit_and_the_question_mark(run):
    async with run(sitting([samples.TYPED])) as it:
        await it.press("q", "s", "question_mark", "0", "1", "space", "n")
        assert "qs?01 n" in it.text


async def test_typed_paste(run):
    from textual.events import Paste

    async with run(sitting([samples.TYPED])) as it:
        it.app.screen.post_message(Paste("Alma-\x1b[31mAta\n"))
        await it.settle()
        assert "\x1b" not in it.text
        await it.press("ctrl+u", *"Verny", "enter")
        assert "✓ Right" in it.text


async def test_number_takes_figures_only(run):
    async with run(sitting([samples.NUMBER])) as it:
        await it.press(*"1x9y28")
        assert "1928" in it.text
        await it.press("z")
        assert "Figures only" in it.text
        await it.press("enter")
        assert "✓ Right" in it.text


@pytest.mark.parametrize(
    ("unit", "prompt", "below"),
    [
        ("", "In which year was it?", "a year, in figures"),
        ("km", "How long is it, in km?", "in km"),
        ("people", "How many people lived there?", "a number, in figures"),
    ],
)
async def test_number_says_what_is_wanted_and_not_twice(run, unit, prompt, below):
    asked = replace(samples.NUMBER, unit=unit, prompt=prompt)
    async with run(sitting([asked])) as it:
        assert any(line.split("  ")[-1].strip() == below for line in it.lines()[5:8]), it.text
        await it.press("1", "2", "b", "c")
        assert ("12bc" in it.text) == (not unit)
        assert ("Figures only" in it.text) == bool(unit)


async def test_number_says_how_far_off(run):
    async with run(sitting([samples.NUMBER])) as it:
        await it.press(*"1930", "enter")
        assert "2 years late" in it.text
        assert "+76" in it.text


async def test_retry_costs_nothing(run, log):
    async with run(sitting([samples.NUMBER])) as it:
        await it.press("minus", "enter")
        assert "Please type a year in digits." in it.text
        assert not list(log.answers())
        await it.press("backspace", *"1928", "enter")
        assert "+100" in it.text


async def test_order_by_digits_shows_places(run):
    async with run(sitting([samples.ORDER])) as it:
        await it.press("3")
        lines = it.lines()
        assert any("1st 3  The opposition" in line for line in lines)
        await it.press("4", "backspace", "4", "1")
        assert any("3rd 1  The deportation" in line for line in it.lines())
        await it.press("enter")
        assert "✓ Right" in it.text
        assert "The banishment to Alma-Ata, January 1928" in it.text


async def test_order_tells_where_each_thing_was_put(run, size):
    async with run(sitting([samples.ORDER]), size=size) as it:
        await it.press("3", "2", "1", "4", "enter")
        assert "yours      in the right order" in it.text
        assert "✓ 1st  The opposition" in it.text
        assert "4th ✗ 2nd  The banishment" in it.text
        assert "2nd ✗ 4th  The assassination" in it.text


async def test_order_that_nobody_touched_is_not_taken_at_the_first_enter(run, log):
    """The same key goes on to it from the question before, and is easily pressed twice."""
    async with run(sitting([samples.TYPED, samples.ORDER])) as it:
        await it.press(*"Alma", "minus", *"Ata", "enter", "enter", "enter")
        assert "Nothing is moved yet. Enter once more means: they are in order." in it.text
        assert len(list(log.answers())) == 1
        await it.press("enter")
        assert "yours      in the right order" in it.text
        assert len(list(log.answers())) == 2


@pytest.mark.parametrize(("up", "down"), [("shift+up", "shift+down"), ("K", "J")])
async def test_order_by_moving(run, up, down):
    async with run(sitting([samples.ORDER])) as it:
        await it.press("down", "down", "down", up, up)  # the demonstrations to the top
        await it.press("down", "down", "down", up, up)  # the banishment second
        await it.press("enter")
        assert "✓ Right" in it.text


async def test_order_by_dragging(run):
    async with run(sitting([samples.ORDER])) as it:
        lines = it.lines()
        y = {
            text: next(i for i, line in enumerate(lines) if text in line)
            for text in ("The deportation", "The assassination", "The opposition", "The banishment")
        }
        pilot = it.pilot

        async def drag(start: int, end: int) -> None:
            await pilot.mouse_down(offset=(20, start))
            step = 1 if end > start else -1
            for at in range(start + step, end + step, step):
                await pilot._post_mouse_events(
                    [__import__("textual.events", fromlist=["MouseMove"]).MouseMove],
                    offset=(20, at),
                    button=1,
                )
            await pilot.mouse_up(offset=(20, end))
            await it.settle()

        await drag(y["The opposition"], y["The deportation"])
        await drag(y["The banishment"], y["The deportation"] + 1)
        await it.press("enter")
        assert "✓ Right" in it.text


async def test_order_by_clicking(run):
    async with run(sitting([samples.ORDER])) as it:
        for text in ("The opposition", "The banishment", "The deportation"):
            await it.click_on(text)
        await it.click_on("That is the order")
        assert "✓ Right" in it.text


async def test_match_by_letters_and_numbers(run):
    async with run(sitting([samples.MATCH])) as it:
        await it.press("a")
        assert "1 A  1928" in it.text
        assert "▸ 2 –  1929" in it.text
        await it.press("3", "c", "2", "d", "b", "enter")
        assert "✓ Right" in it.text


async def test_match_takes_a_partner_away_from_another(run):
    async with run(sitting([samples.MATCH])) as it:
        await it.press("a", "a")
        assert "1 –  1928" in it.text
        assert "2 A  1929" in it.text
        await it.press("enter")
        assert "Some have no partner yet." in it.text


async def test_match_by_mouse(run):
    async with run(sitting([samples.MATCH])) as it:
        for left, right in samples.MATCH.pairs:
            await it.click_on(left)
            await it.click_on(right)
        await it.click_on("That is how they match")
        assert "✓ Right" in it.text


async def test_timeline_by_arrows(run):
    async with run(sitting([samples.TIMELINE])) as it:
        await it.press("down", "down", "down")
        assert "▸ 3  The banishment to Alma-Ata" in it.text
        await it.press("enter")
        assert "✓ Right" in it.text
        assert "The expulsion from the party, November 1927" in it.text


async def test_timeline_by_mouse(run):
    async with run(sitting([samples.TIMELINE])) as it:
        await it.click_on("· · ·", nth=4)
        assert "2 places off" in it.text
        assert "yours ✗" in it.text
        assert "right ✓" in it.text


async def test_hovering_shows_what_a_click_would_choose(run):
    async with run(sitting([samples.CHOICE])) as it:
        y = next(i for i, line in enumerate(it.lines()) if "October" in line)
        await it.pilot.hover(offset=(14, y))
        await it.settle()
        strip = it.app.screen._compositor.render_strips(it.app.size)[y]
        assert any(segment.style and segment.style.underline for segment in strip)
