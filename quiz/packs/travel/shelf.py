"""The packs that were added: kept in the user's folder, each with a note of how it came there."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

from quiz.errors import PackError
from quiz.packs.diagnostics import nearest, printable
from quiz.packs.files import read_regular
from quiz.packs.library import added_folder, find_packs
from quiz.packs.travel.names import parts_of
from quiz.packs.travel.parcel import opened
from quiz.paths import cache_dir, is_there
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.packs.travel.parcel import Opened, Parcel

NOTE = ".added.json"
"""Lies in the folder of every pack that was added; what has none is not ours to remove."""
_LONGEST = 4 << 20
"""Bytes of a note: as many authors as a pack may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A pack that was added."""

    id: str
    title: str
    authors: tuple[str, ...]
    version: str
    hash: str


def added() -> dict[str, Added]:
    """Return the packs that were added, by id."""
    found = {}
    for folder in _folders():
        note = _read_note(folder)
        if note is not None:
            found[note.id] = note
    return found


def _folders() -> Iterator[Path]:
    try:
        yield from sorted(p for p in added_folder().iterdir() if not p.name.startswith("."))
    except OSError:
        return


def _read_note(folder: Path) -> Added | None:
    try:
        raw = json.loads(read_regular(folder / NOTE, _LONGEST) or b"")
        note = Added(**{**raw, "authors": tuple(raw["authors"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (note.id, note.title, note.version, note.hash, *note.authors)
    fits = all(isinstance(text, str) for text in texts)
    return note if fits and note.id == folder.name else None


def add(parcel: Parcel, *, replace: bool = False) -> Added:
    """Keep a pack where packs are found. Raises PackError, and then nothing has changed."""
    shelf = added_folder()
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with opened(parcel, beside=shelf) as found:
            check_id(found, replace=replace)
            note = Added(
                id=found.pack.id,
                title=found.pack.title,
                authors=found.pack.authors,
                version=found.version,
                hash=found.pack.hash,
            )
            text = json.dumps(asdict(note), ensure_ascii=False, indent=1)
            (found.folder / NOTE).write_text(text, "utf-8")
            _swap(found.folder, shelf / note.id, found.folder.parent / "old")
    except OSError as error:
        reason = printable(error.strerror or error)
        raise PackError(f"The pack cannot be kept in {shelf}: {reason}.") from None
    return note


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Move `new` to its place, and what was there aside; put it back if that fails."""
    if not is_there(place):
        new.replace(place)
        return
    place.replace(aside)
    try:
        new.replace(place)
    except OSError:
        aside.replace(place)
        raise


def check_id(found: Opened, *, replace: bool) -> None:
    """Raise PackError where the pack's id is another's, or it is there already."""
    own = added().get(found.pack.id)
    parts_of(found.pack.id)  # it becomes the name of a folder: not “nul”
    for entry in find_packs(cache=cache_dir()):
        if entry.id == found.pack.id and (own is None or entry.where != "added"):
            raise PackError(
                f"The id “{entry.id}” belongs to “{printable(entry.title, 80)}” "
                f"({entry.where}). What is learnt hangs on the id, so no other pack may have it."
            )
    if own is None:
        if is_there(added_folder() / found.pack.id):
            raise PackError(f"{added_folder() / found.pack.id} is there already.")
        return
    if own.hash == found.pack.hash:
        raise PackError(f"“{printable(own.title, 80)}” is there already, and is the same.")
    title = printable(own.title, 80)
    if not replace:
        raise PackError(f"“{title}” has the id “{own.id}” already. --replace puts this one there.")
    if own.title != found.pack.title and not set(own.authors) & set(found.pack.authors):
        raise PackError(
            f"“{title}” has the id “{own.id}”, and is another pack: neither title nor author is "
            f"the same. `quiz packs remove {own.id}` makes room for it."
        )
    if _numbers(found.version) < _numbers(own.version):
        raise PackError(
            f"“{title}” is there already in version {printable(own.version, 40)}, which is newer "
            f"than {printable(found.version, 40) or 'one without a number'}."
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number[:18]) for number in re.findall(r"[0-9]+", version)[:8])


def remove(pack_id: str) -> Added:
    """Take an added pack away; what was answered stays in the log. Raises PackError."""
    known = added()
    if pack_id not in known:
        shown = printable(pack_id, 80)
        for entry in find_packs(cache=cache_dir()):
            if entry.id == pack_id:
                raise PackError(
                    f"“{shown}” was not added, so it is not removed: {entry.where}, {entry.path}."
                )
        hint = nearest(pack_id, list(known)) or (
            "None was added." if not known else f"Added: {', '.join(known)}."
        )
        raise PackError(f"No pack that was added is called “{shown}”. {hint}")
    place = added_folder() / pack_id
    aside = place.with_name(f".removed-{pack_id}")
    try:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(aside)
        place.replace(aside)  # gone in one step, though to delete it takes many
        shutil.rmtree(aside)
    except OSError as error:
        raise PackError(
            f"{place} cannot be removed: {printable(error.strerror or error)}."
        ) from None
    return known[pack_id]
