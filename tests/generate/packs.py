"""Packs made of a text or of parts, for one test at a time."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.packs.load import load_pack
from tests.checker.pack import Book, read_book

if TYPE_CHECKING:
    from quiz.packs.content import Pack

HEADER = """
[pack]
id = "small"
title = "Small"
[sources.book]
title = "A Book"
type = "book"
"""
CITE = 'cite = { source = "book", page = "1" }\n'


def both(text: str) -> tuple[Pack, Book]:
    """Return a pack as the generator reads it and as the checker does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.toml"
        path.write_text(HEADER + text, "utf-8")
        return load_pack(path), read_book(path)


def toml(tables: dict[str, Any]) -> str:
    """Return tables as TOML: rows under double brackets, everything inside them inline."""
    lines = []
    for name, value in tables.items():
        if isinstance(value, list):
            for row in value:
                lines.append(f"[[{name}]]")
                lines += [f"{key} = {_inline(item)}" for key, item in row.items()]
        elif all(isinstance(item, dict) for item in value.values()):
            for key, inner in value.items():
                lines.append(f"[{name}.{key}]")
                lines += [f"{k} = {_inline(item)}" for k, item in inner.items()]
        else:
            lines.append(f"[{name}]")
            lines += [f"{key} = {_inline(item)}" for key, item in value.items()]
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)
