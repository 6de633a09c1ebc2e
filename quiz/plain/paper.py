"""Lines in and lines out: the only door between plain mode and a terminal or a pipe."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from quiz import stand_ins
from quiz.text import clean

if TYPE_CHECKING:
    from typing import TextIO

LONGEST_LINE = 4096
"""Characters of a typed line that are read; the rest of it is dropped."""
WIDEST = 88

_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...",
        "−": "-", "·": "-", "×": "x", "→": "->", "\u00a0": " ", "§": "sec.",
    }
)  # fmt: skip


class Paper:
    """Says lines and asks for lines; nothing that reaches it can control a terminal."""

    def __init__(self, stdin: TextIO, stdout: TextIO, *, width: int = 0) -> None:
        """`width`: cells at which lines are broken; 0 leaves that to whoever reads them."""
        self._in = stdin
        self._out = stdout
        self._width = min(width, WIDEST)
        self._encoding = getattr(stdout, "encoding", None) or "utf-8"
        self._plain_quotes = not _carries(self._encoding, "“–’…§")

    def say(self, text: str = "") -> None:
        """Write a line; one that begins with spaces keeps them where it is broken."""
        for line in clean(self._writable(text), newlines=True).split("\n"):
            self._out.write(self._broken(line) + "\n")
        self._out.flush()

    def ask(self, prompt: str) -> str | None:
        """Write the prompt and return the line that is typed, None at the end of input."""
        self._out.write(clean(self._writable(prompt)) + " ")
        self._out.flush()
        try:
            line = self._in.readline(LONGEST_LINE)
            rest = line
            while len(rest) == LONGEST_LINE and not rest.endswith("\n"):
                rest = self._in.readline(LONGEST_LINE)
        except (OSError, ValueError):  # the terminal is gone, or stdin is closed
            line = ""
        if not line:
            self.say()
            return None
        return clean(line.rstrip("\r\n")).strip()

    def _writable(self, text: str) -> str:
        if self._plain_quotes:
            text = text.translate(_ASCII)
            return text.encode(self._encoding, stand_ins.NAME).decode(self._encoding)
        return text.encode(self._encoding, "replace").decode(self._encoding)

    def _broken(self, line: str) -> str:
        if not self._width or len(line) <= self._width:
            return line
        indent = " " * (len(line) - len(line.lstrip()))
        parts = textwrap.wrap(
            line,
            self._width,
            subsequent_indent=indent + "  " if indent else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        return "\n".join(parts)


def _carries(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
