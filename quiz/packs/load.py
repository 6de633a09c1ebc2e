"""A pack from its path: one TOML file, or a folder of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.build import build
from quiz.packs.collector import without_collector
from quiz.packs.diagnostics import ERROR, Problem, listed, printable
from quiz.packs.reading import Document, read_document, why_not
from quiz.paths import is_folder, is_link, leads_out

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.packs.content import Pack

HARMLESS_IN_PLAY = frozenset({"control-character", "todo-source"})
"""Errors that can be played with: the reader has mended them, or the author is still at work."""

_LACKS = frozenset(
    {
        "ambiguous-name", "bad-template", "claim-alone", "key-outside", "missing-id", "missing-key",
        "no-pack", "uncited", "unknown-field", "unknown-key", "unknown-kind", "unknown-name",
        "unknown-source", "unlisted-name",
    }
)  # fmt: skip
"""What seems to be missing, or wrong, where a part of the pack could not be read."""


def pack_files(path: Path) -> list[Path]:
    """Return the TOML files of a pack, in a fixed order. Raises OSError."""
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if p.match("*.toml") and not p.name.startswith("."))
    return sorted(found, key=lambda p: (p.name != "pack.toml", p.name))


def read_pack(
    path: Path, source_folders: tuple[Path, ...] = (), *, hashed: bool = True
) -> tuple[Pack | None, list[Document]]:
    """Read a pack and all that is wrong with it. Never raises for what is in the files."""
    try:
        files = pack_files(path)
    except OSError as error:
        document = Document(name=printable(str(path)))
        document.problems.append(
            Problem(
                code="unreadable",
                message=f"The folder cannot be read: {why_not(error)}.",
                file=document.name,
            )
        )
        return None, [document]
    if not files or len(files) > limits.FILES:
        document = Document(name=printable(str(path)))
        document.problems.append(
            Problem(
                code="no-pack",
                message=f"The folder has more than {limits.FILES} files."
                if files
                else "The folder has no .toml file.",
                file=document.name,
                hint="" if files else _where_it_may_be(path),
            )
        )
        return None, [document]
    with without_collector():
        documents = [read_file(file, path) for file in files]
        pack = build(documents, path, source_folders, hashed=hashed)
    if any(document.partial for document in documents):
        for document in documents:
            document.problems = [p for p in document.problems if not _is_guess(p)]
    return pack, documents


def read_file(file: Path, pack: Path) -> Document:
    """Read a file of a pack; not what a link in a stranger's folder leads to, for it is quoted."""
    name = printable(str(file), 300)
    if file == pack or not is_link(file) or not leads_out(file, pack):
        return read_document(file, name)
    document = Document(name=name)
    document.fail(
        "unreadable",
        "The file is a link to a place outside of the pack.",
        "Put the file itself into the folder.",
    )
    return document


def stops_play(problem: Problem) -> bool:
    """Tell whether a pack with this problem cannot be played."""
    return problem.severity == ERROR and problem.code not in HARMLESS_IN_PLAY


def _is_guess(problem: Problem) -> bool:
    """Tell whether the problem may come from what could not be read."""
    return problem.code in _LACKS and not problem.nearest


def _where_it_may_be(path: Path) -> str:
    """Return a hint for a folder that is no pack: the packs in it, or a file of another name."""
    inside = sorted(path.iterdir())
    packs = [p for p in inside if is_folder(p) and any(p.glob("*.toml"))]
    if packs:
        return f"Packs are in the folders in it: {listed([str(p) for p in packs], 4)}."
    texts = [p for p in inside if p.suffix in (".txt", ".tml", ".toml_", ".ini")]
    if texts:
        name = printable(texts[0].name, 60)
        return f"If {name} is your pack, call it {printable(texts[0].stem, 60)}.toml."
    return "`quiz check` takes a .toml file, or the folder in which one lies."


def load_pack(path: Path, source_folders: tuple[Path, ...] = ()) -> Pack:
    """Return the pack at `path`, fit for use. Raises PackError with all its problems."""
    pack, documents = read_pack(path, source_folders)
    problems = [
        problem for document in documents for problem in document.problems if stops_play(problem)
    ]
    if problems or pack is None:
        count = f"{len(problems)} mistakes" if len(problems) != 1 else "a mistake"
        shown = printable(str(path), 300)
        raise PackError(f"The pack {shown} has {count}. `quiz check {shown}` lists them.", problems)
    return pack
