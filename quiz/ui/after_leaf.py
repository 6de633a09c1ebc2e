"""After the verdict: take the answer back, say that it was right, report the question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.play.marks import RIGHT, UNDONE
from quiz.ui.safe import say, text
from quiz.ui.sure_leaf import SureLeaf
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.line_edit import LineEdit
from quiz.ui.widgets.prose import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.model import Answer
    from quiz.play.session import Session, Turn
    from quiz.ui.reporting import Reporting

ON_YOUR_WORD = "Right, on your word"
SENT = "reported, thank you"
KEPT_BACK = "reported, but not saved yet"
REPORTING = (Hint("enter", "report it", "enter"), Hint("esc", "leave it", "escape"))


class AfterLeaf(SureLeaf):
    """A question whose verdict can be answered back to."""

    _over = False
    """Whether the results are on their way."""

    def __init__(
        self, session: Session, *, mark: Callable[[Answer, str], bool], reporting: Reporting
    ) -> None:
        """`mark` keeps what is said of an answer, `reporting` what is said of a question."""
        super().__init__()
        self._reporting = reporting
        self._session = session
        self._mark = mark
        self._words: LineEdit | None = None
        """What is being reported; None while nothing is."""
        self._headline: Row = Row()

    def _ask(self) -> None:
        """Ask the current question."""
        raise NotImplementedError

    def _show(self, turn: Turn, *, reached: int) -> None:
        """Show what there is to say about an answer."""
        raise NotImplementedError

    def _say_verdict(self, headline: Row) -> None:
        """Show the verdict's line, and nothing of an earlier report."""
        self._words = None
        self._headline = headline
        self.verdict.set([headline])

    def do_undo(self) -> None:
        """Take the last answer back; on an open question, the one before it."""
        if self._over or self._held is not None or not self._session.can_undo:
            return
        self.show_saved(self._mark(self._session.undo(), UNDONE))
        self._ask()

    def do_claim(self) -> None:
        """Count what was typed as right, on the student's word."""
        turn = self._turn
        if self._over or turn is None or not self._session.can_claim:
            return
        answer = self._session.claim_right()
        self.show_saved(self._mark(answer, RIGHT))
        verdict = replace(turn.verdict, score=1.0, correct=True, remark="")
        told = replace(turn.feedback, headline=ON_YOUR_WORD)
        self._show(replace(turn, verdict=verdict, told=told, answer=answer), reached=0)

    def do_report(self) -> None:
        """Ask what is wrong with the question."""
        if self._turn is not None and not self._over:
            self._reporting.seek(self._turn.question)
            self._words = LineEdit()
            self._show_words()

    def _send(self, turn: Turn, words: str) -> None:
        """Keep a report, and say so once it is kept."""
        saved = self._reporting.send(turn, words)
        self.show_saved(saved)
        told = say(" — {told}", "$note", told=SENT if saved else KEPT_BACK)
        row = replace(self._headline, body=self._headline.body.append(told))
        self.verdict.set([row])

    def _typed_words(self, key: str, character: str | None) -> bool:
        """Take every key while a report is written: none of them is meant for the page."""
        line = self._words
        if line is None:
            return False
        if key == "escape":
            self._say_verdict(self._headline)
        elif key == "enter":
            self._say_verdict(self._headline)
            if line.text.strip() and self._turn is not None:
                self._send(self._turn, line.text.strip())
        elif line.press(key, character):
            self._show_words()
        return True

    def _pasted_words(self, pasted: str) -> bool:
        """Put pasted text into the report; return whether one is being written."""
        if self._words is None:
            return False
        self._words.insert(pasted)
        self._show_words()
        return True

    def _show_words(self) -> None:
        if self._words is None:
            return
        line = self._words.show(active=True)
        if not self._words.text:
            line = line.append(text("What is wrong with this question?", "$faint"))
        self.verdict.set([Row(margin=text("report", "$note"), body=line)])

    def _after_hints(self) -> Sequence[Hint]:
        """Return the keys that answer a verdict back."""
        session = self._session
        return (
            *((Hint("w", "I was right", "w", minor=True),) if session.can_claim else ()),
            *((Hint("u", "undo", "u", minor=True),) if session.can_undo else ()),
            Hint("r", "report", "r", minor=True),
        )
