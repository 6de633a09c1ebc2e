"""Runs pydantic over a table and says what it found in a teacher's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from quiz.packs.diagnostics import listed, nearest, printable

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document
    from quiz.packs.schema import Table

T = TypeVar("T", bound="Table")

ROUNDS = 3
"""Times that a table is read: whole, without what was wrong, and without what that left wrong."""

_EXPECTED = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list in [ ]",
    "dict_type": "a table in { }",
    "model_type": "a table in { }",
    "model_attributes_type": "a table in { }",
}


def validate(
    model: type[T], raw: Any, document: Document, path: Path_, *, more_keys: tuple[str, ...] = ()
) -> T | None:
    """Return the table as `model`, or None after reporting every problem with it.

    What is wrong is reported, left out, and the rest read all the same, so that a slip in one key
    does not hide a slip in another.

    `more_keys` are keys that are right elsewhere, for the nearest known spelling.
    """
    left = raw
    for _ in range(ROUNDS):
        try:
            return model.model_validate(left)
        except ValidationError as error:
            wrong = _report(error, model, left, document, path, more_keys)
        left = _without(left, wrong)
    return None


def _report(
    error: ValidationError,
    model: type[Table],
    raw: Any,
    document: Document,
    path: Path_,
    more_keys: tuple[str, ...],
) -> list[Path_]:
    """Report what is wrong, and return where."""
    known = tuple(f.alias or name for name, f in model.model_fields.items()) + more_keys
    details = error.errors(include_url=False, include_input=False, include_context=True)
    seen = set()
    for detail in details:
        where = _toml_path(raw, detail["loc"])
        if (where, detail["type"]) in seen or _masked(detail, details):
            continue
        seen.add((where, detail["type"]))
        code, message, hint = _explain(detail, where, model, known)
        document.report((*path, *where), code, message, hint)
    return [where for where, kind in seen if kind != "missing"]


def _without(raw: Any, wrong: list[Path_]) -> Any:
    """Return a copy of a table without the values at some paths."""
    if () in wrong:
        return None
    if isinstance(raw, dict):
        return {
            key: _without(value, [p[1:] for p in wrong if p[0] == key])
            for key, value in raw.items()
            if (key,) not in wrong
        }
    if isinstance(raw, list):
        return [
            _without(value, [p[1:] for p in wrong if p[0] == index])
            for index, value in enumerate(raw)
            if (index,) not in wrong
        ]
    return raw


def _masked(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A union reports each of its members; the plain text member adds nothing."""
    return detail["type"] == "string_type" and any(
        other is not detail and other["loc"][:-1] == detail["loc"][:-1] for other in details
    )


def _toml_path(raw: Any, loc: tuple[str | int, ...]) -> Path_:
    """Drop from pydantic's location what does not stand in the file."""
    path: list[str | int] = []
    at = raw
    for part in loc:
        if isinstance(at, dict):
            path.append(part)
            at = at.get(part)
        elif isinstance(at, list) and isinstance(part, int) and part < len(at):
            path.append(part)
            at = at[part]
    return tuple(path)


def _explain(
    detail: ErrorDetails, where: Path_, model: type[Table], known: tuple[str, ...]
) -> tuple[str, str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    key = printable(where[-1]) if where else "this table"
    if kind == "extra_forbidden":
        siblings = known if len(where) == 1 else _keys_of(model, where)
        hint = nearest(str(where[-1]), siblings) or f"Known here: {listed(siblings, 40)}."
        return "unknown-key", f"There is no key “{key}” here.", hint
    if kind == "missing":
        return "missing-key", f"The key “{printable(detail['loc'][-1])}” is missing.", ""
    if kind == "literal_error":
        return "bad-value", f"“{key}” is one of {context.get('expected', 'a few words')}.", ""
    if kind == "string_pattern_mismatch":
        return "bad-name", f"“{key}” {_pattern(str(context.get('pattern', '')))}.", ""
    if kind == "string_too_short":
        return "empty", f"“{key}” is empty.", "Write a value or delete the line."
    if kind in _EXPECTED:
        return "wrong-type", f"“{key}” is {_EXPECTED[kind]}.", ""
    return "bad-value", f"“{key}”: {printable(detail['msg'])}.", ""


def _pattern(pattern: str) -> str:
    if "_" in pattern:
        return "begins with a small letter and has only small letters, digits and _"
    if pattern.startswith("^[a-z]{2,3}"):
        return "is a language code such as en, de or pt-BR"
    return "has only small letters, digits and hyphens, as in october-revolution"


def _keys_of(model: type[Table], where: Path_) -> tuple[str, ...]:
    """The keys that the innermost table of `where` knows, found through the models' own fields."""
    from quiz.packs import schema  # deferred: only for a message

    tables: dict[str, type[schema.Table]] = {
        "cite": schema.CiteTable,
        "claims": schema.ClaimTable,
        "disputes": schema.DisputeTable,
        "aliases": schema.AliasTable,
        "author": schema.PersonName,
        "editor": schema.PersonName,
        "translator": schema.PersonName,
        "fields": schema.FieldTable,
    }
    inner: type[Table] = model
    for part in where[:-1]:
        inner = tables.get(str(part), inner)
    return tuple(f.alias or name for name, f in inner.model_fields.items())
