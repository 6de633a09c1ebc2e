"""The modes that have something of their own: the list of them, the day's set, the duel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from quiz.errors import LogError, QuizError
from quiz.play.begin import timestamp
from quiz.play.modes import MODES, mode_of
from quiz.quick import dataclass
from quiz.ui import errands
from quiz.ui.game import Part
from quiz.ui.safe import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.model import Sitting
    from quiz.packs.library import PackEntry
    from quiz.play.duel import Duel
    from quiz.records.students import Student
    from quiz.ui import errands_games
    from quiz.ui.screens.card import CardScreen
    from quiz.ui.screens.duel import DuelScreen
    from quiz.ui.screens.home import HomeScreen
    from quiz.ui.screens.pick import PickScreen
    from quiz.ui.screens.results import ResultsScreen

MODE, RIVAL = "mode", "rival"
COPIED = "Copied, where this terminal allows it."


class AtGames(Part):
    """The part of the game that knows what is played how, and against whom."""

    @dataclass
    class Noted(Message):
        """Something is known of the modes in a pack."""

        notes: Mapping[str, str]

    _wants: PackEntry | None = None
    """The pack that a duel is to be played of, while a rival is looked for."""
    _own: Student | None = None
    _others: tuple[Student, ...] = ()

    # The list of modes

    def on_home_screen_modes(self, message: HomeScreen.Modes) -> None:
        """Let one be chosen; what is due is told as soon as it is known."""
        from quiz.ui.screens.pick import Choice, PickScreen  # deferred, as all pages but the first

        choices = [Choice(id=m.id, title=m.title, about=m.description) for m in MODES.values()]
        title = message.entry.title if message.entry is not None else ""
        self.push_screen(PickScreen(choices, self._wish.mode, title=title, purpose=MODE))
        if message.entry is not None and message.entry.error is None:
            self._note(message.entry)

    @work(thread=True, exclusive=True, exit_on_error=False, group="notes")
    def _note(self, entry: PackEntry) -> None:
        from quiz.ui import errands_games

        try:
            pack = self._pack(entry.id, entry.path)
        except QuizError:
            return
        self.post_message(self.Noted(errands_games.notes(self.desk, pack, self.keeper())))

    def on_at_games_noted(self, message: Noted) -> None:
        """Say so beside them, if they are still looked at."""
        from quiz.ui.screens.pick import PickScreen

        if isinstance(self.screen, PickScreen) and self.screen.purpose == MODE:
            self.screen.show_notes(message.notes)

    def on_pick_screen_picked(self, message: PickScreen.Picked) -> None:
        """Take the mode, or begin a duel with the rival."""
        self._back()
        if message.id is None:
            return
        if message.purpose == MODE:
            self._wish.mode = message.id
            home = self._home()
            if home is not None:
                home.show_wish()
        elif message.purpose == RIVAL and self._wants is not None and self._own is not None:
            from quiz.ui import errands_games

            rival = next((s for s in self._others if s.id == message.id), None)
            self._begin(self._wants, errands_games.players(self._own, rival))

    # Starting

    def on_home_screen_start(self, message: HomeScreen.Start) -> None:
        """Draw a set and play it; for a duel ask first who plays against whom."""
        if mode_of(self._wish.mode).players > 1:
            self._seek_rival(message.entry)
        else:
            self._begin(message.entry, {})

    def _seek_rival(self, entry: PackEntry) -> None:
        """Ask against whom, where somebody is known; else it is a guest."""
        from quiz.ui import errands_games
        from quiz.ui.screens.pick import Choice, PickScreen

        try:
            self._own, self._others = errands_games.others(self.desk)
        except LogError as error:
            self._say(str(error))
            return
        if not self._others:
            self._begin(entry, errands_games.players(self._own, None))
            return
        self._wants = entry
        choices = [
            *(Choice(id=student.id, title=student.name) for student in self._others),
            Choice(id="", title="A guest", about="Somebody who has no name here."),
        ]
        self.push_screen(PickScreen(choices, "", title="Against whom?", purpose=RIVAL))

    def _begin(self, entry: PackEntry, settings: Mapping[str, str]) -> None:
        topic = self._wish.topics.get(entry.id, "")
        self._say("Drawing the questions…")
        self._draw(
            partial(self._pack, entry.id, entry.path),
            count=self._wish.count,
            mode=self._wish.mode,
            topics=(topic,) if topic else (),
            settings=settings,
        )

    # The day's set

    def show_card(self, played: errands_games.Played, title: str) -> None:
        """Show the card of the day's set in place of what is shown."""
        from quiz.ui.screens.card import CardScreen

        self._say("")
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.push_screen(CardScreen(played.card, sentence=played.sentence, title=title))

    def on_card_screen_closed(self) -> None:
        """Back to the packs."""
        self._back()

    def on_card_screen_copy(self, message: CardScreen.Copy) -> None:
        """Copy the card."""
        self._copy(message.card)

    def on_results_screen_copy(self, message: ResultsScreen.Copy) -> None:
        """Copy the card."""
        self._copy(message.card)

    def _copy(self, card: str) -> None:
        self.copy_to_clipboard("\n".join(plain(line) for line in card.split("\n")))
        self.notify(COPIED, markup=False, timeout=4)

    # The duel

    def play_duel(self, sitting: Sitting) -> None:
        """Play a duel, from where the log says that it stands."""
        from quiz.ui import errands_games
        from quiz.ui.screens.duel import DuelScreen

        try:
            self.desk.log.start(sitting)
            duel = errands_games.duel(self.desk, sitting)
            self._session = errands.resume(sitting, self.desk)
        except QuizError as error:
            self.go_home()
            self._say(str(error))
            return
        if duel.finished:
            self._end_duel(duel)
            return
        record = partial(errands.record, self.desk)
        self._turn_to(DuelScreen(duel, record=record, tick=self.desk.tick))

    def on_duel_screen_paused(self) -> None:
        """Go home: the duel is offered there."""
        self.go_home()

    def on_duel_screen_sources(self, message: DuelScreen.Sources) -> None:
        """Show the passages of the question."""
        self._show_sources(message.turn, message.footnote)

    def on_duel_screen_finished(self, message: DuelScreen.Finished) -> None:
        """Show who won."""
        self._end_duel(message.duel)

    def _end_duel(self, duel: Duel) -> None:
        from quiz.reports.games import End
        from quiz.ui.screens.results import ResultsScreen

        self.desk.log.finish(duel.sitting.id, timestamp(self.desk.now()), "finished")
        self._again = duel.missed_again
        self._turn_to(
            ResultsScreen(
                duel.results(),
                title=duel.sitting.pack_title,
                review=(),
                best_before=None,
                end=End(sentences=(duel.verdict(),), sides=duel.standing),
            )
        )
