"""Packs travel: what comes in a folder, a zip or a single file is looked at before it is kept.

A parcel is read into memory under limits, written to a folder of its own that nothing looks for,
read there as any pack, and only then moved to where packs are found, in one step.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.diagnostics import ERROR, printable
from quiz.packs.files import read_regular
from quiz.packs.travel.names import Taken, belongs, is_clutter, parts_of
from quiz.packs.travel.zipped import read_zip
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.errors import Problem
    from quiz.packs.content import Pack
    from quiz.packs.travel.zipped import Files

HEADER = "pack.toml"
_LEFT_OUT_MOST = 5 * limits.FILES
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """The files of a pack that has come, by their parts, checked by name and size."""

    files: Files
    left_out: tuple[str, ...]
    """Names of files that do not belong to a pack."""

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(map(len, self.files.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A parcel that was read as a pack, in a folder that lasts only as long as it is looked at."""

    parcel: Parcel
    pack: Pack
    version: str
    problems: tuple[Problem, ...]
    """Warnings and hints; with an error it would not have been opened."""
    folder: Path


def receive(path: Path) -> Parcel:
    """Return what is at a path: a folder, a zip, or a single TOML file. Raises PackError."""
    shown = printable(str(path), 300)
    try:
        if path.is_dir():
            files, left = _of_folder(path)
        else:
            raw = read_regular(path, limits.ZIP_BYTES)
            if raw is None:
                raise PackError(f"{shown} has more than {limits.ZIP_BYTES:,} bytes.")
            if raw.startswith(_ZIP_STARTS):  # whatever its name says
                files, left = read_zip(raw)
            elif path.suffix.casefold() == ".toml":
                files, left = {(HEADER,): _small_enough(raw, path.name)}, []
            else:
                raise PackError(f"{shown} is neither a folder nor a zip nor a .toml file.")
    except FileNotFoundError:
        raise PackError(f"There is nothing at {shown}.") from None
    except OSError as error:
        raise PackError(f"{shown} cannot be read: {printable(error.strerror or error)}.") from None
    return Parcel(files=_with_header(files), left_out=tuple(sorted(left)))


def _small_enough(raw: bytes | None, name: str) -> bytes:
    if raw is None or len(raw) > limits.FILE_BYTES_MOST:
        most = f"{limits.FILE_BYTES_MOST:,}"
        raise PackError(f"“{printable(name, 80)}” has more than {most} bytes.")
    return raw


def _of_folder(top: Path) -> tuple[Files, list[str]]:
    """Read a folder; what is no part of a pack is left out. No link is followed."""
    files: Files = {}
    left: list[str] = []
    taken = Taken()
    total = 0
    for path in _walk(top, top, left):
        name = path.relative_to(top).as_posix()
        if is_clutter(tuple(name.split("/"))) or not belongs(tuple(name.split("/"))):
            left.append(name)
            continue
        parts = parts_of(name)
        taken.add(parts)
        files[parts] = _small_enough(read_regular(path, limits.FILE_BYTES_MOST), name)
        total += len(files[parts])
        if len(files) > limits.FILES:
            raise PackError(f"The folder has more than {limits.FILES} files.")
        if total > limits.PARCEL_BYTES:
            raise PackError(f"The pack has more than {limits.PARCEL_BYTES:,} bytes.")
    return files, left


def _walk(folder: Path, top: Path, left: list[str]) -> Iterator[Path]:
    """Yield the regular files of a folder in order. Hidden folders are left out unread."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = Path(entry.path)
        name = path.relative_to(top).as_posix()
        if is_clutter((entry.name,)):
            left.append(name)
        elif entry.is_dir(follow_symlinks=False):
            if name.count("/") >= limits.FOLDERS_DEEP:
                raise PackError(f"“{printable(name, 80)}” lies too deep in the folder.")
            yield from _walk(path, top, left)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            raise PackError(f"“{printable(name, 80)}” is a link or a device, not a file.")
        if len(left) > _LEFT_OUT_MOST:
            raise PackError("The folder holds too much that is no part of a pack.")


def _with_header(files: Files) -> Files:
    """Return the files with the pack's header in `pack.toml`. Raises PackError where none can be.

    A pack of one file may call it as it likes.
    """
    tables = [parts for parts in files if len(parts) == 1 and parts[0].endswith(".toml")]
    if not tables:
        raise PackError("There is no pack in it: no .toml file lies at its top.")
    if (HEADER,) not in files:
        if len(tables) > 1:
            raise PackError("It has several .toml files, and none of them is called pack.toml.")
        files = {(HEADER,) if parts == tables[0] else parts: raw for parts, raw in files.items()}
    for parts, raw in files.items():
        if b"\0" in raw or raw.startswith(_ZIP_STARTS):
            raise PackError(f"“{printable('/'.join(parts), 80)}” is no text.")
    return files


@contextmanager
def opened(parcel: Parcel, beside: Path | None = None) -> Iterator[Opened]:
    """Write a parcel to a new folder and read it as a pack; the folder is gone afterwards.

    `beside`: where the new folder is made, so that it can be moved from there in one step.
    Raises PackError, with all its problems, for a pack that cannot be played; OSError.
    """
    from quiz.packs.checks import check_path  # deferred: brings pydantic and tomli along
    from quiz.packs.load import read_pack

    with tempfile.TemporaryDirectory(
        dir=beside, prefix=".adding-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name) / "pack"
        for parts, raw in parcel.files.items():
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(raw)
        problems = [_within(problem, folder) for problem in check_path(folder)]
        wrong = [problem for problem in problems if problem.severity == ERROR]
        pack, documents = read_pack(folder)
        if pack is None or wrong:
            count = f"{len(wrong)} mistakes" if len(wrong) != 1 else "a mistake"
            raise PackError(f"The pack has {count} and cannot be played.", wrong)
        header = next(d.values["pack"] for d in documents if "pack" in d.values)
        yield Opened(
            parcel=parcel,
            pack=pack,
            version=str(header.get("version", "")),
            problems=tuple(problem for problem in problems if problem.severity != ERROR),
            folder=folder,
        )


def _within(problem: Problem, folder: Path) -> Problem:
    """Return a problem with its file as the pack's author calls it."""
    from dataclasses import replace

    return replace(problem, file=problem.file.removeprefix(f"{folder}{os.sep}"))
