"""What all parts of the game share: packs that were read, pages, what cannot be done."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.worker import Worker, WorkerState

from quiz.errors import QuizError
from quiz.play.modes import mode_of
from quiz.quick import dataclass
from quiz.records.students import DEFAULT_NAME, Student, everybody
from quiz.ui import crash, errands
from quiz.ui.page import NOT_SAVED
from quiz.ui.safe import plain
from quiz.ui.shell import Shell
from quiz.ui.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.play.session import Session, Turn
    from quiz.reports.keeper import Keeper
    from quiz.ui.desk import Desk
    from quiz.ui.errands_games import Played
    from quiz.ui.page import Page
    from quiz.ui.screens.home import HomeScreen


class Game(Shell):
    """The shell with a desk to play at. What is shown on it are the parts `at_home`, `at_play`…"""

    COMFORT = "Your answers are kept; `quiz` goes on where you stopped."

    desk: Desk

    @dataclass
    class Refused(Message):
        """Something cannot be done, and why."""

        sentence: str

    def __init__(
        self,
        desk: Desk,
        *,
        sitting: Sitting | None = None,
        pack: Pack | None = None,
        places: Mapping[str, Path] | None = None,
    ) -> None:
        """`pack`: one that was read already; `places`: where packs lie that were not, by id."""
        super().__init__(desk)
        self._wish = Wish(count=self.settings.count, mode=mode_of(self.settings.mode).id)
        self._packs: dict[str, Pack] = {pack.id: pack} if pack is not None else {}
        self._places = dict(places or {})
        self._first = sitting
        self._session: Session | None = None
        self._again: Callable[[], Sitting | None] | None = None
        """Makes a sitting of what was missed in the one that is over."""

        self._day: date | None = None
        """The local day that home and progress tell of."""
        self._keeper: Keeper | None = None
        self._one_keeper = threading.Lock()

    def comfort(self) -> str:
        """Return that the answers are kept, if they are."""
        return self.COMFORT if self.desk.log.kept else ""

    @property
    def warning(self) -> str:  # type: ignore[override]
        """Return that answers are not saved, for as long as they are not."""
        return NOT_SAVED if self.desk.log.alone or self.desk.log.unsaved else ""

    def is_another_day(self) -> bool:
        """Return whether the local day has changed since this was asked: by midnight, or a zone."""
        before, self._day = self._day, self.desk.now().date()
        return before not in (None, self._day)

    def keeper(self) -> Keeper:
        """Return what knows the students by their log. Not for the thread that paints."""
        from quiz.paths import cache_dir
        from quiz.reports.keeper import Keeper  # deferred: no screen before the first set needs it

        with self._one_keeper:
            if self._keeper is None:
                self._keeper = Keeper(self.desk.log, cache_dir())
            return self._keeper

    # What one part asks of another

    def go_home(self) -> None:
        """Show the packs."""
        raise NotImplementedError

    def _play(self, sitting: Sitting) -> None:
        """Play a sitting, from where the log says that it stands."""
        raise NotImplementedError

    def play_duel(self, sitting: Sitting) -> None:
        """Play a duel, from where the log says that it stands."""
        raise NotImplementedError

    def show_card(self, played: Played, title: str) -> None:
        """Show the card of the day's set."""
        raise NotImplementedError

    def _show_sources(self, turn: Turn, footnote: int) -> None:
        """Show the passages of a question, that of a footnote first."""
        raise NotImplementedError

    def _draw(
        self,
        pack: Callable[[], Pack],
        *,
        count: int,
        mode: str,
        topics: Sequence[str],
        settings: Mapping[str, str],
    ) -> Any:
        """Draw a set in a thread, and play it."""
        raise NotImplementedError

    # Students

    def students(self) -> tuple[Student, ...]:
        """Return who plays on this machine. Raises LogError."""
        if self.desk.people is None:
            return (Student(id=self.desk.user, name=DEFAULT_NAME),)
        return everybody(self.desk.people, self.desk.log)

    def student_name(self) -> str:
        """Return the name of who plays, "" where there is nobody else."""
        try:
            known = self.students()
        except QuizError:
            return ""
        if len(known) == 1 and known[0].name == DEFAULT_NAME:
            return ""
        return next((student.name for student in known if student.id == self.desk.user), "")

    # Pages

    def _turn_to(self, page: Page) -> None:
        """Show a page in place of whatever is shown; what lies over it goes first."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(page)
        else:
            self.push_screen(page)

    def _back(self) -> None:
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def _home(self) -> HomeScreen | None:
        from quiz.ui.screens.home import HomeScreen  # deferred: `quiz play` may never show it

        return next((s for s in self.screen_stack if isinstance(s, HomeScreen)), None)

    def _say(self, sentence: str) -> None:
        home = self._home()
        if home is not None:
            home.show_status(sentence)

    def _pack(self, name: str, path: Path | None = None) -> Pack:
        """Return a pack, read once. Takes time. Raises PackNotFound, PackError."""
        path = path or self._places.get(name)
        if name not in self._packs:
            self._packs[name] = errands.load(path) if path else errands.load_by_id(name)
        return self._packs[name]

    def _pack_path(self, name: str) -> Path:
        """Return where a pack lies, without reading it if it can be. Raises PackNotFound."""
        pack = self._packs.get(name)
        if pack is not None:
            return pack.path
        return self._places.get(name) or errands.locate(name)

    # What cannot be done

    def on_game_refused(self, message: Refused) -> None:
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


if TYPE_CHECKING:
    Part = Game
else:
    # Textual takes half a millisecond to look through each class that is an app of its own.
    Part = object
