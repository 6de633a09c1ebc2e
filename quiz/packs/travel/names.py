"""Which files may travel with a pack, and which names are safe on every system."""

from __future__ import annotations

import re
import unicodedata

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.diagnostics import printable
from quiz.text import unprintable

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in (*range(10), "¹", "²", "³")]
)
"""Names that Windows keeps for itself, whatever follows the first dot."""
_FORBIDDEN = frozenset('<>:"|?*\\')
_CLUTTER = frozenset(["__macosx", "thumbs.db", "desktop.ini"])
"""What systems leave in folders and archives; left out without a word of blame."""
_FOREIGN = frozenset(
    [
        "zip",
        "7z",
        "rar",
        "tar",
        "gz",
        "tgz",
        "bz2",
        "xz",
        "exe",
        "dll",
        "com",
        "bat",
        "cmd",
        "ps1",
        "scr",
        "msi",
        "lnk",
        "jar",
        "app",
        "sh",
        "py",
        "js",
        "vbs",
    ]
)
_SUFFIXES = (".toml", ".txt", ".md")
_BARE = frozenset(
    ["license", "licence", "copying", "notice", "readme", "authors", "changelog", "changes"]
)
_LONGEST = 2 * limits.NAME_CHARACTERS * (limits.FOLDERS_DEEP + 1)
_DRIVE = re.compile(r"^[A-Za-z]:")


def parts_of(name: str) -> tuple[str, ...]:
    """Return the folders and the file of a name within a pack. Raises PackError for a bad one."""
    shown = printable(name, 80)
    if unprintable(name) or any(c.isspace() and c != " " for c in name):
        raise PackError(f"A file has control characters in its name: “{shown}”.")
    if len(name) > _LONGEST:  # before it is normalised, which takes long for thousands of marks
        raise PackError(f"A file's name has more than {limits.NAME_CHARACTERS} characters.")
    name = unicodedata.normalize("NFC", name)
    if "\\" in name:
        raise PackError(f"A file has a backslash in its name: “{shown}”.")
    if name.startswith("/") or _DRIVE.match(name):
        raise PackError(f"A file would lie outside the pack: “{shown}”.")
    parts = tuple(name.removesuffix("/").split("/"))
    if ".." in parts:
        raise PackError(f"A file would lie outside the pack: “{shown}”.")
    for part in parts:
        _check_part(part, shown)
    if len(parts) > limits.FOLDERS_DEEP + 1:
        raise PackError(f"A file lies more than {limits.FOLDERS_DEEP} folders deep: “{shown}”.")
    return parts


def _check_part(part: str, shown: str) -> None:
    if not part or part == "." or part != part.strip() or part.endswith("."):
        raise PackError(f"A file has a name that not every system can keep: “{shown}”.")
    if _FORBIDDEN & set(part) or part.partition(".")[0].rstrip().casefold() in _DEVICES:
        raise PackError(f"A file has a name that not every system can keep: “{shown}”.")
    if len(part) > limits.NAME_CHARACTERS or len(part.encode()) > 2 * limits.NAME_CHARACTERS:
        raise PackError(f"A file's name has more than {limits.NAME_CHARACTERS} characters.")


def is_foreign(parts: tuple[str, ...]) -> bool:
    """Tell whether a file is an archive or a program: whoever packs one in means something else.

    What is only no part of a pack (a drawing, a table, an editor's schema) is left out.
    """
    return parts[-1].casefold().rpartition(".")[2] in _FOREIGN


def is_clutter(parts: tuple[str, ...]) -> bool:
    """Tell whether a file is left behind by a system or an editor, or hidden."""
    return any(
        part.startswith(".") or part.endswith("~") or part.casefold() in _CLUTTER for part in parts
    )


def belongs(parts: tuple[str, ...]) -> bool:
    """Tell whether a file is one that packs have: TOML, the text of a source, licence, read-me."""
    name = parts[-1].casefold()
    if name.endswith(".toml"):
        return len(parts) == 1
    return name.endswith(_SUFFIXES) or name in _BARE


def spelled(parts: tuple[str, ...]) -> str:
    """Return what two names have in common that some system takes for one."""
    return unicodedata.normalize("NFC", "/".join(parts).casefold())


class Taken:
    """The names of a parcel so far. No two may be one file on some system."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, parts: tuple[str, ...]) -> None:
        """Take a name. Raises PackError where it, or a folder of it, is taken already."""
        name = "/".join(parts)
        key = spelled(parts)
        if key in self._files or key in self._folders:
            raise PackError(f"Two files have the name “{printable(name, 80)}”.")
        self._files[key] = name
        for end in range(1, len(parts)):
            folder = spelled(parts[:end])
            own = "/".join(parts[:end])
            if folder in self._files or self._folders.setdefault(folder, own) != own:
                raise PackError(f"Two files have the name “{printable(own, 80)}”.")
