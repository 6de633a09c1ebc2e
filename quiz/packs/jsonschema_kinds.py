"""The rows of one kind as JSON Schema: its fields typed, its names and values to choose from."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from quiz.packs.content import FieldType, TextValue
from quiz.packs.dates import EXAMPLES
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quiz.packs.content import Field, Kind, Pack

MOST_NAMES = 500
"""Names that an editor is given to choose from; more make a list that nobody reads."""

NO_KEY: dict[str, Any] = {"not": {"title": "an unknown key"}}
"""In place of plain `false`, for which editors mark the whole table and not the key."""

_ATOM = (
    r"(?:(?:-?[0-9]{4}|Y-?[0-9]{5,8})"
    r"(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|2[1-4]))?[~?%]?"
    r"|-?[0-9]{2,3}X{1,2}[~?%]?)"
)
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+(?:[Zz]|[+-][0-9:]+)?"
"""A TOML date that has a time too; only its day counts."""
EDTF = (
    rf"^(?:{_ATOM}|(?:{_ATOM}|\.\.)?/(?:{_ATOM}|\.\.)?|\[ ?{_ATOM}(?: ?, ?{_ATOM})* ?\]|{_TIME})$"
)

_BY_FIELD = ("ask", "back", "which", "says")
_FIELD_LISTS = ("complete", "skip", "trivial")
_NUMBER: dict[str, Any] = {
    "type": ["number", "array", "object"],
    "items": {"type": "number"},
    "minItems": 2,
    "maxItems": 2,
    "properties": {key: {"type": "number"} for key in ("value", "low", "high")},
    "required": ["value"],
    "additionalProperties": NO_KEY,
}
_TEXT = {"type": "string", "minLength": 1}
_DATE = {"anyOf": [{"$ref": "#/definitions/date"}, {"type": "integer", "description": "A year."}]}
DATE = {"type": "string", "pattern": EDTF, "description": f"A date: {EXAMPLES}."}
_WORDS = {
    FieldType.TEXT: "Text in quotes.",
    FieldType.NAME: "A name in quotes.",
    FieldType.DATE: f"A date: {EXAMPLES}.",
    FieldType.NUMBER: "A number without quotes; also [low, high], or { value, low, high }.",
    FieldType.CATEGORY: "One of a few words that many rows share.",
    FieldType.QUOTE: "Words without their quotation marks.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a pack has already: to choose from, and to tell slips by. Nothing for any pack."""

    strict: bool = False
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By kind, all names and aliases."""
    values: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By kind and field, the categories in use."""

    @classmethod
    def of(cls, pack: Pack) -> Known:
        """Collect it from a pack."""
        names: dict[str, list[str]] = {}
        values: dict[tuple[str, str], dict[str, None]] = {}
        for fact in pack.facts.values():
            names.setdefault(fact.kind, []).extend(fact.names)
            for key, claims in fact.claims.items():
                if pack.kinds[fact.kind].fields[key].type is FieldType.CATEGORY:
                    found = [v.text for c in claims for v in c.values if isinstance(v, TextValue)]
                    values.setdefault((fact.kind, key), {}).update(dict.fromkeys(found))
        return cls(
            strict=True,
            sources=tuple(pack.sources),
            topics=pack.topics,
            names={kind: tuple(dict.fromkeys(sorted(found))) for kind, found in names.items()},
            values={key: tuple(sorted(found)) for key, found in values.items()},
        )


class KindSchemas:
    """The definitions that belong to one kind."""

    def __init__(self, kind: Kind, known: Known, tables: dict[str, dict[str, Any]]) -> None:
        self.kind = kind
        self.known = known
        self.tables = tables

    def rows(self) -> dict[str, Any]:
        """Return what stands at the top of a file for the kind's rows."""
        return {
            "type": "array",
            "description": f"Every [[{self.kind.id}]] line begins another {self.kind.singular}.",
            "items": {"$ref": self._ref("row")},
        }

    def definitions(self) -> dict[str, dict[str, Any]]:
        """Return the kind's row, citation, claim and dispute."""
        return {
            f"{self.kind.id}-row": self._row(),
            f"{self.kind.id}-citation": self._citation(),
            f"{self.kind.id}-claim": self._about_a_field("claim"),
            f"{self.kind.id}-dispute": self._about_a_field("dispute"),
        }

    def no_other_field(self) -> dict[str, Any]:
        """Return the rule that a whole pack which adds no field to the kind has no others."""
        adds = {"properties": {"kinds": {"required": [self.kind.id]}}, "required": ["kinds"]}
        keys = only(self._row()["properties"])
        return {
            "if": {"required": ["pack"], "not": adds},
            "then": {"properties": {self.kind.id: {"items": keys}}},
        }

    def _ref(self, what: str) -> str:
        return f"#/definitions/{self.kind.id}-{what}"

    def _row(self) -> dict[str, Any]:
        named = self.kind.name_field
        row = self.tables["row"]["properties"]
        properties = {
            key: {"$ref": f"#/definitions/row/properties/{key}"} for key in row if key != "name"
        }
        properties |= {key: self._by_field(row[key], _TEXT) for key in _BY_FIELD}
        properties |= {key: self._field_list(row[key]) for key in _FIELD_LISTS}
        properties["accept"] = self._by_field(
            row["accept"], {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
        )
        properties["not"] = self._by_field(row["not"], {})
        properties["cite"] = self._several(row["cite"], "citation")
        properties["claims"] = _described(row["claims"]) | _list_of(self._ref("claim"))
        properties["disputes"] = _described(row["disputes"]) | _list_of(self._ref("dispute"))
        if self.known.topics:
            properties["topic"] = _described(row["topic"]) | _one_of(self.known.topics)
        fields = {key: self._field(found) for key, found in self.kind.fields.items()}
        return {
            "type": "object",
            "description": f"A row of the kind “{self.kind.id}”.",
            "properties": {named: row["name"], **fields, **properties},
            "required": [named],
            "additionalProperties": NO_KEY if self.known.strict else True,
        }

    def _field(self, found: Field) -> dict[str, Any]:
        item = self._value(found)
        unit = f" In {found.unit}." if found.unit else ""
        several = " Several: a list in [ ]." if found.many else ""
        asked = f" Asked as: “{found.ask}”" if found.ask else ""
        made: dict[str, Any] = {"description": f"{_WORDS[found.type]}{unit}{several}{asked}"}
        if found.type is FieldType.DATE:
            made["examples"] = ["1927-11-12", "1927-11", "1927", "1924~", "1918/1921"]
        if found.many:
            return made | {"anyOf": [item, {"type": "array", "items": item}]}
        return made | item

    def _value(self, found: Field) -> dict[str, Any]:
        if found.type is FieldType.DATE:
            return dict(_DATE)
        if found.type is FieldType.NUMBER:
            return dict(_NUMBER)
        if found.type is FieldType.CATEGORY:
            return _one_of(self.known.values.get((self.kind.id, found.key), ()))
        if found.type is FieldType.NAME:
            kinds = found.of or tuple(self.known.names)
            return _one_of([name for kind in kinds for name in self.known.names.get(kind, ())])
        return dict(_TEXT)

    def _by_field(self, row_key: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
        """A table with one key a field, such as `ask`."""
        return _described(row_key) | {
            "type": "object",
            "properties": dict.fromkeys(self.kind.fields, item),
            "additionalProperties": NO_KEY if self.known.strict else item,
        }

    def _field_key(self, *others: str) -> dict[str, Any]:
        keys = sorted([*self.kind.fields, *others])
        return {"enum": keys} if self.known.strict and keys else _one_of(keys)

    def _field_list(self, row_key: dict[str, Any], *others: str) -> dict[str, Any]:
        key = self._field_key(*others)
        return _described(row_key) | {"anyOf": [key, {"type": "array", "items": key}]}

    def _several(self, row_key: dict[str, Any], what: str) -> dict[str, Any]:
        one = {"$ref": self._ref(what)}
        return _described(row_key) | {"anyOf": [one, {"type": "array", "items": one}]}

    def _citation(self) -> dict[str, Any]:
        table = self.tables["citation"]
        properties = dict(table["properties"])
        properties["for"] = self._field_list(properties["for"], "note")
        if self.known.sources:
            properties["source"] = _described(properties["source"]) | {
                "enum": list(self.known.sources)
            }
        return table | {"properties": properties}

    def _about_a_field(self, what: str) -> dict[str, Any]:
        table = self.tables[what]
        properties = dict(table["properties"])
        properties["field"] = _described(properties["field"]) | self._field_key()
        if "cite" in properties:
            properties["cite"] = self._several(properties["cite"], "citation")
        return table | {"properties": properties}


def only(keys: Iterable[str]) -> dict[str, Any]:
    """No keys but these."""
    return {"properties": dict.fromkeys(keys, True), "additionalProperties": NO_KEY}


def _described(node: dict[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in ("description", "examples") if key in node}


def _list_of(ref: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": ref}}


def _one_of(words: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """Any text, with some words to choose from: a pack may yet come to say another."""
    if not words:
        return dict(_TEXT)
    return {"anyOf": [{"enum": list(dict.fromkeys(words))[:MOST_NAMES]}, dict(_TEXT)]}
