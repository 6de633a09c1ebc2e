"""Keeping what a student says is wrong with a question; knows no widget."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from quiz.errors import LogError, QuizError
from quiz.play.complaining import complaint
from quiz.threads import started

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Thread

    from quiz.model import Question, Sitting
    from quiz.play.complaining import Place
    from quiz.play.session import Turn
    from quiz.ui.desk import Desk

PATIENCE_S = 3.0
"""The longest that a report waits for its line; a pack is read while the student writes."""


class Reporting:
    """Takes the reports of one sitting."""

    def __init__(self, desk: Desk, sitting: Sitting, path: Callable[[], Path]) -> None:
        """`path` finds the pack's file or folder. Raises PackNotFound."""
        self._desk = desk
        self._sitting = sitting
        self._path = path
        self._places: dict[str, Place | None] = {}
        self._seeking: Thread | None = None

    def seek(self, question: Question) -> None:
        """Begin to look up where the question's fact stands."""
        # No daemon: one that reads a pack as the program ends takes it down (SIGABRT), since what
        # validates the pack cannot be unwound. Who leaves just then waits tenths of a second.
        self._seeking = started(partial(self._seek, question.facts[0]))

    def _seek(self, key: str) -> None:
        from quiz.packs.whereabouts import place_of

        with suppress(QuizError, OSError):
            self._places[key] = place_of(self._path(), key)

    def send(self, turn: Turn, words: str) -> bool:
        """Keep a report; return whether it is durable.

        At once, with the fact's line if that is found by now: `quiz reports` can find it too.
        """
        if self._seeking is not None:
            self._seeking.join(PATIENCE_S)
        place = self._places.get(turn.question.facts[0])
        now, new_id = self._desk.now(), self._desk.new_id()
        made = complaint(self._sitting, turn, words, place, now=now, new_id=new_id)
        try:
            return self._desk.log.complain(made)
        except LogError:
            return False
