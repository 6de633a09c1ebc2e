"""The JSON Schema of packs, for editors: they complete, explain and check as one types.

Made from the models of `schema` and from the kinds. Draft 7, which the editors' TOML extensions
understand best; every `$ref` stands alone, since that draft ignores what stands beside one.

An editor sees one file at a time. Without a pack, a row of a built-in kind may have only the
kind's own fields where the file has the pack's header and adds none to the kind: then it is, as
good as always, the whole pack. Given a pack, all its kinds, fields and sources are known.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import models_json_schema

from quiz.packs import schema as tables
from quiz.packs.jsonschema_kinds import DATE, NO_KEY, KindSchemas, Known, only
from quiz.packs.kinds import builtin_kinds

if TYPE_CHECKING:
    from quiz.packs.content import Pack

DRAFT = "http://json-schema.org/draft-07/schema#"
_ROOTS = (tables.PackTable, tables.SourceTable, tables.RowTable, tables.KindTable)
"""The tables at the top of a file; they lead to all others."""
_GENERAL = "A pack of Footnote: facts with their sources, from which the quiz makes its questions."
_OF_A_PACK = (
    "The pack “{title}”. Made from it by `quiz schema`: make it anew when you have added a kind, "
    "a field or a source."
)


def table_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every table that a pack may hold, by its name in the guide."""
    read: Literal["validation"] = "validation"
    _, made = models_json_schema(
        [(model, read) for model in _ROOTS], ref_template="#/definitions/{model}"
    )
    names = {model: _name(model) for model in made["$defs"]}
    return {name: _tidy(made["$defs"][model], names) for model, name in names.items()}


def _name(model: str) -> str:
    """PersonName to person-name, ClaimTable to claim, CiteTable to citation."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.removesuffix("Table")).lower()
    return {"cite": "citation"}.get(plain, plain)


def schema_text(pack: Pack | None = None) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(json_schema(pack), ensure_ascii=False, indent=1) + "\n"


def json_schema(pack: Pack | None = None) -> dict[str, Any]:
    """Return the schema of any pack, or of `pack` with its own kinds, names and sources."""
    definitions = {**table_schemas(), "date": dict(DATE)}
    known = Known.of(pack) if pack else Known()
    kinds = pack.kinds if pack else builtin_kinds()
    makers = [KindSchemas(kind, known, definitions) for kind in kinds.values()]
    rows = {maker.kind.id: maker.rows() for maker in makers}
    for maker in makers:
        definitions.update(maker.definitions())
    if pack:
        definitions["field"]["properties"]["of"] = _one_or_list({"enum": sorted(kinds)})
    else:
        rows_of_any_kind = definitions["row"] | {"additionalProperties": True}
        rows_of_any_kind.pop("required")
        definitions["row-of-any-kind"] = rows_of_any_kind
    made: dict[str, Any] = {
        "$schema": DRAFT,
        "title": "Footnote pack",
        "description": _OF_A_PACK.format(title=pack.title) if pack else _GENERAL,
        "type": "object",
        "properties": {**_tops(), **rows},
        "additionalProperties": NO_KEY if pack else _any_rows(),
    }
    if not pack:
        made["allOf"] = [_no_other_kind(rows), *(maker.no_other_field() for maker in makers)]
    made = {**made, "definitions": definitions}
    flat: dict[str, Any] = _flat(made, definitions)
    return flat


def _tops() -> dict[str, Any]:
    return {
        "pack": {"$ref": "#/definitions/pack"},
        "sources": {
            "type": "object",
            "description": "The works that facts are taken from: [sources.atlas] begins one that "
            "citations call “atlas”.",
            "additionalProperties": {"$ref": "#/definitions/source"},
        },
        "kinds": {
            "type": "object",
            "description": "Kinds of the pack's own: [kinds.river] makes [[river]] rows possible.",
            "additionalProperties": {"$ref": "#/definitions/kind"},
        },
    }


def _any_rows() -> dict[str, Any]:
    return {
        "type": "array",
        "description": "Rows of a kind of the pack's own; each begins with its [[kind]] line.",
        "items": {"$ref": "#/definitions/row-of-any-kind"},
    }


def _no_other_kind(rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "if": {"required": ["pack"], "not": {"required": ["kinds"]}},
        "then": only(["pack", "sources", "kinds", *rows]),
    }


def _one_or_list(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _tidy(node: Any, names: dict[str, str]) -> Any:
    """Copy pydantic's schema without what TOML has not (null) and what helps nobody (titles)."""
    if isinstance(node, list):
        return [_tidy(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    out: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties"):
            out[key] = {name: _tidy(inner, names) for name, inner in value.items()}
        else:
            out.update(_tidy_keyword(key, value, names))
    if "patternProperties" in out:
        out["additionalProperties"] = NO_KEY
    return out


def _tidy_keyword(key: str, value: Any, names: dict[str, str]) -> dict[str, Any]:
    if key == "title" or (key in ("default", "examples") and value in ("", [], {}, None)):
        return {}
    if key == "$ref":
        return {key: f"#/definitions/{names[value.rpartition('/')[2]]}"}
    if key == "anyOf":
        some = [_tidy(item, names) for item in value if not _nothing(item)]
        return dict(some[0]) if len(some) == 1 else {key: some}
    if key == "additionalProperties" and value is False:
        return {key: NO_KEY}
    if key == "enum":
        return {key: [word for word in value if word != ""]}
    return {key: value if key in ("default", "examples") else _tidy(value, names)}


def _nothing(node: dict[str, Any]) -> bool:
    """Tell whether a schema takes only what TOML has not, or an empty text."""
    return node.get("type") == "null" or node.get("const") == ""


def _flat(node: Any, definitions: dict[str, Any]) -> Any:
    """Write “text or a list” as one schema of two types where it can be.

    Of a choice of schemas editors offer each key once a choice, without its description, and
    cannot say which of them a mistake was meant for.
    """
    if isinstance(node, list):
        return [_flat(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    flat = {key: _flat(value, definitions) for key, value in node.items()}
    some = flat.get("anyOf")
    if not isinstance(some, list):
        return flat
    branches = [_flat(_table_of(branch, definitions), definitions) for branch in some]
    types = [branch.get("type") for branch in branches]
    plain = all(isinstance(t, str) for t in types) and len(set(types)) == len(types)
    if not plain or any({"enum", "const", "anyOf"} & set(branch) for branch in branches):
        told = {key: flat[key] for key in ("description",) if key in flat}
        flat["anyOf"] = [branch if "$ref" in branch else told | branch for branch in some]
        return flat
    merged = {"type": types}
    for branch in branches:
        merged |= {k: v for k, v in branch.items() if k not in ("type", "description")}
    return merged | {key: value for key, value in flat.items() if key != "anyOf"}


def _table_of(branch: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the table that a reference means; anything else as it is."""
    found = definitions.get(branch.get("$ref", "").rpartition("/")[2], {})
    return found if found.get("type") == "object" else branch
