"""Played on keyboards without Latin letters."""

from __future__ import annotations

import pytest

from quiz.layouts import _LATIN, _LAYOUTS
from quiz.model import Form
from quiz.ui.keys import meanings
from quiz.ui.typed import Keys
from tests.ui import samples
from tests.ui.samples import ALL, keys_for, sitting

RUSSIAN, GREEK = (dict(zip(_LATIN, layout, strict=True)) for layout in _LAYOUTS[:2])
DIGITS = {str(number): "٠١٢٣٤٥٦٧٨٩"[number] for number in range(10)}
WIDE = {str(number): "０１２３４５６７８９"[number] for number in range(10)}
TYPED = (Form.TYPED, Form.CLOZE)


@pytest.mark.parametrize("board", [RUSSIAN | DIGITS, GREEK | WIDE], ids=["Russian", "Greek"])
async def test_every_question_is_answered(run, board):
    async with run(sitting(ALL)) as it:
        for question in ALL:
            pressed = keys_for(samples.RIGHT_KEYS[question.id])
            if question.form not in TYPED:
                pressed = [board.get(key, key) for key in pressed]
            await it.press(*pressed)
            assert "✓ Right" in it.text, question.form
            await it.press(board["n"])
        assert "right" in it.text


async def test_what_is_written_is_written_in_its_own_letters(run):
    async with run(sitting([samples.TYPED])) as it:
        await it.press(*"Алма٣")
        assert "Алма٣" in it.text
        await it.press("enter", RUSSIAN["r"], *"нс", "escape")
        assert it.app.screen.has_class("-answered")


async def test_pages_are_reached_and_left(run):
    async with run() as it:
        home = it.app.screen
        for key in "opu":
            await it.press(RUSSIAN[key])
            assert it.app.screen is not home, key
            await it.press(RUSSIAN["q"])
            assert it.app.screen is home, key


def test_a_mark_has_the_name_of_the_one_we_know():
    for typed in "؟？":
        [message] = Keys().take(typed, sizes=False)
        assert meanings(message.key, message.character, writing=False) == [("question_mark", "?")]
        assert meanings(message.key, typed, writing=True)[0] == (message.key, typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("\x1b[1089;5u", "ctrl+c"), ("\x1b[968;5u", "ctrl+c"), ("\x1b[1103;5u", "ctrl+z")],
)  # fmt: skip
def test_ctrl_and_a_letter_is_that_key_where_the_terminal_tells_keys_by_number(typed, key):
    assert [message.key for message in Keys().take(typed, sizes=False)] == [key]
