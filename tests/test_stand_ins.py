"""What is written where the encoding does not have a character: as wide, and never an escape."""

from __future__ import annotations

import pytest

from quiz.stand_ins import NAME
from quiz.text import cells
from quiz.ui import marks

SIGNS = (
    marks.RIGHT, marks.WRONG, marks.CURSOR, marks.CHOSEN, marks.FREE, marks.RULE, marks.DONE,
    marks.HALF, marks.FLEURON, *marks.FOOTNOTE_MARKS.values(), *marks.superscript(1234567890),
)  # fmt: skip
TEXTS = [
    "“Élan”, vital…",
    "Троцкий",
    "日本",
    "👩‍👧 x",
    "شرق",
    "e\u0301",
    "½ of ﬁ",
    "┌─┬─┐│┃",
    "▁▂▃▄▅▆▇█",
]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r", "cp437", "cp1251"])
def test_it_is_as_wide_as_what_it_stands_for(encoding: str) -> None:
    for text in (*SIGNS, *TEXTS):
        written = text.encode(encoding, NAME).decode(encoding)
        assert cells(written) == cells(text), (text, written)
        assert "\\" not in written


def test_signs_that_mean_something_else_stay_apart() -> None:
    written = [sign.encode("ascii", NAME).decode() for sign in SIGNS[:5]]
    assert written == ["+", "x", ">", "*", "o"]
    assert "Élan ¹".encode("ascii", NAME) == b"Elan 1"


def test_what_can_be_written_is() -> None:
    assert "Élan ¹ ✓".encode("latin-1", NAME).decode("latin-1") == "Élan ¹ +"
    assert "Троцкий ✓".encode("koi8-r", NAME).decode("koi8-r") == "Троцкий +"
