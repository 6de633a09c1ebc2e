"""How a sitting went: the score, by topic, and what to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.play.certainty import SURE
from quiz.play.feedback import right_answer
from quiz.play.results import Missed
from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.marks import (
    FLEURON,
    RIGHT,
    WRONG,
    bar,
    streak_mark,
    superscript,
)
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.card import card_rows
from quiz.ui.widgets.certainty_rows import certainty_rows
from quiz.ui.widgets.feedback import cited
from quiz.ui.widgets.figures import large
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from quiz.model import Citation, Question
    from quiz.play.session import Results, TopicScore, Turn
    from quiz.reports.games import End

TOPIC_BAR = 16
STEPS = 18
"""Steps in which the score counts up."""


class ResultsScreen(Page):
    """The last page of a sitting."""

    KEYS = keys.RESULTS
    SECTION = "Results"
    BEGINS = True

    class Again(Message):
        """What was missed is to be asked again."""

    class NewSet(Message):
        """New questions of the same kind are wanted."""

    class Home(Message):
        """Back to the packs."""

    @dataclass
    class Copy(Message):
        """The card is wanted in the clipboard."""

        card: str

    def __init__(
        self,
        results: Results,
        *,
        title: str,
        review: Sequence[Turn],
        best_before: float | None,
        end: End | None = None,
        every: bool = False,
    ) -> None:
        """`best_before`: the best share of points in this pack until now, None for the first.

        `end`: what the mode has of its own to say; `every`: all questions are gone through, and
        not only what was missed, since none was told of before.
        """
        super().__init__()
        self._end = end
        self._every = every
        self._results = results
        self._title = title
        self._review = {turn.question.id: turn for turn in review}
        self._best_before = best_before
        self._step = STEPS
        self._timer: Timer | None = None

    def parts(self) -> ComposeResult:
        """Compose head and page."""
        yield Hud()
        with Scroll(id="text"):
            yield Prose(ident="score")
            yield Prose(ident="rest")

    def on_mount(self) -> None:
        """Show the page, the score counting up unless animations are off."""
        results = self._results
        self.query_one(Hud).set(
            Standing(
                number=results.total,
                total=results.total,
                done=results.total,
                title=self._title,
            )
        )
        self.query_one("#rest", Prose).set(self._rest())
        if self.app.animation_level != "none" and results.points:
            self._step = 0
            self._timer = self.set_interval(1 / 30, self._count_up)
        self._show_score()
        self.call_after_refresh(self.show_hints)

    def _count_up(self) -> None:
        self._step += 1
        if self._step >= STEPS and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._show_score()

    def _show_score(self) -> None:
        results = self._results
        if self._end is not None and self._end.sides:
            self.query_one("#score", Prose).set(_sides(*self._end.sides))
            return
        share = 1 - (1 - min(1.0, self._step / STEPS)) ** 3
        counts = self._end is not None and self._end.counts
        top, middle, bottom = large(round((results.right if counts else results.points) * share))
        style = "bold $note"
        beside = [
            say("right, of {total} tried", total=results.total)
            if counts
            else say("of {out_of:,} points", out_of=results.out_of),
            say("{points:,} points", points=results.points)
            if counts
            else say("{right} of {total} right", right=results.right, total=results.total),
            self._aside(),
        ]
        self.query_one("#score", Prose).set(
            [
                Row(body=Content.assemble((line, style), "   ", told.stylize_before("$faint")))
                for line, told in zip((top, middle, bottom), beside, strict=True)
            ]
        )

    def _aside(self) -> Content:
        results = self._results
        minutes, seconds = divmod(results.seconds, 60)
        time = (
            say("{minutes} min", minutes=minutes + (seconds >= 30))
            if minutes
            else say("{seconds} s", seconds=seconds)
        )
        if results.best_streak < 2:
            return time
        mark = streak_mark(results.best_streak)
        streak = say(
            "best streak {n}{mark}",
            n=results.best_streak,
            mark=text(mark and " ".join(("", mark)), "$note"),
        )
        return join([streak, time], " · ")

    # The page below the score

    def _rest(self) -> list[Row]:
        rows = [BLANK, *self._closing_words(), BLANK, *self._topics()]
        rows += certainty_rows(self._results.certainty)
        for heading, questions in (
            ("To read again", self._results.missed),
            ("What you had right", self._had_right() if self._every else ()),
        ):
            if questions:
                rows += [BLANK, Row(body=text(heading, "bold $note"))]
            for one in questions:
                rows += [BLANK, *self._missed(one)]
        return [*rows, BLANK, Row(body=text(FLEURON, "$note")), BLANK]

    def _had_right(self) -> list[Missed]:
        turns = [turn for turn in self._review.values() if turn.verdict.correct]
        return [Missed(question=turn.question, given="") for turn in turns]

    def _closing_words(self) -> list[Row]:
        """Return sentences that are true, and kind; the card of a daily set below them."""
        end = self._end
        if end is None:
            return [self._praise()]
        said = [Row(body=text(sentence, "bold")) for sentence in end.sentences]
        if end.card:
            return [*card_rows(end.card), *said]
        return said if end.counts or end.sides else [self._praise(), *said]

    def _praise(self) -> Row:
        results = self._results
        share = results.points / results.out_of if results.out_of else 0.0
        if results.right == results.total and results.points == results.out_of:
            words = "Not one slip: every answer right."
        elif self._best_before is not None and share > self._best_before:
            before = round(100 * self._best_before)
            return Row(
                margin=text("†", "$note"),
                body=say("Your best in this pack so far; it was {n} %.", "bold", n=before),
            )
        elif share >= 0.8:
            words = "Well read."
        elif share >= 0.5:
            words = "More than half is yours already. The rest is below, with its sources."
        else:
            words = "A beginning. What you missed is below, with its sources."
        return Row(body=text(words, "bold"))

    def _topics(self) -> list[Row]:
        return [_topic_row(score) for score in self._results.by_topic if score.topic]

    def _missed(self, missed: Missed) -> list[Row]:
        question = missed.question
        turn = self._review.get(question.id)
        notes: Sequence[Citation] = (
            turn.feedback.footnotes if turn is not None else question.citations
        )
        rows = [
            *([Row(body=block(_capital(question.subject), "bold"))] if question.subject else []),
            Row(body=block(question.prompt, "$faint" if question.subject else "bold")),
            self._right_row(question, turn),
        ]
        if missed.given:
            wrong = text(WRONG, "$wrong")
            rows.append(
                Row(
                    margin=join([text("yours", "$faint"), wrong], " "),
                    wide=join([text("your answer", "$faint"), wrong], " "),
                    body=block(missed.given, "$wrong"),
                )
            )
        if missed.confidence == SURE:
            rows.append(Row(body=text("You were sure of it.", "$note")))
        if turn is not None:
            rows += [
                Row(body=block(line.text).append(text(superscript(*line.notes), "$note")))
                for line in turn.feedback.lines
                if line.kind not in ("answer", "remark")
            ]
        elif question.explanation:
            rows.append(Row(body=block(question.explanation)))
        for number, citation in enumerate(notes, start=1):
            rows.append(Row(margin=text(superscript(number), "$note"), body=cited(citation)))
        return rows

    def _right_row(self, question: Question, turn: Turn | None) -> Row:
        """Return the right answer, marked as the student's own where it was."""
        right = text(RIGHT, "$right")
        answer = block(right_answer(question))
        if not (self._every and turn is not None and turn.verdict.correct):
            return Row(margin=right, body=answer)
        return Row(
            margin=join([text("yours", "$faint"), right], " "),
            wide=join([text("your answer", "$faint"), right], " "),
            body=answer,
        )

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        more = self.query_one("#text", Scroll).more
        return (
            *((Hint("m", "the missed again", "m"),) if self._results.missed else ()),
            *((Hint("c", "copy the card", "c"),) if self._card() else ()),
            *(() if self._card() else (Hint("n", "new set", "n"),)),
            Hint("enter", "home", "enter"),
            *((Hint("↑ ↓", "more"),) if more else ()),
            Hint("?", "keys", "question_mark"),
        )

    def do_again(self) -> None:
        """Ask for the missed ones again."""
        if self._results.missed:
            self.post_message(self.Again())

    def do_new(self) -> None:
        """Ask for a new set; of a daily one there is no other today."""
        if not self._card():
            self.post_message(self.NewSet())

    def _card(self) -> str:
        return self._end.card if self._end is not None else ""

    def do_copy(self) -> None:
        """Ask for the card to be copied."""
        if self._card():
            self.post_message(self.Copy(self._card()))

    def do_home(self) -> None:
        """Go home."""
        self.post_message(self.Home())


def _topic_row(score: TopicScore) -> Row:
    share = score.right / score.total if score.total else 0.0
    done, rest = bar(share, TOPIC_BAR)
    return Row(
        margin=say("{right} of {total}", "$faint", right=score.right, total=score.total),
        body=Content.assemble((done, "$note"), (rest, "$hair"), "  ", text(score.topic)),
    )


def _sides(left: tuple[str, int], right: tuple[str, int]) -> list[Row]:
    """Return the points of two players in large figures, with their names below."""
    style = "bold $note"
    rows = [
        Row(body=Content.assemble((a, style), text(between), (b, style)))
        for a, between, b in zip(
            large(left[1]), ("     ", "  –  ", "     "), large(right[1]), strict=True
        )
    ]
    names = say("{left}  –  {right}", "$faint", left=left[0], right=right[0])
    return [*rows, Row(body=names)]


def _capital(heading: str) -> str:
    return heading[:1].upper() + heading[1:]
