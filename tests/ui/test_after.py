"""After the verdict: undo, “I was right”, and a report to the pack's author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from tests.ui import samples
from tests.ui.samples import CHOICE, NUMBER, TYPED, sitting


def other(number: int, base=CHOICE):
    ident = f"sample/event/n{number}/when/choice"
    return replace(base, id=ident, facet=ident.rpartition("/")[0], variant=f"v{number}")


def several(count: int):
    return [other(number) for number in range(count)]


def marks(log):
    return [answer.mark for answer in log.answers(raw=True)]


async def test_undo_asks_again(run, log, size):
    async with run(sitting(several(2)), size=size) as it:
        await it.press("3")
        assert "u undo" in it.text
        await it.press("u")
        assert "✗" not in it.text
        assert "1 of 2" in it.text
        assert "0 right" in it.text
        assert "taken back" in it.text
        assert marks(log) == ["undone"]
        await it.press("2")
        assert "✓ Right" in it.text
        assert "+100" in it.text or "100 points" in it.text
        await it.press("space")
        assert "taken back" not in it.text
        await it.press("2", "space")
        assert isinstance(it.app.screen, ResultsScreen)
    first, second = log.answers()
    assert (first.redone, first.rating, second.redone) == (True, "hard", False)


async def test_undo_goes_back_step_by_step(run, log):
    async with run(sitting(several(3))) as it:
        await it.press("2", "space", "2", "space", "u")
        assert "2 of 3" in it.text
        await it.press("u")
        assert "1 of 3" in it.text
        await it.press("u")
        assert "1 of 3" in it.text
        assert marks(log) == ["undone", "undone"]


async def test_f9_undoes_where_letters_are_typed(run, log):
    async with run(sitting([other(1), TYPED])) as it:
        await it.press("2", "space", "u")
        assert marks(log) == [""]  # it was typed
        await it.press("f9")
        assert marks(log) == ["undone"]
        assert "1 of 2" in it.text


async def test_undone_after_a_restart_too(run, log):
    async with run(sitting(several(2))) as it:
        await it.press("3", "u", "q")
        assert isinstance(it.app.screen, HomeScreen)
    async with run(sitting(several(2))) as it:
        assert "1 of 2" in it.text
        await it.press("2", "space", "u")
    assert marks(log) == ["undone", "undone"]


async def test_after_the_last_answer_too_but_not_once_it_is_over(run, log):
    async with run(sitting(several(1))) as it:
        await it.press("2", "u", "2")
        assert marks(log) == ["undone", ""]
        for key in ("space", "u", "w", "r"):  # in one go, faster than the results come
            it.app.post_message(events.Key(key, " " if key == "space" else key))
        await it.settle()
        assert isinstance(it.app.screen, ResultsScreen)
        assert "1 of 1" in it.flat
    assert marks(log) == ["undone", ""]


async def test_nothing_of_it_in_an_exam(run, log):
    async with run(sitting(several(3), mode="exam")) as it:
        await it.press("3", "u", "w", "r")
        assert "2 of 3" in it.text
        assert "What is wrong" not in it.text
    assert marks(log) == [""]


@pytest.mark.parametrize(("question", "typed"), [(TYPED, "Nobody"), (NUMBER, "1000")])
async def test_i_was_right(run, log, question, typed):
    async with run(sitting([question, *several(3)])) as it:
        await it.press(*typed, "enter")
        assert "✗ Not this time" in it.text
        assert "w I was right" in it.text
        await it.press("w")
        assert "✓ Right, on your word" in it.text
        assert "+100" in it.text
        assert "1 right" in it.text
        assert "w I was right" not in it.text
        assert "u undo" in it.text
        await it.press("w")  # once is enough
        for _ in range(3):
            await it.press("space", "2")
        await it.press("space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "4 of 4" in it.flat
    assert marks(log) == ["right", "", "", ""]


async def test_only_what_was_typed_and_wrong_can_be_claimed(run, log):
    async with run(sitting([CHOICE, TYPED])) as it:
        await it.press("3")
        assert "I was right" not in it.text
        await it.press("w", "space", "tab", "enter")  # I don't know
        assert "I was right" not in it.text
        await it.press("w")
    assert marks(log) == ["", ""]


async def test_a_report_is_written_and_sent(run, log, size):
    async with run(sitting([CHOICE]), size=size) as it:
        await it.press("3", "r")
        assert "What is wrong with this question?" in it.text
        assert "enter report it" in it.text
        assert "✗ Not this time" not in it.text
        await it.press(*"squr3 ?", "backspace", "backspace", "space", "w")
        assert "squr3 w" in it.text
        assert isinstance(it.app.screen, QuestionScreen)
        await it.press("enter")
        assert "reported, thank you" in it.text
        assert "✗ Not this time" in it.text
    (said,) = log.complaints()
    assert (said.words, said.prompt, said.given) == ("squr3 w", CHOICE.prompt, "January 1928")
    assert (said.item_id, said.variant_id, said.pack) == (CHOICE.id, CHOICE.variant, "sample")
    assert marks(log) == [""]


async def test_a_report_can_be_left(run, log):
    async with run(sitting([CHOICE])) as it:
        await it.press("3", "r", *"no", "escape")
        assert "✗ Not this time" in it.text
        assert "u undo" in it.text
        await it.press("r", "enter")  # nothing to say is nothing to send
        assert "✗ Not this time" in it.text
        assert "thank you" not in it.text
        await it.press("r")
        assert (
            "no"
            not in it.lines()[
                it.lines().index(next(line for line in it.lines() if "What is wrong" in line))
            ]
        )
    assert list(log.complaints()) == []


async def test_a_report_can_be_pasted_and_is_one_line(run, log):
    async with run(sitting([CHOICE])) as it:
        await it.press("3", "r")
        it.app.screen.post_message(events.Paste("wrong\x1b[31m date\nand place"))
        await it.settle()
        await it.press("enter")
    (said,) = log.complaints()
    assert "\x1b" not in said.words
    assert "\n" not in said.words
    assert said.words.startswith("wrong")


async def test_a_report_that_is_sent_while_going_on_is_kept(run, log):
    async with run(sitting(several(2))) as it:
        for key in ("3", "r", "x", "enter", "space", "2"):
            it.app.post_message(events.Key(key, {"space": " ", "enter": "\r"}.get(key, key)))
        await it.settle()
        await it.settle()
        assert "thank you" not in it.text
        assert "✓ Right" in it.text
    assert [said.words for said in log.complaints()] == ["x"]
    assert len(list(log.answers())) == 2


@pytest.mark.parametrize("leave", ["q", "ctrl+p"])
async def test_a_report_is_kept_wherever_the_student_goes(run, log, leave):
    async with run(sitting(several(2))) as it:
        for key in ("3", "r", "x", "enter", leave):
            it.app.post_message(events.Key(key, {"enter": "\r"}.get(key, key[:1])))
        await it.settle()
        await it.settle()
        assert "mistake of Footnote" not in it.flat
    assert [said.words for said in log.complaints()] == ["x"]


async def test_it_says_where_the_fact_stands(run, log, tmp_path):
    from quiz.packs.library import load
    from tests.cli.conftest import pack_text

    path = tmp_path / "inventions.toml"
    path.write_text(pack_text(), "utf-8")
    asked = replace(CHOICE, facts=("event/telephone",))
    async with run(replace(sitting([asked]), pack="inventions"), pack=load(str(path))) as it:
        await it.press("3", "r", "x", "enter")
        assert "thank you" in it.text
    (said,) = log.complaints()
    assert said.file == "inventions.toml"
    assert said.line is not None
    lines = path.read_text("utf-8").splitlines()
    assert lines[said.line - 1 : said.line + 1] == ["[[event]]", 'id = "telephone"']


async def test_what_is_not_saved_yet_is_said(run, log, desk):
    class Full:
        def __getattr__(self, name):
            return getattr(log, name)

        def mark(self, *_):
            return False

        def complain(self, _):
            return False

    async with run(sitting([CHOICE]), with_desk=replace(desk, log=Full())) as it:
        await it.press("3", "r", "x", "enter")
        assert "not saved yet" in it.text
        assert "thank you" not in it.text
        await it.press("u")
        assert "not saved yet" in it.text


async def test_the_keys_are_explained_and_clickable(run, log):
    async with run(sitting(several(2)), size=(100, 40)) as it:
        await it.press("3", "question_mark")
        for word in ("Take the last answer back", "Count what you typed", "Tell the author"):
            assert word in it.flat
        await it.press("question_mark")
        await it.click_on("r report")
        assert "What is wrong" in it.text
        await it.click_on("esc leave it")
        await it.click_on("u undo")
        assert marks(log) == ["undone"]


async def test_all_keys_that_matter_fit_at_80_columns(run):
    async with run(sitting([TYPED, samples.MULTI])) as it:
        await it.press(*"Nobody", "enter")
        for hint in ("space next", "w I was right", "r report", "u undo", "? keys"):
            assert hint in it.text


async def test_a_long_report_is_seen_whole(run, log):
    words = " ".join(f"word{number}" for number in range(20))
    async with run(sitting([CHOICE])) as it:
        await it.press("3", "r")
        it.app.screen.post_message(events.Paste(words))
        await it.settle()
        assert "word0" in it.flat
        assert "word19" in it.flat
        await it.press("enter")
    assert [said.words for said in log.complaints()] == [words]
