"""The question screen: one screen, one order of keys, nothing shown before it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from quiz.model import Form, Response
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from tests.ui import samples
from tests.ui.samples import CHOICE, RIGHT_KEYS, WRONG_KEYS, keys_for, sitting


def other(number: int, base=CHOICE):
    ident = f"sample/event/n{number}/when/choice"
    return replace(base, id=ident, facet=ident.rpartition("/")[0], variant=f"v{number}")


def several(count: int):
    return [other(number) for number in range(count)]


async def test_all_on_one_screen(run, size):
    async with run(sitting([CHOICE, samples.MULTI]), size=size) as it:
        await it.press("3")
        text, flat = it.text, it.flat
        assert "1 of 2" in text
        assert "When were Trotsky and Zinoviev expelled" in flat
        assert "✗ Not this time" in text
        assert "Trotsky was sent to Alma-Ata in January 1928.¹" in flat
        assert "expelled from the party on 12 November 1927.²" in flat
        assert "One source puts it at the congress itself, in December.³" in flat
        assert "“banished to Alma-Ata in January”" in flat
        assert "space next" in text
        assert it.app.screen.query_one("#why").scroll_offset.y == 0


async def test_all_footnotes_fit_where_there_is_room(run):
    async with run(sitting([CHOICE]), size=(80, 24)) as it:
        await it.press("3")
        assert "As ¹, p. 14: “during the 15th Congress”" in it.flat
        assert "↑ ↓ more" not in it.text


async def test_nothing_stands_to_the_right_of_pack_text(run, size):
    long = "word " * 60 + "end"
    question = samples.changed(CHOICE, lambda text: f"{text} {long}" if text else text)
    question = replace(question, options=CHOICE.options)
    async with run(sitting([question]), size=size) as it:
        await it.press("3")
        for line in it.lines():
            assert len(line) <= size[0] - 1


async def test_question_mark_opens_help_and_comes_back(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("question_mark")
        assert "Answering" in it.text
        await it.press("question_mark")
        assert "October 1926" in it.text
        await it.press("2")
        assert "✓ Right" in it.text


async def test_verdict_stays_in_sight_under_a_long_question(run):
    long = replace(
        CHOICE,
        prompt="Long " * 120 + "prompt?",
        options=tuple(replace(o, text=f"{o.text} " + "x" * 150) for o in CHOICE.options),
    )
    async with run(sitting([long]), size=(80, 24)) as it:
        await it.press("down")
        assert any("▸ 1" in line for line in it.lines())
        await it.press("3")
        assert "✗ Not this time" in it.text
        assert "Trotsky was sent to Alma-Ata" in it.flat
        await it.press(*["down"] * 60)
        assert "✗ Not this time" in it.text
        assert "4  February 1929" in it.text
        assert "during the 15th Congress" in it.flat
        await it.press(*["up"] * 60)
        assert "Long Long" in it.text
        assert "✗ Not this time" in it.text


async def test_space_goes_on_and_the_widgets_stay(run):
    async with run(sitting(samples.ALL)) as it:
        screen = it.app.screen
        widgets = list(screen.walk_children())
        for question in samples.ALL:
            assert question.prompt in it.flat
            await it.press(*keys_for(RIGHT_KEYS[question.id]))
            assert "✓ Right" in it.text
            if question is not samples.ALL[-1]:
                await it.press("space")
                assert it.app.screen is screen
                assert list(screen.walk_children()) == widgets
        assert "space results" in it.text
        await it.press("space")
        assert isinstance(it.app.screen, ResultsScreen)


async def test_no_key_is_lost_however_fast(run, log):
    questions = [other(1), samples.TYPED, other(2), samples.NUMBER, samples.ORDER, other(3)]
    keys = ["2", "space"]
    keys += [*keys_for(RIGHT_KEYS[samples.TYPED.id]), "space"]
    keys += ["2", "enter"]
    keys += [*"1928", "enter", "space"]
    keys += [*RIGHT_KEYS[samples.ORDER.id], "space", "2", "space"]
    async with run(sitting(questions)) as it:
        for key in keys:
            character = {"space": " ", "minus": "-", "enter": "\r"}.get(key, key)
            it.app.post_message(events.Key(key, character))
        await it.settle()
        await it.settle()
        assert isinstance(it.app.screen, ResultsScreen)
    answers = list(log.answers())
    assert len(answers) == 6
    assert all(answer.s == 1 for answer in answers)


async def test_a_missed_question_returns_and_earns_nothing(run, log):
    async with run(sitting(several(2))) as it:
        await it.press("3", "space", "2", "space")
        assert "once more" in it.text
        assert "2 of 2" in it.text
        await it.press("2")
        assert "✓ Right" in it.text
        assert "+100" not in it.text
        await it.press("space")
        assert isinstance(it.app.screen, ResultsScreen)
    assert [answer.attempt for answer in log.answers()] == [1, 1, 2]


@pytest.mark.parametrize(("streak", "words"), [(3, "three in a row †"), (5, "five in a row ‡")])
async def test_streaks(run, streak, words):
    async with run(sitting(several(6))) as it:
        for number in range(streak):
            await it.press("2")
            assert ("in a row †" in it.text.split("Right")[1]) == (number == 2)
            if number + 1 < streak:
                await it.press("space")
        assert words in it.text
        assert f"{streak} right · {streak} in a row" in it.text


async def test_a_light_runs_along_the_line_unless_animations_are_off(run):
    from quiz.ui.widgets.hud import Hud

    async with run(sitting(several(4))) as it:
        it.app.animation_level = "full"
        await it.press("2", "space", "2", "space", "2")
        hud = it.app.screen.query_one(Hud)
        assert hud._timer is not None
        deadline = 200
        while hud._timer is not None and deadline:
            await it.pilot.pause(0.02)
            deadline -= 1
        assert hud._timer is None


async def test_test_mode_tells_nothing_before_the_end(run, log):
    async with run(sitting([*several(2), samples.TYPED], mode="test")) as it:
        assert "right" not in it.lines()[0]
        await it.press("3")
        assert "2 of 3" in it.text
        assert "✗" not in it.text
        await it.press("s")
        assert isinstance(it.app.screen, QuestionScreen)
        await it.press("2", *"Baku", "enter")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "1 of 3 right" in it.text
        assert "Trotsky was sent to Alma-Ata" in it.flat
    assert [answer.correct for answer in log.answers()] == [False, True, False]


async def test_the_answer_is_kept_before_it_is_shown(run, log, desk):
    seen = []

    class Watching:
        def __getattr__(self, name):
            return getattr(log, name)

        def record(self, answer):
            seen.append("record")
            return log.record(answer)

    async with run(sitting([CHOICE]), with_desk=replace(desk, log=Watching())) as it:
        screen = it.app.screen
        show = screen._show
        screen._show = lambda *args, **named: (seen.append("show"), show(*args, **named))
        await it.press("2")
    assert seen == ["record", "show"]


async def test_not_saved_is_said_until_it_is_saved(run, log, desk):
    class Failing:
        def __init__(self):
            self.broken = True
            self.kept = []

        def __getattr__(self, name):
            return getattr(log, name)

        def record(self, answer):
            self.kept.append(answer)
            return False

        @property
        def unsaved(self):
            return len(self.kept)

        def flush(self):
            if self.broken:
                return False
            for answer in self.kept:
                log.record(answer)
            self.kept.clear()
            return True

    failing = Failing()
    async with run(sitting(several(2)), with_desk=replace(desk, log=failing)) as it:
        await it.press("2")
        assert "not saved yet" in it.text
        assert "✓ Right" in it.text
        await it.press("space")
        assert "not saved yet" in it.text
        failing.broken = False
        it.app._save_again()
        await it.settle()
        assert "not saved yet" not in it.text
        assert len(list(log.answers())) == 1


async def test_paused_it_goes_on_where_it_stopped(run, log):
    async with run(sitting(several(3))) as it:
        await it.press("2", "space", "q")
        assert "Go on where you stopped" in it.text
        assert "Question 2 of 3, practice" in it.text
        await it.press("enter")
        assert "2 of 3" in it.text
        assert "1 right" in it.text
    assert len(list(log.answers())) == 1


async def test_started_again_after_a_crash(run, log):
    async with run(sitting(several(3))) as it:
        await it.press("3", "space", "2")
    async with run(sitting(several(3))) as it:
        assert "3 of 3" in it.text
        await it.press("2", "space")
        assert "once more" in it.text


async def test_a_response_that_does_not_fit_is_answered_with_a_sentence(run, log):
    broken = replace(samples.MULTI, form=Form.CHOICE)
    async with run(sitting([broken])) as it:
        it.app.screen._submit(Response(chosen=(0, 1)))
        await it.settle()
        assert "Choose one of the 5." in it.text
        assert not list(log.answers())


async def test_wrong_then_right_the_form_is_clean_again(run):
    async with run(sitting(several(5))) as it:
        await it.press("3", "space")
        assert "✗" not in it.text
        assert "yours" not in it.text


async def test_clicking_the_last_line(run):
    async with run(sitting(several(2))) as it:
        await it.click_on("0 don’t know")
        assert "Here is the answer" in it.text
        await it.click_on("space next")
        assert "2 of 2" in it.text


@pytest.mark.parametrize("keys", [("ctrl+c",), ("ctrl+q",)])
async def test_leaving_from_anywhere(run, log, keys):
    async with run(sitting([samples.TYPED])) as it:
        await it.press("a", *keys)
        assert it.app._exit
    assert log.unfinished("student") is not None


async def test_wrong_keys_for_every_question_then_the_missed_again(run, log):
    async with run(sitting(samples.ALL)) as it:
        for _ in range(200):
            if isinstance(it.app.screen, ResultsScreen):
                break
            question = it.app.screen._session.current
            attempt = it.app.screen._session.returning
            keys = RIGHT_KEYS if attempt else WRONG_KEYS
            await it.pilot.press(*keys_for(keys[question.id]), "space")
            await it.pilot.pause()
        await it.settle()
        assert "0 of 13 right" in it.text
        await it.press("m")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "1 of 13" in it.text
