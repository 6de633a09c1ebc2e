"""Progress: the log folded and the packs read in a thread, and what was found shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from quiz.errors import LogError, QuizError
from quiz.quick import dataclass
from quiz.ui.game import Part

if TYPE_CHECKING:
    from quiz.model import Answer
    from quiz.packs.content import Pack
    from quiz.packs.library import PackEntry
    from quiz.reports.progress import Progress
    from quiz.ui.screens.progress import ProgressScreen


class AtProgress(Part):
    """The part of the game that looks back and ahead."""

    @dataclass
    class LookedBack(Message):
        """Figures are there; `complete`: with all that the packs say."""

        progress: Progress | None
        complete: bool
        trouble: str = ""

    @dataclass
    class Remembered(Message):
        """What a fact was answered is known."""

        facet: str
        past: tuple[Answer, ...]

    _known: tuple[PackEntry, ...] | None = None

    def on_home_screen_progress(self) -> None:
        """Open it over home."""
        from quiz.ui.screens.progress import ProgressScreen  # deferred: as all pages but the first

        self.push_screen(ProgressScreen(self.student_name(), goal=self.settings.goal))
        self._look_back()

    def look_back_again(self) -> None:
        """Look anew at what progress shows, if it is there."""
        if self._progress_screen() is not None:
            self._look_back()

    def on_progress_screen_closed(self) -> None:
        """Back to the packs."""
        self._back()

    @work(thread=True, exclusive=True, exit_on_error=False, group="progress")
    def _look_back(self) -> None:
        """Say first what the log tells by itself, which is quick, then what the packs add."""
        from quiz.reports import lookback

        today = self.desk.now().date()
        entries = self._known or ()
        try:
            learner = self.keeper().learner(self.desk.user)
            self.post_message(self.LookedBack(lookback.quick(learner, today, entries), False))
            packs = self._played(learner.played, entries)
            found = lookback.whole(learner, today, entries, packs, self.desk.log)
        except LogError as error:
            self.post_message(self.LookedBack(None, True, str(error)))
        else:
            self.post_message(self.LookedBack(found, True))

    def _played(self, ids: dict[str, str], entries: tuple[PackEntry, ...]) -> dict[str, Pack]:
        """Return the packs with an answer, those that can be read."""
        paths = {entry.id: entry.path for entry in entries if entry.error is None}
        packs = {}
        for ident in ids:
            with suppress(QuizError):  # it was removed, or is broken: the log stands by itself
                packs[ident] = self._pack(ident, paths.get(ident))
        return packs

    def on_at_progress_looked_back(self, message: LookedBack) -> None:
        """Show what was found, if it is still wanted."""
        screen = self._progress_screen()
        if screen is None:
            return
        if message.progress is not None:
            screen.show_progress(message.progress, complete=message.complete)
        else:
            screen.show_trouble(message.trouble)

    def on_progress_screen_opened(self, message: ProgressScreen.Opened) -> None:
        """Look up what a fact was answered."""
        self._recollect(message.facet)

    @work(thread=True, exclusive=True, exit_on_error=False, group="past")
    def _recollect(self, facet: str) -> None:
        from quiz.reports.lookback import past

        with suppress(LogError):  # then it is not said
            self.post_message(self.Remembered(facet, past(self.desk.log, self.desk.user, facet)))

    def on_at_progress_remembered(self, message: Remembered) -> None:
        """Show it."""
        screen = self._progress_screen()
        if screen is not None:
            screen.show_past(message.facet, message.past)

    def _progress_screen(self) -> ProgressScreen | None:
        from quiz.ui.screens.progress import ProgressScreen

        return next((s for s in self.screen_stack if isinstance(s, ProgressScreen)), None)
