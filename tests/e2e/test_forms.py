"""Each form answered by the keyboard alone, wrongly, rightly and not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.model import Form
from tests.e2e.conftest import PACK
from tests.e2e.playing import answer, answers, asked, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start


@pytest.mark.parametrize("form", list(Form), ids=str)
def test_a_form_by_keyboard(start: Start, home: Path, form: Form) -> None:
    terminal = start("play", PACK, "--form", form.value, "--count", "3", "--seed", "3")
    first = asked(terminal, home)
    assert first.form is form
    answer(terminal, first, right=True)
    terminal.see("✓ Right")
    terminal.press("space")
    answer(terminal, asked(terminal, home), right=False)
    terminal.see("¹")
    assert not terminal.shows("✓ Right")
    terminal.press("space")
    asked(terminal, home)
    terminal.press("tab", "enter") if form in (Form.TYPED, Form.CLOZE, Form.NUMBER) else (
        terminal.press("0")
    )
    verdict(terminal)
    terminal.see("Here is the answer", "¹")
    rows = answers(home)
    assert [row.form for row in rows] == [form.value] * 3
    assert [row.correct for row in rows] == [True, False, False]
    assert rows[0].s == 1.0
    assert rows[1].s < 1.0
    assert rows[2].given == ""
