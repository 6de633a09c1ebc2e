"""`quiz schema`: what an editor needs to complete and check a pack as one types."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import QuizError
from quiz.text import clean

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Print or write the schema; return 0. Raises PackNotFound, PackError, QuizError."""
    from quiz.packs.jsonschema import schema_text

    pack = None
    if args.pack is not None:
        from quiz.packs.library import load

        pack = load(args.pack)
    text = schema_text(pack)
    if args.output is None:
        output.as_data()
        print(text, end="")
        return 0
    write(Path(args.output), text, force=args.force)
    print(clean(f"Written: {args.output}"), file=sys.stderr)
    return 0


def write(path: Path, text: str, *, force: bool = False) -> None:
    """Write a new file; one that is there already only with `force`. Raises QuizError."""
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise QuizError(f"{path} is there already. Add --force to replace it.") from None
    except OSError as error:
        raise QuizError(f"{path} cannot be written: {error.strerror or error}.") from None
