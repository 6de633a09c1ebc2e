"""Progress: five pages to look back on and ahead to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.page import Page, Scroll
from quiz.ui.progress.empty import invitation, looking, reading
from quiz.ui.progress.fact import fact_page
from quiz.ui.progress.head import PAGES, Head
from quiz.ui.progress.map import confusions
from quiz.ui.progress.mastery import mastery
from quiz.ui.progress.overview import overview
from quiz.ui.progress.sheet import Sheet, of_room
from quiz.ui.progress.sureness import sureness
from quiz.ui.widgets.keybar import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from quiz.model import Answer
    from quiz.reports.progress import Progress
    from quiz.ui.widgets.prose import Row

OVERVIEW, MASTERY, FACT, CALIBRATION, MAP = range(len(PAGES))


class ProgressScreen(Page):
    """One page at a time, each drawn anew for the window that it has."""

    KEYS = keys.PROGRESS
    SECTION = "Progress"
    FLUSH = True

    class Closed(Message):
        """Back to the packs."""

    @dataclass
    class Opened(Message):
        """What a fact was answered is wanted."""

        facet: str

    def __init__(self, student: str = "", *, goal: int = 0) -> None:
        """`student`: the name, where there are several; `goal`: questions meant for a day."""
        super().__init__()
        self._student = student
        self._goal = goal
        self._progress: Progress | None = None
        self._trouble = ""
        self._complete = False
        self._at = OVERVIEW
        self._fact = 0
        self._pair = 0

    def parts(self) -> ComposeResult:
        """Compose head and sheet."""
        yield Head()
        with Scroll(id="text"):
            yield Sheet(ident="sheet")

    def on_mount(self) -> None:
        """Show what is there."""
        self._show()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw anew: how much is shown hangs on the window."""
        self._show()

    def show_progress(self, progress: Progress, *, complete: bool) -> None:
        """Show other figures; `complete`: the packs were read, and nothing more comes."""
        facet = self._facet()
        self._progress, self._complete = progress, complete
        facets = [fact.standing.facet for fact in progress.facts]
        self._fact = facets.index(facet) if facet in facets else 0
        self._pair = min(self._pair, max(0, len(progress.mixups) - 1))
        if self.here:
            self._show()

    def show_past(self, facet: str, past: tuple[Answer, ...]) -> None:
        """Show what a fact was answered."""
        progress = self._progress
        if progress is None:
            return
        facts = tuple(
            replace(fact, past=past) if fact.standing.facet == facet else fact
            for fact in progress.facts
        )
        self._progress = replace(progress, facts=facts)
        if self.here:
            self._show()

    def show_trouble(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._trouble = sentence
        if self.here:
            self._show()

    def _facet(self) -> str:
        facts = self._progress.facts if self._progress is not None else ()
        return facts[self._fact].standing.facet if self._fact < len(facts) else ""

    def _show(self) -> None:
        self.query_one(Head).set(self._at, self._student)
        self.query_one("#sheet", Sheet).set(self._rows())
        self.show_hints()

    def _rows(self) -> Sequence[Row]:
        progress, size = self._progress, self.app.size
        room = of_room(size.width, size.height)
        if progress is None:
            return looking(self._trouble)
        if not progress.days:
            return invitation(progress, room)
        if self._at == OVERVIEW:
            return overview(progress, room, self._goal)
        if self._at in (MASTERY, FACT, MAP) and not self._complete:
            return reading()
        if self._at == MASTERY:
            return mastery(progress, room, self._fact)
        if self._at == FACT and progress.facts:
            return fact_page(progress, room, self._fact)
        if self._at == CALIBRATION:
            return sureness(progress, room)
        if self._at == MAP:
            return confusions(progress, room, self._pair)
        return invitation(progress, room)

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        points = {MASTERY: "fact", FACT: "other fact", MAP: "pair"}.get(self._at, "")
        more = self.query_one("#text", Scroll).more
        return (
            Hint("← →", "page", "right"),
            *((Hint("↑ ↓", points),) if points and self._count() > 1 else ()),
            *((Hint("enter", "how it fades", "enter"),) if self._at == MASTERY else ()),
            *((Hint("page ↓", "more", "pagedown", minor=True),) if more else ()),
            Hint("?", "keys", "question_mark"),
            Hint("p", "back", "p"),
        )

    def _count(self) -> int:
        if self._progress is None:
            return 0
        return len(self._progress.mixups if self._at == MAP else self._progress.facts)

    # Keys and mouse

    def on_head_pressed(self, message: Head.Pressed) -> None:
        """Open the page that was clicked."""
        message.stop()
        self._open(message.page)

    def on_click(self, event: events.Click) -> None:
        """Point at the fact or the pair that was clicked; a fact pointed at already opens."""
        sheet = self.query_one("#sheet", Sheet)
        row = sheet.row_at(event.screen_y - sheet.region.y)
        if row is None or not isinstance(row.target, tuple):
            return
        what, index = row.target
        if what == "pair":
            self._pair = index
            self._show()
        elif index == self._fact:
            self.do_open()
        else:
            self._point(index - self._fact)

    def do_next(self) -> None:
        """Turn to the next page, after the last to the first."""
        self._open((self._at + 1) % len(PAGES))

    def do_previous(self) -> None:
        """Turn to the page before."""
        self._open((self._at - 1) % len(PAGES))

    def do_nth(self, number: int) -> None:
        """Turn to a page by its number."""
        if number <= len(PAGES):
            self._open(number - 1)

    def do_up(self) -> None:
        """Point at the one above, or scroll."""
        self._point(-1)

    def do_down(self) -> None:
        """Point at the one below, or scroll."""
        self._point(1)

    def do_open(self) -> None:
        """Show how the marked fact fades."""
        if self._at == MASTERY and self._count():
            self._open(FACT)

    def do_close(self) -> None:
        """Go back to the packs."""
        self.post_message(self.Closed())

    def _open(self, page: int) -> None:
        self._at = page
        self.scrolling().scroll_home(animate=False)
        self._show()
        self._want_past()

    def _point(self, step: int) -> None:
        many = self._count()
        if self._at not in (MASTERY, FACT, MAP) or not many:
            self.scrolling().line(step)
        elif self._at == MAP:
            self._pair = (self._pair + step) % many
            self._show()
        else:
            self._fact = (self._fact + step) % many
            self._show()
            self._want_past()

    def _want_past(self) -> None:
        progress = self._progress
        if (
            progress is not None
            and self._at in (MASTERY, FACT)
            and self._fact < len(progress.facts)
        ):
            fact = progress.facts[self._fact]
            if not fact.past:
                self.post_message(self.Opened(fact.standing.facet))
