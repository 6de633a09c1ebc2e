"""A pack, read from its TOML by the checker itself: rows, claims, names, what is part of what."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from tests.checker.days import Span, read_edtf
from tests.checker.words import bare, norm

BUILTIN = Path(__file__).parents[2] / "quiz" / "packs" / "builtin.toml"
TOP_LEVEL = ("pack", "sources", "kinds")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, a category or the words of a quotation."""

    text: str
    also: tuple[str, ...] = field(default=(), compare=False)
    """What else counts as it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A row, or something that is only named."""

    key: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its uncertainty."""

    value: float
    low: float
    high: float


Value = Text | Ref | Amount | Span


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one field of one row."""

    values: tuple[Value, ...]
    rank: str = "normal"
    stance: str = "supports"
    own: bool = False
    definition: str = ""
    note: str = ""
    cites: tuple[dict[str, Any], ...] = ()
    raw: Any = None


@dataclass(slots=True)
class Row:
    """A row of a kind."""

    kind: str
    id: str
    name: str
    raw: dict[str, Any]
    aliases: tuple[str, ...] = ()
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    false: dict[str, list[Value]] = field(default_factory=dict)
    wholes: set[str] = field(default_factory=set)
    note_cites: list[dict[str, Any]] = field(default_factory=list)
    listed: bool = True
    """False for what other rows only name."""
    key: str = ""

    def __post_init__(self) -> None:
        self.key = f"{self.kind}/{self.id}"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def topic(self) -> str:
        return self.raw.get("topic", "")


@dataclass(slots=True)
class Book:
    """A pack as the checker sees it."""

    id: str
    kinds: dict[str, dict[str, Any]]
    rows: dict[str, Row]
    sources: dict[str, dict[str, Any]]
    called: dict[str, list[str]] = field(default_factory=dict)
    """Normalised name to the keys of all rows that have it."""
    old_style: bool = False
    title: str = ""
    memo: dict[str, Any] = field(default_factory=dict)
    """What rules have worked out once of this pack."""

    def field(self, kind: str, key: str) -> dict[str, Any]:
        return self.kinds[kind]["fields"][key]

    def of_kind(self, *kinds: str) -> list[Row]:
        memo = self.memo.setdefault("kinds", {})
        if kinds not in memo:
            memo[kinds] = [row for row in self.rows.values() if not kinds or row.kind in kinds]
        return memo[kinds]

    def named(self, text: str, kinds: list[str] | None = None) -> list[Row]:
        """Return the rows that a text may mean, within some kinds."""
        found = [self.rows[key] for key in self.called.get(norm(text), ())]
        return [row for row in found if not kinds or row.kind in kinds]


def read_book(path: Path) -> Book:
    """Read a pack that `quiz check` has found in order."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    tables = [_tidy(tomli.loads(file.read_text("utf-8-sig"))) for file in files]
    header = next(table["pack"] for table in tables if "pack" in table)
    kinds = _kinds(tables)
    book = Book(
        id=header["id"],
        title=header["title"],
        kinds=kinds,
        rows={},
        sources={k: v for table in tables for k, v in table.get("sources", {}).items()},
    )
    for table in tables:
        for kind, rows in table.items():
            if kind not in TOP_LEVEL:
                for raw in rows:
                    row = _row(kinds[kind], kind, raw)
                    book.rows[row.key] = row
    for row in list(book.rows.values()):
        _enter(book, row)
    for row in list(book.rows.values()):
        _claims(book, row)
    _parts(book)
    return book


def _tidy(value: Any) -> Any:
    """Collapse spaces and compose letters, as every reader of a pack must."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    return value


def _kinds(tables: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = {}
    for table in [tomli.loads(BUILTIN.read_text("utf-8")), *tables]:
        for name, given in table.get("kinds", {}).items():
            kind = kinds.setdefault(name, {"fields": {}, "name_field": "name"})
            kind["fields"] |= given.get("fields", {})
            kind |= {k: v for k, v in given.items() if k != "fields"}
            kind.setdefault("singular", name.replace("_", " ").replace("-", " "))
    return kinds


def slug(name: str) -> str:
    """Return the id of a row that gives none: its name's letters and digits, hyphenated."""
    text = re.sub("['’‘ʼ`´]", "", name.replace("&", " and "))
    text = re.sub(
        r"^(?:the|an|a) (?=\S)", "", " ".join(re.sub(r"[^\w\s]|_", " ", bare(text)).split())
    )
    return re.sub("[^a-z0-9]+", "-", text.encode("ascii", "ignore").decode()).strip("-")[:80]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _row(kind: dict[str, Any], kind_id: str, raw: dict[str, Any]) -> Row:
    plain = raw.get(kind["name_field"], raw.get("name", ""))
    name = f"“{plain}”" if kind["name_field"] == "text" else plain
    aliases = tuple(
        a["name"] if isinstance(a, dict) else a for a in _as_list(raw.get("aliases", []))
    )
    return Row(kind=kind_id, id=raw.get("id") or slug(plain), name=name, raw=raw, aliases=aliases)


def _enter(book: Book, row: Row) -> None:
    for name in row.names:
        keys = book.called.setdefault(norm(name), [])
        if row.key not in keys:
            keys.append(row.key)


def _claims(book: Book, row: Row) -> None:
    fields = book.kinds[row.kind]["fields"]
    own = _as_list(row.raw.get("cite", []))
    cites = [c for c in own if c.get("for") != ["note"]]
    if not cites:
        default = _as_list(book.kinds[row.kind].get("cite", []))
        cites = [
            {
                k: v.replace("{name}", row.name) if k in ("section", "page") else v
                for k, v in c.items()
            }
            for c in default
        ]
    row.note_cites = [c for c in [*cites, *own] if "note" in c.get("for", [])]
    for key, given in fields.items():
        if key in row.raw:
            style = _calendar(row.raw, key)
            mine = [c for c in cites if key in _as_list(c.get("for", [key]))] or cites
            values = _values(book, given, row.raw[key], style)
            also = tuple(_as_list(row.raw.get("accept", {}).get(key, [])))
            values = tuple(Text(v.text, also) if isinstance(v, Text) else v for v in values)
            row.claims[key] = [Claim(values=values, own=True, cites=tuple(mine), raw=row.raw[key])]
        if key in row.raw.get("not", {}):
            style = _calendar(row.raw, key)
            row.false[key] = list(_values(book, given | {"many": True}, row.raw["not"][key], style))
    for claim in row.raw.get("claims", []):
        given = fields[claim["field"]]
        row.claims[claim["field"]].append(
            Claim(
                values=_values(book, given, claim["value"], claim.get("calendar", "gregorian")),
                rank=claim.get("rank", "normal"),
                stance=claim.get("stance", "supports"),
                definition=claim.get("definition", ""),
                note=claim.get("note", ""),
                cites=tuple(_as_list(claim["cite"])),
                raw=claim["value"],
            )
        )


def _calendar(raw: dict[str, Any], key: str) -> str:
    calendar = raw.get("calendar", "gregorian")
    return calendar if isinstance(calendar, str) else calendar.get(key, "gregorian")


def _values(book: Book, given: dict[str, Any], raw: Any, calendar: str) -> tuple[Value, ...]:
    if given["type"] == "number":
        return (_amount(raw),)
    return tuple(_value(book, given, item, calendar) for item in _as_list(raw))


def _value(book: Book, given: dict[str, Any], raw: Any, calendar: str) -> Value:
    if given["type"] == "date":
        old_style = calendar == "julian"
        book.old_style = book.old_style or old_style
        text = (
            f"{raw:04d}"
            if isinstance(raw, int)
            else str(raw)[:10]
            if not isinstance(raw, str)
            else raw
        )
        return read_edtf(text, old_style=old_style)
    if given["type"] == "name":
        return Ref(_resolve(book, _as_list(given.get("of", [])), raw))
    return Text(raw)


def _amount(raw: Any) -> Amount:
    if isinstance(raw, dict):
        return Amount(raw["value"], raw.get("low", raw["value"]), raw.get("high", raw["value"]))
    if isinstance(raw, list):
        return Amount(sum(raw) / 2, raw[0], raw[1])
    return Amount(raw, raw, raw)


def _resolve(book: Book, kinds: list[str], name: str) -> str:
    found = book.named(name, kinds)
    exact = [row for row in found if row.name == name]
    for row in exact or found:
        return row.key
    row = Row(
        kind=kinds[0] if kinds else "name", id=slug(name) or "unnamed", name=name, raw={},
        listed=False,
    )  # fmt: skip
    book.rows.setdefault(row.key, row)
    _enter(book, row)
    return row.key


def _parts(book: Book) -> None:
    direct: dict[str, set[str]] = {}
    for row in book.rows.values():
        for name in _as_list(row.raw.get("part_of", [])):
            found = [other for other in book.named(name) if other.key != row.key]
            same = [other for other in found if other.kind == row.kind]
            direct.setdefault(row.key, set()).update(o.key for o in (same or found)[:1])
    for key in direct:
        waiting = list(direct[key])
        while waiting:
            whole = waiting.pop()
            if whole != key and whole not in book.rows[key].wholes:
                book.rows[key].wholes.add(whole)
                waiting += direct.get(whole, ())
