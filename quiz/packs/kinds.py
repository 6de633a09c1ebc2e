"""Kinds: the built-in ones, what a pack adds to them, and those of the pack's own."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from quiz.packs.content import TODO, Field, FieldType, Kind
from quiz.packs.diagnostics import listed, printable
from quiz.packs.schema import ROW_KEYS, FieldTable, KindTable
from quiz.packs.validate import validate

if TYPE_CHECKING:
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document
    from quiz.packs.schema import CiteTable

BUILTIN_FILE = Path(__file__).with_name("builtin.toml")
_TOP_LEVEL = ("pack", "sources", "kinds")
_TEMPLATES = ("ask", "back", "which", "says")


@cache
def builtin_kinds() -> dict[str, Kind]:
    """Return the kinds that every pack has, by id."""
    raw = tomli.loads(BUILTIN_FILE.read_text("utf-8"))["kinds"]
    return {kind_id: _merge(None, kind_id, KindTable(**table)) for kind_id, table in raw.items()}


class KindReader:
    """Collects the kinds of a pack from all its documents."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = dict(builtin_kinds())
        self.cites: dict[str, list[CiteTable]] = {}
        self.unread: dict[str, set[str]] = {}
        """Fields by kind whose declaration is wrong: what rows say of them is not looked at."""
        self._named: list[tuple[Document, Path_, str]] = []

    def read(self, document: Document) -> None:
        """Add what `[kinds.…]` of one document declares."""
        raw = document.values.get("kinds", {})
        if not isinstance(raw, dict):
            document.report(("kinds",), "wrong-type", "Kinds are tables: [kinds.element].")
            return
        for kind_id, table in raw.items():
            path: Path_ = ("kinds", kind_id)
            if kind_id in _TOP_LEVEL or not kind_id.replace("_", "").replace("-", "").isalnum():
                document.report(path, "bad-name", f"A kind cannot be called “{kind_id}”.")
                document.partial = True
                continue
            checked = validate(KindTable, table, document, path)
            if checked is None:
                document.partial = True
                continue
            fields = table.get("fields", {})
            if isinstance(fields, dict) and len(checked.fields) < len(fields):
                self.unread[kind_id] = set(fields) - set(checked.fields)
            if checked.cite:
                self.cites[kind_id] = checked.cite
            kind = _merge(self.kinds.get(kind_id), kind_id, checked)
            self.kinds[kind_id] = kind
            self._check(kind, checked, document, path)

    def check_references(self) -> None:
        """Report the kinds that fields name and that no document declares."""
        for document, path, kind in self._named:
            if kind not in self.kinds:
                document.report(
                    path,
                    "unknown-kind",
                    f"There is no kind “{printable(kind)}”.",
                    document.nearest(kind, self.kinds),
                )

    def _check(self, kind: Kind, table: KindTable, document: Document, path: Path_) -> None:
        if kind.singular.startswith(TODO):
            document.report(
                (*path, "singular"),
                "todo-kind",
                f"Nobody has said yet what the rows of “{kind.id}” are.",
                "Write the word for one of them, or make kinds of your own and move the rows.",
                write='singular = "river"',
            )
        for key, field_table in table.fields.items():
            where = (*path, "fields", key)
            if key in ROW_KEYS and key != kind.name_field:
                document.report(
                    where,
                    "reserved-name",
                    f"“{key}” has a meaning in every row, so no field can be called so.",
                    "Call it otherwise; what students read is its `label`.",
                )
            field = kind.fields[key]
            for index, other in enumerate(field.of):
                self._named.append((document, (*where, "of", index), other))
            if field.type is FieldType.NUMBER and field.many:
                document.report(where, "bad-value", "A number field has one value a row.")
            for name in _TEMPLATES:
                template = getattr(field_table, name)
                if template and check_template(template, field, document, (*where, name)):
                    _check_complete(name, template, field, document, (*where, name))


def _merge(old: Kind | None, kind_id: str, table: KindTable) -> Kind:
    fields = dict(old.fields) if old else {}
    for key, given in table.fields.items():
        fields[key] = _field(key, given)
    plain = kind_id.replace("_", " ").replace("-", " ")
    if old:
        return replace(
            old,
            fields=fields,
            singular=table.singular or old.singular,
            plural=table.plural or old.plural,
        )
    return Kind(
        id=kind_id,
        singular=table.singular or plain,
        plural=table.plural or _several(table.singular or plain),
        fields=fields,
        name_field=table.name_field,
    )


def _several(word: str) -> str:
    """Return a noun's plural as English spells it: countries, churches, rivers."""
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}{'es' if re.search(r'(s|x|z|ch|sh)$', word) else 's'}"


def _field(key: str, given: FieldTable) -> Field:
    return Field(
        key=key,
        type=FieldType(given.type),
        label=given.label or key.replace("_", " "),
        many=given.many,
        complete=given.complete,
        closed=given.closed,
        unique=given.unique,
        trivial=given.trivial,
        of=tuple(given.of),
        unit=given.unit,
        tolerance=given.tolerance,
        decimals=given.decimals,
        as_of=given.as_of,
        ask=given.ask,
        back=given.back,
        which=given.which,
        says=given.says,
        sequence=given.sequence,
        before=tuple(given.before),
        after=tuple(given.after),
        was=tuple(dict.fromkeys(given.was)),
    )


def _check_complete(
    name: str, template: str, field: Field, document: Document, path: Path_
) -> None:
    """Report a kind's template that lacks what makes it another question for every row."""
    placeholders = {found for found, _ in template_names(template) or ()}
    has_value = bool(placeholders & {"value", field.key})
    lacks = []
    if name in ("ask", "says") and "name" not in placeholders:
        lacks.append("{name}")
    if name in ("says", "back") and not has_value:
        lacks.append("{value}")
    if name == "which" and not (has_value or "name" in placeholders):
        lacks.append("{value}")
    if lacks:
        document.report(
            path,
            "bad-template",
            f"“{name}” lacks {' and '.join(lacks)}, so it would say the same of every row.",
            _EXAMPLES[name],
        )


_EXAMPLES = {
    "ask": 'Like: ask = "What is the symbol of {name}?"',
    "says": 'Like: says = "the symbol of {name} is {value}"',
    "back": 'Like: back = "Which element has the symbol {value}?"',
    "which": 'Like: which = "Which of these elements are in the {value} block?"',
}


def template_names(template: str) -> list[tuple[str, str]] | None:
    """Return (name, format) of each {placeholder}, or None where the braces do not match."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return None
    return [(name, spec or "") for _, name, spec, _ in parts if name is not None]


def check_template(template: str, field: Field, document: Document, path: Path_) -> bool:
    """Report a template with placeholders that nothing fills; tell whether it has none."""
    names = template_names(template)
    if names is None:
        document.report(path, "bad-template", "A { has no }; write {{ for a brace itself.")
        return False
    fine = True
    known = ("name", "value", "as_of", field.key)
    for name, spec in names:
        if name not in known:
            fine = False
            document.report(
                path,
                "bad-template",
                f"Nothing fills {{{printable(name, 40)}}} here.",
                document.nearest(name, known)
                or f"Known here: {listed([f'{{{k}}}' for k in known])}.",
            )
        elif spec not in ("", "on", "in"):
            fine = False
            document.report(
                path, "bad-template", f"“{{{name}:{printable(spec, 40)}}}”: only :on and :in exist."
            )
    return fine
