"""The same picture in fewer bytes: colours are told where they change, not for each run of cells.

Textual sets all of a run's colours before it and resets them after it, 40 bytes for two spaces. A
slow line, a classroom's server or a recorder has to carry them. What is no colour passes as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SGR = re.compile("\x1b\\[([0-9;]*)m")
_MOVES = re.compile("(?:[\r\n]|\x1b\\[[0-9;?]*[A-Hdfhl])*")
"""What only moves the cursor or switches something: the colours need not be right yet."""
_MOVING = frozenset("\r\n\x1b")
"""What that begins with."""
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "53"})
"""Underlined, blinking, reversed, struck through, overlined: these show on a blank too."""
_LEAST = 200
"""Characters below which there is nothing to save."""


class Look(NamedTuple):
    """How a run of cells looks."""

    marks: tuple[str, ...] = ()
    """Bold, italic and the like, as the terminal numbers them."""
    ink: str = ""
    ground: str = ""


PLAIN = Look()


def thrifty(data: str) -> str:
    """Return what paints the same; it begins and ends, as `data` does, with nothing set."""
    if len(data) < _LEAST:
        return data
    first, *rest = _SGR.split(data)
    out: list[str] = [first]
    now = wanted = PLAIN
    for codes, piece in zip(rest[::2], rest[1::2], strict=True):
        read = _read(codes)
        if read is None:
            return data  # something that Textual does not write: leave it alone
        clears, look = read
        wanted = look if clears else _over(wanted, look)
        if not piece:
            continue
        if wanted is not now and (piece[0] not in _MOVING or _MOVES.fullmatch(piece) is None):
            target = wanted
            if not piece.strip(" ") and _SEEN_ON_BLANKS.isdisjoint(now.marks + wanted.marks):
                target = Look(now.marks, now.ink, wanted.ground)
            out.append(_change(now, target))
            now = target
        out.append(piece)
    if now != PLAIN:
        out.append("\x1b[0m")
    small = "".join(out)
    return small if len(small) < len(data) else data


def _over(before: Look, more: Look) -> Look:
    marks = before.marks + tuple(mark for mark in more.marks if mark not in before.marks)
    return Look(marks, more.ink or before.ink, more.ground or before.ground)


@lru_cache(maxsize=1000)
def _change(now: Look, target: Look) -> str:
    """Return what turns one look into the other."""
    if now == target:
        return ""
    if now.marks != target.marks:
        codes = ["0", *target.marks, target.ink, target.ground]
    else:
        codes = [
            (target.ink or "39") if now.ink != target.ink else "",
            (target.ground or "49") if now.ground != target.ground else "",
        ]
    return "".join(("\x1b[", ";".join(filter(None, codes)), "m"))


@lru_cache(maxsize=1000)
def _read(codes: str) -> tuple[bool, Look] | None:
    """Return whether all is cleared first, and what is set then; None where that is not known."""
    left = codes.split(";") if codes else ["0"]
    clears, ink, ground = False, "", ""
    marks: list[str] = []
    while left:
        code = left.pop(0) or "0"
        if code == "0":
            clears, marks, ink, ground = True, [], "", ""
        elif code in ("38", "48"):
            size = {"5": 2, "2": 4}.get(left[0] if left else "", 99)
            if size > len(left):
                return None
            colour = ";".join((code, *left[:size]))
            del left[:size]
            ink, ground = (colour, ground) if code == "38" else (ink, colour)
        elif code in _INKS:
            ink = code
        elif code in _GROUNDS:
            ground = code
        elif code in _MARKS:
            marks.append(code)
        else:
            return None
    return clears, Look(tuple(marks), ink, ground)


_INKS = frozenset(map(str, [*range(30, 38), 39, *range(90, 98)]))
_GROUNDS = frozenset(map(str, [*range(40, 48), 49, *range(100, 108)]))
_MARKS = frozenset(map(str, [*range(1, 10), 21, 51, 52, 53]))
