"""Which keys answer a question, and which question is being asked, as the log has it."""

from __future__ import annotations

import re
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from quiz.model import Form, Response
from quiz.play.begin import DEFAULT_USER
from quiz.play.grading import partners
from quiz.play.grading.arrange import right_slots
from quiz.play.grading.pick import calls_it_false
from quiz.play.session import Session
from quiz.records.log import Log
from tests.make import key, miss

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Answer, Question
    from tests.e2e.terminal import Terminal

TITLE = "Trotsky and Stalin"
ANSWERED = "space "
"""The last line says what space does once there is a verdict."""
OPEN = "don’t know"
"""And before that, how to give up."""
PATIENCE = 10.0
"""Seconds that a sitting takes at most to come into the log."""


def answers(home: Path, *, raw: bool = False) -> list[Answer]:
    """Return what the log of QUIZ_HOME has, while the program may be running.

    `raw`: what was taken back too.
    """
    with Log.open(home / "data", read_only=True) as log:
        return list(log.answers(raw=raw))


def session(home: Path, user: str = DEFAULT_USER) -> Session:
    """Return the sitting that is being played, as far as the log knows.

    It is there a moment after its first question is on the screen.
    """
    deadline = time.monotonic() + PATIENCE
    while (begun := _begun(home, user)) is None:
        assert time.monotonic() < deadline, "no sitting was begun"
    return begun


def _begun(home: Path, user: str) -> Session | None:
    with Log.open(home / "data", read_only=True) as log:
        sitting = log.unfinished(user)
        if sitting is None:
            return None
        answered = tuple(log.answers(sitting=sitting.id, raw=True))
    return Session(
        sitting,
        now=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid.uuid4()),
        answered=answered,
    )


def choose(terminal: Terminal, title: str = TITLE) -> None:
    """Start a pack from the home screen, by the number before its title."""
    terminal.wait(lambda: _number(terminal, title) != "", f"a number before “{title}”")
    terminal.press(_number(terminal, title))


def _number(terminal: Terminal, title: str) -> str:
    found = re.search(rf"^ *▸? *(\d)  {re.escape(title)}", terminal.text, re.MULTILINE)
    return found[1] if found else ""


def asked(terminal: Terminal, home: Path, user: str = DEFAULT_USER) -> Question:
    """Wait until the current question stands on the screen; return it."""

    def found() -> Question | None:
        begun = _begun(home, user)
        current = begun.current if begun is not None else None
        seen = current is not None and terminal.shows(" ".join(current.prompt.split())[:40])
        return current if seen else None

    terminal.wait(lambda: OPEN in terminal.foot, "a question")
    terminal.wait(lambda: found() is not None, "the question that the log has")
    current = found()
    assert current is not None
    return current


def answer(terminal: Terminal, question: Question, *, right: bool) -> None:
    """Type the answer and wait for the verdict."""
    terminal.press(*keys(question, response(question, right=right)))
    verdict(terminal)


def response(question: Question, *, right: bool) -> Response:
    if question.form is Form.MATCH:
        shown = partners(question)
        chosen = [shown.index(partner) for _, partner in question.pairs]
        return Response(chosen=tuple(chosen if right else [*chosen[1:], chosen[0]]))
    if question.form is Form.TIMELINE:
        first, last = right_slots(question)
        return Response(chosen=(first if right else 0 if first else last + 1,))
    return key(question) if right else miss(question)


def verdict(terminal: Terminal) -> None:
    terminal.wait(lambda: ANSWERED in terminal.foot, "a verdict")


def keys(question: Question, response: Response) -> list[str]:
    """Return the keys that give the response."""
    numbers = [str(index + 1) for index in response.chosen]
    if question.form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        return [response.text, "enter"]
    if question.form is Form.MATCH:
        return [*(chr(ord("a") + index) for index in response.chosen), "enter"]
    if question.form is Form.TRUE_FALSE:
        says_false = calls_it_false(question, response.chosen[0])
        corrections = question.correction.options if question.correction else ()
        right = [str(i + 1) for i, option in enumerate(corrections) if option.correct]
        return ["f", *right[:1]] if says_false else ["t"]
    several = sum(option.correct for option in question.options) > 1
    if question.form in (Form.MULTI, Form.ORDER) or (question.form is Form.SOURCES and several):
        return [*numbers, "enter"]
    return numbers
