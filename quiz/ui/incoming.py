"""What comes in from a terminal, cut into keys, pastes, and what a terminal says of itself.

Textual hands on a sequence that it does not know as single keys, inside a paste too, and a digit is
an answer here. So nothing reaches its parser but whole sequences, and no paste at all. A terminal's
reply can come late: over a slow line, or because another program asked and left.
"""

from __future__ import annotations

import re

from quiz.quick import dataclass

TICKS = 10
"""Quiet ticks after which what was begun will not be ended any more."""
LONGEST = 65536
"""Characters of a paste or of a reply that are kept; the rest is swallowed."""
BURST = 500
"""Characters that come at once and are no keys any more: a paste from a terminal that does not mark
it, or a cat on the keyboard over a slow line. As keys a megabyte takes minutes and a gigabyte."""
KEY = 32
"""Characters of the longest sequence that can be a key; Textual knows none that is longer."""
HAND = 8
"""Characters that one key sends at most: a paste that was held up does not go on so briefly."""

STOP = "\x03"
_STARTS = "\x1b\x90\x9b\x9d\x9f"
BEGIN, END = "\x1b[200~", "\x1b[201~"
_STRING = "(?:\x1b[\\]P_]|[\x90\x9d\x9f])[^\x00-\x1f\x9c]*"
"""OSC, DCS, APC: colours, the title, the terminal's name and abilities."""
_SEQUENCE = "(?:\x1b\\[|\x9b)[0-?]*[ -/]*"
"""CSI: keys, the mouse, and what a terminal says of itself in numbers."""
_RXVT = "\x1b\\[[0-9]{1,2}\\$"
"""Keys of rxvt, against all grammar."""
_BEGUN = re.compile(
    f"(?:{_STRING}\x1b?|(?!{_RXVT}){_SEQUENCE}|\x1b\\[\\[|\x1b\\[M[^\x00-\x1f]{{0,2}}|\x1b(?:O[0-9;]*)?)\\Z"
)
_WHOLE = re.compile(
    f"{_STRING}(?:\x07|\x9c|\x1b\\\\)?"
    "|\x1b\\[\\[[ -~]"  # the function keys of a bare console
    "|\x1b\\[M[^\x00-\x1f]{3}"  # the mouse of an old terminal
    f"|{_RXVT}|{_SEQUENCE}[@-~]?"
    "|\x1bO[0-9;]*[@-~]?"
    "|\x1b[^\x00-\x08\x0a-\x0c\x0e-\x1f\x80-\x9f]"  # alt and a key
    "|\x1b"
    "|[^\x1b\x90\x9b\x9d\x9f]+"
)
_DROPPED = re.compile(
    f"{_STRING}.*|[\x90\x9b\x9d\x9f].*|(?!{_RXVT}\\Z){_SEQUENCE}\\Z|\x1bO[0-9;]*\\Z", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, whatever it contains."""

    text: str


class Incoming:
    """Cuts what comes in, also where a sequence comes in pieces."""

    def __init__(self) -> None:
        self._begun = ""
        self._paste: str | None = None
        self._burst: str | None = None
        """What came at once so far, and goes on until a tick is quiet."""
        self._quiet = 0

    def take(self, typed: str) -> list[str | Pasted]:
        """Return the keys, runs of characters, sequences and pastes that are whole by now."""
        out: list[str | Pasted] = []
        held_up = self._quiet >= TICKS and len(typed) <= HAND and END not in self._begun + typed
        if self._paste is not None and held_up:
            # A paste that nobody ended must not swallow every key from now on, ctrl+c too.
            out.append(Pasted(self._paste))
            self._paste, self._begun = None, ""
        self._quiet = 0
        text, self._begun = self._begun + typed, ""
        at = 0
        while at < len(text):
            if self._paste is not None:
                at = self._go_on_pasting(text, at, out)
                continue
            begun = _BEGUN.match(text, at)
            if begun:
                self._begun = _shortened(begun[0])
                break
            whole = _WHOLE.match(text, at)
            # Every character begins something: the pattern's last two lines see to that.
            piece = whole[0] if whole else text[at]
            at += len(piece)
            if piece == BEGIN:
                self._paste = ""
            elif piece != END and not _DROPPED.fullmatch(piece) and not _too_long(piece):
                out += self._burst_or_keys(piece)
        return out

    def _burst_or_keys(self, piece: str) -> list[str | Pasted]:
        """Keep what is part of a burst; ctrl+c ends the program whatever it comes in."""
        if piece[0] in _STARTS or (self._burst is None and len(piece) < BURST):
            return [piece]
        self._burst = ((self._burst or "") + piece)[:LONGEST]
        return [STOP] * (STOP in piece)

    def wait(self) -> list[str | Pasted]:
        """Return what must be whole, since nothing more came for a tick."""
        self._quiet += 1
        if self._burst is not None:
            pasted, self._burst = Pasted(self._burst), None
            return [pasted]
        begun = self._begun
        if self._paste is not None or not begun:
            return []
        if begun == "\x1b":
            self._begun = ""
            return [begun]
        # Two characters may be alt and a key, which means nothing: the next key does.
        if len(begun) == 2 or self._quiet >= TICKS:
            self._begun = ""
        return []

    def _go_on_pasting(self, text: str, at: int, out: list[str | Pasted]) -> int:
        pasted = self._paste or ""
        end = text.find(END, at)
        if end >= 0:
            out.append(Pasted((pasted + text[at:end])[:LONGEST]))
            self._paste = None
            return end + len(END)
        cut = next(
            (n for n in range(len(END) - 1, 0, -1) if text.endswith(END[:n], at)),
            0,
        )
        self._begun = text[len(text) - cut :]
        self._paste = (pasted + text[at : len(text) - cut])[:LONGEST]
        return len(text)


def _shortened(begun: str) -> str:
    """Return what was begun, no longer than anybody needs and never to be taken for a key."""
    if begun.startswith(("\x1b[", "\x9b")):
        return begun if len(begun) <= KEY else "\x1b[?"
    return begun if len(begun) <= LONGEST else begun[:2]


def _too_long(piece: str) -> bool:
    return piece[0] == "\x1b" and len(piece) > KEY
