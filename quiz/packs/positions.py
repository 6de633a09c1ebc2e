"""Where in a TOML file a value stands: the parser does not say, a teacher needs to know.

Scans a file that tomli has already accepted, so it may trust the grammar and only keeps count.
Run when a problem is to be shown, not on every load.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from quiz.packs.diagnostics import Path_

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"(?:\"{0,2})|'''.*?'''(?:'{0,2})|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]+")
_PLAIN = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*(\"[^\"\\\n]+\"|[0-9.-]+|true|false)[ \t]*\n\s*")
"""Most lines by far: one bare key and one plain value. One match in place of a dozen calls."""
_HEADER = re.compile(r"^[ \t]*((\[\[?)(?=[ \t]*[\w\"'])(?:([\w-]+)\]\])?)", re.MULTILINE)
DEEPEST = 64
"""Parts of a path below which nobody looks, and the scanner need not go."""
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Span(NamedTuple):
    """A place in a text: line and column from 1, and the characters that are meant."""

    line: int
    column: int
    width: int


class Positions:
    """Line and column of every key and value of one TOML text.

    Finds the [headers] first, and looks into a table only when something in it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._end = len(text)
        self._found: dict[Path_, tuple[int, int]] = {}
        """Start and end of every value; of a table its header, of a table in braces the braces."""
        self._keys_at: dict[Path_, tuple[int, int]] = {}
        self._arrays: dict[Path_, int] = {}
        self._sections: dict[Path_, list[tuple[int, int, Path_]]] = {}
        """Tables not looked into yet: start, end and path, by the first two parts of the path."""
        self._lines = list(
            itertools.accumulate(map(len, text.split("\n")), lambda a, b: a + b + 1, initial=0)
        )
        self._lines.pop()
        if '"""' in text or "'''" in text:  # where what looks like a header may be none
            self._scan(())
        else:
            self._find_sections()

    def of(self, path: Path_, *, key: bool = False) -> Span:
        """Return the place of a value (or its key), or of its nearest parent that is there.

        What is marked ends with its line.
        """
        for part in ((), path[:1], path[:2]):
            for start, end, table in self._sections.pop(part, ()):
                self._at, self._end = start, end
                self._scan(table)
        while path and path not in self._found:
            alone = path[:2] + tuple(part for part in path[2:] if part != 0)
            if alone in self._found:  # one value where a list could stand
                path = alone
                break
            path = path[:-1]
        start, end = (self._keys_at if key else self._found).get(path, (0, 0))
        if key and not end:
            start, end = self._found.get(path, (0, 0))
        line = bisect.bisect_right(self._lines, start)
        begun = self._lines[line - 1]
        stop = self._lines[line] - 1 if line < len(self._lines) else len(self._text)
        return Span(line, start - begun + 1, max(1, min(end, stop) - start))

    def _find_sections(self) -> None:
        """Enter every header, and remember the table below it."""
        table: Path_ = ()
        below = 0
        for found in _HEADER.finditer(self._text):
            start = found.start(1)
            self._remember(below, start, table)
            name = found[3]
            if name is not None and found[2] == "[[":
                number = self._arrays.get((name,), -1) + 1
                self._arrays[name,] = number
                table, below = (name, number), found.end()
                self._found.setdefault((name,), (start, below))
                self._found[table] = (start, below)
            else:
                self._at, self._end = start + len(found[2]), len(self._text)
                table = self._header(start, array=found[2] == "[[")
                below = self._at
        self._remember(below, len(self._text), table)

    def _remember(self, start: int, end: int, table: Path_) -> None:
        if start < end:
            self._sections.setdefault(table[:2], []).append((start, end, table))

    def _scan(self, table: Path_) -> None:
        text = self._text
        while True:
            self._skip()
            if self._at >= self._end:
                return
            start = self._at
            if text.startswith("[[", start):
                self._at += 2
                table = self._header(start, array=True)
            elif text[start] == "[":
                self._at += 1
                table = self._header(start, array=False)
            else:
                self._pair(table)
            self._at = max(self._at, start + 1)  # whatever is there, go on

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _header(self, start: int, *, array: bool) -> Path_:
        keys = self._keys()
        end = self._text.find("]", self._at)
        self._at = len(self._text) if end < 0 else end + (2 if array else 1)
        span = (start, self._at)
        path: Path_ = ()
        for index, key in enumerate(keys):
            path = (*path, key)
            last = index == len(keys) - 1
            if last and array:
                number = self._arrays.get(path, -1) + 1
                self._arrays[path] = number
                self._found.setdefault(path, span)
                path = (*path, number)
            elif path in self._arrays:
                path = (*path, self._arrays[path])
        self._found.setdefault(path, span)
        self._found.setdefault(path[:1], span)  # a whole that has no line of its own
        return path

    def _keys(self) -> list[str]:
        """Return the parts of a dotted key, and go behind it; of a very long one the first."""
        keys: list[str] = []
        while True:
            self._skip()
            found = _KEY.match(self._text, self._at)
            if not found:
                self._at += 1
                return keys
            if len(keys) <= DEEPEST:
                keys.append(_unquote(found[0]))
            self._at = found.end()
            dot = _DOT.match(self._text, self._at)
            if not dot:
                return keys
            self._at = dot.end()

    def _pair(self, table: Path_) -> None:
        plain = _PLAIN.match(self._text, self._at)
        if plain:
            path = (*table, plain[1])
            self._keys_at.setdefault(path, plain.span(1))
            self._found[path] = plain.span(2)
            self._at = plain.end()
            return
        start = self._at
        keys = self._keys() or [""]  # braces in braces are deep, though no key stands before them
        path = (*table, *keys)
        for depth in range(1, len(keys)):
            self._found.setdefault((*table, *keys[:depth]), (start, self._at))
        self._keys_at.setdefault(path, (start, self._at))
        self._found.setdefault(path, (start, self._at))
        self._skip()
        if self._text.startswith("=", self._at):
            self._at += 1
        self._skip()
        self._value(path)

    def _value(self, path: Path_) -> None:
        text, start = self._text, self._at
        if start >= len(text):
            return
        if len(path) > DEEPEST:
            self._at = len(text)
            return
        if text[start] == "[":
            self._at += 1
            index = 0
            while self._more("]"):
                self._value((*path, index))
                index += 1
        elif text[start] == "{":
            self._at += 1
            while self._more("}"):
                self._pair(path)
        else:
            found = _STRING.match(text, start) or _SCALAR.match(text, start)
            self._at = found.end() if found else start + 1
            if found and found.re is _SCALAR:
                self._found[path] = (start, start + len(found[0].rstrip()))
                return
        self._found[path] = (start, self._at)

    def _more(self, close: str) -> bool:
        self._skip()
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip()
        if self._at >= len(self._text):
            return False
        if self._text[self._at] == close:
            self._at += 1
            return False
        return True


def _unquote(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    return _ESCAPE.sub(
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else _SHORT.get(m[1], m[1]), key[1:-1]
    )
