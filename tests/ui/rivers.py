"""A small pack in one file, as its author has it under the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
[pack]
id = "rivers"
title = "Rivers of the world"
license = "CC0-1.0"

[sources.atlas]
type = "book"
title = "A school atlas"
issued = "1990"

[kinds.river]
plural = "rivers"
[kinds.river.fields.sea]
type = "category"
ask = "Into which sea does the {name} flow?"
says = "the {name} flows into {value}"
"""
ROWS = (
    ("danube", "Danube", "the Black Sea", "Europe"),
    ("rhine", "Rhine", "the North Sea", "Europe"),
    ("oder", "Oder", "the Baltic Sea", "Europe"),
    ("ebro", "Ebro", "the Balearic Sea", "Europe"),
    ("indus", "Indus", "the Arabian Sea", "Asia"),
    ("ob", "Ob", "the Kara Sea", "Asia"),
)


def text(**seas: str) -> str:
    """Return the pack, with other seas for some rivers."""
    rows = [
        f'\n[[river]]\nid = "{ident}"\nname = "{name}"\nsea = "{seas.get(ident, sea)}"\n'
        f'topic = "{topic}"\ncite = {{ source = "atlas", page = "{page}" }}\n'
        for page, (ident, name, sea, topic) in enumerate(ROWS, 1)
    ]
    return HEAD + "".join(rows)


def line_of(written: str, part: str) -> int:
    """Return the line, from 1, in which a part of the text stands first."""
    return written[: written.index(part)].count("\n") + 1


def save(path: Path, written: str) -> None:
    """Save as most editors do: another file is put in the place of the old one."""
    new = path.with_suffix(".new")
    new.write_text(written, encoding="utf-8")
    new.replace(path)
