"""A pack that was read once, kept so that it need not be read again to be played.

Reading TOML, checking it and resolving its names takes ten times as long as this. A copy is found
by the content of the pack's files, so a changed pack is read anew; it is text that is parsed, never
a program that is run; and it may be deleted at any time. A line is one fact, and a fact is taken
from its line when it is first asked for: of a very large pack most never are.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any
from zlib import crc32

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
    Pack,
    Rank,
    Silence,
    Source,
    Stance,
    TextValue,
)
from quiz.packs.dates import Calendar, Date, Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from quiz.packs.content import Value

FORMAT = 1
"""Raised when a copy comes to be written in another way."""
MOST = 24
"""Copies that are kept; the one that was used longest ago goes first."""
ENDING = ".pack"
_TYPES: dict[str, type] = {
    "text": TextValue,
    "name": NameValue,
    "date": DateValue,
    "number": NumberValue,
}
_TAGS = {type_: tag for tag, type_ in _TYPES.items()}
_NONE: frozenset[str] = frozenset()


# To text


_DEFAULTS: dict[type, list[tuple[str, Any]]] = {}


def _defaults(type_: type) -> list[tuple[str, Any]]:
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


def _written(thing: Any) -> Any:
    """Return a thing as JSON takes it: of a dataclass, what is not as it is by default."""
    if isinstance(thing, str | int | float | None):
        return thing
    if isinstance(thing, Mapping):
        return {key: _written(value) for key, value in thing.items()}
    if isinstance(thing, frozenset):
        return sorted(thing)
    if isinstance(thing, tuple | list):
        return [_written(value) for value in thing]
    out = {
        name: _written(value)
        for name, default in _defaults(type(thing))
        if (value := getattr(thing, name)) != default
    }
    tag = _TAGS.get(type(thing))
    return out if tag is None else {"is": tag} | out


def _lines(pack: Pack) -> Iterator[str]:
    """Yield the head, then fact by fact: key, tab, JSON."""
    head = {
        name: _written(getattr(pack, name))
        for name, _ in _defaults(Pack)
        if name not in ("facts", "kin", "path", "source_folders")
    }
    head["kin"] = {key: sorted(found) for key, found in pack.kin.items() if found}
    yield _json(head)
    for key, fact in pack.facts.items():
        yield f"{key}\t{_json(_written(fact))}"


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


# From text


class _Reader:
    """Makes a pack's things of what was written; what stands often is made once."""

    def __init__(self) -> None:
        self._citations: dict[tuple[tuple[str, Any], ...], Citation] = {}
        self._dates: dict[tuple[Any, ...], Date] = {}

    def fact(self, line: str) -> Fact:
        raw = json.loads(line)
        for key, take in _FACT.items():
            if key in raw:
                raw[key] = take(self, raw[key])
        return Fact(**raw)

    def citations(self, raw: Sequence[dict[str, Any]]) -> tuple[Citation, ...]:
        return tuple(self.citation(one) for one in raw)

    def citation(self, raw: dict[str, Any]) -> Citation:
        key = tuple(raw.items())
        found = self._citations.get(key)
        if found is None:
            found = self._citations[key] = Citation(**raw)
        return found

    def date(self, raw: dict[str, Any]) -> Date:
        key = tuple(raw.items())
        found = self._dates.get(key)
        if found is None:
            made = raw | {"precision": Precision(raw["precision"])}
            if "calendar" in raw:
                made["calendar"] = Calendar(raw["calendar"])
            found = self._dates[key] = Date(**made)
        return found

    def value(self, raw: dict[str, Any]) -> Value:
        type_ = raw.pop("is")
        if type_ == "name":
            return NameValue(**raw)
        if type_ == "date":
            return DateValue(date=self.date(raw["date"]))
        if type_ == "number":
            return NumberValue(**raw)
        return TextValue(text=raw["text"], also=tuple(raw.get("also", ())))

    def values(self, raw: Iterable[dict[str, Any]]) -> tuple[Value, ...]:
        return tuple(self.value(one) for one in raw)

    def claim(self, raw: dict[str, Any]) -> Claim:
        raw["values"] = self.values(raw["values"])
        raw["citations"] = self.citations(raw["citations"])
        if "rank" in raw:
            raw["rank"] = Rank(raw["rank"])
        if "stance" in raw:
            raw["stance"] = Stance(raw["stance"])
        return Claim(**raw)

    def claims(self, raw: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Claim, ...]]:
        return {key: tuple(self.claim(one) for one in own) for key, own in raw.items()}

    def aliases(self, raw: list[dict[str, Any]]) -> tuple[Alias, ...]:
        return tuple(
            Alias(
                name=one["name"],
                since=self.date(one["since"]) if "since" in one else None,
                until=self.date(one["until"]) if "until" in one else None,
            )
            for one in raw
        )

    def false(self, raw: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Value, ...]]:
        return {key: self.values(own) for key, own in raw.items()}

    def disputes(self, raw: dict[str, dict[str, Any]]) -> dict[str, Dispute]:
        return {key: Dispute(**own) for key, own in raw.items()}

    def names(self, raw: list[str]) -> frozenset[str]:
        return frozenset(raw)

    def words(self, raw: list[str]) -> tuple[str, ...]:
        return tuple(raw)

    def source(self, raw: dict[str, Any]) -> Source:
        if "issued" in raw:
            raw["issued"] = self.date(raw["issued"])
        raw["derived_from"] = tuple(raw.get("derived_from", ()))
        return Source(**raw)


_FACT: Mapping[str, Callable[[_Reader, Any], Any]] = {
    "aliases": _Reader.aliases,
    "note_citations": _Reader.citations,
    "claims": _Reader.claims,
    "false": _Reader.false,
    "complete": _Reader.names,
    "disputes": _Reader.disputes,
    "skip": _Reader.names,
    "trivial": _Reader.names,
    "wholes": _Reader.names,
    "citations": _Reader.citations,
    "was": _Reader.words,
}


def _field(raw: dict[str, Any]) -> Field:
    for key in ("of", "before", "after", "was"):
        raw[key] = tuple(raw.get(key, ()))
    return Field(**(raw | {"type": FieldType(raw["type"])}))


def _kind(raw: dict[str, Any]) -> Kind:
    return Kind(**(raw | {"fields": {key: _field(own) for key, own in raw["fields"].items()}}))


class _Facts(Mapping[str, Fact]):
    """Facts by key, each made of its line when it is first asked for."""

    __slots__ = ("_facts", "_lines", "_reader")

    def __init__(self, reader: _Reader, lines: dict[str, str]) -> None:
        self._reader = reader
        self._lines = lines
        self._facts: dict[str, Fact] = {}

    def __getitem__(self, key: str) -> Fact:
        found = self._facts.get(key)
        if found is None:
            found = self._facts[key] = self._reader.fact(self._lines[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Kin(Mapping[str, frozenset[str]]):
    """The kin of each fact; few have any."""

    __slots__ = ("_facts", "_found")

    def __init__(self, facts: Mapping[str, Fact], found: Mapping[str, frozenset[str]]) -> None:
        self._facts = facts
        self._found = found

    def __getitem__(self, key: str) -> frozenset[str]:
        if key not in self._facts:
            raise KeyError(key)
        return self._found.get(key, _NONE)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _pack(text: str, path: Path, source_folders: tuple[Path, ...]) -> Pack:
    head, *lines = text.splitlines()
    raw, reader = json.loads(head), _Reader()
    facts = _Facts(reader, dict(_parted(line) for line in lines))
    for key in ("authors", "topics"):
        raw[key] = tuple(raw[key])
    raw["silences"] = tuple(
        Silence(**(own | {"rows": tuple(own.get("rows", ()))})) for own in raw.get("silences", ())
    )
    raw["kinds"] = {key: _kind(own) for key, own in raw["kinds"].items()}
    raw["sources"] = {key: reader.source(own) for key, own in raw["sources"].items()}
    raw["names"] = {name: tuple(keys) for name, keys in raw["names"].items()}
    kin = _Kin(facts, {key: frozenset(own) for key, own in raw.pop("kin").items()})
    return Pack(**raw, facts=facts, kin=kin, path=path, source_folders=source_folders)


def _parted(line: str) -> tuple[str, str]:
    key, _, fact = line.partition("\t")
    return key, fact


class Compiled:
    """A folder of packs as they were read. What cannot be read or written there is passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str | None, path: Path, source_folders: tuple[Path, ...]) -> Pack | None:
        """Return the pack that was kept under a fingerprint, or None."""
        if key is None:
            return None
        file = self._folder / f"{key}{ENDING}"
        try:
            raw = file.read_bytes()
            first, _, body = raw.partition(b"\n")
            if first != _seal(body):
                return None
            pack = _pack(body.decode("utf-8"), path, source_folders)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return pack

    def put(self, key: str | None, pack: Pack) -> None:
        """Keep a pack."""
        if key is None:
            return
        body = "\n".join(_lines(pack)).encode("utf-8", "surrogateescape")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{key}.{os.getpid()}.part"
            part.write_bytes(_seal(body) + b"\n" + body)
            part.replace(self._folder / f"{key}{ENDING}")
            self._thin_out()

    def _thin_out(self) -> None:
        kept = [(file.stat().st_mtime_ns, file) for file in self._folder.glob(f"*{ENDING}")]
        for _, file in sorted(kept, reverse=True)[MOST:]:
            file.unlink()


def _seal(body: bytes) -> bytes:
    return f"footnote-pack {FORMAT} {crc32(body):08x}".encode()
