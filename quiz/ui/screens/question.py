"""A question, and what there is to say about the answer, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.errors import ResponseError, TimeIsUp
from quiz.model import Response
from quiz.play.clock import figures
from quiz.play.heading import heading
from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.after_leaf import REPORTING, AfterLeaf
from quiz.ui.safe import block, text
from quiz.ui.widgets.feedback import FeedbackText, footnote_rows, reason_rows, verdict_row
from quiz.ui.widgets.forms import widget_for
from quiz.ui.widgets.hud import Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row
from quiz.ui.widgets.sure_line import HINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from textual import events

    from quiz.model import Answer, Question
    from quiz.play.session import Session, Turn
    from quiz.ui.reporting import Reporting
    from quiz.ui.widgets.forms.base import Form


class QuestionScreen(AfterLeaf):
    """Asks the questions of a session, one after the other, in place."""

    KEYS = keys.QUESTION
    SECTION = "Answering"

    @dataclass
    class Finished(Message):
        """Nothing is left to be asked."""

        session: Session

    @dataclass
    class Paused(Message):
        """The student wants to go home; for how many milliseconds the question stood open."""

        sitting: str
        open_for: int

    @dataclass
    class Sources(Message):
        """The passages are wanted, that of a footnote first."""

        turn: Turn
        footnote: int

    def __init__(
        self,
        session: Session,
        *,
        record: Callable[[Answer], bool],
        mark: Callable[[Answer, str], bool],
        reporting: Reporting,
        rated_today: Callable[[str], bool],
        tick: Callable[[], float],
        spent: int = 0,
    ) -> None:
        """`record` keeps an answer, durably or not yet; `mark` what is said of it later.

        `tick` is a clock in seconds; `spent`: milliseconds that the first question has stood open
        already, before a pause.
        """
        super().__init__(session, mark=mark, reporting=reporting)
        self._record = record
        self._rated_today = rated_today
        self._tick = tick
        self._spent = spent
        self._asked_at = 0.0
        self._number = 0
        self._returning = False
        self._rated: tuple[str, date, bool] | None = None
        """Of the open question: its facet, a day, and whether the facet was rated on it already."""

    def kinds(self) -> Iterable[type[Form]]:
        """Return the forms of the set's questions: none other is ever asked."""
        return map(widget_for, self._session.sitting.questions)

    def on_mount(self) -> None:
        """Ask the first question."""
        for form in self._forms.values():
            form.dated = self._session.mode.dated
        if self._session.limit is not None:
            self.set_interval(1.0, self._watch_clock)
        self._ask()

    def _open_for(self) -> int:
        """Return for how many milliseconds the question has stood open."""
        if self._held is not None:
            return self._held[1]
        return 0 if self._turn is not None else round(1000 * (self._tick() - self._asked_at))

    def _watch_clock(self) -> None:
        """Show the time that is left; where none is, end with what was answered."""
        if self._over:
            return
        if self._turn is None and self._session.call_time(self._open_for()):
            self._finish()
        else:
            self._show_standing()

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self.post_message(self.Finished(self._session))

    # Asking

    def _ask(self) -> None:
        question = self._session.current
        if question is None or self._session.call_time():
            self._finish()
            return
        self._turn = None
        self._number = self._session.number
        self._returning = self._session.returning
        self.wear(False, "-answered")
        self.prompt.set(self._prompt(question))
        form = self._forms[widget_for(question)]
        if self._form is not None and self._form is not form:
            self._form.leave()
        self._form = form
        form.ask(question)
        self.asked.styles.max_height = None
        self.asked.begin()
        self._asked_at = self._tick() - self._spent / 1000
        self._spent = 0
        self._show_standing()
        self.show_hints()
        self._rated = None
        self.call_after_refresh(self._look_up)

    def _look_up(self) -> None:
        """Ask the log about the open question while it is read, not while its verdict is due."""
        question = self._session.current
        if self._turn is None and question is not None:
            today = self._session.now().date()
            self._rated = (question.facet, today, self._rated_today(question.facet))

    def _was_rated(self, facet: str) -> bool:
        """Return whether a facet was rated today already."""
        known = self._rated
        if known is not None and known[:2] == (facet, self._session.now().date()):
            return known[2]
        return self._rated_today(facet)

    def _prompt(self, question: Question) -> list[Row]:
        before = "taken back" if self._session.redoing else "once more" if self._returning else ""
        above = heading(question)
        rows = (
            [Row(margin=text(before, "$note"), body=text(above, "$faint"))]
            if (above or before)
            else []
        )
        return [*rows, Row(body=block(question.prompt, "bold")), BLANK]

    def _show_standing(self) -> None:
        session = self._session
        counted = self._turn is not None or self._returning
        tells = session.mode.feedback_at_once
        left = session.left(self._open_for()) if session.limit is not None else None
        self.hud.set(
            Standing(
                number=self._number,
                total=session.total,
                done=self._number if counted else self._number - 1,
                right=session.right if tells else None,
                streak=session.streak if tells else 0,
                title=session.sitting.pack_title,
                left="" if left is None else figures(left),
                misses=session.misses,
                endless=not session.mode.counts_all,
            )
        )

    # Answering

    @property
    def writing(self) -> bool:
        """Whether an answer or a report is being typed."""
        if self._turn is not None or self._held is not None:
            return self._words is not None
        return self._form is not None and self._form.TYPES

    def typed(self, key: str, character: str | None) -> bool:
        """Give the form its keys while it is open, and a report that is written all of them."""
        if self._words is not None:
            return self._typed_words(key, character)
        if self._turn is not None or self._form is None:
            return False
        if self._held is not None:
            return self._typed_while_held(key)
        reply = self._form.press(key, character)
        if isinstance(reply, Response):
            self._submit(reply)
            return True
        if reply:
            self.call_after_refresh(self._follow_cursor)
        return reply

    def on_paste(self, event: events.Paste) -> None:
        """Give the form, or the report that is written, what was pasted."""
        taken = self._pasted_words(event.text)
        if not taken and self._turn is None and self._held is None and self._form is not None:
            taken = self._form.paste(event.text)
        if taken:
            event.stop()

    def on_form_given(self, message: Form.Given) -> None:
        """Take a response that was given with the mouse."""
        message.stop()
        if self._turn is None:
            self._submit(message.response)
            self.show_hints()

    def on_form_touched(self, message: Form.Touched) -> None:
        """Bring the last line up to date."""
        message.stop()
        self.show_hints()

    def _submit(self, response: Response, confidence: int | None = None) -> None:
        question = self._session.current
        if question is None or self._form is None:
            return
        before = self._session.streak
        took = round(1000 * (self._tick() - self._asked_at))
        if confidence is not None and self._held is not None:
            took = self._held[1]
        try:
            if confidence is None and self._session.asks_confidence(response):
                self._hold(response, took)
                return
            turn = self._session.answer(
                response,
                latency_ms=took,
                rated_today=self._was_rated(question.facet),
                confidence=confidence,
            )
        except TimeIsUp:
            self._finish()
            return
        except ResponseError as error:
            self._release()
            self._form.say_back(str(error))
            return
        if turn.answer is None:
            self._form.say_back(turn.verdict.retry)
            return
        self._release()
        # Nothing is shown as taken before it is kept, or is said not to be kept.
        self.show_saved(self._record(turn.answer))
        if self._session.mode.feedback_at_once:
            self._show(turn, reached=self._session.streak if self._session.streak > before else 0)
        else:
            self._ask()

    def _show(self, turn: Turn, *, reached: int) -> None:
        self._turn = turn
        marked = reached in (3, 5) or (reached > 0 and reached % 10 == 0)
        if self._form is not None:
            self._form.reveal(turn)
        self._say_verdict(
            verdict_row(
                turn.verdict,
                turn.feedback,
                streak=reached if marked else 0,
                counts=not self._returning,
                confidence=turn.answer.confidence if turn.answer is not None else None,
            )
        )
        self.feedback.set(
            reason_rows(
                turn.feedback.lines,
                answer_is_seen=self._form is not None and self._form.SHOWS_ANSWER,
            ),
            footnote_rows(turn.feedback.footnotes),
        )
        self.why.begin()
        self.wear(True, "-answered")
        self._share()
        self._show_standing()
        if marked:
            self.hud.celebrate()

    # Keys

    def hints(self) -> Sequence[Hint]:
        """Return the keys of the form, or those of an answered question."""
        if self._words is not None:
            return REPORTING
        if self._held is not None:
            return (*HINTS, Hint("?", "keys", "question_mark"), Hint("q", "pause", "q"))
        if self._turn is None:
            own = self._form.hints() if self._form is not None else ()
            types = self._form is not None and self._form.TYPES
            keys_hint = Hint("f1", "keys", "f1") if types else Hint("?", "keys", "question_mark")
            pause = Hint("f10", "pause", "f10") if types else Hint("q", "pause", "q")
            return (*own, keys_hint, pause)
        on = "results" if self._session.finished else "next"
        more = self.why.more or self.asked.more
        return (
            Hint("space", on, "space"),
            *((Hint("s", "sources", "s"),) if self._turn.feedback.footnotes else ()),
            *self._after_hints(),
            *((Hint("↑ ↓", "more"),) if more else ()),
            Hint("?", "keys", "question_mark"),
            Hint("q", "pause", "q"),
        )

    def do_next(self) -> None:
        """Go on, once there is an answer."""
        if self._turn is not None:
            self._ask()

    def do_sources(self) -> None:
        """Ask for the passages, once there is an answer: before, they would give it away."""
        if self._turn is not None:
            self.post_message(self.Sources(self._turn, 1))

    def on_feedback_text_note_clicked(self, message: FeedbackText.NoteClicked) -> None:
        """Show the passage of the footnote."""
        message.stop()
        if self._turn is not None:
            self.post_message(self.Sources(self._turn, message.number))

    def do_home(self) -> None:
        """Go home; the sitting is offered there."""
        self.post_message(self.Paused(self._session.sitting.id, self._open_for()))
