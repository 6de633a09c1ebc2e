"""A new pack on disk: an id that nobody has, a folder that was not there, nothing overwritten."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from quiz.errors import QuizError
from quiz.packs.diagnostics import printable
from quiz.packs.jsonschema import schema_text
from quiz.packs.names import slug
from quiz.paths import is_link, is_there
from quiz.text import clean

TEMPLATES = ("history", "vocabulary", "table")
PACK, SCHEMA = "pack.toml", "pack.schema.json"
_HERE = Path(__file__).parent


def named(name: str) -> tuple[str, str]:
    """Return (id, title) of a pack: from "rivers-of-europe" or from "Rivers of Europe".

    Raises QuizError where no letter of the name can stand in an id.
    """
    plain = " ".join(clean(name).split())
    pack_id = slug(plain)
    if not pack_id:
        raise QuizError(
            f"“{printable(name, 60)}” has no letter from a to z, which the pack's folder and id "
            "are made of. Take another name here; the title can be changed afterwards."
        )
    title = plain.replace("-", " ") if plain == pack_id else plain
    return pack_id, title[0].upper() + title[1:]


def from_template(like: str, *, pack_id: str, title: str, folder: str) -> str:
    """Return the text of a pack like one of TEMPLATES."""
    text = (_HERE / f"{like}.toml").read_text("utf-8")
    title = title.replace("\\", "").replace('"', "'")
    return text.replace("@ID@", pack_id).replace("@TITLE@", title).replace("@FOLDER@", folder)


def must_be_free(folder: Path) -> None:
    """Raise QuizError where something of that name is there."""
    if is_there(folder) or is_link(folder):
        raise QuizError(
            f"{printable(str(folder), 300)} is there already, and nothing is overwritten. Take "
            "another name, or another place with --output."
        )


def create(folder: Path, pack: str) -> None:
    """Write the pack and its schema into a new folder. Raises QuizError; then nothing is there."""
    must_be_free(folder)
    shown = printable(str(folder), 300)
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        for name, text in ((PACK, pack), (SCHEMA, schema_text())):
            (part / name).write_text(text, "utf-8", newline="\n")
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise QuizError(f"{shown} cannot be made: {error.strerror or error}.") from None
