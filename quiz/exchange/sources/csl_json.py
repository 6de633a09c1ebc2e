"""CSL-JSON: what Zotero, Mendeley and pandoc give to citation programs."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from quiz.errors import QuizError
from quiz.exchange.sources import when
from quiz.exchange.sources.people import from_csl, listed
from quiz.exchange.sources.work import (
    DATES,
    NO_PLACE,
    ORDER,
    PEOPLE,
    Library,
    Work,
    flat,
)  # fmt: skip
from quiz.packs import limits

_TAGS = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)\b[^<>]{0,100}>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r]*")
_TYPE = re.compile(r"[a-z][a-z_-]{1,40}")
_SEASONS = {"1": 21, "2": 22, "3": 23, "4": 24}


def read(text: str) -> Library:
    """Return what the file says. Raises QuizError where it is no CSL-JSON."""
    library = Library()
    seen = False
    for raw, start, line in _objects(text):
        seen = True
        _read_one(raw, _Lines(text, start, line), library)
        if len(library.losses) > 2 * limits.IMPORTED:
            raise QuizError("It has too many mistakes to be CSL-JSON.")
    if not seen:
        raise QuizError("It is JSON, but not CSL-JSON: that is a list of works, each with a title.")
    return library


def _objects(text: str) -> list[tuple[dict[str, Any], int, int]]:
    """Return the works, and offset and line at which each begins: JSON itself does not tell."""
    decoder = json.JSONDecoder()
    at = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[at : at + 1] == "{":
        whole, _ = _decoded(decoder, text, at)
        if not (isinstance(whole, dict) and isinstance(whole.get("items"), list)):
            return [(whole, at, 1)] if isinstance(whole, dict) else []
        at = _skip(text, text.index("[", text.index('"items"', at)))
    if text[at : at + 1] != "[":
        raise QuizError(f"It is no JSON: {_place(text, at)} should begin with [.")
    found: list[tuple[dict[str, Any], int, int]] = []
    at = _skip(text, at + 1)
    line = text.count("\n", 0, at) + 1
    while text[at : at + 1] not in ("]", ""):
        one, end = _decoded(decoder, text, at)
        if isinstance(one, dict):
            found.append((one, at, line))
        before, at = at, _skip(text, end)
        line += text.count("\n", before, at)
        if text[at : at + 1] == ",":
            end = _skip(text, at + 1)
            line += text.count("\n", at, end)
            at = end
        elif text[at : at + 1] != "]":
            raise QuizError(f"It is no JSON: at {_place(text, at)} a comma or ] is missing.")
    return found


def _decoded(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise QuizError(f"It is no JSON: {where}: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise QuizError(f"It is no JSON that can be read: {_place(text, at)}.") from None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


class _Lines:
    """In which line a field of a work stands."""

    def __init__(self, text: str, start: int, line: int) -> None:
        self._text = text
        self._start = start
        self.first = line

    def of(self, name: str) -> int:
        found = self._text.find(json.dumps(name), self._start, self._start + 100_000)
        return self.first + self._text.count("\n", self._start, found) if found >= 0 else self.first


def _read_one(raw: dict[str, Any], lines: _Lines, library: Library) -> None:
    key = raw.get("citation-key") or raw.get("id") or ""
    work = Work(key=flat(str(key))[: limits.KEY_CHARACTERS], line=lines.first)
    for name, value in raw.items():
        if name in ("id", "citation-key", "type") or value in ("", None, [], {}):
            continue
        line = lines.of(name)
        if name in PEOPLE:
            _people(work, library, name, value, line)
        elif name in DATES:
            _date(work, library, name, value, line)
        elif name not in ORDER:
            library.lose(work, name, line, NO_PLACE)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            library.put(work, name, _said(name, value), name=name, line=line)
        else:
            library.lose(work, name, line, "it is no text")
    sort = raw.get("type")
    if isinstance(sort, str) and _TYPE.fullmatch(sort):
        work.fields["type"] = sort
    elif sort:
        library.lose(work, "type", lines.of("type"), f"“{flat(str(sort))[:40]}” is no type")
    library.add(work)


def _said(name: str, value: str | float) -> str:
    text = str(value)
    if name in ("URL", "DOI"):
        return re.sub(r"^https?://(?:dx\.)?doi\.org/", "", text) if name == "DOI" else text
    text = unescape(_TAGS.sub("", text))
    return re.sub(r"(?<=\d)-(?=\d)", "–", text) if name == "page" else text


def _people(work: Work, library: Library, name: str, value: object, line: int) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        library.lose(work, name, line, "it is no list of names")
        return
    names = listed(map(from_csl, value))
    if names:
        work.fields[name] = names


def _date(work: Work, library: Library, name: str, value: object, line: int) -> None:
    found = _edtf(value)
    if found:
        work.fields[name] = found
        return
    words = value.get("literal") or value.get("raw") if isinstance(value, dict) else value
    if not (isinstance(words, str) and words.casefold() in when.NONE):
        shown = flat(words if isinstance(words, str) else json.dumps(value))[:40]
        library.lose(work, name, line, f"“{shown}” is no date")


def _edtf(value: object) -> str:
    if isinstance(value, str):
        return when.from_words(value)
    if not isinstance(value, dict):
        return ""
    about = bool(value.get("circa")) and value.get("circa") not in ("false", "0")
    parts = value.get("date-parts")
    ends = [_end(part) for part in parts[:2]] if isinstance(parts, list) else []
    if ends and ends[0]:
        season = _SEASONS.get(str(value.get("season")))
        if season and len(ends) == 1 and len(ends[0]) == 1:
            ends[0].append(season)
        texts = [when.edtf(end, about=about) for end in ends if end]
        found = "/".join(filter(None, texts))
        return found if when.real(found) else ""
    for name in ("literal", "raw"):
        if isinstance(words := value.get(name), str):
            return when.from_words(words)
    return ""


def _end(part: object) -> list[int]:
    """Return year, month and day as numbers; some programs write them as text."""
    numbers: list[int] = []
    for one in part[:3] if isinstance(part, list) else []:
        try:
            number = int(str(one)[:8])
        except ValueError:
            break
        numbers.append(number)
    return numbers
