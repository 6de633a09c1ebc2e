"""Makes the guide's reference from the models: `python -m tests.guide.reference` writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.packs.jsonschema import table_schemas
from quiz.packs.kinds import builtin_kinds
from quiz.packs.scaffold.toml import value

if TYPE_CHECKING:
    from quiz.packs.content import Field

GUIDE = Path(__file__).parents[2] / "questions" / "README.md"
BEGIN = (
    "<!-- reference: made by `python -m tests.guide.reference`; do not edit between the marks -->"
)
END = "<!-- end of reference -->"
TABLES = {
    "pack": "`[pack]`",
    "silence": "`[[pack.silence]]`",
    "source": "`[sources.…]`",
    "person-name": "An author's name",
    "row": "Any row",
    "citation": "`cite`",
    "alias": "An alias that held for a time",
    "claim": "`[[….claims]]`",
    "dispute": "`[[….disputes]]`",
    "kind": "`[kinds.…]`",
    "field": "`[kinds.….fields.…]`",
}
_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "table",
}
_TABLES = {
    "person-name": "name",
    "alias": "table",
    "citation": "table",
    "claim": "tables",
    "silence": "tables",
    "dispute": "tables",
    "field": "tables",
}


def reference() -> str:
    """Return the reference as Markdown."""
    found = table_schemas()
    parts = [
        _table(TABLES.get(name, name), found[name]) for name in (*TABLES, *found) if name in found
    ]
    return "\n".join([*dict.fromkeys(parts), _kinds()])


def _table(title: str, table: dict[str, Any]) -> str:
    required = table.get("required", ())
    lines = [
        f"### {title}\n",
        f"{table['description']}\n",
        "| key | value | meaning | example |",
        "|---|---|---|---|",
    ]
    for key, node in table["properties"].items():
        meaning = node.get("description", "")
        if key in required:
            meaning = f"**Needed.** {meaning}"
        if "default" in node and node["default"] is not False:
            meaning += f" Without it: `{value(node['default'])}`."
        example = f"`{value(node['examples'][0])}`" if "examples" in node else ""
        cells = [f"`{key}`", _words(node), meaning, example]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _words(node: dict[str, Any]) -> str:
    """What a value is, in a word or two."""
    if "$ref" in node:
        return _TABLES[node["$ref"].rpartition("/")[2]]
    if "enum" in node:
        return " · ".join(f"`{word}`" for word in node["enum"])
    if "anyOf" in node:
        words = [_words(item) for item in node["anyOf"]]
        return " or ".join(dict.fromkeys(words))
    if node.get("type") == "array":
        return "tables" if "$ref" in node["items"] and "anyOf" not in node else "list"
    return _PLAIN.get(node.get("type", ""), "as the field")


def _kinds() -> str:
    lines = [
        "### The fields of the built-in kinds\n",
        "| kind | field | value | asked as |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {kind.id} | `{field.key}` | {_of(field)} | {field.ask} |"
        for kind in builtin_kinds().values()
        for field in kind.fields.values()
    ]
    return "\n".join(lines) + "\n"


def _of(field: Field) -> str:
    what = f"{field.type.value} of {' or '.join(field.of)}" if field.of else field.type.value
    return f"{what}, several" if field.many else what


def with_reference(guide: str) -> str:
    """Return the guide with its reference made anew."""
    before, rest = guide.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


if __name__ == "__main__":
    GUIDE.write_text(with_reference(GUIDE.read_text("utf-8")), "utf-8")
