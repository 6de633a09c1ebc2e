"""Aiken: the plainest of all. One line a question, one a letter, and the letter that is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.told import asked, choices, is_single, line
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.exchange.reading.found import Reading
    from quiz.model import Question
    from quiz.packs.content import Pack

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MISREAD = re.compile(r"^(?:[A-Z][.)]\s|ANSWER\s*:)", re.IGNORECASE)
"""A prompt that an importer would take for an option or for the answer."""


def write(questions: Iterable[Question], _pack: Pack, _wanted: Wanted) -> Iterator[str]:
    """Yield the file, one question at a time."""
    for question in questions:
        found = choices(question)
        rows = [f"{letter}. {c.text}" for letter, c in zip(LETTERS, found, strict=False)]
        right = next(i for i, choice in enumerate(found) if choice.share == 1)
        yield "\n".join([line(asked(question)), *rows, f"ANSWER: {LETTERS[right]}", "", ""])


def refuses(question: Question) -> str:
    """Return why Aiken cannot hold a question, or ""."""
    if question.form is Form.TIMELINE:
        return "Aiken has no points for a place that is nearly right"
    found = choices(question)
    if not found or not is_single(question):
        return "Aiken has only questions with one right answer to choose"
    if len(found) > len(LETTERS):
        return "it has more options than there are letters"
    if _MISREAD.match(line(asked(question))):
        return "its question would be read as an option"
    return ""


def loses(_question: Question) -> str:
    """Return what of any question stays behind."""
    return "explanation, sources, id and topic; Aiken has no place for them"


def _read(text: str) -> Reading:
    from quiz.exchange.reading.aiken import read  # deferred: most only write

    return read(text)


AIKEN = Format(
    name="aiken",
    title="Aiken, the plainest text: question, options, the right letter",
    suffix=".txt",
    write=write,
    read=_read,
    refuses=refuses,
    loses=loses,
)
