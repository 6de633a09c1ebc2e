"""Works beside the sources that a pack has: which are there already, what the rest is called.

Nothing of a pack is changed: a source that is there keeps its id and its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.sources.work import ORDER
from quiz.packs.names import slug
from quiz.packs.scaffold.toml import entry, value
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.exchange.sources.work import Work
    from quiz.packs.scaffold.toml import Written

_KEY = re.compile(r"[^\W\d_][\w.:+-]{0,39}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])")
_SINGLE = ("абвгдеёзийклмнопрстуфыэіїєґ", "abvgdeeziiklmnoprstufyeiieg", "ъь")
_SEVERAL = {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
}
_WIDTH = 100
_WORDS = 3
_SMALL = frozenset(("a", "an", "the", "of", "on", "in", "and", "der", "die", "das", "le", "la"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A work that is a source of the pack, or stands in the file twice."""

    work: Work
    source: str
    """The id of the source that it is."""
    why: str
    """What both have: "the same DOI"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A work and the id that it got."""

    work: Work
    id: str

    @property
    def toml(self) -> str:
        """The work as a table, without a line end after it."""
        lines = [f"[sources.{self.id}]"]
        for key in ORDER:
            if key in self.work.fields:
                lines += _lines(key, self.work.fields[key])
        return "\n".join(lines)


def _lines(key: str, written: Written) -> list[str]:
    line = entry(key, written)
    if len(line) <= _WIDTH or not isinstance(written, list):
        return [line]
    return [f"{key} = [", *(f"    {value(one)}," for one in written), "]"]


def place(
    works: Iterable[Work], known: Mapping[str, Mapping[str, Written]]
) -> tuple[list[Placed], list[Same]]:
    """Return the works that are new with their ids, and those that are there already.

    `known`: the tables of the pack's sources, by id, as they stand in its file.
    """
    marks: dict[str, tuple[str, str]] = {}
    for source_id, fields in known.items():
        for mark, why in _marks(fields):
            marks.setdefault(mark, (source_id, why))
    taken = set(known)
    placed: list[Placed] = []
    same: list[Same] = []
    for work in works:
        own = _marks(work.fields)
        met = next((marks[mark] for mark, _ in own if mark in marks), None)
        if met is not None:
            same.append(Same(work=work, source=met[0], why=met[1]))
            continue
        found = Placed(work=work, id=_free(_id(work), taken))
        taken.add(found.id)
        placed.append(found)
        for mark, why in own:
            marks.setdefault(mark, (found.id, why))
    return placed, same


def _marks(fields: Mapping[str, Written]) -> list[tuple[str, str]]:
    """Return by what a work is known again, the surest first, and how that is told."""
    told = {key: text for key, text in fields.items() if isinstance(text, str)}
    title = fold(told.get("title", ""))
    found: list[tuple[str, str]] = []
    if doi := told.get("DOI", "").casefold():
        found.append((f"doi {doi}", "the same DOI"))
    if title and (isbn := _isbn(told.get("ISBN", ""))):  # its chapters have the ISBN of a book
        found.append((f"isbn {isbn} {title}", "the same ISBN and title"))
    if title and (url := told.get("URL", "")):
        bare = re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")
        found.append((f"url {bare} {title}", "the same address and title"))
    year = _year(fields.get("issued"))
    if title:
        why = "the same title, year and author" if year else "the same title, without a year"
        found.append((f"title {title} {year} {_first(fields)}", why))
    return found


def _isbn(text: str) -> str:
    """Return an ISBN's figures without prefix and check: those of 10 and 13 are the same then."""
    figures = re.sub(r"[^0-9Xx]", "", text)
    return figures[3:-1] if len(figures) == 13 else figures[:-1]


def _year(written: object) -> str:
    found = re.match(r"-?\d{4}", str(written or ""))
    return found[0] if found else ""


def _first(fields: Mapping[str, Written]) -> str:
    """Return the folded family name of the first author or editor."""
    for role in ("author", "editor", "director"):
        people = fields.get(role)
        first = people[0] if isinstance(people, list) and people else people
        if isinstance(first, dict):
            return fold(str(first.get("family") or first.get("literal") or ""))
    return ""


def _id(work: Work) -> str:
    """Return an id from the entry's own name, else from author and year, else from the title."""
    if _KEY.fullmatch(work.key) and not work.key.lower().startswith(("http", "ref", "id")):
        own = _latin(_CAMEL.sub("-", work.key))[:60].strip("-")
        if own:
            return own
    year = _year(work.fields.get("issued")).strip("-")
    first = _latin(_first(work.fields))
    if not first:
        words = [w for w in _latin(work.text("title")).split("-") if w not in _SMALL]
        first = "-".join(words[:_WORDS])
    return "-".join(filter(None, (first[:40].strip("-") or "source", year.lstrip("0"))))


def _latin(text: str) -> str:
    """Return a slug; Cyrillic letters are written as libraries write them, without marks."""
    text = text.casefold().translate(str.maketrans(*_SINGLE))
    return slug("".join(_SEVERAL.get(letter, letter) for letter in text))


def _free(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
