"""HTML from other systems as plain text, its lists of sources apart.

Written by hand, since the standard library's reader takes the square of the length of a text with
tags that never end: minutes for a file that a stranger has made so.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from quiz.exchange.reading.found import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAKS = frozenset(
    ("p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "blockquote")
)
_SILENT = frozenset(("script", "style", "head", "title", "template"))
_RAISED = {
    "sup": str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
"""10<sup>6</sup> is not 106, and not 10."""
_SEEN = frozenset(("img", "audio", "video", "svg", "object", "iframe", "math"))
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_NO_CHARACTER = re.compile(r"&#(?:x0*[0-9a-f]{7,}|0*[0-9]{8,});?", re.IGNORECASE)
"""Numbers beyond Unicode; one of thousands of digits is an error where it is read as a number."""


class _Read:
    """What a piece of HTML says, shows and lists."""

    def __init__(self, html: str) -> None:
        self.said: list[str] = []
        self.sources: list[str] = []
        self.shows = ""
        self._silent = 0
        self._item: list[str] | None = None
        self._numbered = 0
        self._raised = ""
        self._has_notes = "<ol" in html
        """Whether raised numbers are those of sources, which stand in a list."""
        for tag, closes, text in _pieces(html):
            if text:
                self._text(text)
            if closes:
                self._end(tag)
            elif tag:
                self._start(tag)

    def _text(self, text: str) -> None:
        if self._silent:
            return
        text = unescaped(text)
        if self._raised:
            small = text.translate(_RAISED[self._raised])
            text = text if set(small) & set(text) else small
        (self.said if self._item is None else self._item).append(text)

    def _start(self, tag: str) -> None:
        if tag in _SILENT or self._is_note(tag):
            self._silent += 1
        elif tag in _RAISED:
            self._raised = tag
        if tag in _SEEN:
            self.shows = self.shows or tag
        if tag in _BREAKS:
            self.said.append("\n")
        if tag == "ol":
            self._numbered += 1
        if tag == "li" and self._numbered:
            self._item = []

    def _is_note(self, tag: str) -> bool:
        return tag == "sup" and self._has_notes and self._item is None

    def _end(self, tag: str) -> None:
        if tag in _SILENT or self._is_note(tag):
            self._silent = max(0, self._silent - 1)
        elif tag in _RAISED:
            self._raised = ""
        if tag == "ol":
            self._numbered = max(0, self._numbered - 1)
        if tag == "li" and self._item is not None:
            self.sources.append("".join(self._item))
            self._item = None
        if tag in _BREAKS:
            self.said.append("\n")


def _pieces(html: str) -> Iterator[tuple[str, bool, str]]:
    """Yield (tag, whether it closes, text before it); the tag is "" for a remark and at the end.

    What begins like a tag and never ends is text. Each character is looked at once, or twice.
    """
    at = start = 0
    last = html.rfind(">")
    remarks = "-->" in html
    while 0 <= (at := html.find("<", at)) < last:
        if html.startswith("<!--", at) and remarks and (end := html.find("-->", at + 4)) >= 0:
            yield "", False, html[start:at]
            at = start = end + 3
        elif html.startswith(("<!", "<?"), at):
            remarks = remarks and not html.startswith("<!--", at)
            yield "", False, html[start:at]
            at = start = html.find(">", at) + 1
        elif found := _TAG.match(html, at):
            yield found[2].lower(), bool(found[1]), html[start:at]
            at = start = found.end()
        else:
            at += 1
    yield "", False, html[start:]


def unescaped(text: str) -> str:
    """Return text with its characters for "&amp;" and "&#64;"."""
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


def plain(html: str) -> str:
    """Return the text of a piece of HTML on one line."""
    return flat("".join(_Read(html).said))


def explained(html: str) -> tuple[str, tuple[str, ...]]:
    """Return a text and the items of its numbered lists, which are its sources."""
    read = _Read(html)
    return flat("".join(read.said)), tuple(filter(None, map(flat, read.sources)))


def shows(html: str) -> str:
    """Return what it shows beside text: "img", "audio" …, or ""."""
    return _Read(html).shows if "<" in html else ""
