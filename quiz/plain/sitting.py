"""A sitting in lines, over the same session as the full screen."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from quiz.errors import ResponseError, TimeIsUp
from quiz.layouts import as_latin
from quiz.model import Form, Response
from quiz.plain import saying
from quiz.plain.afterwards import HELP as AFTERWARDS
from quiz.plain.afterwards import Afterwards
from quiz.plain.asking import ASKED, numbered, read_one
from quiz.plain.standing import growing, opening, standing
from quiz.plain.sure import TAKEN_BACK, counted, how_sure
from quiz.play.begin import timestamp
from quiz.play.grading.pick import calls_it_false
from quiz.play.modes import DEFAULT_MODE, mode_of
from quiz.play.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.model import Citation, Question, Sitting
    from quiz.packs.content import Source
    from quiz.plain.asking import Asked
    from quiz.plain.paper import Paper
    from quiz.play.complaining import Place
    from quiz.records.log import Log

HELP = f"""\
Type the number of your answer, or the answer itself where there are no numbers, then Enter.
  ?      I don't know
  s 1    the full reference of source [1] of the last answer
  s 1 apa  the same in a style: apa, mla, chicago-notes, chicago-author-date or gost
  q      leave; the sitting is kept and offered next time
  help   these lines
After an answer:
{AFTERWARDS}"""
_SOURCE = re.compile(
    r"s\s*(\d+)(?:\s+(apa|mla|chicago-notes|chicago-author-date|gost))?", re.IGNORECASE
)
_LEAVE = frozenset({"q", "quit", "exit"})
_WRITTEN = frozenset({Form.TYPED, Form.CLOZE})
_UNKNOWN = Response(unknown=True)


class _Left(Exception):
    """The student leaves, or there is no more input."""


class _Changed(Exception):
    """What was asked is not the current question any more."""


class PlainSitting:
    """Asks, records, and only then says what an answer was worth."""

    def __init__(
        self,
        session: Session,
        log: Log,
        paper: Paper,
        *,
        clock: Callable[[], float] = time.monotonic,
        source_text: Callable[[str], str | None] | None = None,
        closing: Callable[[Session], Sequence[str]] = lambda _: (),
        place: Callable[[str], Place | None] | None = None,
        source: Callable[[str], Source | None] | None = None,
    ) -> None:
        """`clock` measures seconds; `source_text` gives the local copy of a source by its id.

        `source`: the source itself, for its reference in a style.

        `closing`: lines that a mode has of its own at the end, after what the log knows.
        `place`: where a fact stands in the pack, by its key.
        """
        self._after = Afterwards(log, paper, place)
        self._closing = closing
        self._session = session
        self._log = log
        self._paper = paper
        self._clock = clock
        self._source_text = source_text
        self._source = source
        self._notes: tuple[Citation, ...] = ()

    def play(self) -> int:
        """Play until the sitting is finished or left; return the exit status, always 0."""
        again: Sitting | None = self._session.sitting
        try:
            while again is not None:
                self._begin(again)
                while not self._session.finished:
                    self._turn()
                again = self._end()
        except _Left:
            if not self._session.finished and self._log.flush(last=True):
                self._paper.say("The sitting is kept. The next start offers to go on with it.")
        self._say_unsaved(last=True)
        return 0

    def _begin(self, sitting: Sitting) -> None:
        if sitting is not self._session.sitting:
            session = self._session
            self._session = Session(
                sitting, now=session.now, new_id=session.new_id, learner=session.learner
            )
        self._log.start(sitting)
        self._say_unsaved()
        for line in opening(self._session):
            self._paper.say(line)
        self._paper.say("? I don't know, s 1 source 1, q leave, help for help.")

    def _turn(self) -> None:
        session = self._session
        question = session.current
        if question is None or session.call_time():
            return
        asked_again = session.returning
        self._say_question(question)
        started = self._clock()
        while True:
            try:
                response = self._ask(question)
            except _Changed:
                return
            elapsed = round(1000 * (self._clock() - started))
            now = session.now()
            rated = self._log.rated_today(session.sitting.user, question.facet, now)
            try:
                sure = how_sure(self._line) if session.asks_confidence(response) else None
                if sure == TAKEN_BACK:
                    continue
                turn = session.answer(
                    response, latency_ms=elapsed, rated_today=rated, confidence=sure
                )
            except TimeIsUp as error:
                self._paper.say(str(error))
                return
            except ResponseError as error:
                self._paper.say(str(error))
                continue
            if turn.answer is not None:
                break
            self._paper.say(turn.verdict.retry)
        saved = self._log.record(turn.answer)  # before anything is said of it
        self._after.turn = turn
        self._notes = turn.feedback.footnotes if session.mode.feedback_at_once else ()
        if session.mode.feedback_at_once:
            points = None if asked_again else turn.verdict.points
            for line in saying.said(turn.question, turn.feedback, points):
                self._paper.say(line)
            for line in counted(turn.answer.confidence, correct=turn.verdict.correct):
                self._paper.say(line)
        else:
            self._paper.say("Noted.")
        if not saved:
            self._say_unsaved()
        self._let_read()

    def _let_read(self) -> None:
        """Wait for Enter after the last verdict, and where a clock would run on. Raises _Left."""
        session = self._session
        if not session.mode.feedback_at_once:
            return
        with suppress(_Changed):
            if session.finished:
                with suppress(_Left):  # the end of input is no reason not to say how it went
                    self._line("Enter for the results:", may_be_empty=True)
            elif session.left() is not None:
                self._line("Enter for the next question:", may_be_empty=True)

    def _say_question(self, question: Question) -> None:
        session = self._session
        paper = self._paper
        paper.say()
        paper.say(standing(session))
        paper.say(question.prompt)
        dated = session.mode.dated and question.form is Form.TIMELINE
        for line in growing(question) if dated else ASKED[question.form].lines(question):
            paper.say(line)

    def _ask(self, question: Question) -> Response:
        """Return the response. Raises _Left at "q" and at the end of input."""
        asked = ASKED[question.form]
        while True:
            line = self._line(asked.hint(question))
            if line == "?" or (line == "0" and asked.zero_is_unknown):
                return _UNKNOWN
            try:
                response = _read(asked, question, line)
                return self._with_correction(question, response)
            except ResponseError as error:
                self._paper.say(f"{error} For I don't know type ?")

    def _with_correction(self, question: Question, response: Response) -> Response:
        """Ask what is right instead where a statement was called false."""
        correction = question.correction
        if correction is None or not calls_it_false(question, response.chosen[0]):
            return response
        texts = [option.text for option in correction.options]
        self._paper.say(correction.prompt)
        for text in numbered(texts):
            self._paper.say(text)
        while True:
            line = self._line(f"Number (1-{len(texts)}), ? for I don't know:")
            if line in ("?", "0"):
                return response
            try:
                chosen = read_one(texts, line)
            except ResponseError as error:
                self._paper.say(str(error))
                continue
            return Response(chosen=response.chosen, correction=chosen)

    def _line(self, prompt: str, *, may_be_empty: bool = False) -> str:
        """Return a line that is no command, nor empty unless it may be.

        Raises _Left; _Changed where a command led to another question.
        """
        asked = self._session.current
        while True:
            line = self._paper.ask(prompt)
            if line is None or line.casefold() in _LEAVE or self._leaves(line):
                raise _Left
            if match := _SOURCE.fullmatch(line):
                self._say_source(int(match[1]), (match[2] or "").lower())
            elif line.casefold() == "help":
                self._paper.say(HELP)
            elif self._after.obey(line, self._session):
                if self._after.unsaved:
                    self._say_unsaved()
                if line.casefold() == "undo" or self._session.current is not asked:
                    raise _Changed
            elif line or may_be_empty:
                return line

    def _leaves(self, line: str) -> bool:
        """Return whether it is the letter of the key q, where no letter can be the answer."""
        question = self._session.current
        return (
            as_latin(line) in ("q", "Q") and question is not None and question.form not in _WRITTEN
        )

    def _say_source(self, number: int, style: str) -> None:
        if not 1 <= number <= len(self._notes):
            known = f"1 to {len(self._notes)}" if self._notes else "none yet"
            self._paper.say(f"There is no source {number}; the last answer has {known}.")
            return
        citation = self._notes[number - 1]
        if style:
            self._paper.say(self._reference(citation, style))
            return
        text = self._source_text(citation.source) if self._source_text else None
        found = None
        if text and citation.phrase:
            from quiz.packs.passages import passage  # deferred: only a look at a source needs it

            found = passage(text, citation.phrase)
        for line in saying.source(citation, found):
            self._paper.say(line)

    def _reference(self, citation: Citation, style: str) -> str:
        """Return the reference in a style, or why it is in our own form."""
        from quiz.exchange.copied import MISSING, reference, styles  # deferred: 10 ms
        from quiz.records.settings import TITLES

        found = self._source(citation.source) if self._source else None
        made = reference(citation, found, style)
        if made.style == style:
            return made.text
        why = f"It has no form in {TITLES[style]}." if style in styles() else f"{MISSING}."
        return f"{made.text}\n{why}"

    def _end(self) -> Sitting | None:
        """Finish the sitting, say how it went, and return the missed ones if they are wanted."""
        session = self._session
        self._log.finish(session.sitting.id, timestamp(session.now()), "finished")
        if not session.mode.feedback_at_once:
            self._say_review()
        self._paper.say()
        results = session.results()
        for line in (*self._closing(session), *saying.results(results)):
            self._paper.say(line)
        self._say_unsaved()
        again = session.missed_again()
        if again is None:
            return None
        number = len(again.questions)
        what = "the missed question" if number == 1 else f"the {number} missed questions"
        wish = self._paper.ask(f"Play {what} again? (y/n)") or ""
        return again if as_latin(wish).casefold() in ("y", "yes") else None

    def _say_review(self) -> None:
        for number, turn in enumerate(self._session.review(), 1):
            self._paper.say()
            self._paper.say(f"Question {number}. {turn.question.prompt}")
            if turn.verdict.given:
                self._paper.say(f"You said: {turn.verdict.given}")
            for line in saying.said(turn.question, turn.feedback, turn.verdict.points):
                self._paper.say(line)

    def _say_unsaved(self, *, last: bool = False) -> None:
        """Say that answers are not saved yet; `last`: after one more try."""
        if last:
            self._log.flush(last=True)
        for line in saying.unsaved(self._log, last=last):
            self._paper.say(line)


def _read(asked: Asked, question: Question, line: str) -> Response:
    """Read an answer, also in the letters that are on the same keys. Raises ResponseError."""
    try:
        return asked.read(question, line)
    except ResponseError:
        with suppress(ResponseError):
            return asked.read(question, as_latin(line))
        raise


def offer_to_go_on(sitting: Sitting, answered: int, paper: Paper) -> bool | None:
    """Ask whether to go on with a sitting that was not finished; None at the end of input."""
    mode = mode_of(sitting.mode)
    played = "" if mode.id == DEFAULT_MODE else f" Mode: {mode.title.lower()}."
    paper.say(
        f"You stopped in {sitting.pack_title} after {answered}"
        f" {'answer' if answered == 1 else 'answers'} of a set of {len(sitting.questions)}.{played}"
    )
    while True:
        line = paper.ask("Go on with it? (y/n)")
        if line is None:
            return None
        meant = as_latin(line).casefold()
        if meant in ("", "y", "yes"):
            return True
        if meant in ("n", "no"):
            return False
