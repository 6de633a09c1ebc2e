"""A duel: one question, two hands, and who takes the point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from quiz.play.duel import HANDS, SIDES, side_of
from quiz.play.heading import heading
from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.marks import RIGHT
from quiz.ui.question_leaf import QuestionLeaf
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.feedback import FeedbackText, footnote_rows, reason_rows
from quiz.ui.widgets.forms.duel import DuelForm
from quiz.ui.widgets.hud import Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Row
from quiz.ui.widgets.sides import Side, Sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from quiz.model import Answer
    from quiz.play.duel import Duel, Press, Round
    from quiz.play.session import Turn
    from quiz.ui.widgets.forms.base import Form


class DuelScreen(QuestionLeaf):
    """Asks both players, question after question, in place."""

    KEYS = keys.DUEL
    SECTION = "A duel"

    @dataclass
    class Finished(Message):
        """Every question is decided."""

        duel: Duel

    class Paused(Message):
        """The players want to go home."""

    @dataclass
    class Sources(Message):
        """The passages are wanted, that of a footnote first."""

        turn: Turn
        footnote: int

    def __init__(
        self, duel: Duel, *, record: Callable[[Answer], bool], tick: Callable[[], float]
    ) -> None:
        """`record` keeps an answer, durably or not yet; `tick` is a clock in seconds."""
        super().__init__()
        self._duel = duel
        self._record = record
        self._tick = tick
        self._asked_at = 0.0
        self._number = 0
        self._presses: list[Press] = []
        self._round: Round | None = None

    def kinds(self) -> Iterable[type[Form]]:
        """Return the one form of a duel."""
        return [DuelForm]

    def head(self) -> ComposeResult:
        """Compose the running head and the players."""
        yield self.hud
        yield Sides()

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()

    def _ask(self) -> None:
        question = self._duel.current
        if question is None:
            self.post_message(self.Finished(self._duel))
            return
        self._turn, self._round, self._presses = None, None, []
        self._number = self._duel.number
        self.wear(False, "-answered")
        above = heading(question)
        topic = [Row(body=text(above, "$faint"))] if above else []
        prompt = [*topic, Row(body=block(question.prompt, "bold")), BLANK]
        self.prompt.set(prompt)
        form = self._forms[DuelForm]
        self._form = form
        form.ask(question)
        self.asked.styles.max_height = None
        self.asked.begin()
        self._show_standing()
        self.show_hints()
        self._asked_at = self._tick()

    def _show_standing(self) -> None:
        duel = self._duel
        decided = self._round is not None
        self.hud.set(
            Standing(
                number=self._number,
                total=duel.total,
                done=self._number if decided else self._number - 1,
                title=duel.sitting.pack_title,
            )
        )
        self.query_one(Sides).set([self._side(side) for side in SIDES])

    def _side(self, side: int) -> Side:
        state, style = "", "$faint"
        if self._round is not None:
            if self._round.winner == side:
                state, style = " ".join((RIGHT, "takes the point")), "$right"
            else:
                state = "–"
        elif self._duel.locked(side):
            state = "had a try: wait for the next one"
        size = len(self._duel.current.options) if self._duel.current else 0
        return Side(
            name=self._duel.names[side],
            score=self._duel.scores[side],
            keys=" ".join(HANDS[side][:size]),
            state=state,
            style=style,
        )

    # Answering

    def typed(self, key: str, _character: str | None) -> bool:
        """Take a key of one of the hands; other keys mean what they mean everywhere."""
        meant = side_of(key)
        if meant is None:
            return False
        if self._round is None:
            pressed = self._duel.press(*meant, latency_ms=self._open_for())
            self._take((pressed,) if pressed is not None else ())
        return True  # a hand that comes too late does nothing else

    def do_unknown(self) -> None:
        """Let the question be nobody's."""
        if self._round is None:
            self._take(self._duel.give_up(latency_ms=self._open_for()))

    def _open_for(self) -> int:
        return round(1000 * (self._tick() - self._asked_at))

    def _take(self, presses: Sequence[Press]) -> None:
        for press in presses:
            if press.turn.answer is not None:
                self.show_saved(self._record(press.turn.answer))  # before it is shown
            self._presses.append(press)
        if self._presses and self._presses[-1].over:
            self._show(self._duel.round(self._presses))
        self._show_standing()
        self.show_hints()

    def _show(self, decided: Round) -> None:
        self._round = decided
        self._turn = replace(self._presses[-1].turn, told=decided.feedback)
        form = self._forms[DuelForm]
        if isinstance(form, DuelForm):
            form.show_round(decided, self._duel.names)
        self.verdict.set([self._headline(decided)])
        self.feedback.set(
            reason_rows(decided.feedback.lines, answer_is_seen=True),
            footnote_rows(decided.feedback.footnotes),
        )
        self.why.begin()
        self.wear(True, "-answered")
        self._share()
        self.call_after_refresh(self.show_hints)

    def _headline(self, decided: Round) -> Row:
        if decided.winner is None:
            return Row(body=text("Nobody takes the point", "bold"))
        name = text(self._duel.names[decided.winner], "bold")
        said = say("{name} takes the point", name=name)
        return Row(body=join([text(RIGHT, "$right"), said], " "))

    # Keys

    def hints(self) -> Sequence[Hint]:
        """Return both hands' keys, or those of a question that is decided."""
        if self._round is None:
            return (
                Hint("1–4", "left"),
                Hint("7–0", "right"),
                Hint("x", "nobody knows", "x"),
                Hint("?", "keys", "question_mark"),
                Hint("q", "pause", "q"),
            )
        more = self.why.more or self.asked.more
        return (
            Hint("space", "results" if self._duel.finished else "next", "space"),
            *((Hint("s", "sources", "s"),) if self._round.feedback.footnotes else ()),
            *((Hint("↑ ↓", "more"),) if more else ()),
            Hint("?", "keys", "question_mark"),
            Hint("q", "pause", "q"),
        )

    def do_next(self) -> None:
        """Go on, once it is decided."""
        if self._round is not None:
            self._ask()

    def do_sources(self) -> None:
        """Ask for the passages, once it is decided."""
        if self._turn is not None:
            self.post_message(self.Sources(self._turn, 1))

    def on_feedback_text_note_clicked(self, message: FeedbackText.NoteClicked) -> None:
        """Show the passage of the footnote."""
        message.stop()
        if self._turn is not None:
            self.post_message(self.Sources(self._turn, message.number))

    def do_home(self) -> None:
        """Go home; the duel is offered there."""
        self.post_message(self.Paused())
