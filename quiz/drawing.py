"""A problem as a person reads it: what is wrong, the line with the place marked, the way out."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from quiz.text import cells, clean, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.errors import Problem

NARROWEST = 50
ELLIPSIS = "…"


def drawn(problem: Problem, width: int) -> list[str]:
    """Return the lines of one problem, none wider than `width` cells where that is possible."""
    width = max(width, NARROWEST)
    head = f"{problem.severity}: {clean(problem.message)} [{problem.code}]"
    lines = _wrapped(head, "", width)
    gutter = " " * max(2, len(str(problem.line or "")))
    where = (problem.line, problem.column) if problem.excerpt else ()
    place = ":".join(str(p) for p in (problem.file, *where) if p)
    if place:
        lines.append(f"{gutter}--> {clean(place)}")
    if problem.excerpt.strip():
        lines += _excerpt(problem, gutter, width)
    for label, text in (("expected", problem.expected), ("mend", problem.hint)):
        if text:
            lines += _wrapped(clean(text), f"{gutter} = {label}: ", width)
    if problem.write:
        lines.append(f"{gutter} = write: {clean(problem.write)}")
    return lines


def _wrapped(text: str, lead: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * max(4, len(lead)) if lead else "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpt(problem: Problem, gutter: str, width: int) -> Iterator[str]:
    """Yield the line and, below it, a row of carets; a long line is cut around the place."""
    room = width - len(gutter) - 3
    start = problem.column - 1
    before = clean(problem.excerpt[:start])
    marked = clean(problem.excerpt[start : start + problem.width])
    after = clean(problem.excerpt[start + problem.width :])
    stripped = before.lstrip()
    if cells(stripped) + min(cells(marked), room // 2) > room:
        keep = max(8, room - min(cells(marked), room // 2) - 2)
        before = ELLIPSIS + _last(stripped, keep)
    elif cells(before + marked) > room:
        before = stripped
    left = room - cells(before)
    carets = "^" * max(1, min(cells(marked), left))
    line = _first(before + marked + after, room)
    number = str(problem.line).rjust(len(gutter))
    yield f"{gutter} |"
    yield f"{number} | {line}".rstrip()
    yield f"{gutter} | {' ' * cells(before)}{carets}"


def _first(text: str, room: int) -> str:
    """Return the beginning of a text that fits, with an ellipsis where something is cut off."""
    return text if cells(text) <= room else text[: fitting(text, room - 1)] + ELLIPSIS


def _last(text: str, room: int) -> str:
    return text[len(text) - fitting(reversed(text), room) :]
