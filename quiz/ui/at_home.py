"""Home: what the log and the folders say, and what the student wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from quiz.errors import QuizError
from quiz.play.begin import timestamp
from quiz.quick import dataclass
from quiz.ui import errands
from quiz.ui.game import Part

if TYPE_CHECKING:
    from quiz.packs.library import PackEntry
    from quiz.reports.scores import PackScore
    from quiz.reports.today import Today
    from quiz.ui.screens.home import HomeScreen
    from quiz.ui.screens.topics import TopicScreen
    from quiz.ui.wish import Begun


WRITTEN = 0.03
"""Seconds after which a page is taken to be on the terminal."""


class AtHome(Part):
    """The part of the game that begins and ends at the home screen."""

    @dataclass
    class Looked(Message):
        """What was begun is known; packs, scores and the day too, unless they are None."""

        packs: tuple[PackEntry, ...] | None
        scores: tuple[PackScore, ...] | None
        begun: Begun | None
        today: Today | None
        trouble: str
        look: int
        """Which look this is of; what an earlier one finds late is out of date."""

    @dataclass
    class TopicsRead(Message):
        """The topics of a pack are known."""

        entry: PackEntry
        topics: tuple[str, ...]

    _known: tuple[PackEntry, ...] | None = None
    _topics_of = ""
    _looks = 0
    """How often it was looked into log and folders."""

    def go_home(self) -> None:
        """Show the packs."""
        from quiz.ui.screens.home import HomeScreen  # deferred: `quiz play` may never show it

        self._day = self.desk.now().date()
        home = HomeScreen(self._wish, student=self.student_name(), goal=self.settings.goal)
        if self.desk.log.notice:
            home.show_status(self.desk.log.notice)
        new = self._is_new()
        begun, trouble = (None, "") if new else errands.begun(self.desk)
        packs = self._known or errands.glance(self.desk.folders) or None
        home.show_packs(packs, () if new else None, begun)
        if trouble:
            home.show_status(trouble)
        self._turn_to(home)
        self._looks += 1
        # A thread that reads holds the first paint up, also while another one writes it out.
        look = partial(self._look, self._looks)
        if self.is_headless:
            self.call_after_refresh(look)
        else:
            self.call_after_refresh(self.set_timer, WRITTEN, look)

    def look_again(self) -> None:
        """Look anew what home has to say, if it is there."""
        if self._home() is not None:
            self._looks += 1
            self._look(self._looks)

    def _is_new(self) -> bool:
        """Return whether nobody answered anything yet: then there are no scores to wait for."""
        try:
            return self.desk.log.last("answer") is None
        except QuizError:
            return False

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, look: int) -> None:
        """Say which packs there are, then how far the student is in them.

        A very long log takes longest, and the list does not wait for it.
        """
        desk = self.desk
        begun, trouble = errands.begun(desk)
        packs = errands.find_packs(desk.folders)
        self.post_message(self.Looked(packs, None, begun, None, trouble, look))
        try:
            scores, today = errands.scores(desk, self.keeper())
        except QuizError as error:
            self.post_message(self.Looked(packs, (), begun, None, str(error), look))
        else:
            self.post_message(self.Looked(packs, scores, begun, today, trouble, look))
        said = desk.log.notice
        desk.log.look_after()
        if desk.log.notice != said:
            self.post_message(self.Refused(desk.log.notice))

    def on_at_home_looked(self, message: Looked) -> None:
        """Show what was found, if home is still there."""
        self._known = message.packs or self._known
        home = self._home()
        if home is not None and message.look == self._looks:
            home.show_packs(message.packs, message.scores, message.begun, message.today)
            if message.trouble:
                home.show_status(message.trouble)

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
        self._looks += 1
        self._look(self._looks)

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

    def on_at_home_topics_read(self, message: TopicsRead) -> None:
        """Let one be chosen."""
        if self._home() is not self.screen:
            return
        entry = message.entry
        self._say("")
        self._topics_of = entry.id
        chosen = self._wish.topics.get(entry.id, "")
        from quiz.ui.screens.topics import TopicScreen

        self.push_screen(TopicScreen(message.topics, chosen, title=entry.title))

    def on_topic_screen_chosen(self, message: TopicScreen.Chosen) -> None:
        """Keep the choice."""
        if message.topic is not None:
            self._wish.topics[self._topics_of] = message.topic
        self._back()
        self._say("")
