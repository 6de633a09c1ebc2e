"""What can be typed after a verdict: undo, right, report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.errors import ResponseError
from quiz.play.begin import timestamp
from quiz.play.complaining import complaint
from quiz.play.marks import RIGHT, UNDONE
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.model import Question
    from quiz.plain.paper import Paper
    from quiz.play.complaining import Place
    from quiz.play.session import Session, Turn
    from quiz.records.log import Log

HELP = """\
  undo   take your last answer back, and be asked again
  right  say that what you typed was right, where it was counted as wrong
  report the date is wrong
         tell the pack's author about the last question, in your words"""
_COMMAND = re.compile(r"(undo|right|report)(?:\s*:?\s+(.*))?", re.IGNORECASE)


class Afterwards:
    """Obeys what is typed about the answer before."""

    def __init__(
        self, log: Log, paper: Paper, place: Callable[[str], Place | None] | None = None
    ) -> None:
        """`place` tells where a fact stands in the pack, by its key."""
        self._log = log
        self._paper = paper
        self._place = place
        self.turn: Turn | None = None
        """The last answer."""
        self.unsaved = False
        """Whether the last thing that was obeyed is not saved yet."""

    def obey(self, line: str, session: Session) -> bool:
        """Do what the line says of the last answer; return whether it said anything.

        A word that could answer the current question is an answer.
        """
        match = _COMMAND.fullmatch(line)
        if match is None or _may_answer(line, session.current):
            return False
        word, more = match[1].lower(), (match[2] or "").strip()
        if more and word != "report":
            return False
        self.unsaved = False
        try:
            if word == "undo":
                self._keep(session, session.undo().id, UNDONE)
                self._paper.say("Taken back; it is asked again.")
            elif word == "right":
                self._keep(session, session.claim_right().id, RIGHT)
                self._paper.say("Counted as right, on your word. The pack's author can see it.")
            else:
                self._report(session, more)
        except ResponseError as error:
            self._paper.say(str(error))
        return True

    def _keep(self, session: Session, answer_id: str, kind: str) -> None:
        user, now = session.sitting.user, timestamp(session.now())
        self.unsaved = not self._log.mark(answer_id, kind, now, user)

    def _report(self, session: Session, words: str) -> None:
        turn = self.turn
        if turn is None:
            self._paper.say("There is no answered question to report yet.")
            return
        if not words:
            words = self._paper.ask("What is wrong with the last question? (Enter: nothing)") or ""
        if not words.strip():
            self._paper.say("Nothing was reported.")
            return
        place = self._place(turn.question.facts[0]) if self._place else None
        made = complaint(
            session.sitting, turn, words, place, now=session.now(), new_id=session.new_id()
        )
        self.unsaved = not self._log.complain(made)
        if not self.unsaved:
            self._paper.say("Reported. `quiz reports` shows it to the pack's author.")


def _may_answer(line: str, question: Question | None) -> bool:
    """Return whether the line is something that the question could be answered with."""
    if question is None:
        return False
    names = [*question.others, *question.documented]
    spelled = [*question.accepted, *(text for name in names for text in name.accepted)]
    corrections = question.correction.options if question.correction is not None else ()
    spelled += [option.text for option in (*question.options, *corrections)]
    return fold(line) in map(fold, spelled)
