"""Where packs live: in QUIZ_PACKS, among those that were added, in the installation or checkout."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import PackError, PackNotFound
from quiz.packs.diagnostics import did_you_mean, nearest, printable
from quiz.packs.listing import Listed, Listing, fingerprint, listed_of
from quiz.packs.unchanged import LARGE, known_fingerprint
from quiz.paths import cache_dir, data_dir, is_file, is_folder, is_there, named
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from quiz.packs.content import Fact, Pack

    Said = Callable[[str, int, int], object]

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """A pack that was found, readable or not."""

    id: str
    title: str
    description: str
    path: Path
    where: str
    """QUIZ_PACKS, added, installation, checkout or path."""
    facts: int | None = 0
    """Rows that have something to ask; None where they were not counted yet."""
    error: str | None = None
    """Why it cannot be played, in a sentence."""


def added_folder() -> Path:
    """Return the folder of the packs that `quiz packs add` keeps; it may not exist yet."""
    return data_dir() / "packs"


def folders() -> list[tuple[str, Path]]:
    """Return (where, folder) of every folder that is searched, the most special first."""
    found = [
        ("QUIZ_PACKS", named(part))
        for part in os.environ.get("QUIZ_PACKS", "").split(os.pathsep)
        if part
    ]
    shipped = [
        ("installation", _PACKAGE / "questions"),
        ("checkout", _PACKAGE.parent / "questions"),
    ]
    found.append(("added", added_folder()))
    return found + [(where, folder) for where, folder in shipped if is_folder(folder)]


def source_folders() -> tuple[Path, ...]:
    """Return the folders of QUIZ_SOURCES, where local copies of sources are looked for too."""
    parts = os.environ.get("QUIZ_SOURCES", "").split(os.pathsep)
    return tuple(named(part) for part in parts if part)


def _candidates() -> Iterator[tuple[str, Path]]:
    for where, folder in folders():
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue
        if is_file(folder / "pack.toml"):
            yield where, folder
            continue
        for path in inside:
            if path.name.startswith((".", "_")):
                continue
            if (is_folder(path) and is_file(path / "pack.toml")) or (
                path.suffix == ".toml" and is_file(path)
            ):
                yield where, path


def find_packs(
    extra: Sequence[Path] = (), *, cache: Path | None = None, read: bool = True
) -> list[PackEntry]:
    """Return every pack that can be found, by title; of two with one id the more special one.

    `cache`: a folder where listings are kept, so that packs that have not changed are not read.
    Without `read`, of a pack that is not listed only what its head says, which takes no time.
    """
    entries: dict[str, PackEntry] = {}
    listing = Listing(cache)
    for where, path in [*(("path", path) for path in extra), *_candidates()]:
        key = fingerprint(path) if cache is None else known_fingerprint(path, cache / "packs")
        entry = _entry(where, path, key, listing) if read else _glance(where, path, key, listing)
        if entry is not None:
            entries.setdefault(entry.id, entry)
    return sorted(entries.values(), key=lambda e: (e.title.casefold(), e.id))


def _glance(where: str, path: Path, key: str | None, listing: Listing) -> PackEntry | None:
    """Return what is known of a pack without reading it; None for nothing."""
    listed = listing.get(key)
    if listed is not None:
        return _listed(where, path, listed)
    from quiz.packs.head import head  # deferred: brings tomli along

    found = head(path / "pack.toml" if is_folder(path) else path)
    return None if found is None else _listed(where, path, found)


def _entry(where: str, path: Path, key: str | None, listing: Listing) -> PackEntry:
    listed = listing.get(key)
    if listed is None:
        from quiz.packs.load import load_pack  # deferred: brings pydantic and tomli along

        try:
            pack = load_pack(path, source_folders())
        except PackError as error:
            name = printable(path.stem, 80)
            return PackEntry(
                id=name, title=name, description="", path=path, where=where, error=str(error)
            )
        listed = listed_of(pack)
        listing.put(key, listed)
    return _listed(where, path, listed)


def _listed(where: str, path: Path, listed: Listed) -> PackEntry:
    return PackEntry(
        id=listed.id,
        title=listed.title,
        description=listed.description,
        path=path,
        where=where,
        facts=listed.facts,
    )


def is_large(path: Path) -> bool:
    """Tell whether a pack takes long to read, so that whoever checks it keeps it too."""
    try:
        files = path.glob("*.toml") if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files) >= LARGE
    except OSError:
        return False


def load(name_or_path: str, said: Said | None = None) -> Pack:
    """Return the pack with that id, or at that path.

    `said` hears how far it is with a very large one: of what there are so many, how many are done,
    and how many there are.

    Raises PackNotFound, with the nearest known id, or PackError.
    """
    path = locate(name_or_path)
    key = known_fingerprint(path, cache_dir() / "packs")
    return _copy(path, key) or _shared(path, key, said) or keep(path, _read(path), key)


def _shared(path: Path, key: str | None, said: Said | None) -> Pack | None:
    """Return the copy of a large pack that several processes read; None where one has to."""
    if key is None or not is_large(path):
        return None
    from quiz.packs.compiled import Compiled  # deferred, as below

    copies = Compiled(cache_dir() / "packs")
    if not copies.can_keep():
        return None
    from quiz.packs.shares import copy_of

    raw = copy_of(path, source_folders(), key, said)
    if raw is None:
        return None
    copies.put_written(key, raw)
    return _copy(path, key)


def keep(path: Path, pack: Pack, key: str | None) -> Pack:
    """Keep a pack that was read from a path and can be played; return the copy that is opened next.

    `key`: the path's fingerprint from before it was read.
    """
    from quiz.packs.compiled import Compiled  # deferred, as below

    Compiled(cache_dir() / "packs").put(key, pack)
    return _copy(path, key, pack.facts) or pack


def _copy(path: Path, key: str | None, at_hand: Mapping[str, Fact] | None = None) -> Pack | None:
    from quiz.packs.compiled import Compiled  # deferred: 15 ms, and a list of packs opens none

    copies = Compiled(cache_dir() / "packs")
    return copies.get(key, path, source_folders(), partial(_read, path), at_hand=at_hand)


def _read(path: Path) -> Pack:
    from quiz.packs.load import load_pack  # deferred: brings pydantic and tomli along

    return load_pack(path, source_folders())


def locate(name_or_path: str) -> Path:
    """Return where the pack with that id, or at that path, lies; it may be broken.

    Raises PackNotFound, with the nearest known id.
    """
    path = named(name_or_path)
    looks_like_path = os.sep in name_or_path or name_or_path.endswith(".toml")
    if not looks_like_path:
        for _, candidate in _candidates():
            if candidate.stem == name_or_path:
                return candidate
        by_id = {entry.id: entry for entry in find_packs()}
        if name_or_path in by_id:
            return by_id[name_or_path].path
        if not is_there(path):
            hint = (
                did_you_mean(f"{name_or_path}.toml")
                if is_file(path.with_name(f"{path.name}.toml"))
                else nearest(name_or_path, list(by_id))
                or "`quiz packs` lists those that are found."
            )
            raise PackNotFound(f"No pack is called “{printable(name_or_path, 80)}”. {hint}")
    if not is_there(path):
        raise PackNotFound(f"There is no pack at {printable(name_or_path, 300)}.")
    return path
