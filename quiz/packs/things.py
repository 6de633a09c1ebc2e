"""A pack's things as JSON and back: each as what is not as it is by default."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from quiz.model import Citation
from quiz.packs.content import (
    Alias,
    Claim,
    DateValue,
    Dispute,
    Fact,
    Field,
    FieldType,
    Kind,
    NameValue,
    NumberValue,
    Rank,
    Source,
    Stance,
    TextValue,
)
from quiz.packs.dates import Calendar, Date, Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.packs.content import Value

_TYPES: dict[str, type] = {
    "text": TextValue,
    "name": NameValue,
    "date": DateValue,
    "number": NumberValue,
}
_TAGS = {type_: tag for tag, type_ in _TYPES.items()}

_DEFAULTS: dict[type, list[tuple[str, Any]]] = {}


def defaults(type_: type) -> list[tuple[str, Any]]:
    """Return the fields that a thing is made of, each with what it is where nothing is said."""
    found = _DEFAULTS.get(type_)
    if found is None:
        found = _DEFAULTS[type_] = []
        for field in fields(type_):
            if field.init:
                default = field.default
                if default is MISSING and field.default_factory is not MISSING:
                    default = field.default_factory()
                found.append((field.name, default))
    return found


class Writer:
    """Writes a pack's things; what a fact's claims share is written once in it."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._cited: dict[Citation, int] = {}

    def fact(self, fact: Fact) -> str:
        """Return a fact as a line."""
        self._cited = {}
        raw = self.thing(fact)
        if self._cited:
            raw["cited"] = [self._citation(one) for one in self._cited]
        return to_json(raw)

    def thing(self, thing: Any) -> Any:
        """Return a thing as JSON takes it: of a dataclass, what is not as it is by default.

        A large pack has millions of things: what there are most of comes first.
        """
        type_ = type(thing)
        if type_ is str:
            return thing
        if type_ is tuple or type_ is list:
            return [self.thing(value) for value in thing]
        if type_ is Citation:
            return self._cited.setdefault(thing, len(self._cited))
        if type_ is dict:
            return {key: self.thing(value) for key, value in thing.items()}
        if type_ is frozenset:
            return sorted(thing)
        if isinstance(thing, str | int | float | None):
            return thing
        if isinstance(thing, Mapping):
            return {key: self.thing(value) for key, value in thing.items()}
        tag = _TAGS.get(type_)
        out: dict[str, Any] = {} if tag is None else {"is": tag}
        for name, default in defaults(type_):
            value = getattr(thing, name)
            if value is not default and value != default:
                out[name] = value if type(value) is str else self.thing(value)
        return out

    def _citation(self, citation: Citation) -> dict[str, Any]:
        """Return a citation without what its source says of itself."""
        out = {n: getattr(citation, n) for n, default in defaults(Citation)}
        source = self._sources.get(citation.source)
        if source is not None and source.reference == citation.text:
            del out["text"]
        if out["url"] == (source.url if source is not None else None):
            del out["url"]
        return {name: value for name, value in out.items() if value != ""}


def to_json(thing: Any) -> str:
    """Return JSON without a space too many."""
    return _encode(thing)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class Reader:
    """Makes a pack's things of what was written; what stands often is made once."""

    def __init__(self) -> None:
        self.sources: Mapping[str, Source] = {}
        self._known: dict[tuple[tuple[str, Any], ...], Citation] = {}
        self._dates: dict[tuple[Any, ...], Date] = {}
        self._cited: list[Citation] = []
        self._parts: Mapping[str, Callable[[Any], Any]] = {
            "aliases": self._aliases,
            "note_citations": self._citations,
            "claims": self._claims,
            "false": self._false,
            "complete": frozenset,
            "disputes": self._disputes,
            "skip": frozenset,
            "trivial": frozenset,
            "wholes": frozenset,
            "citations": self._citations,
            "was": tuple,
        }

    def fact(self, line: bytes) -> Fact:
        """Return the fact of a line."""
        raw = json.loads(line)
        self._cited = [self._citation(one) for one in raw.pop("cited", ())]
        for key, take in self._parts.items():
            if key in raw:
                raw[key] = take(raw[key])
        return Fact(**raw)

    def _citations(self, raw: Sequence[int]) -> tuple[Citation, ...]:
        return tuple(self._cited[at] for at in raw)

    def _citation(self, raw: dict[str, Any]) -> Citation:
        key = tuple(raw.items())
        found = self._known.get(key)
        if found is None:
            source = self.sources.get(raw["source"])
            if source is not None:
                raw = {"text": source.reference, "url": source.url} | raw
            found = self._known[key] = Citation(**raw)
        return found

    def _date(self, raw: dict[str, Any]) -> Date:
        key = tuple(raw.items())
        found = self._dates.get(key)
        if found is None:
            made = raw | {"precision": Precision(raw["precision"])}
            if "calendar" in raw:
                made["calendar"] = Calendar(raw["calendar"])
            found = self._dates[key] = Date(**made)
        return found

    def _value(self, raw: dict[str, Any]) -> Value:
        type_ = raw.pop("is")
        if type_ == "name":
            return NameValue(**raw)
        if type_ == "date":
            return DateValue(date=self._date(raw["date"]))
        if type_ == "number":
            return NumberValue(**raw)
        return TextValue(text=raw["text"], also=tuple(raw.get("also", ())))

    def _values(self, raw: Iterable[dict[str, Any]]) -> tuple[Value, ...]:
        return tuple(self._value(one) for one in raw)

    def _claim(self, raw: dict[str, Any]) -> Claim:
        raw["values"] = self._values(raw["values"])
        raw["citations"] = self._citations(raw["citations"])
        if "rank" in raw:
            raw["rank"] = Rank(raw["rank"])
        if "stance" in raw:
            raw["stance"] = Stance(raw["stance"])
        return Claim(**raw)

    def _claims(self, raw: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Claim, ...]]:
        return {key: tuple(self._claim(one) for one in own) for key, own in raw.items()}

    def _aliases(self, raw: list[dict[str, Any]]) -> tuple[Alias, ...]:
        return tuple(
            Alias(
                name=one["name"],
                since=self._date(one["since"]) if "since" in one else None,
                until=self._date(one["until"]) if "until" in one else None,
            )
            for one in raw
        )

    def _false(self, raw: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Value, ...]]:
        return {key: self._values(own) for key, own in raw.items()}

    def _disputes(self, raw: dict[str, dict[str, Any]]) -> dict[str, Dispute]:
        return {key: Dispute(**own) for key, own in raw.items()}

    def source(self, raw: dict[str, Any]) -> Source:
        """Return a source."""
        if "issued" in raw:
            raw["issued"] = self._date(raw["issued"])
        raw["derived_from"] = tuple(raw.get("derived_from", ()))
        return Source(**raw)


def _field(raw: dict[str, Any]) -> Field:
    for key in ("of", "before", "after", "was"):
        raw[key] = tuple(raw.get(key, ()))
    return Field(**(raw | {"type": FieldType(raw["type"])}))


def kind(raw: dict[str, Any]) -> Kind:
    """Return a kind."""
    return Kind(**(raw | {"fields": {key: _field(own) for key, own in raw["fields"].items()}}))
