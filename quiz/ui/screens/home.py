"""The home screen: what was begun, the packs, and how to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.play.modes import MODES
from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import block, text
from quiz.ui.widgets.choices import Choices
from quiz.ui.widgets.home_rows import begun_entry, day_line, notes, pack_entry
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.listing import Entry, Listing
from quiz.ui.widgets.masthead import Masthead
from quiz.ui.widgets.prose import BLANK, Prose, Row
from quiz.ui.wish import Begun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quiz.packs.library import PackEntry
    from quiz.reports.scores import PackScore
    from quiz.reports.today import Today
    from quiz.ui.wish import Wish

USUAL = ("practice", "review", "exam")
"""The modes that one key goes through."""
COUNTS = (5, 10, 15, 20, 30, 50)


class HomeScreen(Page):
    """Packs to choose from."""

    KEYS = keys.HOME
    SECTION = "Home"
    BEGINS = True

    @dataclass
    class Start(Message):
        """A pack is to be played as wished."""

        entry: PackEntry

    class GoOn(Message):
        """What was begun is to be gone on with."""

    class Drop(Message):
        """What was begun is not to be offered again."""

    @dataclass
    class Topics(Message):
        """The topics of a pack are wanted."""

        entry: PackEntry

    @dataclass
    class Modes(Message):
        """The list of modes is wanted; the pack is that which is pointed at, if one is."""

        entry: PackEntry | None

    class Wished(Message):
        """The wish has changed."""

    class Progress(Message):
        """Days, mastery and mix-ups are wanted."""

    class Light(Message):
        """Paper instead of ink, or ink instead of paper."""

    class Quit(Message):
        """Enough for today."""

    class Students(Message):
        """Somebody else wants to play."""

    class Options(Message):
        """The options are wanted."""

    def __init__(self, wish: Wish, *, student: str = "", goal: int = 0) -> None:
        """`student`: who plays, "" where there is nobody else; `goal`: questions a day, or 0."""
        super().__init__()
        self._student = student
        self._goal = goal
        self._wish = wish
        self._packs: tuple[PackEntry, ...] | None = None
        self._scores: dict[str, PackScore] = {}
        self._scored = False
        self._begun: Begun | None = None
        self._today: Today | None = None
        self._moved = False
        """Whether the student has pointed at something: then it stays there."""
        self._what: list[PackEntry | Begun | None] = []
        self._status = ""
        self._away = False
        """Whether the list of modes is on its way: a digit typed meanwhile is no pack's."""

    def parts(self) -> ComposeResult:
        """Compose title, list and choices."""
        yield Masthead(self._student, ident="wordmark")
        yield Prose(ident="today")
        with Scroll(id="list"):
            yield Listing()
            yield Prose(ident="nothing")
        yield Prose(ident="status")
        yield Choices()
        yield Prose(ident="notes")

    def on_mount(self) -> None:
        """Show what is known so far."""
        self._show()

    def show_packs(
        self,
        packs: Sequence[PackEntry] | None,
        scores: Sequence[PackScore] | None,
        begun: Begun | None,
        today: Today | None = None,
    ) -> None:
        """Show what was found; `packs` and `scores` are None while they are looked for."""
        before = (self._packs, self._scores, self._scored, self._today, self._begun)
        self._packs = None if packs is None else tuple(packs)
        if scores is not None:
            self._scores = {score.pack: score for score in scores}
            self._scored = True
            self._today = today
        self._begun = begun
        now = (self._packs, self._scores, self._scored, self._today, self._begun)
        if self.here and now != before:
            self._show()

    def show_status(self, status: str) -> None:
        """Show a sentence above the choices; "" for none."""
        self._away = False  # what was asked for does not come
        self._status = status
        if self.here:
            self._show_choices()

    # Showing

    def _show(self) -> None:
        listing = self.query_one(Listing)
        at = listing.at
        entries: list[Entry] = []
        self._what = []
        if self._begun is not None:
            entries.append(begun_entry(self._begun))
            self._what.append(self._begun)
        for number, pack in enumerate(self._packs or (), start=1):
            due = self._today.due.get(pack.id, 0) if self._today is not None else 0
            score = self._scores.get(pack.id)
            entries.append(pack_entry(number, pack, score, due, scored=self._scored))
            self._what.append(pack)
        if not self._moved:
            at = self._first()
        listing.show(entries, min(at, max(0, len(entries) - 1)))
        nothing = []
        if self._packs is None:
            nothing = [Row(body=text("Looking for packs…", "$faint"))]
        elif not self._packs:
            nothing = [
                Row(body=text("No packs were found.", "bold")),
                Row(body=text(_HOW_TO_ADD, "$faint")),
            ]
        self.query_one("#nothing", Prose).set(nothing)
        line = day_line(self._today, self._goal) if self._today is not None else None
        self.query_one("#today", Prose).set([] if line is None else [Row(body=line), BLANK])
        self._show_choices()
        self.show_hints()

    def _first(self) -> int:
        """Return where to point at first: what was begun, else what was played last."""
        last = max(self._scores.values(), key=lambda score: score.last_when, default=None)
        if self._begun is not None or last is None:
            return 0
        ids = [pack.id for pack in self._packs or ()]
        return ids.index(last.pack) if last.pack in ids else 0

    def _show_choices(self) -> None:
        pack = self._pack()
        topic = self._wish.topics.get(pack.id, "") if pack is not None else ""
        mode = MODES[self._wish.mode]
        own = mode.fitted(count=self._wish.count, level=2, forms=(), topics=(topic,)).topics
        title, topic = mode.title.lower(), topic if own else ""
        self.query_one(Choices).show(self._wish.count, title, topic, extent=mode.extent)
        status = [BLANK, Row(body=block(self._status, "$note"))] if self._status else []
        self.query_one("#status", Prose).set(status)
        self.query_one("#notes", Prose).set(notes(mode.description))

    def _here(self) -> PackEntry | Begun | None:
        at = self.query_one(Listing).at
        return self._what[at] if 0 <= at < len(self._what) else None

    def _pack(self) -> PackEntry | None:
        here = self._here()
        return here if here is not None and not isinstance(here, Begun) else None

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        if isinstance(self._here(), Begun):
            return (
                Hint("enter", "go on", "enter"),
                Hint("↑ ↓", "packs"),
                Hint("x", "put away", "x"),
                Hint("p", "progress", "p"),
                Hint("?", "keys", "question_mark"),
                Hint("q", "leave", "q"),
            )
        return (
            Hint("enter", "start", "enter"),
            *((Hint("↑ ↓", "packs"),) if len(self._what) > 1 else ()),
            Hint("m", "mode", "m", minor=True),
            Hint("← →", "how many", "right", minor=True),
            Hint("t", "topic", "t", minor=True),
            Hint("p", "progress", "p"),
            Hint("?", "keys", "question_mark"),
            Hint("q", "leave", "q"),
        )

    # Keys and mouse

    def on_screen_resume(self) -> None:
        """Take keys again."""
        self._away = False

    def typed(self, _key: str, _character: str | None) -> bool:
        """Let keys go by that are meant for a page which is not there yet."""
        return self._away

    def scrolling(self) -> Scroll:
        """Return the list."""
        return self.query_one("#list", Scroll)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Start what was clicked."""
        message.stop()
        self.do_start()

    def on_choices_pressed(self, message: Choices.Pressed) -> None:
        """Take a click on a choice."""
        message.stop()
        self.act(message.choice)
        self.show_hints()

    def do_start(self) -> None:
        """Start where it points."""
        here = self._here()
        if isinstance(here, Begun):
            self.post_message(self.GoOn())
        elif here is not None and here.error is None:
            self.post_message(self.Start(here))
        elif here is not None:
            self.show_status(_CANNOT)

    def do_nth(self, number: int) -> None:
        """Start a pack by its number."""
        packs = self._packs or ()
        if number <= len(packs):
            self.query_one(Listing).at = self._what.index(packs[number - 1])
            self._pointed()
            self.do_start()

    def do_up(self) -> None:
        """Point at the one above."""
        self._point(-1)

    def do_down(self) -> None:
        """Point at the one below."""
        self._point(1)

    def _point(self, step: int) -> None:
        listing = self.query_one(Listing)
        listing.point(step)
        self._pointed()

    def _pointed(self) -> None:
        self._moved = True
        listing = self.query_one(Listing)
        self._status = ""
        listing.point(0)
        listing.keep_in_sight(self.query_one("#list", Scroll))
        self._show_choices()

    def do_more(self) -> None:
        """Ask more questions; after the most, the fewest."""
        self._wish.count = next((n for n in COUNTS if n > self._wish.count), COUNTS[0])
        self._wished()

    def do_fewer(self) -> None:
        """Ask fewer questions."""
        self._wish.count = next((n for n in reversed(COUNTS) if n < self._wish.count), COUNTS[-1])
        self._wished()

    def do_mode(self) -> None:
        """Ask for the list of modes."""
        self._status = ""
        self._away = True
        self.post_message(self.Modes(self._pack()))

    def do_next_mode(self) -> None:
        """Go to the next of the modes that are played most."""
        at = USUAL.index(self._wish.mode) if self._wish.mode in USUAL else -1
        self._wish.mode = USUAL[(at + 1) % len(USUAL)]
        self._status = ""
        self._wished()

    def show_wish(self) -> None:
        """Show another wish, and keep it."""
        if self.here:
            self._wished()

    def _wished(self) -> None:
        self._show_choices()
        self.post_message(self.Wished())

    def do_progress(self) -> None:
        """Ask for progress."""
        self._away = True
        self.post_message(self.Progress())

    def do_light(self) -> None:
        """Turn the page from dark to light, or back."""
        self.post_message(self.Light())

    def do_topic(self) -> None:
        """Ask for the topics of the pack."""
        pack = self._pack()
        if pack is not None and pack.error is None:
            self.post_message(self.Topics(pack))

    def do_drop(self) -> None:
        """Put away what was begun."""
        if isinstance(self._here(), Begun):
            self.post_message(self.Drop())

    def do_students(self) -> None:
        """Ask who plays."""
        self._away = True
        self.post_message(self.Students())

    def do_options(self) -> None:
        """Ask for the options."""
        self._away = True
        self.post_message(self.Options())

    def do_quit(self) -> None:
        """Leave."""
        self.post_message(self.Quit())


_HOW_TO_ADD = (
    "Packs are looked for in the installation and in the folders that QUIZ_PACKS names; "
    "`quiz new NAME` begins one of your own."
)
_CANNOT = "This pack cannot be played. `quiz check` tells its author what to mend."
