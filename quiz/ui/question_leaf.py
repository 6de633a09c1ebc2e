"""How a question and what is said about it share the lines of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.ui.measure import LEAST, TALL
from quiz.ui.page import Page, Scroll
from quiz.ui.widgets.feedback import FeedbackText
from quiz.ui.widgets.hud import Hud
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.sure_line import SureLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from quiz.play.session import Turn
    from quiz.ui.widgets.forms.base import Form

CHROME = 5
"""Lines that are neither question nor explanation: head, verdict, keys and the air between."""
AIR = 1
"""Of these, what is given up where it is tight."""
CHROME_TALL = 11
AIR_TALL = 2
"""The same where there is room for more air."""
LEAST_WHY = 6
"""Lines of explanation that a long question leaves at least, where there are so many."""


class QuestionLeaf(Page):
    """A page with a question above and an explanation below, of which each gets its lines."""

    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None
        """The answer that is shown; None while the question is open."""
        self._forms: dict[type[Form], Form] = {}
        self._form: Form | None = None
        self.hud = Hud()
        self.asked = Scroll(id="ask")
        self.prompt = Prose(ident="prompt")
        self.sure = SureLine()
        self.verdict = Prose(ident="verdict")
        self.why = Scroll(id="why")
        self.feedback = FeedbackText(ident="feedback")

    def kinds(self) -> Iterable[type[Form]]:
        """Return the forms that will be needed, some of them more than once."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """Compose everything once: all forms that will be asked are there, and one is seen."""
        self._forms = {kind: kind() for kind in dict.fromkeys(self.kinds())}
        yield from self.head()
        with self.asked:
            yield self.prompt
            yield from self._forms.values()
        yield self.sure
        yield self.verdict
        with self.why:
            yield self.feedback

    def head(self) -> ComposeResult:
        """Compose what stands above the question."""
        yield self.hud

    def wear(self, worn: bool, *names: str) -> None:
        """Put "-answered", "-asking" or "-tight" on the page, or take it off.

        Styles that hang on a class of the page are looked up for all that is on it, a dozen forms
        too that nobody sees, which takes as long as the rest of what a key brings about. So these
        are set where they are meant.
        """
        self.set_class(worn, *names, update=False)
        self._fit()

    def _fit(self) -> None:
        """Unanswered, the question has the page; answered, the explanation does."""
        answered = self.has_class("-answered")
        shrunk = answered or self.has_class("-asking")
        width, height = self.size
        fits = width >= LEAST[0] and height >= LEAST[1]
        shown = answered and fits  # what is set here no style sheet hides
        self.verdict.display = shown
        self.why.display = shown
        styles = self.asked.styles
        styles.height = "auto" if shrunk else "1fr"
        # Rather without air than with the last footnote out of sight.
        air = 2 if self.size.height >= TALL else 1 if shrunk else 0
        styles.margin = (0, 0, 0 if self.has_class("-tight") else air, 0)

    def on_resize(self) -> None:
        """Share the lines out anew."""
        self._fit()
        if self._turn is not None:
            self.call_after_refresh(self._share)

    def _share(self) -> None:
        """Give a long question no more lines than leave the explanation its least."""
        width, height = self.size
        chrome, air = (CHROME_TALL, AIR_TALL) if height >= TALL else (CHROME, AIR)
        form = self._form.natural_height(width) if self._form is not None else 0
        asked = self.prompt.natural_height(width) + form
        wanted = self.feedback.natural_height(width)
        tight = chrome + asked + wanted > height
        if tight != self.has_class("-tight"):
            self.wear(tight, "-tight")
        room = height - chrome + (air if tight else 0)
        least = min(wanted, max(LEAST_WHY, height // 3))
        self.asked.styles.max_height = max(4, room - least)
        self.call_after_refresh(self.show_hints)

    def _follow_cursor(self) -> None:
        """Keep what is pointed at in sight."""
        if self._form is None or self._form.current() is None:
            return
        found = self._form.lines_of(self._form.current())
        if found is None:
            return
        ask = self.asked
        top = self._form.virtual_region.y + found[0]
        if top < ask.scroll_offset.y:
            ask.scroll_to(y=0 if found[0] == 0 else top, animate=False)
        elif top + found[1] > ask.scroll_offset.y + ask.size.height:
            ask.scroll_to(y=top + found[1] - ask.size.height, animate=False)

    def do_up(self) -> None:
        """Scroll up: the explanation, then a question that is too long."""
        at_its_top = self._turn is None or self.why.scroll_offset.y == 0
        (self.asked if at_its_top else self.why).line(-1)

    def do_down(self) -> None:
        """Scroll down: a question that is too long, then the explanation."""
        goes_on = self._turn is None or self.asked.scroll_offset.y < self.asked.max_scroll_y
        (self.asked if goes_on else self.why).line(1)

    def scrolling(self) -> Scroll:
        """Return the question, or the explanation once there is one."""
        return self.why if self._turn is not None else self.asked
