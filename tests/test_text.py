"""What is made of text from strangers before anybody sees it."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import text
from quiz.text import MARKS_PER_BASE, REPLACEMENT, clean, escaped, unprintable
from tests.hostile.streams import hidden, most_marks
from tests.hostile.strings import CONTROLS, STRINGS

ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "a\u0301\u0316\u200b\u200d\u202e\u2028\ue000\ud800\ua670\u1161\ufe0f\x1b\x9b\r\n\t"
        ),
    )
)


@pytest.mark.parametrize("name", STRINGS)
def test_what_is_cleaned_holds_nothing_that_a_terminal_obeys(name: str) -> None:
    said = clean(STRINGS[name], newlines=True)
    assert hidden(said) == []
    assert most_marks(said) <= MARKS_PER_BASE
    assert "\n" not in clean(STRINGS[name])


@given(ANY)
def test_cleaning_what_is_clean_changes_nothing(given_: str) -> None:
    said = clean(given_, newlines=True)
    assert hidden(said) == []
    assert most_marks(said) <= MARKS_PER_BASE
    assert unicodedata.is_normalized("NFC", said)
    assert clean(said, newlines=True) == said
    assert unprintable(said) is None


def test_what_takes_the_short_way_needs_no_other() -> None:
    """Every character by itself: what is no suspect is what a closer look leaves as it is."""
    for char in map(chr, range(sys.maxunicode + 1)):
        if not text._suspect().search(char):
            assert char in "\n\t" or text._printed(char, 0) == char


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_character_is_named_with_its_place(name: str) -> None:
    found = unprintable(CONTROLS[name])
    assert found is not None
    offset, code = found
    assert code == f"U+{ord(CONTROLS[name][offset]):04X}"
    assert REPLACEMENT in clean(CONTROLS[name])


@given(ANY)
def test_json_says_all_of_it_and_a_terminal_obeys_nothing(given_: str) -> None:
    said = escaped(json.dumps(given_, ensure_ascii=False))
    assert hidden(said) == []
    assert most_marks(said) <= MARKS_PER_BASE
    assert json.loads(said) == given_


def test_no_letter_is_normalised_with_thousands_of_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting them as Unicode asks takes the square of their number."""
    normalised: list[str] = []

    class Watched:
        category = unicodedata.category

        @staticmethod
        def normalize(form: str, given_: str) -> str:
            normalised.append(given_)
            return unicodedata.normalize(form, given_[:1000])

    monkeypatch.setattr(text, "unicodedata", Watched)
    clean("a" + "\u0301\u0316\u200b" * 40_000)
    assert normalised
    assert most_marks("".join(normalised)) < 100


@pytest.mark.parametrize(
    "kept",
    [
        "e\u0301", "नमस्ते", "می\u200cخواهم", "👩\u200d👩\u200d👧", "❤\ufe0f", "한글", "Ελλάδα",
        "naïve – “so”", "ק\u05b8מ\u05b8ץ", "Việt Nam", "၁၉၁၇", "་བོད་",
    ],
)  # fmt: skip
def test_what_people_write_stays(kept: str) -> None:
    assert clean(kept) == unicodedata.normalize("NFC", kept)
