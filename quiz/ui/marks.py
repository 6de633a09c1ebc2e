"""The signs that the screens use, each one cell wide, and what stands for them in words."""

from __future__ import annotations

from typing import Final

RIGHT: Final = "✓"
WRONG: Final = "✗"
PARTLY: Final = "~"
CURSOR: Final = "▸"
CHOSEN: Final = "●"
FREE: Final = "○"
RULE: Final = "─"
RULE_WIDTH: Final = 12
DONE: Final = "━"
HALF: Final = "╸"
FLEURON: Final = "❦"

FOOTNOTE_MARKS: Final = {3: "†", 5: "‡", 10: "⁂"}
"""What a streak of that length earns: the printer's own series of footnote marks."""

_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORDS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
_ORDINALS: Final = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")


def superscript(*numbers: int) -> str:
    """Return footnote numbers as they stand after a sentence: "¹" or "¹,³"."""
    return ",".join(str(number) for number in numbers).translate(_SUPERSCRIPTS)


def streak_mark(streak: int) -> str:
    """Return the mark of the longest streak reached that has one, "" below three."""
    reached = [length for length in FOOTNOTE_MARKS if streak >= length]
    return FOOTNOTE_MARKS[max(reached)] if reached else ""


def in_words(number: int) -> str:
    """Return "seven" for 7; figures from eleven on."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def ordinal(number: int) -> str:
    """Return "1st" for 1."""
    return _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else str(number)


def letter(index: int) -> str:
    """Return "A" for 0; "" beyond "Z"."""
    return chr(ord("A") + index) if 0 <= index < 26 else ""


def count(number: int, one: str, many: str) -> str:
    """Return "1 question", "2 questions", "1,000 questions"."""
    return " ".join((format(number, ",d"), one if number == 1 else many))


def bar(share: float, width: int) -> tuple[str, str]:
    """Return the done and the open part of a thin bar; a share above 0 shows, one below 1 too."""
    if width <= 0:
        return "", ""
    halves = round(2 * width * min(1.0, max(0.0, share)))
    if share > 0:
        halves = max(1, halves)
    if share < 1:
        halves = min(2 * width - 1, halves)
    done = DONE * (halves // 2) + (HALF if halves % 2 else "")
    return done, RULE * (width - len(done))
