"""Keys of keyboards without Latin letters."""

from __future__ import annotations

import string
import unicodedata

import pytest

from quiz.layouts import latin

KNOWN = {
    "й": "q", "Ф": "A", "ы": "s", "і": "s", "т": "n", "Ь": "M",
    "σ": "s", "Ξ": "J", "ν": "n", "ד": "s", "א": "t", "מ": "n", "س": "s", "ى": "n",
    "１": "1", "٣": "3", "۳": "3", "३": "3", "ｎ": "n", "Ｎ": "N", "？": "?", "؟": "?",
}  # fmt: skip


@pytest.mark.parametrize(("character", "meant"), KNOWN.items())
def test_the_letter_of_the_same_key(character: str, meant: str) -> None:
    assert latin(character) == meant


def test_ascii_means_itself_and_the_rest_nothing() -> None:
    for character in (*string.printable, "", "ab", "é", "ß", "中", "½", "²", "😀", "\u0301"):
        assert latin(character) is None, character


def test_every_digit_of_every_script_is_one() -> None:
    digits = [chr(code) for code in range(128, 0x110000) if unicodedata.category(chr(code)) == "Nd"]
    assert len(digits) > 500
    assert all(latin(digit) == str(unicodedata.decimal(digit)) for digit in digits)
