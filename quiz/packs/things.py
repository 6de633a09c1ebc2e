"""A pack's things as JSON and back: each as what is not as it is by default.

A large pack has millions of them. So what nearly every fact has stands in a place of its own, and
a claim that is like most is nothing but its values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from quiz.model import Citation
from quiz.packs import dates
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.packs.content import Value

_NAME, _DATE, _NUMBER, _TEXT = "name", "date", "number", "text"
"""What a value that is no plain text begins with."""
_PLACED = ("id", "kind", "name", "topic", "note", "citations", "claims")
"""What of a fact stands in a place of its own; see `Writer.fact`."""

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
        self._rest = [item for item in defaults(Fact) if item[0] not in _PLACED]

    def fact(self, fact: Fact) -> str:
        """Return a fact as a line: id, kind, name, topic, note, what is cited, which of that for
        the fact itself, its claims by field, and a table of whatever else it has.
        """
        self._cited = {}
        citations, own = self.thing(fact.citations), fact.citations
        claims = {key: self._claims(told, own) for key, told in fact.claims.items()}
        more = {
            name: self.thing(value)
            for name, default in self._rest
            if (value := getattr(fact, name)) is not default and value != default
        }
        cited = [self._citation(one) for one in self._cited]
        line = [fact.id, fact.kind, fact.name, fact.topic, fact.note, cited, citations, claims]
        return to_json([*line, more] if more else line)

    def _claims(self, claims: Sequence[Claim], cited: tuple[Citation, ...]) -> Any:
        """Return the claims of a field; nothing but the values of a single one that is plain."""
        claim = claims[0]
        if len(claims) == 1 and claim.own and claim.citations == cited:
            plain = not (claim.note or claim.basis or claim.definition)
            if plain and claim.rank is Rank.NORMAL and claim.stance is Stance.SUPPORTS:
                return [self._value(value) for value in claim.values]
        return {"all": self.thing(claims)}

    def thing(self, thing: Any) -> Any:
        """Return a thing as JSON takes it: of a dataclass, what is not as it is by default."""
        type_ = type(thing)
        if type_ is str:
            return thing
        if type_ is tuple or type_ is list:
            return [self.thing(value) for value in thing]
        if type_ is Citation:
            return self._cited.setdefault(thing, len(self._cited))
        if isinstance(thing, Mapping):
            return {key: self.thing(value) for key, value in thing.items()}
        if type_ is frozenset:
            return sorted(thing)
        if isinstance(thing, str | int | float | None):
            return thing
        if type_ is dates.Date:
            return _date(thing)
        if isinstance(thing, TextValue | NameValue | DateValue | NumberValue):
            return self._value(thing)
        out: dict[str, Any] = {}
        for name, default in defaults(type_):
            value = getattr(thing, name)
            if value is not default and value != default:
                out[name] = self.thing(value)
        return out

    @staticmethod
    def _value(value: Value) -> Any:
        """Return a value: a text itself, or a list that begins with what it is."""
        if isinstance(value, TextValue):
            return value.text if not value.also else [_TEXT, value.text, list(value.also)]
        if isinstance(value, NameValue):
            return [_NAME, value.entity]
        if isinstance(value, DateValue):
            return [_DATE, _date(value.date)]
        if value.low == value.number == value.high:
            return [_NUMBER, value.number, value.text]
        return [_NUMBER, value.number, value.text, value.low, value.high]

    def _citation(self, citation: Citation) -> Any:
        """Return source, locator and phrase, or a table where its source says something else."""
        source = self._sources.get(citation.source)
        if source and (source.reference, source.url) == (citation.text, citation.url):
            place = [citation.source, citation.locator]
            return [*place, citation.phrase] if citation.phrase else place
        return {name: getattr(citation, name) for name, _ in defaults(Citation)}


def _date(date: dates.Date) -> str | list[str]:
    """Return what a date was read from, and its calendar where that is another one."""
    return date.edtf if date.calendar is dates.Calendar.GREGORIAN else [date.edtf, date.calendar]


def to_json(thing: Any) -> str:
    """Return JSON without a space too many."""
    return _encode(thing)


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


_decode = json.JSONDecoder().raw_decode


class Reader:
    """Makes a pack's things of what was written; what stands often is made once."""

    def __init__(self) -> None:
        self.sources: Mapping[str, Source] = {}
        self._known: dict[tuple[str, ...], Citation] = {}
        self._dates: dict[str, dates.Date] = {}
        self._cited: list[Citation] = []
        self._more: Mapping[str, Callable[[Any], Any]] = {
            "aliases": self._aliases,
            "note_citations": self._citations,
            "false": self._false,
            "complete": frozenset,
            "disputes": self._disputes,
            "skip": frozenset,
            "trivial": frozenset,
            "wholes": frozenset,
            "was": tuple,
        }

    def fact(self, line: bytes) -> Fact:
        """Return the fact of a line."""
        id_, kind_, name, topic, note, cited, cites, told, *rest = _decode(line.decode("utf-8"))[0]
        self._cited = [self._citation(one) for one in cited]
        citations = self._citations(cites)
        claims: dict[str, tuple[Claim, ...]] = {}
        for key, own in told.items():
            if type(own) is list:
                values = tuple([self._value(value) for value in own])
                claims[key] = (Claim(field=key, values=values, citations=citations, own=True),)
            else:
                claims[key] = tuple([self._claim(one) for one in own["all"]])
        more = rest[0] if rest else {}
        for key, value in more.items():
            take = self._more.get(key)
            if take is not None:
                more[key] = take(value)
        return Fact(
            id=id_,
            kind=kind_,
            name=name,
            topic=topic,
            note=note,
            citations=citations,
            claims=claims,
            **more,
        )

    def _citations(self, raw: Sequence[int]) -> tuple[Citation, ...]:
        return tuple([self._cited[at] for at in raw])

    def _citation(self, raw: Any) -> Citation:
        if type(raw) is dict:
            return Citation(**raw)
        key = tuple(raw)
        found = self._known.get(key)
        if found is None:
            source = self.sources[raw[0]]
            found = self._known[key] = Citation(
                source=raw[0],
                text=source.reference,
                locator=raw[1],
                phrase=raw[2] if len(raw) > 2 else "",
                url=source.url,
            )
        return found

    def _date(self, raw: str | list[str]) -> dates.Date:
        if isinstance(raw, list):
            return dates.parse(raw[0], dates.Calendar(raw[1]))
        found = self._dates.get(raw)
        if found is None:
            found = self._dates[raw] = dates.parse(raw)
        return found

    def _value(self, raw: Any) -> Value:
        if type(raw) is str:
            return TextValue(text=raw)
        type_ = raw[0]
        if type_ == _NAME:
            return NameValue(entity=raw[1])
        if type_ == _DATE:
            return DateValue(date=self._date(raw[1]))
        if type_ == _TEXT:
            return TextValue(text=raw[1], also=tuple(raw[2]))
        _, number, text, *span = raw
        low, high = span or (number, number)
        return NumberValue(number=number, low=low, high=high, text=text)

    def _values(self, raw: Iterable[Any]) -> tuple[Value, ...]:
        return tuple([self._value(one) for one in raw])

    def _claim(self, raw: dict[str, Any]) -> Claim:
        raw["values"] = self._values(raw["values"])
        raw["citations"] = self._citations(raw["citations"])
        if "rank" in raw:
            raw["rank"] = Rank(raw["rank"])
        if "stance" in raw:
            raw["stance"] = Stance(raw["stance"])
        return Claim(**raw)

    def _aliases(self, raw: list[dict[str, Any]]) -> tuple[Alias, ...]:
        return tuple(
            Alias(
                name=one["name"],
                since=self._date(one["since"]) if "since" in one else None,
                until=self._date(one["until"]) if "until" in one else None,
            )
            for one in raw
        )

    def _false(self, raw: dict[str, list[Any]]) -> dict[str, tuple[Value, ...]]:
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
