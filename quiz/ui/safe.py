"""The one door from data to the screen.

Everything that a pack, a log or a student wrote goes through here before a widget sees it. What
comes out is `Content` without markup, free of what could control a terminal. `Guard` drops control
characters once more from what Textual is about to draw.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from quiz.text import clean, printed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color

LONGEST: Final = 2000
"""Characters of one text that are shown; the rest is cut with an ellipsis."""
MOST_LINES: Final = 40

EMPTY: Final = Content("")

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_FORMATTER: Final = Formatter()


def plain(value: object, *, longest: int = LONGEST) -> str:
    """Return one line that is safe where only a string will do."""
    return _cut(clean(str(value)), longest)


def text(value: object, style: str = "", *, longest: int = LONGEST) -> Content:
    """Return one line; newlines become spaces."""
    return _styled(plain(value, longest=longest), style)


def block(value: object, style: str = "") -> Content:
    """Return text that keeps its line breaks."""
    cleaned = _cut(clean(str(value), newlines=True), LONGEST)
    lines = cleaned.split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    return _styled("\n".join(lines), style)


def say(template: str, style: str = "", **values: object) -> Content:
    """Return a sentence of our own with `{name}` filled in.

    A value that is `Content` keeps its style; any other is cleaned.
    """
    parts: list[Content] = []
    for literal, name, spec, _ in _parsed(template):
        if literal:
            parts.append(Content(literal))
        if name is not None:
            value = values[name]
            if spec:
                value = format(value, spec)
            parts.append(value if isinstance(value, Content) else text(value))
    whole = Content.assemble(*parts)
    return whole.stylize_before(style) if style else whole


@lru_cache(maxsize=500)
def _parsed(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(_FORMATTER.parse(template))


def said(template: str, **values: object) -> str:
    """Return a sentence of our own, filled in, where only a string will do."""
    return say(template, "", **values).plain


def join(parts: Iterable[Content], between: str = "") -> Content:
    """Return the parts one after another, without those that are empty."""
    return Content(between).join([part for part in parts if part])


def lines(parts: Iterable[Content]) -> Content:
    """Return the parts one below another."""
    return Content("\n").join(parts)


def fit(content: Content, width: int) -> Content:
    """Return the content cut with an ellipsis to so many cells."""
    return content.truncate(max(0, width), ellipsis=True)


def _styled(cleaned: str, style: str) -> Content:
    return Content.styled(cleaned, style) if style else Content(cleaned)


def _cut(cleaned: str, longest: int) -> str:
    return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + "…"


class Guard(LineFilter):
    """Drops from every line that is drawn what is no text, wherever it came from.

    What is pasted into a widget of Textual's own comes through no other door.
    """

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return the segments without what is not seen; control segments stay as they are."""
        return [
            segment
            if segment.control or (shown := _shown(segment.text)) == segment.text
            else Segment(shown, segment.style, segment.control)
            for segment in segments
        ]


def _shown(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return printed(_CONTROL.sub("", line))
