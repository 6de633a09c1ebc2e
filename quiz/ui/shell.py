"""The application without its game: themes, palette, signals, the way out and the worst case."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.theme import BUILTIN_THEMES
from textual.widgets._toast import ToastRack

from quiz.records import settings
from quiz.ui import crash, keys, surroundings, theme
from quiz.ui.ending import Ending
from quiz.ui.page import Bare, Page
from quiz.ui.safe import Guard, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual._path import CSSPathType
    from textual.await_remove import AwaitRemove
    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.geometry import Size
    from textual.screen import Screen
    from textual.theme import Theme
    from textual.widget import Widget

    from quiz.ui.desk import Room


HUNG_UP = 129
"""The status that SIGHUP would bring; where it is ignored, the input has ended all the same."""


class Shell(App[None]):
    """What every Footnote on the full screen is."""

    TITLE = "Footnote"
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.APP]
    COMFORT: ClassVar[str] = ""
    """What is not lost when the program breaks, a sentence."""
    warning = ""
    """What the last line of every page says before all else, "" for nothing."""
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, desk: Room, *, driver_class: type[Driver] | None = None) -> None:
        # With colour switched off a theme's colours would become greys, of which some vanish on
        # the terminal's ground; the terminal's own two colours never do.
        no_color = "NO_COLOR" in os.environ
        self.desk = desk
        self.settings = settings.read(desk.settings, desk.user)
        known = self.settings.theme in BUILTIN_THEMES or self.settings.theme in theme.OWN
        surroundings.forget_sizes()
        # Before all else: colours are worked out and CSS is read for it once, and for no other.
        self.set_reactive(App.theme, self.settings.theme if known else theme.DEFAULT)
        super().__init__(driver_class=driver_class, ansi_color=True if no_color else None)
        for each in theme.THEMES:
            self.register_theme(each)
        self._ending = Ending(self._end, self._give_back)
        self._broken = False
        self._guard = Guard()

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that no input can end."""
        if os.name == "nt" or os.environ.get("TEXTUAL_DRIVER"):
            return super().get_driver_class()
        from quiz.ui.terminal import CalmDriver  # deferred: not to be had on Windows

        return CalmDriver

    def get_default_screen(self) -> Screen[Any]:
        """Return what lies below all pages, and is never seen."""
        return Bare(id="_default")

    def _refresh_notifications(self) -> None:
        if self._notifications and self.screen_stack:
            page = self.screen
            if isinstance(page, Bare) and not page.query_children(ToastRack):
                page.mount(ToastRack(id="textual-toastrack"))
        super()._refresh_notifications()

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # A page that is gone changes nothing of the one that is shown, which is painted already:
        # Textual would lay it out and paint it once more.
        return super()._prune(*nodes, parent=None if parent is self else parent)

    def regain(self, size: Size) -> None:
        """Paint the page anew where it is laid out for this size already.

        The window may have been smaller in between, and come back before anybody looked: then the
        terminal has lost what stood there, and for Textual nothing has changed.
        """
        if self.screen_stack and self.screen._compositor.size == size:  # noqa: SLF001
            self.screen.refresh()

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme by its name, one of ours before it is registered too."""
        return theme.OWN.get(theme_name) or super().get_theme(theme_name)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, ours among them whatever the theme."""
        variables = theme.with_stand_ins(super().get_css_variables())
        variables = theme.with_few_colours(variables, self.theme, self.console.color_system)
        self.theme_variables = variables
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters and one that drops control characters."""
        return [*super().get_line_filters(), self._guard]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the commands of the palette: none that shows what a test hides."""
        yield SystemCommand("Theme", "Ink, paper, or any other", self.action_change_theme)
        if isinstance(screen, Page):
            yield SystemCommand("Keys", "What each key does", screen.do_help)
        yield from self.own_commands(screen)
        yield SystemCommand("Leave", "Leave Footnote", self.exit)

    def action_command_palette(self) -> None:
        """Show the commands, unless they are shown."""
        from quiz.ui.palette import CalmPalette  # deferred: 15 ms that few starts need

        if not any(isinstance(screen, CalmPalette) for screen in self.screen_stack):
            self.push_screen(CalmPalette())

    def search_themes(self) -> None:
        """Show the themes, unless something of that kind is shown."""
        from quiz.ui.palette import CalmPalette, Themes

        if not any(isinstance(screen, CalmPalette) for screen in self.screen_stack):
            self.push_screen(CalmPalette(providers=[Themes], placeholder="Search for themes…"))

    def _keep_theme(self, chosen: Theme) -> None:
        if chosen.name != self.settings.theme:
            self.settings.theme = chosen.name
            self.keep_settings()

    def turn_light(self) -> None:
        """Take paper for ink, or ink for paper; from another theme, the one it is nearer to."""
        self.theme = theme.PAPER.name if self.current_theme.dark else theme.INK.name

    def keep_settings(self) -> None:
        """Keep what was chosen for the next time."""
        settings.write(self.settings, self.desk.settings, self.desk.user)

    def own_commands(self, _screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the commands of this app alone."""
        return ()

    def expect_signals(self) -> None:
        """Handle a signal from now on, before there is a loop too; call before `run`."""
        self._ending.expect()

    def begin_to_listen(self) -> None:
        """Keep the theme when it is changed; end in order at a signal that ends a program."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._ending.listen()

    def signals_are_over(self) -> None:
        """Handle signals no more; call after `run`."""
        self._ending.over()

    def _end(self, status: int) -> None:
        self.exit(return_code=status)

    def hang_up(self) -> None:
        """End because the terminal is gone, with the status of the signal that may say so too."""
        self._end(self._ending.status or HUNG_UP)

    def _give_back(self) -> bool:
        """Give the terminal back by force; return False where somebody else has it."""
        force = getattr(self._driver, "give_back_by_force", None)
        return bool(force()) if force is not None else True

    def action_step_aside(self) -> None:
        """Stop as any program does at ctrl+z, where there is a shell that can go on with it."""
        step_aside = getattr(self._driver, "step_aside", None)
        if step_aside is not None:
            step_aside()

    def action_leave(self) -> None:
        """Leave, from anywhere; but copy what is selected, if anything is."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(plain(selected))
            self.screen.clear_selection()
            return
        self.exit()

    def comfort(self) -> str:
        """Return what is not lost when the program breaks."""
        return self.COMFORT

    def _fatal_error(self) -> None:
        """End with a sentence, where it happened noted, no value shown: one may be an answer."""
        if self._broken:
            return  # by the first mistake, of which this one comes
        self._broken = True
        error = self._exception
        kept = None
        if error is not None and self.desk.notes is not None:
            kept = crash.keep(error, self.desk.notes, self.desk.now())
        if not self.is_headless:
            self._exit_renderables.append(crash.apology(kept, self.comfort()))
        self._close_messages_no_wait()
