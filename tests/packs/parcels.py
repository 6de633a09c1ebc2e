"""Zips by hand: good ones, and what a stranger could send."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PACK = """
[pack]
id = "{id}"
title = "{title}"
license = "CC0-1.0"
authors = ["{author}"]
version = "{version}"
[sources.book]
title = "A Book"
text = "sources/book.txt"
"""
ROW = """
[[event]]
name = "the {name} fair"
when = "{year}"
cite = {{ source = "book", page = "1" }}
"""


def pack_text(
    pack_id: str = "fairs",
    title: str = "Fairs",
    author: str = "A. Teacher",
    version: str = "1",
    rows: int = 4,
) -> str:
    names = ("first", "second", "third", "fourth", "fifth", "sixth")[:rows]
    text = PACK.format(id=pack_id, title=title, author=author, version=version)
    return text + "".join(ROW.format(name=n, year=1800 + 10 * i) for i, n in enumerate(names))


GOOD = {"pack.toml": pack_text(), "sources/book.txt": "All the fairs of the century.\n"}

Entry = tuple[str | zipfile.ZipInfo, bytes | str]


def zipped(
    files: Mapping[str, bytes | str] | Sequence[Entry], *, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    entries = list(files.items()) if hasattr(files, "items") else list(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def with_entry(name: str | zipfile.ZipInfo, content: bytes | str = "x") -> bytes:
    """Return a good pack with one more entry."""
    return zipped([*GOOD.items(), (name, content)])


def of_mode(name: str, mode: int, content: str = "../../outside.txt") -> bytes:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (mode | 0o777) << 16
    return with_entry(info, content)


def link(name: str = "sources/link.txt") -> bytes:
    return of_mode(name, stat.S_IFLNK)


def flagged(bit: int) -> bytes:
    """Return a good zip whose every entry has a flag set, in both of its headers."""
    raw = bytearray(zipped(GOOD))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + offset] |= bit
            at = raw.find(sign, at + 4)
    return bytes(raw)


def crowded(count: int = 100_000) -> bytes:
    """Return a zip with so many empty files, and an end record that cannot count them."""
    directory = b"".join(_central(f"{i:06}.txt".encode()) for i in range(count))
    shown = min(count, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, shown, shown, len(directory), 0, 0)
    return b"PK\x03\x04" + bytes(26) + directory + end


def modest(count: int = 4_000) -> bytes:
    """Return such a zip that says that it has one file only."""
    directory = b"".join(_central(f"{i}.md".encode()) for i in range(count))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 30, 0)
    return b"PK\x03\x04" + bytes(26) + directory + end


def _central(name: bytes) -> bytes:
    head = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0,
                       len(name), 0, 0, 0, 0, 0, 0)  # fmt: skip
    return head + name


def bad_checksum() -> bytes:
    raw = bytearray(zipped(GOOD, method=zipfile.ZIP_STORED))
    raw[raw.find(b"Fairs")] ^= 1
    return bytes(raw)


def lying_size(real: int = 200_000) -> bytes:
    """Return a zip whose text unpacks to far more than its headers say."""
    raw = bytearray(with_entry("sources/long.txt", b"a" * real))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.rfind(sign)
        raw[at + offset : at + offset + 4] = struct.pack("<L", 100)
    return bytes(raw)


def overlapping() -> bytes:
    """Return a zip all of whose files are said to be the whole of it."""
    raw = bytearray(zipped(GOOD))
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 20 : at + 24] = struct.pack("<L", len(raw))
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


def come(tmp_path: Path, raw: bytes, name: str = "pack.zip") -> Path:
    path = tmp_path / "inbox" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def tree(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    folder = tmp_path / "fairs"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
