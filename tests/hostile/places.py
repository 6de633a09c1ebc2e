"""A pack that uses every key of the format, and every place in it where text may stand.

A place is the path to a text in the pack, with every text of one table's kind as one place:
`river.name` is the name of each river. `keys` are places too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FACTS = 16
"""Rows of the pack: enough for a question of every form."""

_SEAS = ("the North Sea", "the Black Sea", "the Caspian Sea", "the Baltic Sea")
_RIVERS = (
    ("the Rhine", 1230),
    ("the Danube", 2850),
    ("the Volga", 3530),
    ("the Vistula", 1047),
    ("the Elbe", 1094),
    ("the Dnieper", 2201),
    ("the Ural", 2428),
    ("the Oder", 854),
)
_EVENTS = (
    ("the great fire", "1666-09-02"),
    ("the great flood", "1700-01-01"),
    ("the storm", "1703-11-26"),
    ("the frost", "1709-01-05"),
    ("the drought", "1650-01-05"),
    ("the siege", "1644-07-02"),
)
_PEOPLE = ("Ann Smith", "Bob Jones", "Carl Maria Weber", "Dora Maar")


def _cite(source: str = "atlas", **more: Any) -> dict[str, Any]:
    return {
        "source": source,
        "section": "Rivers",
        "page": "7",
        "phrase": "flows into the sea",
        **more,
    }


def base() -> dict[str, Any]:
    """Return the pack as it would be read from TOML."""
    return {
        "pack": {
            "id": "hostile",
            "title": "Rivers and fires",
            "language": "en",
            "license": "CC0-1.0",
            "authors": ["Somebody"],
            "description": "Rivers, seas and fires.",
            "topics": ["Rivers", "Fires", "People"],
            "version": "2026-1",
            "stale_after": 5,
            "silence": [{"code": "outside-life", "reason": "It is so.", "rows": ["event/storm"]}],
        },
        "sources": {
            "atlas": _source("An atlas", author={"literal": "Its editors"}, text="atlas.txt"),
            "smith": _source("The Fire", author={"family": "Smith", "given": "Ann"}),
            "jones": _source("Annals", **{"derived-from": ["smith"]}, editor=[{"family": "Jones"}]),
        },
        "kinds": {
            "river": {
                "singular": "river",
                "plural": "rivers",
                "cite": {"source": "atlas", "section": "{name}"},
                "fields": {
                    "length": {
                        "type": "number",
                        "unit": "km",
                        "tolerance": 100,
                        "label": "length",
                        "ask": "How long is {name}?",
                        "says": "{name} is {value} long",
                        "as_of": "2024",
                    },
                    "sea": {
                        "type": "category",
                        "label": "sea",
                        "closed": True,
                        "ask": "Into which sea does {name} flow?",
                        "which": "Which of these flow into {value}?",
                        "back": "Which of these rivers flows into {value}?",
                        "says": "{name} flows into {value}",
                    },
                    "code": {
                        "type": "text",
                        "unique": True,
                        "ask": "Which code has {name}?",
                        "back": "Which river has the code {value}?",
                        "says": "the code of {name} is {value}",
                        "was": ["number"],
                    },
                },
            },
            "event": {
                "fields": {
                    "died": {
                        "type": "date",
                        "ask": "When did {name} end?",
                        "says": "{name} ended {value:on}",
                        "sequence": "In which order did these end?",
                        "after": ["when"],
                    }
                }
            },
        },
        "river": [_river(index, name, length) for index, (name, length) in enumerate(_RIVERS)],
        "event": [_event(index, name, when) for index, (name, when) in enumerate(_EVENTS)],
        "person": [
            {
                "name": name,
                "born": f"16{20 + index}-05-0{index + 1}",
                "topic": "People",
                "aliases": [f"Old {name}"],
                "cite": _cite("smith"),
            }
            for index, name in enumerate(_PEOPLE)
        ],
        "place": [{"name": "Europe"}, {"name": "London", "locative": "in London town"}],
        "work": [{"name": "Letters"}],
        "quote": [
            {
                "id": f"words-{way}",
                "text": f"Water finds its way {way}",
                "speaker": name,
                "topic": "People",
                "work": "Letters",
                "status": "verified",
                "cite": _cite("smith"),
                "note": "So she wrote.",
            }
            for name, way in zip(_PEOPLE, ("down", "home", "south", "out"), strict=True)
        ],
    }


def _source(title: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "book",
        "title": title,
        "issued": "1990",
        "accessed": "2026-02-14",
        "container-title": "Collected works",
        "collection-title": "A series",
        "publisher": "A press",
        "publisher-place": "Oxford",
        "edition": "2",
        "volume": "3",
        "issue": "4",
        "page": "5–6",
        "genre": "letter",
        "archive": "An archive",
        "language": "en",
        "URL": "https://example.org/a",
        "DOI": "10.1000/182",
        "ISBN": "978-0-00-000000-2",
        "standing": "secondary",
        "label": title.split()[-1],
        "note": "A book of its time.",
        **more,
    }


def _river(index: int, name: str, length: int) -> dict[str, Any]:
    return {
        "id": f"river-{index}",
        "was": [f"stream-{index}"],
        "name": name,
        "topic": "Rivers",
        "aliases": [f"{name} water", {"name": f"Old {name}", "from": "1800", "until": "1900"}],
        "part_of": ["Europe"],
        "length": length,
        "sea": _SEAS[index // 3],
        "code": f"Code {index}x",
        "note": f"Of {name}, boats are seen.",
        "accept": {"code": [f"Number {index}"]},
        "not": {"sea": ["the Aral Sea"]},
        "ask": {"length": f"How long is {name} in all?"},
        "says": {"length": f"{name} is {{value}} long in all"},
        "cite": _cite(**{"for": ["sea", "note"]}),
    }


def _event(index: int, name: str, when: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": name,
        "when": when,
        "topic": "Fires",
        "cite": _cite("smith"),
        "where": "London",
        "who": [_PEOPLE[index % 4]],
        "note": f"After {name}, all was new.",
    }
    if index % 2 == 0:
        row["claims"] = [
            {
                "field": "when",
                "value": f"{int(when[:4]) + 1}-03",
                "cite": _cite("jones"),
                "note": "They count otherwise.",
                "definition": "by the old count",
                "basis": "estimate",
            }
        ]
        row["disputes"] = [
            {
                "field": "when",
                "kind": "interpretation",
                "consensus": "open" if index else "majority",
                "note": "Both readings have friends.",
            }
        ]
    return row


# Places


def walk(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the place of every text and of every key of a table."""
    if isinstance(value, dict):
        for key, each in value.items():
            named = path[:-1] == () and path[-1:] == ("sources",)
            yield (*path, "keys")
            yield from walk(each, (*path, "*" if named else key))
    elif isinstance(value, list):
        for each in value:
            yield from walk(each, path)
    elif isinstance(value, str):
        yield path


PLACES: tuple[str, ...] = tuple(dict.fromkeys(".".join(path) for path in walk(base())))
"""Every place of the pack, such as `river.name`, `sources.*.title`, `kinds.river.keys`."""

NAMED_TWICE: tuple[str, ...] = (
    "pack.topics",
    "river.topic",
    "event.topic",
    "person.topic",
    "quote.topic",
    "place.name",
    "river.part_of",
    "event.where",
    "person.name",
    "event.who",
    "quote.speaker",
    "work.name",
    "quote.work",
)
"""Where a text is free, but the same one has to stand elsewhere too."""

_STRICT = """
    event.cite.source event.claims.basis event.claims.cite.source event.claims.field
    event.claims.value event.disputes.consensus event.disputes.field event.disputes.kind
    event.when kinds.event.fields.died.after kinds.event.fields.died.type
    kinds.river.cite.source kinds.river.fields.code.type kinds.river.fields.code.was
    kinds.river.fields.length.type kinds.river.fields.sea.type pack.id pack.language
    pack.silence.code pack.silence.rows person.born person.cite.source quote.cite.source
    quote.id quote.status river.aliases.from river.aliases.until river.cite.for
    river.cite.source river.id river.was sources.*.DOI sources.*.ISBN sources.*.URL
    sources.*.accessed sources.*.derived-from sources.*.issued sources.*.language
    sources.*.standing sources.*.text sources.*.type
"""
"""Where only certain words may stand: any other makes the pack one that is refused."""

FREE: tuple[str, ...] = tuple(
    place
    for place in PLACES
    if place not in {*_STRICT.split(), *NAMED_TWICE} and not place.endswith("keys")
)
"""Where any text may stand: with all of them soiled, the pack still plays."""


_TEMPLATES = ("ask", "back", "which", "says", "sequence")


def _is_template(place: str) -> bool:
    """Tell whether braces mean something there, so that those of a text are written twice."""
    return any(part in _TEMPLATES for part in place.split(".")) or place == (
        "kinds.river.cite.section"
    )


def soiled(dirt: str, places: tuple[str, ...], *, alone: bool = False) -> dict[str, Any]:
    """Return the pack with dirt at the end of every text of the places.

    `alone`: instead of the text, where a place has only one.
    """
    wanted = set(places)
    seen: dict[str, int] = {}

    def text(place: str, value: str) -> str:
        if place not in wanted:
            return value
        seen[place] = seen.get(place, 0) + 1
        said = dirt.replace("{", "{{").replace("}", "}}") if _is_template(place) else dirt
        return said if alone and seen[place] == 1 else f"{value} {said}"

    return _changed(base(), (), text)


def _changed(value: Any, path: tuple[str, ...], text: Callable[[str, str], str]) -> Any:
    if isinstance(value, dict):
        named = path == ("sources",)
        return {
            text(".".join((*path, "keys")), key): _changed(
                each, (*path, "*" if named else key), text
            )
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_changed(each, path, text) for each in value]
    if isinstance(value, str):
        return text(".".join(path), value)
    return value


# TOML, written without a library, because no library writes what is not TOML


def quoted(text: str) -> str:
    """Return the text as TOML writes it, what may not stand there in escapes."""
    said = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
    return "".join(f"\\u{ord(c):04X}" if "\ud800" <= c <= "\udfff" else c for c in said)


def _key(text: str) -> str:
    bare = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if bare else quoted(text)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


def toml(pack: dict[str, Any]) -> str:
    """Return the pack as the text of a TOML file."""
    lines: list[str] = []

    def table(head: str, values: dict[str, Any]) -> None:
        lines.extend([head, *(f"{_key(key)} = {_inline(value)}" for key, value in values.items())])

    for name, value in pack.items():
        if isinstance(value, list):
            for row in value:
                table(f"[[{_key(name)}]]", row)
        elif name in ("sources", "kinds"):
            for key, each in value.items():
                table(f"[{name}.{_key(key)}]", each)
        elif isinstance(value, dict):
            table(f"[{_key(name)}]", value)
        else:
            lines.insert(0, f"{_key(name)} = {_inline(value)}")
    return "\n".join(lines) + "\n"
