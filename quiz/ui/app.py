"""The application: it takes the screens' messages, and does for them what takes files or time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.message import Message
from textual.worker import Worker, WorkerState

from quiz.errors import QuizError
from quiz.play.begin import timestamp
from quiz.play.modes import DEFAULT_MODE, MODES
from quiz.ui import browser, crash, errands
from quiz.ui.page import Page
from quiz.ui.safe import plain
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home import Begun, HomeScreen, Wish
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from quiz.ui.screens.source import SourceScreen, leaves_of
from quiz.ui.screens.topics import TopicScreen
from quiz.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from textual._path import CSSPathType
    from textual.screen import Screen

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.packs.library import PackEntry
    from quiz.play.session import Session
    from quiz.reports.scores import PackScore
    from quiz.ui.desk import Desk

RETRY = 2.0
"""Seconds after which an answer that could not be saved is tried again."""


class FootnoteApp(Shell):
    """Footnote on the full screen."""

    COMFORT = "Your answers are kept; `quiz` goes on where you stopped."
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "app.tcss",
        "screens/home.tcss",
        "screens/question.tcss",
        "screens/source.tcss",
        "screens/results.tcss",
        "screens/topics.tcss",
        "screens/help.tcss",
    ]

    desk: Desk

    @dataclass
    class Looked(Message):
        """The scores are there, and the packs unless they are None."""

        packs: tuple[PackEntry, ...] | None
        scores: tuple[PackScore, ...]
        begun: Begun | None
        trouble: str

    @dataclass
    class Prepared(Message):
        """A sitting is ready to be played."""

        sitting: Sitting

    @dataclass
    class TopicsRead(Message):
        """The topics of a pack are known."""

        entry: PackEntry
        topics: tuple[str, ...]

    @dataclass
    class Refused(Message):
        """Something cannot be done, and why."""

        sentence: str

    def __init__(
        self, desk: Desk, *, sitting: Sitting | None = None, pack: Pack | None = None
    ) -> None:
        super().__init__(desk)
        mode = self.settings.mode if self.settings.mode in MODES else DEFAULT_MODE
        self._wish = Wish(count=self.settings.count, mode=mode)
        self._known: tuple[PackEntry, ...] | None = None
        self._packs: dict[str, Pack] = {pack.id: pack} if pack is not None else {}
        self._first = sitting
        self._session: Session | None = None
        self._best: float | None = None
        self._topics_of = ""

    def on_mount(self) -> None:
        """Begin with the sitting that was handed in, or at home."""
        self.begin_to_listen()
        self.set_interval(RETRY, self._save_again)
        if self._first is not None:
            self._play(self._first)
        else:
            self.go_home()

    def _turn_to(self, page: Page) -> None:
        """Show a page in place of whatever is shown; what lies over it goes first."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(page)
        else:
            self.push_screen(page)

    def own_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the way home."""
        if isinstance(screen, Page):
            yield SystemCommand("Home", "Back to the packs; nothing is lost", self.go_home)

    # Home

    def go_home(self) -> None:
        """Show the packs."""
        home = HomeScreen(self._wish)
        if self.desk.log.notice:
            home.show_status(self.desk.log.notice)
        self._turn_to(home)
        self._look()

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self) -> None:
        """Read the log first, which is quick, then the packs."""
        scores, begun, trouble = errands.read_log(self.desk)
        self.post_message(self.Looked(self._known, scores, begun, trouble))
        packs = errands.find_packs(self.desk.folders)
        self.post_message(self.Looked(packs, scores, begun, trouble))

    def on_footnote_app_looked(self, message: Looked) -> None:
        """Show what was found, if home is still there."""
        self._known = message.packs or self._known
        home = self._home()
        if home is not None:
            home.show_packs(message.packs, message.scores, message.begun)
            if message.trouble:
                home.show_status(message.trouble)

    def _home(self) -> HomeScreen | None:
        return next((s for s in self.screen_stack if isinstance(s, HomeScreen)), None)

    def on_home_screen_wished(self) -> None:
        """Keep how the student wants to be asked."""
        self.settings.count, self.settings.mode = self._wish.count, self._wish.mode
        self.keep_settings()

    def on_home_screen_light(self) -> None:
        """Turn the page."""
        self.turn_light()

    def on_home_screen_quit(self) -> None:
        """Leave."""
        self.exit()

    def on_home_screen_go_on(self) -> None:
        """Go on with what was begun."""
        sitting = self.desk.log.unfinished(self.desk.user)
        if sitting is not None:
            self._play(sitting)

    def on_home_screen_drop(self) -> None:
        """Put away what was begun, for good."""
        sitting = self.desk.log.unfinished(self.desk.user)
        if sitting is not None:
            self.desk.log.finish(sitting.id, timestamp(self.desk.now()), "left")
        self._look()

    def on_home_screen_start(self, message: HomeScreen.Start) -> None:
        """Draw a set and play it."""
        topic = self._wish.topics.get(message.entry.id, "")
        self._say("Drawing the questions…")
        self._draw(
            partial(self._pack, message.entry.id, message.entry.path),
            count=self._wish.count,
            mode=self._wish.mode,
            topics=(topic,) if topic else (),
            settings={},
        )

    def on_home_screen_topics(self, message: HomeScreen.Topics) -> None:
        """Read which topics there are."""
        self._say("Reading the pack…")
        self._read_topics(message.entry)

    @work(thread=True, exclusive=True, exit_on_error=False, group="errand")
    def _read_topics(self, entry: PackEntry) -> None:
        try:
            pack = self._pack(entry.id, entry.path)
        except QuizError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.TopicsRead(entry, pack.topics))

    def on_footnote_app_topics_read(self, message: TopicsRead) -> None:
        """Let one be chosen."""
        if self._home() is not self.screen:
            return
        entry = message.entry
        self._say("")
        self._topics_of = entry.id
        chosen = self._wish.topics.get(entry.id, "")
        self.push_screen(TopicScreen(message.topics, chosen, title=entry.title))

    def on_topic_screen_chosen(self, message: TopicScreen.Chosen) -> None:
        """Keep the choice."""
        if message.topic is not None:
            self._wish.topics[self._topics_of] = message.topic
        self._back()
        self._say("")

    def _say(self, sentence: str) -> None:
        home = self._home()
        if home is not None:
            home.show_status(sentence)

    # Drawing a set

    def _pack(self, name: str, path: Path | None = None) -> Pack:
        """Return a pack, read once. Takes time. Raises PackNotFound, PackError."""
        if name not in self._packs:
            self._packs[name] = errands.load(path) if path else errands.load_by_id(name)
        return self._packs[name]

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
                self.desk, pack(), count=count, mode=mode, topics=topics, settings=settings
            )
        except QuizError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.post_message(self.Prepared(sitting))

    def on_footnote_app_prepared(self, message: Prepared) -> None:
        """Play what was drawn, unless the student has gone elsewhere."""
        if isinstance(self.screen, (HomeScreen, ResultsScreen)):
            self._play(message.sitting)

    def on_footnote_app_refused(self, message: Refused) -> None:
        """Say why something cannot be done."""
        if self._home() is not None:
            self._say(message.sentence)
        else:
            self.notify(plain(message.sentence), markup=False, severity="warning")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something went wrong that should not have, and note where."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            if self.desk.notes is not None:
                crash.keep(error, self.desk.notes, self.desk.now())
            self.post_message(self.Refused("That did not work, by a mistake of Footnote’s own."))

    # Playing

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

    # Help

    def on_page_help(self, message: Page.Help) -> None:
        """Show the keys."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(message.section))

    def on_help_screen_closed(self) -> None:
        """Back to where help was called from."""
        self._back()

    def _back(self) -> None:
        if len(self.screen_stack) > 2:
            self.pop_screen()
