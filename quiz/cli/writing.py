"""Writing a file that may be long: nobody else's is touched, and half a file is never left."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.paths import is_file, is_folder, is_link, is_there
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def must_be_writable(path: Path, *, force: bool) -> None:
    """Raise QuizError where the file is there and not to be replaced, or cannot be one."""
    shown = clean(str(path))
    if is_folder(path):
        raise QuizError(f"{shown} is a folder. Give --output the name of a file.")
    if is_there(path) and not is_file(path):
        raise QuizError(f"{shown} is no file that could be replaced.")
    if (is_there(path) or is_link(path)) and not force:
        raise QuizError(f"{shown} is there already. Add --force to replace it.")
    if not is_folder(path.parent):
        raise QuizError(f"There is no folder {clean(str(path.parent))}.")


def write(path: Path, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write the pieces to a file beside it, and put it in place when it is whole.

    Raises QuizError. Whatever is raised while the pieces are made, nothing is left behind.
    """
    must_be_writable(path, force=force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        _put(part, path, force=force)
    except FileExistsError:
        raise QuizError(
            f"{clean(str(path))} is there already. Add --force to replace it."
        ) from None
    except OSError as error:
        raise QuizError(
            f"{clean(str(path))} cannot be written: {error.strerror or error}."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _put(part: Path, path: Path, *, force: bool) -> None:
    if force:
        part.replace(path)
        return
    try:
        os.link(part, path)  # unlike a renaming, it fails where somebody was quicker
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a memory stick
        with part.open("rb") as read, path.open("xb") as file:
            shutil.copyfileobj(read, file)
