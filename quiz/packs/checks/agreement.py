"""Facts that cannot all be true: dates out of order, a unique value that is shared, and more."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue, TextValue
from quiz.packs.diagnostics import WARNING, printable

if TYPE_CHECKING:
    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Fact, Field, Kind, Pack, Value
    from quiz.packs.dates import Date


def check(book: Book, pack: Pack) -> None:
    """Report what contradicts something else in the pack."""
    owners: dict[tuple[str, str, str], Row] = {}
    lives = {fact.key: _life(fact) for fact in pack.facts.values() if fact.kind == "person"}
    acting = {kind.id: _acting(kind) for kind in pack.kinds.values()}
    telling = {
        kind.id: [field for field in kind.fields.values() if field.before or field.unique]
        for kind in pack.kinds.values()
    }
    for row, fact in book.facts():
        for field in telling[fact.kind]:
            if field.before and field.key in fact.claims:
                _check_order(row, fact, field)
            if field.unique and field.key in fact.claims:
                _check_unique(row, fact, field, owners)
        if fact.false:
            _check_denied(pack, row, fact)
        date, people = acting[fact.kind]
        if date and people:
            _check_lives(pack, row, fact, date, people, lives)
        if fact.wholes and (fact.key in fact.wholes or _is_circle(pack, fact)):
            row.report(
                "part_of",
                "part-of-itself",
                f"“{printable(row.name, 60)}” is part of something that is part of it.",
                "Delete `part_of` in one of the rows.",
            )
    _check_other_kinds(book, pack)


def _own(fact: Fact, key: str) -> tuple[Value, ...]:
    """Return the values that the row itself gives."""
    return next((claim.values for claim in fact.claims.get(key, ()) if claim.own), ())


def _date(fact: Fact, key: str) -> Date | None:
    values = _own(fact, key)
    return values[0].date if values and isinstance(values[0], DateValue) else None


def _life(fact: Fact) -> tuple[Date | None, Date | None]:
    born, died = _date(fact, "born"), _date(fact, "died")
    if born and died and born.fuzzy[0] > died.fuzzy[1]:
        return None, None  # one of them is wrong, and told already
    return born, died


def _check_order(row: Row, fact: Fact, field: Field) -> None:
    date = _date(fact, field.key)
    for key in field.before:
        later = _date(fact, key)
        if date and later and date.fuzzy[0] > later.fuzzy[1]:
            other = row.kind.fields[key].label
            row.report(
                key,
                "out-of-order",
                f"The {other}, {printable(later.edtf, 40)}, lies before the {field.label}, "
                f"{printable(date.edtf, 40)}.",
                "One of the two is wrong. Years before our era begin with -, as in -0043.",
            )


def _check_unique(
    row: Row,
    fact: Fact,
    field: Field,
    owners: dict[tuple[str, str, str], Row],
) -> None:
    for value in _own(fact, field.key):
        owner = owners.setdefault((fact.kind, field.key, _spelling(value)), row)
        if owner is not row:
            row.report(
                field.key,
                "not-unique",
                f"“{printable(owner.name, 60)}” has the same {printable(field.label, 40)} "
                f"({owner.place(row)}), but the field says unique = true.",
                "Correct one of the two, make both more exact, or take `unique` from the field.",
            )


_PLAIN = re.compile(r"[\x00-\x22\x24-\x2a,./-\x7e]*", re.ASCII)
"""No accents, and none of the signs + - #."""


def _spelling(value: Value) -> str:
    """Return what no other value of a unique field may be: schon and schön are two words.

    So are A+ and A-.
    """
    if not isinstance(value, TextValue) or _PLAIN.fullmatch(value.text):
        return _token(value)
    marked = unicodedata.normalize("NFC", value.text).casefold()
    return " ".join(re.sub(r"[^\w\s+#-]+", " ", marked).split())


def _token(value: Value) -> str:
    if isinstance(value, TextValue):
        return value.folded
    if isinstance(value, NameValue):
        return value.entity
    return str(value.number) if isinstance(value, NumberValue) else value.date.edtf


def _check_denied(pack: Pack, row: Row, fact: Fact) -> None:
    for key, values in fact.false.items():
        claimed = {_token(value) for value in _own(fact, key)}
        for value in values:
            if _token(value) in claimed:
                row.report(
                    ("not", key),
                    "denies-itself",
                    f"The row says of “{printable(key, 40)}” that {_shown(pack, value)} is right, "
                    "and here that it is not.",
                    "Delete one of the two.",
                )


def _shown(pack: Pack, value: Value) -> str:
    if isinstance(value, NameValue):
        return f"“{printable(pack.facts[value.entity].name, 60)}”"
    if isinstance(value, DateValue):
        return f"“{printable(value.date.edtf, 40)}”"
    return f"“{printable(value.text, 60)}”"


def _acting(kind: Kind) -> tuple[str, list[str]]:
    """Return the field that dates a row of a kind ("" for none), and those that may name people."""
    dates = [key for key, field in kind.fields.items() if field.type is FieldType.DATE]
    date = "when" if "when" in dates else dates[0] if len(dates) == 1 else ""
    names = [key for key, field in kind.fields.items() if field.type is FieldType.NAME]
    return (date, names) if kind.id != "person" else ("", [])


def _check_lives(
    pack: Pack,
    row: Row,
    fact: Fact,
    key: str,
    people: list[str],
    lives: dict[str, tuple[Date | None, Date | None]],
) -> None:
    """Report who does something before birth, or takes part in an event after death."""
    date = _date(fact, key)
    if date is None:
        return
    for name in people:
        for index, value in enumerate(_own(fact, name)):
            entity = value.entity if isinstance(value, NameValue) else ""
            born, died = lives.get(entity, (None, None))
            if born and date.fuzzy[1] < born.fuzzy[0]:
                said = f"was born only in {born.years()[0]}"
            elif died and fact.kind == "event" and date.fuzzy[0] > died.fuzzy[1]:
                said = f"died in {died.years()[1]}"
            else:
                continue
            row.report(
                (name, index),
                "outside-life",
                f"{printable(row.kind.fields[name].label, 40).capitalize()}: "
                f"{_shown(pack, value)} {said}, but the {row.kind.fields[key].label} "
                f"here is {printable(date.edtf, 40)}.",
                "Correct the date or the name; where both are right, silence this with a reason.",
                severity=WARNING,
            )


def _is_circle(pack: Pack, fact: Fact) -> bool:
    return any(fact.key in pack.facts[whole].wholes for whole in fact.wholes if whole in pack.facts)


def _check_other_kinds(book: Book, pack: Pack) -> None:
    """Report one field of one thing that two rows of different kinds fill with different values."""
    kinds: dict[str, set[str]] = {}
    for fact in pack.facts.values():
        kinds.setdefault(fact.name, set()).add(fact.kind)
    seen: dict[tuple[str, str], tuple[Row, Fact]] = {}
    for row, fact in book.facts():
        if len(kinds[fact.name]) < 2:
            continue
        for key in fact.claims:
            other = seen.setdefault((fact.name, key), (row, fact))
            if other[0] is row or other[1].kind == fact.kind:
                continue
            field, other_field = row.kind.fields[key], other[0].kind.fields[key]
            if field.type is not other_field.type or field.many or other_field.many:
                continue
            mine, theirs = _own(fact, key), _own(other[1], key)
            if (
                field.type in (FieldType.DATE, FieldType.NUMBER)
                and mine
                and theirs
                and not _agree(mine[0], theirs[0])
            ):
                row.report(
                    key,
                    "contradiction",
                    f"“{printable(key, 40)}” of “{printable(fact.name, 60)}” is "
                    f"{_shown(pack, mine[0])} here and {_shown(pack, theirs[0])} "
                    f"in {other[0].place(row)}.",
                    "Correct one of them; if sources disagree, write the other as a claim.",
                    severity=WARNING,
                )


def _agree(one: Value, other: Value) -> bool:
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        return one.date.overlaps(other.date)
    if isinstance(one, NumberValue) and isinstance(other, NumberValue):
        return one.low <= other.high and other.low <= one.high
    return True
