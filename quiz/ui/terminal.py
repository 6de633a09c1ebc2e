"""The terminal, left as it was found whatever comes in.

Textual's own driver ends on one byte that is not UTF-8, on a key code that is no character, and
spins where stdin has ended. This one replaces, skips and leaves.
"""

from __future__ import annotations

import codecs
import os
import selectors
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from quiz.ui.replies import Replies

if TYPE_CHECKING:
    from textual.app import App

READ = 4096
TICK = 0.1


class Calm:
    """A file that does not mind when the terminal behind it is gone."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, if anybody still listens."""
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Flush, if anybody still listens."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._file.isatty()


class CalmDriver(LinuxDriver):
    """Textual's driver with an input that cannot end the program by what it contains."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = Calm(sys.__stderr__ or sys.stderr)

    def _disable_mouse_support(self) -> None:
        """Turn the mouse off, pixels and in-band resizes too, which Textual leaves on."""
        super()._disable_mouse_support()
        self.write("\x1b[?1016l\x1b[?2048l")

    def _run_input_thread(self) -> None:
        """Read until told to stop; an input that ends or breaks ends the program in order."""
        try:
            self.run_input_thread()
        except (OSError, ValueError):
            self._hang_up()

    def _hang_up(self) -> None:
        if not self.exit_event.is_set():
            self._app.call_later(self._app.exit)

    def run_input_thread(self) -> None:
        """Read keys and the mouse, and hand them to the app."""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        parser = XTermParser(self._debug)
        replies = Replies()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data: bytes | None = None
                if selector.select(TICK):
                    data = os.read(self.fileno, READ)
                    if not data:
                        self._hang_up()
                        return
                if not self._feed(parser, replies.without(decode(data) if data else None)):
                    parser = XTermParser(self._debug)

    def _feed(self, parser: XTermParser, typed: str | None) -> bool:
        """Hand on what was typed; return False where the parser broke on it."""
        try:
            if typed:
                for message in parser.feed(typed):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
        except (ParseError, EOFError, ValueError, OverflowError, KeyError, IndexError, TypeError):
            return False
        return True
