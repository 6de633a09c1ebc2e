"""Runs pydantic over a table and says what it found in a teacher's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from quiz.packs.diagnostics import listed, nearest, printable
from quiz.packs.keys_meant import other_word
from quiz.packs.names import slug
from quiz.packs.values import a_kind_of, quoted
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


_PEOPLE = ("author", "editor", "translator", "director", "interviewer")


class Told(NamedTuple):
    """What pydantic found, in a teacher's words."""

    code: str
    message: str
    hint: str = ""
    expected: str = ""
    write: str = ""
    key: bool = False
    """Whether it is the key that is wrong, not its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The table that is read, for messages."""

    model: type[Table]
    more_keys: tuple[str, ...]
    elsewhere: Callable[[str], Sequence[str]]

    @property
    def known(self) -> tuple[str, ...]:
        return self.more_keys + keys_of(self.model)


def _nowhere(_key: str) -> Sequence[str]:
    return ()


def validate(
    model: type[T],
    raw: Any,
    document: Document,
    path: Path_,
    *,
    more_keys: tuple[str, ...] = (),
    elsewhere: Callable[[str], Sequence[str]] = _nowhere,
) -> T | None:
    """Return the table as `model`, or None after reporting every problem with it.

    What is wrong is reported, left out, and the rest read all the same, so that a slip in one key
    does not hide a slip in another.

    `more_keys` are keys that are right elsewhere, for the nearest known spelling; `elsewhere`
    returns the kinds that have a field.
    """
    left = raw
    done: set[Path_] = set()
    for _ in range(ROUNDS):
        try:
            return model.model_validate(left)
        except ValidationError as error:
            table = _Table(model=model, more_keys=more_keys, elsewhere=elsewhere)
            wrong = _report(error, table, left, document, path, done)
        left = _without(left, wrong)
    return None


def _report(
    error: ValidationError,
    table: _Table,
    raw: Any,
    document: Document,
    path: Path_,
    done: set[Path_],
) -> list[Path_]:
    """Report what is wrong but for what is in `done`, and return what to leave out.

    A table within that lacks a key is left out as a whole.
    """
    details = error.errors(include_url=False, include_context=True)
    seen = set()
    for detail in details:
        where = _toml_path(raw, detail["loc"])
        if (where, detail["type"]) in seen or _masked(detail, where, details):
            continue
        seen.add((where, detail["type"]))
        if where in done:
            continue
        told = _explain(detail, where, table, path, document)
        document.report(
            (*path, *where),
            told.code,
            told.message,
            told.hint,
            expected=told.expected,
            write=told.write,
            key=told.key,
        )
    done.update(where for where, _ in seen)
    lacking = [where[:-1] for where, kind in seen if kind == "missing" and len(where) > 1]
    return [where for where, kind in seen if kind != "missing"] + lacking


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


def _masked(detail: ErrorDetails, where: Path_, details: list[ErrorDetails]) -> bool:
    """A union reports each of its members; the plain text member adds nothing."""
    is_member = len(where) < len(detail["loc"])
    return (
        is_member
        and detail["type"] == "string_type"
        and any(
            other is not detail and other["loc"][:-1] == detail["loc"][:-1] for other in details
        )
    )


def _toml_path(raw: Any, loc: tuple[str | int, ...]) -> Path_:
    """Drop from pydantic's location what does not stand in the file."""
    path: list[str | int] = []
    at = raw
    for index, part in enumerate(loc):
        if isinstance(at, dict):
            last = index == len(loc) - 1 and isinstance(part, str)
            if part in at or last:  # a key that is missing is named too
                path.append(part)
                at = at.get(part)
        elif isinstance(at, list) and isinstance(part, int) and part < len(at):
            path.append(part)
            at = at[part]
    return tuple(path)


def _explain(
    detail: ErrorDetails, where: Path_, table: _Table, path: Path_, document: Document
) -> Told:
    kind, context = detail["type"], detail.get("ctx", {})
    names = [str(part) for part in where if isinstance(part, str)]
    key = printable(names[-1]) if names else "this table"
    if kind == "extra_forbidden":
        return _unknown_key(where, table, path, document)
    if kind == "missing":
        lacking = printable(detail["loc"][-1])
        return Told("missing-key", f"The key “{lacking}” is missing.", write=f'{lacking} = "…"')
    if kind == "literal_error":
        allowed = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        given = printable(detail["input"], 40)
        hint = nearest(str(detail["input"]), allowed)
        message = f"“{given}” is no value of “{key}”."
        return Told("bad-value", message, hint, f"one of {listed(allowed)}")
    if kind == "string_pattern_mismatch":
        message, write = _pattern(key, str(context.get("pattern", "")), str(detail["input"]))
        return Told("bad-name", message, write=write)
    if kind == "string_too_short":
        return Told("empty", f"“{key}” is empty.", "Write a value or delete the line.")
    if kind in _EXPECTED:
        write = quoted(key, detail["input"]) if kind == "string_type" else ""
        if len(where) == 1 and key in _PEOPLE and isinstance(detail["input"], str):
            write = _person(key, detail["input"])
        is_ = a_kind_of(detail["input"])
        message = f"“{key}” is {_EXPECTED[kind]}, but here is {is_}."
        return Told(
            "wrong-type", message, _like(table.model, where) if not write else "", write=write
        )
    return Told("bad-value", f"“{key}”: {printable(detail['msg'])}.")


def _person(key: str, name: str) -> str:
    """Return how an author's name is written in its parts; the last word is the family's."""
    given, _, family = printable(name, 80).replace('"', "'").strip().rpartition(" ")
    if "," in name or not given:
        return f'{key} = {{ literal = "{(given + " " + family).strip()}" }}'
    return f'{key} = {{ family = "{family}", given = "{given}" }}'


def _like(model: type[Table], where: Path_) -> str:
    """Return "Like: …" with the example that the model gives of a key; "" where it has none."""
    for name, field in model.model_fields.items():
        if where == (field.alias or name,) and field.examples:
            from quiz.packs.scaffold.toml import entry  # deferred: only for a message

            return f"Like: {entry(field.alias or name, field.examples[0])}"
    return ""


def _unknown_key(where: Path_, table: _Table, path: Path_, document: Document) -> Told:
    key = str(where[-1])
    siblings = table.known if len(where) == 1 else _keys_within(table.model, where)
    message = f"There is no key “{printable(key)}” here."
    if len(where) > 1 and key in table.known and where[0] in ("claims", "disputes"):
        hint = (
            f"What stands below [[{path[0]}.{where[0]}]] belongs to it: "
            f"put “{printable(key)}” above that line."
        )
        return Told("unknown-key", message, hint, key=True)
    kinds = table.elsewhere(key) if len(where) == 1 else ()
    if kinds:
        message = f"A row of “{printable(path[0])}” has no field “{printable(key)}”."
        hint = f"The kind “{printable(kinds[0])}” has it: is [[{path[0]}]] the right line?"
        return Told("unknown-key", message, hint, key=True)
    hint = other_word(key, siblings) or document.nearest(key, siblings)
    expected = "" if hint else f"one of {listed(siblings, 40)}"
    return Told("unknown-key", message, hint, expected, key=True)


def _pattern(key: str, pattern: str, given: str) -> tuple[str, str]:
    """Return message and hint for a name that is written otherwise than names are."""
    if "_" in pattern:
        wanted = re.sub(r"[^a-z0-9]+", "_", given.lower()).strip("_")
        rule = "begins with a small letter and has only small letters, digits and _"
    elif pattern.startswith("^[a-z]{2,3}"):
        return f"“{key}” is a language code such as en, de or pt-BR.", ""
    else:
        wanted = slug(given)
        rule = "has only small letters, digits and hyphens, as in october-revolution"
    return f"“{key}” {rule}.", f'{key} = "{wanted}"' if wanted else ""


def keys_of(model: type[Table]) -> tuple[str, ...]:
    """The keys of a table as they are written."""
    return tuple(f.alias or name for name, f in model.model_fields.items())


def _keys_within(model: type[Table], where: Path_) -> tuple[str, ...]:
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
        "director": schema.PersonName,
        "interviewer": schema.PersonName,
        "fields": schema.FieldTable,
        "silence": schema.SilenceTable,
    }
    inner: type[Table] = model
    for part in where[:-1]:
        inner = tables.get(str(part), inner)
    return keys_of(inner)
