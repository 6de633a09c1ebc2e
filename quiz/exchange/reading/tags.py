"""HTML from other systems as plain text, its lists of sources apart."""

from __future__ import annotations

from html.parser import HTMLParser

from quiz.exchange.reading.found import flat

_BREAKS = frozenset(
    ("p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "blockquote")
)
_SILENT = frozenset(("script", "style", "head", "title", "template"))
_SEEN = frozenset(("img", "audio", "video", "svg", "object", "iframe", "math"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.sources: list[str] = []
        self.shows = ""
        self._silent = 0
        self._item: list[str] | None = None
        self._numbered = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        if tag in _SEEN:
            self.shows = self.shows or tag
        if tag in _BREAKS:
            self.said.append("\n")
        if tag == "ol":
            self._numbered += 1
        if tag == "li" and self._numbered:
            self._item = []
        if tag in ("sup", "a") and self._item is None:
            self._silent += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT or (tag == "sup" and self._item is None):
            self._silent = max(0, self._silent - 1)
        if tag == "ol":
            self._numbered = max(0, self._numbered - 1)
        if tag == "li" and self._item is not None:
            self.sources.append("".join(self._item))
            self._item = None
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        (self.said if self._item is None else self._item).append(data)


def plain(html: str) -> str:
    """Return the text of a piece of HTML on one line."""
    return flat(_read(html).joined())


def explained(html: str) -> tuple[str, tuple[str, ...]]:
    """Return a text and the items of its numbered lists, which are its sources."""
    read = _read(html)
    return flat(read.joined()), tuple(filter(None, map(flat, read.sources)))


def shows(html: str) -> str:
    """Return what it shows beside text: "img", "audio" …, or ""."""
    return _read(html).shows if "<" in html else ""


class _Read:
    """What was collected, whole even where the HTML is not."""

    def __init__(self, parser: _Text) -> None:
        self._said = parser.said
        self.sources = parser.sources
        self.shows = parser.shows

    def joined(self) -> str:
        return "".join(self._said)


def _read(html: str) -> _Read:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return _Read(parser)
