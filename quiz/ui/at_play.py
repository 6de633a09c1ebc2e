"""Playing: a set is drawn, its questions are asked, and the results are shown."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from quiz.errors import LogError, QuizError
from quiz.play.begin import timestamp
from quiz.play.modes import mode_of
from quiz.quick import dataclass
from quiz.records.settings import TITLES
from quiz.ui import errands
from quiz.ui.game import Part
from quiz.ui.page import Page
from quiz.ui.safe import lines, plain, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.play.session import Session, Turn
    from quiz.reports.games import Before
    from quiz.ui import errands_games
    from quiz.ui.screens.question import QuestionScreen
    from quiz.ui.screens.source import SourceScreen


class AtPlay(Part):
    """The part of the game from the drawing of a set to its results."""

    @dataclass
    class Prepared(Message):
        """A sitting is ready to be played."""

        sitting: Sitting

    @dataclass
    class Begun(Message):
        """The day's set was begun, or played, already."""

        found: Sitting | errands_games.Played
        title: str

    _best: float | None = None
    _before: Before | None = None
    _spent: tuple[str, int] = ("", 0)
    """The sitting that was paused, and the milliseconds that its question had stood open."""

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
        from quiz.ui import errands_games

        try:
            read = pack()
            begun = (
                errands_games.today(self.desk, read.id) if errands_games.is_daily(mode) else None
            )
            if begun is not None:
                self.post_message(self.Begun(begun, read.title))
                return
            sitting = errands.draw(
                self.desk,
                read,
                self.keeper(),
                count=count,
                mode=mode,
                topics=topics,
                settings=settings,
            )
        except QuizError as error:
            self.post_message(self.Refused(str(error)))
        else:
            own = errands_games.with_own(sitting, settings)
            self.post_message(self.Prepared(own))

    def on_at_play_begun(self, message: Begun) -> None:
        """Go on with the day's set, or show its card."""
        from quiz.ui import errands_games

        if self._at_rest():
            if isinstance(message.found, errands_games.Played):
                self.show_card(message.found, message.title)
            else:
                self._play(message.found)

    def on_at_play_prepared(self, message: Prepared) -> None:
        """Play what was drawn, unless the student has gone elsewhere."""
        if self._at_rest() and message.sitting.user == self.desk.user:
            self._play(message.sitting)

    def _at_rest(self) -> bool:
        """Return whether a page is shown from which a set begins."""
        return isinstance(self.screen, Page) and self.screen.BEGINS

    def _play(self, sitting: Sitting) -> None:
        if mode_of(sitting.mode).players > 1:
            self.play_duel(sitting)
            return
        try:
            self.desk.log.start_with_next(sitting)
            known = self._keeper.peek(self.desk.user) if self._keeper is not None else None
            self._session = errands.resume(sitting, self.desk, known)
        except QuizError as error:
            self.go_home()
            self._say(str(error))
            return
        self._best, self._before = None, None
        # The log, and a thread that reads, would hold the first paint up.
        self.call_after_refresh(self.desk.log.flush)
        self.call_after_refresh(self._learn, self._session)
        if self._session.finished:
            self._finish(self._session)
            return
        from quiz.ui.reporting import Reporting  # deferred, as all pages but the first
        from quiz.ui.screens.question import QuestionScreen

        self._turn_to(
            QuestionScreen(
                self._session,
                record=partial(errands.record, self.desk),
                mark=partial(errands.mark, self.desk),
                reporting=Reporting(self.desk, sitting, partial(self._pack_path, sitting.pack)),
                rated_today=partial(errands.rated_today, self.desk),
                tick=self.desk.tick,
                spent=self._spent[1] if self._spent[0] == sitting.id else 0,
            )
        )

    @work(thread=True, exclusive=True, exit_on_error=False, group="best")
    def _learn(self, session: Session) -> None:
        """Let the session know what its student knows, which takes time where the log is long."""
        from quiz.ui import errands_games

        with suppress(LogError):  # it is played all the same
            session.learner = self.keeper().learner(session.sitting.user)
            best = errands.best_share(session.learner, session.sitting.pack)
            self.call_from_thread(setattr, self, "_best", best)
            before = errands_games.before(self.desk, session.sitting)
            self.call_from_thread(setattr, self, "_before", before)

    def _save_again(self) -> None:
        if self.desk.log.unsaved or self.desk.log.not_written():
            saved = self.desk.log.flush()
            if isinstance(self.screen, Page):
                self.screen.show_saved(saved)
                self.screen.show_hints()  # a page that came later has the warning of the log

    def on_question_screen_paused(self, message: QuestionScreen.Paused) -> None:
        """Go home: the sitting is offered there, its clock where it was."""
        self._spent = (message.sitting, message.open_for)
        self.go_home()

    def on_question_screen_finished(self, message: QuestionScreen.Finished) -> None:
        """Say in the log that it is finished, and show how it went."""
        self._finish(message.session)

    def _finish(self, session: Session) -> None:
        self.desk.log.finish(session.sitting.id, timestamp(self.desk.now()), "finished")
        self._show_results(session)

    def _show_results(self, session: Session) -> None:
        from quiz.reports.games import at_the_end
        from quiz.ui import errands_games
        from quiz.ui.screens.results import ResultsScreen

        self._again = session.missed_again
        before = self._before or errands_games.before(self.desk, session.sitting)
        again = "again" in session.sitting.settings
        self._turn_to(
            ResultsScreen(
                session.results(),
                title=session.sitting.pack_title,
                review=session.review(),
                best_before=None if again else self._best,
                end=at_the_end(session, before),
                every=not session.mode.feedback_at_once,
            )
        )

    def on_question_screen_sources(self, message: QuestionScreen.Sources) -> None:
        """Show the passages of the question."""
        self._show_sources(message.turn, message.footnote)

    def _show_sources(self, turn: Turn, footnote: int) -> None:
        from quiz.ui.screens.source import SourceScreen, leaves_of

        question = turn.question
        corrections = question.correction.options if question.correction is not None else ()
        options = [(o.text, o.citations) for o in (*question.options, *corrections)]
        leaves = leaves_of(turn.feedback.footnotes, options)
        if leaves and self._session is not None:
            sitting = self._session.sitting
            shelf = errands.Shelf(partial(self._pack, sitting.pack))
            title = sitting.pack_title
            style = self.settings.style
            self.push_screen(
                SourceScreen(leaves, shelf, title=title, first=footnote - 1, style=style)
            )

    def on_source_screen_closed(self) -> None:
        """Back to the question."""
        self._back()

    def on_source_screen_opened(self, message: SourceScreen.Opened) -> None:
        """Open the address of a source."""
        self._open(message.url)

    def on_source_screen_copy(self, message: SourceScreen.Copy) -> None:
        """Copy a reference, and say in which style it is."""
        self.copy_to_clipboard(plain(message.text))
        from quiz.exchange.copied import MISSING  # deferred: most never copy one

        more = TITLES.get(message.following, "")
        told = say("In {name}, where this terminal allows it.", name=TITLES[message.style])
        then = say("c again: {name}", name=more) if more else say(MISSING)
        self.clear_notifications()  # of the style before
        self.notify(lines([told, then]).plain, title="Copied", markup=False, timeout=4)

    @work(thread=True, exclusive=True, exit_on_error=False, group="browser")
    def _open(self, url: str) -> None:
        from quiz.ui import browser

        if not browser.open_url(url):
            self.call_from_thread(
                self.notify, "There is no browser to open it in.", markup=False, timeout=4
            )

    def on_results_screen_again(self) -> None:
        """Ask what was missed again."""
        sitting = self._again() if self._again is not None else None
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
