"""Tables put into a pack's file: its comments and layout stay, and nothing else changes.

The place is found by looking at lines; whether it was right, the TOML parser says.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import tomli

from quiz.errors import QuizError
from quiz.packs.diagnostics import printable
from quiz.packs.files import read_regular
from quiz.packs.limits import FILE_BYTES_MOST
from quiz.packs.load import pack_files
from quiz.packs.reading import read_document, why_not
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*(?P<first>[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*[.\]]")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The file of a pack that has its sources, or its header where it has none."""

    path: Path
    raw: bytes
    sources: dict[str, dict[str, Any]]
    """The sources of the whole pack, by id, as they are written."""


def sources_of(path: Path) -> Book:
    """Return the file that takes the sources of the pack at `path`. Raises QuizError."""
    try:
        documents = [
            (file, read_document(file, printable(str(file), 300))) for file in pack_files(path)
        ]
    except OSError as error:
        raise QuizError(f"{printable(str(path), 300)} cannot be read: {why_not(error)}.") from None
    sources: dict[str, dict[str, Any]] = {}
    chosen = None
    for file, document in documents:
        if document.partial or not _is_toml(document.text):
            raise QuizError(
                f"{document.name} cannot be read as it is, so nothing is put into it. "
                "`quiz check` says what is wrong."
            )
        tables = document.values.get("sources", {})
        if isinstance(tables, dict) and tables:
            sources |= {key: table for key, table in tables.items() if isinstance(table, dict)}
            chosen = chosen or file
    if chosen is None:
        chosen = next((f for f, document in documents if "pack" in document.values), None)
    if chosen is None:
        raise QuizError(
            f"{printable(str(path), 300)} is no pack: no file of it has a [pack] table."
        )
    raw = read_regular(chosen, FILE_BYTES_MOST) or b""
    return Book(path=chosen, raw=raw, sources=sources)


def _is_toml(text: str) -> bool:
    """Tell whether a text is TOML as it stands: a slip that the reader mends is still in it."""
    try:
        tomli.loads(text)
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return False
    return True


def inserted(book: Book, tables: Sequence[str]) -> tuple[bytes, int]:
    """Return the file's bytes with the tables of sources put in, and the line of the first.

    Behind the last source, else behind [pack]; with the file's own line ends. Raises QuizError
    where that cannot be done without changing something else.
    """
    bom = _BOM if book.raw.startswith(_BOM) else b""
    text = book.raw[len(bom) :].decode("utf-8")
    end = "\r" if "\r\n" in text else ""
    lines = text.split("\n")
    before = tomli.loads(text)
    added = "\n\n".join(tables)
    new = [line + end for line in added.split("\n")]
    wanted = {**before, "sources": {**before.get("sources", {}), **tomli.loads(added)["sources"]}}
    for at in _places(lines):
        above = [end] if at and lines[at - 1].strip() else []
        below = [""] if at == len(lines) else [end] if lines[at].strip() else []
        made = [*lines[:at], *above, *new, *below, *lines[at:]]
        try:
            fits = tomli.loads("\n".join(made)) == wanted
        except (tomli.TOMLDecodeError, RecursionError):
            fits = False
        if fits:
            return bom + "\n".join(made).encode(), at + len(above) + 1
    raise QuizError(
        f"{printable(str(book.path), 300)} writes its sources in a way that nothing can be put in. "
        "Leave the pack's name out, and they are printed."
    )


def _places(lines: Sequence[str]) -> list[int]:
    """Return lines, counted from 0, before which tables could stand: the best one first."""
    headers = [
        (at, header["first"].strip("\"'"))
        for at, line in enumerate(lines)
        if (header := _HEADER.match(line))
    ]
    places: list[int] = []
    for wanted in ("sources", "pack"):
        last = [number for number, (_, first) in enumerate(headers) if first == wanted]
        if last:
            following = headers[last[-1] + 1][0] if last[-1] + 1 < len(headers) else len(lines)
            places.append(_end(lines, headers[last[-1]][0], following))
            break
    foot = len(lines)
    while foot and not lines[foot - 1].strip():
        foot -= 1
    return [*places, foot]


def _end(lines: Sequence[str], start: int, following: int) -> int:
    """Return where a table ends: remarks above the next header belong to that."""
    at = following
    while at > start + 1 and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    own = at  # a remark right below the table's last line is its own
    while own < following and lines[own].strip():
        own += 1
    return own if own < following or own == len(lines) else at


def replace(book: Book, raw: bytes) -> None:
    """Write the file anew, whole or not at all. Raises QuizError where somebody changed it."""
    path = book.path.resolve()  # a link stays one
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, part)
        if read_regular(path, FILE_BYTES_MOST) != book.raw:
            raise QuizError(f"{printable(str(path), 300)} was changed meanwhile. Try again.")
        part.replace(path)
    except OSError as error:
        raise QuizError(
            f"{printable(str(path), 300)} cannot be written: {error.strerror or error}."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
