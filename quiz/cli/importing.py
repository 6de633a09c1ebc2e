"""`quiz import`: a draft pack from questions of others, and what is not in it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import QuizError
from quiz.paths import named

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.exchange.reading.found import Dropped, Reading

SHOWN = 10
"""What was dropped, by name; the file has all."""


def run(args: argparse.Namespace) -> int:
    """Make the draft and say what is left to do; return 0. Raises QuizError."""
    from quiz.cli.new import must_be_new
    from quiz.exchange import names
    from quiz.exchange.draft import draft
    from quiz.exchange.reading.guess import guess
    from quiz.packs.diagnostics import printable
    from quiz.packs.scaffold import new

    pack_id, title = new.named(args.name)
    folder = named(args.output or ".") / pack_id
    new.must_be_free(folder)
    must_be_new(folder, pack_id)
    path = named(args.file)
    text = text_of(path)
    name = args.source or guess(text)
    if not name:
        raise QuizError(
            f"{printable(path.name, 100)} looks like none of the formats that are known. Name "
            f"it with --from: {', '.join(names())}."
        )
    reading = _read(name, text, path)
    where = shlex.quote(str(folder))
    made = draft(
        reading,
        pack_id=pack_id,
        title=title,
        origin=f"{printable(path.name, 100)} ({name})",
        folder=printable(where, 300),
    )
    new.create(folder, made.text)
    rows = "1 row" if made.rows == 1 else f"{made.rows:,} rows"
    output.say([f"Made a draft of {rows} from {path.name} ({name}): {folder / 'pack.toml'}"])
    _say_dropped(made.dropped)
    output.say(
        [
            "",
            "A question is less than a fact. What only you can know is marked TODO:",
            f"  quiz check {where}    names each place and how to mend it",
        ]
    )
    return 0


def text_of(path: Path) -> str:
    """Return what stands in the file. Raises QuizError."""
    from quiz.packs import limits
    from quiz.packs.diagnostics import printable
    from quiz.packs.files import read_regular

    name = printable(str(path), 300)
    try:
        raw = read_regular(path, limits.TABLE_BYTES)
    except FileNotFoundError:
        raise QuizError(f"There is no file {name}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QuizError(f"{name} cannot be read: {reason}.") from None
    if raw is None:
        raise QuizError(f"{name} is larger than {limits.TABLE_BYTES:,} bytes. Split it.")
    if raw.startswith(b"PK\x03\x04"):
        raise QuizError(
            f"{name} is a packed file. In Anki: Export, “Notes in Plain Text”; elsewhere unpack it."
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").replace("\r\n", "\n")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").replace("\r\n", "\n")


def _read(name: str, text: str, path: Path) -> Reading:
    """Return what the file says. Raises QuizError, with the name of the file."""
    from quiz.exchange import find
    from quiz.packs.diagnostics import printable

    form = find(name)
    if form.read is None:
        raise QuizError(f"Footnote writes {form.name}, but does not read it.")
    try:
        return form.read(text)
    except QuizError as error:
        raise QuizError(
            f"{printable(path.name, 100)} cannot be read as {form.name}. {error}"
        ) from None


def _say_dropped(dropped: Sequence[Dropped]) -> None:
    if not dropped:
        return
    output.say(["", f"Left out: {len(dropped):,}"])
    output.say(f"  {one.what}: {one.why}" for one in dropped[:SHOWN])
    if len(dropped) > SHOWN:
        output.say([f"  … and {len(dropped) - SHOWN:,} more, all at the end of pack.toml"])
