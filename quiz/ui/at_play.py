"""Playing: a set is drawn, its questions are asked, and the results are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from quiz.errors import QuizError
from quiz.play.begin import timestamp
from quiz.ui import browser, errands
from quiz.ui.after_leaf import AfterLeaf
from quiz.ui.game import Game
from quiz.ui.page import Page
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from quiz.ui.screens.source import SourceScreen, leaves_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.play.session import Session


class AtPlay(Game):
    """The part of the game from the drawing of a set to its results."""

    @dataclass
    class Prepared(Message):
        """A sitting is ready to be played."""

        sitting: Sitting

    _best: float | None = None

    @work(thread=True, exclusive=True, exit_on_error=False, group="errand")
    def _draw(
        self,
        pack: Callable[[], Pack],
        *,
        count: int,
        mode: str,
        topics: Sequence[str],
        settings: Mapping[str, str],
    ) -> None:
        try:
            sitting = errands.draw(
                self.desk,
                pack(),
                self.keeper(),
                count=count,
                mode=mode,
                topics=topics,
                settings=settings,
            )
        except QuizError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Prepared(sitting))

    def on_at_play_prepared(self, message: Prepared) -> None:
        """Play what was drawn, unless the student has gone elsewhere."""
        here = isinstance(self.screen, (HomeScreen, ResultsScreen))
        if here and message.sitting.user == self.desk.user:
            self._play(message.sitting)

    def _play(self, sitting: Sitting) -> None:
        try:
            self.desk.log.start(sitting)
            self._session = errands.resume(sitting, self.desk)
        except QuizError as error:
            self.go_home()
            self._say(str(error))
            return
        self._best = None
        self._learn_best(sitting.pack)
        if self._session.finished:
            self._show_results(self._session)
            return
        self._turn_to(
            QuestionScreen(
                self._session,
                record=partial(errands.record, self.desk),
                mark=partial(errands.mark, self.desk),
                rated_today=partial(errands.rated_today, self.desk),
                tick=self.desk.tick,
            )
        )

    @work(thread=True, exclusive=True, exit_on_error=False, group="best")
    def _learn_best(self, pack: str) -> None:
        best = errands.best_share(self.desk, pack)
        self.call_from_thread(setattr, self, "_best", best)

    def _save_again(self) -> None:
        if self.desk.log.unsaved:
            saved = self.desk.log.flush()
            if isinstance(self.screen, Page):
                self.screen.show_saved(saved)

    def on_after_leaf_reported(self, message: AfterLeaf.Reported) -> None:
        """Keep what a student says is wrong with a question."""
        if self._session is not None and isinstance(self.screen, AfterLeaf):
            self._report(self._session.sitting, message, self.screen)

    @work(thread=True, exit_on_error=False, group="report")
    def _report(self, sitting: Sitting, report: AfterLeaf.Reported, leaf: AfterLeaf) -> None:
        pack = partial(self._pack, sitting.pack)
        saved = errands.report(self.desk, sitting, report.turn, report.words, pack)
        self.call_from_thread(leaf.told, report.turn, saved=saved)

    def on_question_screen_paused(self) -> None:
        """Go home: the sitting is offered there."""
        self.go_home()

    def on_question_screen_finished(self, message: QuestionScreen.Finished) -> None:
        """Say in the log that it is finished, and show how it went."""
        session = message.session
        self.desk.log.finish(session.sitting.id, timestamp(self.desk.now()), "finished")
        self._show_results(session)

    def _show_results(self, session: Session) -> None:
        again = "again" in session.sitting.settings
        self._turn_to(
            ResultsScreen(
                session.results(),
                title=session.sitting.pack_title,
                review=session.review(),
                best_before=None if again else self._best,
            )
        )

    def on_question_screen_sources(self, message: QuestionScreen.Sources) -> None:
        """Show the passages of the question."""
        turn = message.turn
        question = turn.question
        corrections = question.correction.options if question.correction is not None else ()
        options = [(o.text, o.citations) for o in (*question.options, *corrections)]
        leaves = leaves_of(turn.feedback.footnotes, options)
        if leaves and self._session is not None:
            sitting = self._session.sitting
            shelf = errands.Shelf(partial(self._pack, sitting.pack))
            first = message.footnote - 1
            self.push_screen(SourceScreen(leaves, shelf, title=sitting.pack_title, first=first))

    def on_source_screen_closed(self) -> None:
        """Back to the question."""
        self._back()

    def on_source_screen_opened(self, message: SourceScreen.Opened) -> None:
        """Open the address of a source."""
        self._open(message.url)

    @work(thread=True, exclusive=True, exit_on_error=False, group="browser")
    def _open(self, url: str) -> None:
        if not browser.open_url(url):
            self.call_from_thread(
                self.notify, "There is no browser to open it in.", markup=False, timeout=4
            )

    def on_results_screen_again(self) -> None:
        """Ask what was missed again."""
        sitting = self._session.missed_again() if self._session is not None else None
        if sitting is not None:
            self._play(sitting)

    def on_results_screen_new_set(self) -> None:
        """Draw another set of the same kind."""
        if self._session is None:
            return
        sitting = self._session.sitting
        topics = sitting.settings.get("topics", "")
        count = sitting.settings.get("count", "")
        self._draw(
            partial(self._pack, sitting.pack),
            count=int(count) if count.isdecimal() else max(1, len(sitting.questions)),
            mode=sitting.mode,
            topics=topics.split("; ") if topics else (),
            settings=sitting.settings,
        )

    def on_results_screen_home(self) -> None:
        """Back to the packs."""
        self.go_home()
