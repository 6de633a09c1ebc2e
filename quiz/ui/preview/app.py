"""The preview as an application: a thread that reads and makes, a screen, and the editor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SuspendNotSupported
from textual.message import Message
from textual.worker import Worker, WorkerState

from quiz.quick import dataclass
from quiz.ui import crash, keys
from quiz.ui.preview import editor
from quiz.ui.preview.bench import Bench, Made
from quiz.ui.preview.edition import Edition, Reader
from quiz.ui.safe import said
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.preview import PreviewScreen
from quiz.ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual._path import CSSPathType

    from quiz.ui.desk import Room
    from quiz.ui.page import Page

NO_EDITOR = "No editor is named: set VISUAL or EDITOR, such as EDITOR=nano."


class PreviewApp(Shell):
    """Shows a pack while it is written."""

    COMFORT = "Your files are as you saved them."
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "../app.tcss",
        "../screens/preview.tcss",
    ]

    @dataclass
    class Told(Message):
        """The bench has something to show."""

        what: Edition | Made

    def __init__(
        self,
        room: Room,
        path: Path,
        *,
        sources: Sequence[Path] = (),
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """`sources`: folders with local copies; `environ`: where the editor is named."""
        super().__init__(room)
        self._environ = environ
        self._page = PreviewScreen(path.name)
        reader = Reader(path, sources=sources, today=room.now().date())
        self._bench = Bench(path, reader, self._tell)

    def on_mount(self) -> None:
        """Begin to read."""
        self.begin_to_listen()
        self.push_screen(self._page)
        self._work()

    def on_unmount(self) -> None:
        """Let the thread end."""
        self._bench.stop()

    @work(thread=True, exit_on_error=False, group="bench")
    def _work(self) -> None:
        self._bench.run()

    def _tell(self, what: Edition | Made) -> None:
        self.post_message(self.Told(what))

    def on_preview_app_told(self, message: Told) -> None:
        """Show it, unless the page is being taken down."""
        if not self.is_running:
            return
        if isinstance(message.what, Made):
            self._page.show_made(message.what)
        else:
            self._page.show_edition(message.what, self.desk.now().strftime("%H:%M:%S"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Note a mistake of our own, say so, and go on: the same save is not read twice."""
        error = event.worker.error
        if event.worker.group == "bench" and event.state is WorkerState.ERROR and error is not None:
            if self.desk.notes is not None:
                crash.keep(error, self.desk.notes, self.desk.now())
            self._page.show_status("That did not work, by a mistake of Footnote’s own.")
            self._work()

    def on_preview_screen_wished(self, message: PreviewScreen.Wished) -> None:
        """Have questions made."""
        self._bench.want(message.wish)

    def on_preview_screen_quit(self) -> None:
        """Leave."""
        self.exit()

    def on_preview_screen_edit(self, message: PreviewScreen.Edit) -> None:
        """Open the editor; one that needs the terminal gets it until it ends."""
        found = editor.editor_for(message.place, self._environ)
        if found is None:
            self._page.show_status(NO_EDITOR)
        elif not found.takes_terminal:
            trouble = editor.open_window(found)
            self._page.show_status(
                trouble or said("Opened in {editor}.", editor=found.arguments[0])
            )
        else:
            try:
                with self.suspend():
                    trouble = editor.lend_terminal(found)
            except SuspendNotSupported:
                trouble = "The editor cannot be opened from here."
            self._page.show_status(trouble)

    def on_page_help(self, message: Page.Help) -> None:
        """Show the keys."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(message.section, keys.PREVIEW_SECTIONS))

    def on_help_screen_closed(self) -> None:
        """Back to the preview."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
