"""Packs whose shape is hostile: numbers, keys, nesting, encodings, paths, and how many."""

from __future__ import annotations

from typing import Any

from tests.hostile.places import base, toml

_NUMBERS = {
    "nan": "nan", "inf": "inf", "minus inf": "-inf", "400 digits": "1" + "0" * 400,
    "beyond float": "1e400", "below int64": "-9223372036854775809", "least float": "5e-324",
    "beyond 2^53": "9007199254740993", "minus zero": "-0.0", "long hex": "0xFFFFFFFFFFFFFFFFFFFF",
    "5,000 digits": "1" * 5000, "largest float": "1e308", "small float": "1e-308",
    "much": "1e15", "a date": "1979-05-27", "a time": "07:32:00", "a truth": "true",
}  # fmt: skip
_COPIES = {
    "up": "../../../etc/passwd", "absolute": "/etc/passwd", "a device": "/dev/zero",
    "a long name": "x" * 1000, "a nul": "a\\u0000b", "a folder": ".", "a home": "~/x",
}  # fmt: skip
_IDS = {
    "up": "../../x", "dots": "..", "absolute": "/etc/x", "a device": "nul", "spaces": "a b",
    "long": "a" * 5000, "empty": "", "capitals": "ABC", "sql": "x'; drop table answer; --",
}  # fmt: skip


def _many() -> str:
    pack: dict[str, Any] = base()
    pack["pack"]["topics"] += [f"Topic {number}" for number in range(480)]
    pack["river"][0]["aliases"] = [f"Alias {number} {'x' * 50}" for number in range(490)]
    pack["sources"] |= {f"s{number}": {"title": f"Title {number}"} for number in range(2000)}
    pack["river"][1]["cite"] = [{"source": f"s{n}", "section": "x"} for n in range(19)]
    return toml(pack)


def structures() -> dict[str, bytes]:
    """Return the files by their names."""
    text = toml(base())
    found: dict[str, str] = {"many topics, aliases and sources": _many()}
    for name, number in _NUMBERS.items():
        for key, value in (("length", "1230"), ("tolerance", "100"), ("stale_after", "5")):
            found[f"{key}: {name}"] = text.replace(f"{key} = {value}", f"{key} = {number}", 1)
    for name, path in _COPIES.items():
        found[f"a copy: {name}"] = text.replace('text = "atlas.txt"', f'text = "{path}"')
    for name, ident in _IDS.items():
        found[f"an id: {name}"] = text.replace('id = "hostile"', f'id = "{ident}"')
    found |= {
        "a table twice": text + "\n[pack]\nid = 'x'\n",
        "a key twice": text.replace('id = "hostile"', 'id = "hostile"\nid = "b"'),
        "a row twice": text + '\n[[river]]\nid = "river-0"\nname = "the Rhine"\n',
        "dots": text + "\n[x" + ".a" * 14 + "]\n",
        "lists in lists": "x = " + "[" * 5000 + "]" * 5000,
        "tables in tables": "x = " + "{a=" * 3000 + "1" + "}" * 3000,
        "a text of 10 MB": text.replace("boats are seen", "y" * 10_000_000, 1),
        "a long key": text + f"\n[{'k' * 100_000}]\n",
        "sources that copy each other": text.replace('["smith"]', '["smith", "jones"]'),
        "old and young dates": text.replace('"1666-09-02"', '"-9999999999"'),
        "windows": text.replace("\n", "\r\n"),
        "old macintosh": text.replace("\n", "\r"),
        "a nul": text.replace("editors", "ed\0itors"),
    }
    return {name: each.encode() for name, each in found.items()} | {
        "a mark in front": b"\xef\xbb\xbf" + text.encode(),
        "utf-16": text.encode("utf-16"),
        "latin-1": text.replace("editors", "éditeurs").encode("latin-1", "replace"),
        "a zip": b"PK\x03\x04" + text.encode(),
        "nothing": b"",
        "noise": bytes(range(256)) * 40,
    }
