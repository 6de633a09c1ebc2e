"""A pack from its path: one TOML file, or a folder of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.build import build
from quiz.packs.diagnostics import ERROR, Problem, printable
from quiz.packs.reading import Document, read_document

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.packs.content import Pack

HARMLESS_IN_PLAY = frozenset({"control-character", "todo-source"})
"""Errors that can be played with: the reader has mended them, or the author is still at work."""


def pack_files(path: Path) -> list[Path]:
    """Return the TOML files of a pack, in a fixed order. Raises OSError."""
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.glob("*.toml") if not p.name.startswith("."))
    return sorted(found, key=lambda p: (p.name != "pack.toml", p.name))


def read_pack(
    path: Path, source_folders: tuple[Path, ...] = ()
) -> tuple[Pack | None, list[Document]]:
    """Read a pack and all that is wrong with it. Never raises for what is in the files."""
    try:
        files = pack_files(path)
    except OSError as error:
        document = Document(name=printable(str(path)))
        document.problems.append(
            Problem(
                code="unreadable",
                message=f"The folder cannot be read: {printable(error.strerror or error)}.",
                file=document.name,
            )
        )
        return None, [document]
    if not files or len(files) > limits.FILES:
        document = Document(name=printable(str(path)))
        message = (
            f"The folder has more than {limits.FILES} files."
            if files
            else "The folder has no .toml file."
        )
        document.problems.append(Problem(code="no-pack", message=message, file=document.name))
        return None, [document]
    documents = [read_document(file, printable(str(file), 300)) for file in files]
    return build(documents, path, source_folders), documents


def load_pack(path: Path, source_folders: tuple[Path, ...] = ()) -> Pack:
    """Return the pack at `path`, fit for use. Raises PackError with all its problems."""
    pack, documents = read_pack(path, source_folders)
    problems = [
        problem
        for document in documents
        for problem in document.problems
        if problem.severity == ERROR and problem.code not in HARMLESS_IN_PLAY
    ]
    if problems or pack is None:
        count = f"{len(problems)} mistakes" if len(problems) != 1 else "a mistake"
        shown = printable(str(path), 300)
        raise PackError(f"The pack {shown} has {count}. `quiz check {shown}` lists them.", problems)
    return pack
