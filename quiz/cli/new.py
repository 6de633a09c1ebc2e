"""`quiz new`: a pack that already plays, to be filled with one's own facts."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import HINT, QuizError
from quiz.paths import is_file, named
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from quiz.packs.scaffold.from_table import Reading
    from quiz.packs.scaffold.table import CsvTable

SHIPPED = ("installation", "checkout")


def run(args: argparse.Namespace) -> int:
    """Make the pack and say what to do next; return 0. Raises QuizError."""
    from quiz.packs.scaffold import new

    pack_id, title = new.named(args.name)
    folder = named(args.output or ".") / pack_id
    must_be_new(folder, pack_id)
    new.must_be_free(folder)
    where = shlex.quote(str(folder))
    if args.table is None:
        if args.source is not None:
            raise QuizError("--source belongs to --from: the examples name their sources.")
        text = new.from_template(
            args.like or new.TEMPLATES[0], pack_id=pack_id, title=title, folder=where
        )
    else:
        text = _from_table(args, pack_id, title, where)
    new.create(folder, text)
    _say_next(folder, where)
    return 0


def must_be_new(folder: Path, pack_id: str) -> None:
    """Refuse an id that another pack has: the log could not tell their answers apart."""
    from quiz.packs.library import find_packs
    from quiz.paths import cache_dir

    for entry in find_packs(cache=cache_dir()):
        if entry.id == pack_id and entry.path.resolve() != folder.resolve():
            raise QuizError(
                f"There is a pack with the id “{pack_id}” already: {entry.path}. Take another name."
            )


def _from_table(args: argparse.Namespace, pack_id: str, title: str, where: str) -> str:
    if args.like is not None:
        raise QuizError("Give --like or --from, not both: a table brings its own kind of facts.")
    from quiz.packs.scaffold.from_table import TODO, read, write
    from quiz.packs.scaffold.table import read_table

    table = read_table(named(args.table))
    reading = read(table, pack_id)
    _show(reading, table)
    source = " ".join(clean(args.source or _asked()).split()) or TODO
    return write(reading, pack_id=pack_id, title=title, folder=where, source=source)


def _show(reading: Reading, table: CsvTable) -> None:
    count = len(reading.naming.cells)
    rows = f"{count:,} {reading.plural if count > 1 else reading.singular}"
    output.say([f"{rows} ({table.told})."])
    head = ("column", "taken for", "for example")
    output.say(f"  {line}" for line in output.table([head, *reading.lines()]))


def _asked() -> str:
    """Ask for the source where somebody is there to answer."""
    if not sys.stdin.isatty():
        return ""
    print("Where are these facts from? The title of a book or page (Enter: later): ", end="")
    sys.stdout.flush()
    return sys.stdin.readline()


def _say_next(folder: Path, where: str) -> None:
    from quiz.packs.checks import check_path

    problems = [problem for problem in check_path(folder) if problem.severity != HINT]
    inside = f"{folder.name}{'' if not problems else ', with something to mend:'}"
    output.say([f"Made the pack {inside}"])
    for problem in problems[:5]:
        output.say(f"  {line}" for line in str(problem).split("\n"))
    if len(problems) > 5:
        output.say([f"  … and {len(problems) - 5} more."])
    output.say(
        [
            "",
            f"Open {folder / 'pack.toml'} in any editor of plain text. Then:",
            f"  quiz play {_as_path(where)}",
            f"  quiz preview {_as_path(where)}",
            f"  quiz check {where}",
            f"  quiz questions {_as_path(where)} --all --format text",
            f"  quiz coverage {_as_path(where)}",
            *(["", f"The teacher's guide: {guide}"] if (guide := _guide()) else []),
        ]
    )


def _guide() -> Path | None:
    """Return where the guide lies: beside the packs that ship."""
    from quiz.packs.library import folders

    guides = (folder / "README.md" for where, folder in folders() if where in SHIPPED)
    return next((guide for guide in guides if is_file(guide)), None)


def _as_path(where: str) -> str:
    """A name alone would be looked for as an id first."""
    return where if "/" in where or "\\" in where else f"./{where}"
