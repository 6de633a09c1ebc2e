"""Rows as nearly all are written, checked in a quarter of the time that the schema's model takes.

What is right here is right there, and gives the same table. Whatever is not plainly right is left
to the model, which knows every rule and says what is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quiz.packs import limits
from quiz.packs.schema import CiteTable, RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ROW = RowTable(name="-").__getstate__()
_CITE = CiteTable(source="-").__getstate__()
"""What a table is where nothing is said; its empty lists are everybody's, and nobody fills one."""

_SAID = "__dict__"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_MOST = 80
_CITES_MOST = 20
_LISTS = frozenset({"aliases", "part_of", "complete", "skip", "trivial"})
_BY_FIELD = frozenset({"ask", "back", "which", "says"})
_OF_CITE = frozenset({"source", "section", "page", "phrase"})
OF_THE_ROW = frozenset(
    {"name", "id", "topic", "note", "locative", "as_of", "cite", "aliases", "part_of"}
)
"""Keys that say nothing of single fields: most rows have no other."""


def _is_any(_value: str) -> bool:
    return True


def _is_text(value: str) -> bool:
    return 0 < len(value) <= limits.TEXT_CHARACTERS


def _is_slug(value: str) -> bool:
    return len(value) <= _SLUG_MOST and _SLUG.fullmatch(value) is not None


_TEXTS: dict[str, Callable[[str], bool]] = {
    "id": _is_slug,
    **dict.fromkeys(("name", "as_of", *_LISTS), _is_text),
    **dict.fromkeys(("topic", "note", "locative"), _is_any),
}
"""Keys that may have a text, and what that has to be."""


class PlainRows:
    """Reads rows; what many of them cite is made once."""

    def __init__(self) -> None:
        self._cites: dict[tuple[Any, ...], CiteTable] = {}

    def read(self, raw: Mapping[str, Any]) -> RowTable | None:
        """Return a row's table; None where the model has to look at it."""
        found: dict[str, Any] = {}
        for key, value in raw.items():
            if type(value) is str:
                right = _TEXTS.get(key)
                if right is None or not right(value):
                    return None
                found[key] = [value] if key in _LISTS else value
            else:
                read = self._no_text(key, value)
                if read is None:
                    return None
                found[key] = read
        if "name" not in found:
            return None
        made = RowTable.__new__(RowTable)
        made.__setstate__(_ROW | {_SAID: _ROW[_SAID] | found})
        return made

    def _no_text(self, key: str, value: Any) -> Any:
        if key == "cite":
            return self._all(value)
        if key in _LISTS:
            return value if type(value) is list and _are_texts(value) else None
        is_plain = key in _BY_FIELD and type(value) is dict and _are_each_texts(value)
        return value if is_plain else None

    def _all(self, raw: Any) -> list[CiteTable] | None:
        if type(raw) is dict:
            one = self._cite(raw)
            return None if one is None else [one]
        if type(raw) is not list or len(raw) > _CITES_MOST:
            return None
        made = [self._cite(one) for one in raw if type(one) is dict]
        whole = [one for one in made if one is not None]
        return whole if len(whole) == len(raw) else None

    def _cite(self, raw: dict[str, Any]) -> CiteTable | None:
        if "for" in raw:
            return self._made(raw)
        place = tuple(raw.items())
        try:
            found = self._cites.get(place)
        except TypeError:  # a list, or a table
            return None
        if found is None:
            found = self._made(raw)
            if found is not None:
                self._cites[place] = found
        return found

    @staticmethod
    def _made(raw: dict[str, Any]) -> CiteTable | None:
        told = dict(raw)
        for_ = told.pop("for", [])
        for_ = [for_] if type(for_) is str else for_
        if type(for_) is not list or not _are_texts(for_) or not _is_plain_cite(told):
            return None
        made = CiteTable.__new__(CiteTable)
        made.__setstate__(_CITE | {_SAID: _CITE[_SAID] | told | {"for_": for_}})
        return made


def _are_texts(values: list[Any]) -> bool:
    return len(values) <= limits.LIST_ITEMS and all(
        type(value) is str and _is_text(value) for value in values
    )


def _are_each_texts(table: dict[str, Any]) -> bool:
    return all(type(value) is str and _is_text(value) for value in table.values())


def _is_plain_cite(raw: dict[str, Any]) -> bool:
    return (
        raw.keys() <= _OF_CITE
        and all(type(value) is str for value in raw.values())
        and _is_text(raw.get("source", ""))
    )
