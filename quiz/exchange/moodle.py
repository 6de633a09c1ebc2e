"""What Moodle's two formats share: its fractions, the category, names and what it cannot hold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from quiz.exchange.told import TYPED, asked, line
from quiz.model import Form

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.packs.content import Pack

FRACTIONS = (
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30",
    "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0",
)  # fmt: skip
"""The percentages that Moodle takes; with any other it refuses the question."""
NAME_CHARACTERS = 120
ID_CHARACTERS = 100
TAG_CHARACTERS = 50


def percent(share: float) -> str:
    """Return a share as the nearest percentage that Moodle takes."""
    nearest = min(FRACTIONS, key=lambda text: abs(float(text) - abs(share) * 100))
    return f"-{nearest}" if share < 0 and nearest != "0" else nearest


def category(pack: Pack) -> str:
    """Return the question bank's category for a pack: “/” would begin a category within it."""
    return f"$course$/top/{line(pack.title).replace('/', '//')}"


def name(question: Question) -> str:
    """Return what the question is called in the bank: its prompt, cut where it is long."""
    text = line(asked(question))
    return text if len(text) <= NAME_CHARACTERS else f"{text[: NAME_CHARACTERS - 1].rstrip()}…"


def identity(question: Question) -> str:
    """Return the question's id; a longer one than Moodle keeps ends in a hash of the whole."""
    found = line(question.id)
    if len(found) <= ID_CHARACTERS:
        return found
    short = hashlib.sha256(question.id.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{found[: ID_CHARACTERS - 13]}~{short}"


def tags(question: Question) -> list[str]:
    """Return topic, form and level as tags."""
    found = (line(question.topic), str(question.form), f"level {question.level}")
    return [tag[:TAG_CHARACTERS].strip() for tag in found if tag]


def no_wildcard(text: str) -> str:
    """Return an answer to be typed in which a star is a star, not anything at all."""
    return text.replace("*", r"\*")


def loses(question: Question) -> str:
    """Return what neither of Moodle's formats can hold of a question."""
    if question.form is Form.TRUE_FALSE and question.correction is not None:
        return "what is right instead is told, but not asked"
    if question.form in TYPED:
        return "no slip of the finger is forgiven there"
    if question.form is Form.NUMBER and question.half_life:
        return "a near miss earns its points in steps"
    return ""
