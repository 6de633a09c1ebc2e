"""What every screen of Footnote is: keys in the order they were typed, a last line, a least size.

Textual runs a screen's bindings in the app's queue and its key events in the screen's own, so that
of keys typed fast a later one can overtake an earlier one. Here nothing takes the focus, and the
screen itself handles every key, one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.at_once import AtOnce
from quiz.ui.column import COLUMN
from quiz.ui.compositor import Compositor
from quiz.ui.leaving import Leaving
from quiz.ui.measure import LEAST, TALL
from quiz.ui.safe import lines, say
from quiz.ui.still import Blank, Still
from quiz.ui.widgets.keybar import Hint, KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import Binding
    from textual.content import Content

NOT_SAVED = "not saved yet"


class Scroll(Blank, Still, VerticalScroll, can_focus=False):
    """A part that scrolls, by the screen's keys and by the wheel; without a bar."""

    DEFAULT_CSS = """
    Scroll {
        height: 1fr;
        scrollbar-size-vertical: 0;
    }
    """

    layout = COLUMN

    class Filled(Message):
        """There is more, or no longer more, than can be seen."""

    def watch_show_vertical_scrollbar(self) -> None:
        """Tell the screen, whose last line says so."""
        self.post_message(self.Filled())

    @property
    def more(self) -> bool:
        """Whether something is out of sight."""
        return self.max_scroll_y > 0

    def begin(self) -> None:
        """Show the beginning, of what is new here from its first picture on."""
        if self.scroll_y:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def line(self, step: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=step, animate=False, immediate=True)

    def leaf(self, step: int) -> None:
        """Scroll by pages that overlap by a line."""
        self.scroll_relative(y=step * max(1, self.size.height - 1), animate=False, immediate=True)


class TooSmall(Widget):
    """Stands in for a screen while the window is too small for it."""

    DEFAULT_CSS = """
    TooSmall {
        display: none;
        width: 1fr;
        height: 1fr;
        content-align: center middle;
        text-align: center;
    }
    """

    def render(self) -> Content:
        """Return a kind request."""
        width, height = LEAST
        return lines(
            [
                say("A little larger, please", "bold"),
                say("{w} × {h} or more", w=width, h=height),
                say("now {w} × {h}", "$faint", w=self.size.width, h=self.size.height),
                say("Nothing is lost.", "$faint"),
            ]
        )


class Bare(Blank, Screen[None]):
    """A screen without what Textual lays over every one: nothing here has a tooltip, and what
    notices are shown in comes with the first notice (`Shell`). Each is a widget to be styled.
    """

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Add nothing."""

    def _compositor_refresh(self) -> None:
        # What lies under another page is painted when it is seen again. Textual has all that lies
        # on it painted anew, the same picture once more at each start and each new page.
        above = self.app.screen
        if above is self or above.styles.background.a < 1:
            super()._compositor_refresh()


class Page(Leaving, AtOnce, Bare):
    """A screen of Footnote."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-narrow"),
        (LEAST[0], "-wide-enough"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-low"),
        (LEAST[1], "-high-enough"),
        (TALL, "-tall"),
    ]
    AUTO_FOCUS = ""
    KEYS: ClassVar[Sequence[Binding]] = ()
    SECTION: ClassVar[str] = ""
    """Where help opens."""
    BEGINS: ClassVar[bool] = False
    """Whether a set begins from here: home and the results."""
    FLUSH: ClassVar[bool] = False
    """Whether it uses the whole width, and is no page with a margin."""
    layout = COLUMN

    @dataclass
    class Help(Message):
        """Help is wanted, for a section of `keys.SECTIONS`."""

        section: str

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the screen's keys known to Textual as its bindings."""
        cls.BINDINGS = list(cls.KEYS)
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Compositor()
        self._actions = keys.actions(self.KEYS)
        self._unsaved = False

    def compose(self) -> ComposeResult:
        """Compose the screen's own parts, then what every screen has."""
        self._wear_breakpoints()
        yield from self.parts()
        yield KeyBar(flush=self.FLUSH)
        yield TooSmall()

    def _wear_breakpoints(self) -> None:
        """Wear the classes of the window's size before there are parts.

        Textual does so after they were styled, laid out and painted, and then all of it is again.
        """
        width, height = self.app.size
        worn = self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS)
        worn |= self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS)
        self.update_classes(dict.fromkeys(worn, True), update=False)

    def _compositor_refresh(self) -> None:
        # While the program starts nothing is painted, but Textual makes the picture all the same
        # and drops it.
        if not self.app._batch_count:  # noqa: SLF001  # nothing public tells
            super()._compositor_refresh()

    def parts(self) -> ComposeResult:
        """Compose what is the screen's own."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """Return what the last line says now."""
        raise NotImplementedError

    @property
    def cramped(self) -> bool:
        """Whether the window is too small, as it was laid out last: that is what is seen."""
        seen = self.outer_size  # where `size` is the app's, known before anything is drawn
        return seen.width < LEAST[0] or seen.height < LEAST[1]

    def on_key(self, event: events.Key) -> None:
        """Take a key: first what is being answered, then the screen's own keys."""
        if self.cramped:
            event.stop()
            return
        for key, character in keys.meanings(event.key, event.character, writing=self.writing):
            if self.typed(key, character):
                event.stop()
                break
            if (action := self._actions.get(key)) is not None:
                event.stop()
                self.act(action, key)
                break
        self.show_hints()
        if not self.hurried:  # of several keys at once only the last one is painted
            self.paint()

    @property
    def writing(self) -> bool:
        """Whether letters are part of something that is written here, and mean no action."""
        return False

    def typed(self, _key: str, _character: str | None) -> bool:
        """Take a key before the screen's own keys do; return whether it was taken."""
        return False

    def act(self, action: str, key: str = "") -> None:
        """Do what a key means."""
        method = getattr(self, "_".join(("do", action)), None)
        if method is not None:
            if action == "nth":
                method(int(key))
            else:
                method()

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """Take a click on the last line for the key that it shows."""
        message.stop()
        character = message.key if len(message.key) == 1 else None
        if not self.typed(message.key, character):
            action = self._actions.get(message.key)
            if action is not None:
                self.act(action, message.key)
        self.show_hints()

    def on_scroll_filled(self, message: Scroll.Filled) -> None:
        """Say in the last line whether there is more."""
        message.stop()
        self.show_hints()

    def show_hints(self) -> None:
        """Bring the last line up to date."""
        bar = self.query_one(KeyBar)
        warning = NOT_SAVED if self._unsaved else getattr(self.app, "warning", "")
        bar.set(self.hints(), warning=warning)

    def show_saved(self, saved: bool) -> None:
        """Say, or no longer say, that an answer is not saved yet."""
        if self._unsaved == saved:
            self._unsaved = not saved
            if self.here:
                self.show_hints()

    def do_help(self) -> None:
        """Ask for help."""
        self.post_message(self.Help(self.SECTION))

    def scrolling(self) -> Scroll:
        """Return the part that the arrows scroll."""
        return self.query_one("#text", Scroll)

    def do_up(self) -> None:
        """Scroll up."""
        self.scrolling().line(-1)

    def do_down(self) -> None:
        """Scroll down."""
        self.scrolling().line(1)

    def do_page_up(self) -> None:
        """Scroll a page up."""
        self.scrolling().leaf(-1)

    def do_page_down(self) -> None:
        """Scroll a page down."""
        self.scrolling().leaf(1)

    def do_top(self) -> None:
        """Scroll to the beginning."""
        self.scrolling().scroll_home(animate=False)

    def do_end(self) -> None:
        """Scroll to the end."""
        self.scrolling().scroll_end(animate=False)
