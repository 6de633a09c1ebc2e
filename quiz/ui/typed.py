"""What was typed, as the messages that Textual knows; nothing that comes in can break it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser

from quiz.layouts import latin
from quiz.ui.incoming import Incoming, Pasted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message

LARGEST = 2000
"""Columns or rows of a window that can be; a report of more is none."""
_SIZE = re.compile("\x1b\\[48;([0-9]+)[:;0-9]*;([0-9]+)[:;0-9]*;[1-9][:;0-9]*;[1-9][:;0-9]*t")


class Keys:
    """Turns what came in into messages; nothing that comes in can break it."""

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._incoming = Incoming()
        self._parser = XTermParser(debug)

    def take(self, typed: str, *, sizes: bool) -> Iterator[Message]:
        """Yield what was typed; `sizes`: the terminal was asked to tell its size in between."""
        for piece in self._incoming.take(typed):
            if isinstance(piece, Pasted):
                yield _paste(piece)
            elif not piece.startswith("\x1b[48;") or (sizes and _possible(piece)):
                yield from map(_latin, self._parse(piece))

    def wait(self) -> Iterator[Message]:
        """Yield what turns out to be a key because nothing more came."""
        for piece in self._incoming.wait():
            if isinstance(piece, Pasted):
                yield _paste(piece)
            else:
                yield from self._parse(piece)

    def _parse(self, piece: str) -> Iterator[Message]:
        parser = self._parser
        try:
            yield from parser.feed(piece)
            if parser._timeout_time is not None:  # noqa: SLF001  # nothing public tells
                # It waits for more of a sequence that is whole already: it does not know it, and
                # would hand it on as single keys. But two characters are alt and a key.
                parser._timeout_time = 0.0  # noqa: SLF001
                left = list(parser.tick())
                yield from left if len(piece) <= 2 else ()
        except (ParseError, EOFError, ValueError, ArithmeticError, LookupError, TypeError):
            self._parser = XTermParser(self._debug)
            self._parser.mouse_pixels = parser.mouse_pixels
            self._parser.terminal_size = parser.terminal_size
            self._parser.terminal_pixel_size = parser.terminal_pixel_size


def _paste(piece: Pasted) -> Message:
    return events.Paste(piece.text.replace("\0", ""))


def _latin(message: Message) -> Message:
    """Return ctrl+c where a keyboard without Latin letters has another letter on that key.

    A terminal that tells keys by number (kitty, foot, WezTerm) tells that letter.
    """
    if isinstance(message, events.Key) and message.character is None:
        held, _, letter = message.key.rpartition("+")
        known = latin(letter) if held else None
        if known is not None:
            return events.Key("+".join((held, known)), None)
    return message


def _possible(report: str) -> bool:
    found = _SIZE.fullmatch(report)
    return found is not None and all(0 < int(number) <= LARGEST for number in found.groups())
