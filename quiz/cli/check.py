"""`quiz check`: every mistake in a pack, where it is and how to mend it."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.cli.waiting import KEEPING, said_if_long
from quiz.drawing import drawn
from quiz.packs.library import is_large
from quiz.packs.listing import fingerprint
from quiz.paths import is_folder, is_there
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from quiz.errors import Problem
    from quiz.packs.checks import Book
    from quiz.packs.content import Pack

CLEAN, ERRORS, NOT_RUN = 0, 1, 2
SHOWN = 20
"""Problems that are shown of one file; a count stands for the rest."""
WIDEST = 100
_GRAVITY = {"error": 0, "warning": 1, "hint": 2}


def run(args: argparse.Namespace) -> int:
    """Print the problems; return 0 for none but warnings, 1 for errors, 2 where it did not run."""
    from quiz.packs.checks import finish  # deferred: brings pydantic and tomli along

    paths = _paths(args)
    if paths is None:
        return NOT_RUN
    sources = [Path(folder) for folder in args.sources]
    problems: list[Problem] = []
    silenced, partial, unmade, left_out = 0, False, False, 0
    today = dt.datetime.now(dt.UTC).date()
    good: list[tuple[Path, Pack, str]] = []
    for path in paths:
        key = fingerprint(path) if is_large(path) else None
        book = _examine(path, sources, today, args.questions, hashed=key is not None)
        if key is not None and book.pack is not None and not book.has_errors:
            good.append((path, book.pack, key))
        unmade |= bool(book.unsought) and not book.has_errors and args.questions is None
        found, quiet = finish(book)
        problems += found
        silenced += quiet
        partial |= book.partial
        left_out += book.left_out
    errors = sum(problem.severity == "error" for problem in problems)
    if args.format == "text":
        _print_text(problems, silenced, paths, partial=partial)
        if left_out:
            output.say([f"{left_out:,} more, of sorts that are told a thousand times, are not."])
        if unmade:
            output.say(["A large pack's questions are looked at too with --questions."])
    else:
        from quiz.cli import check_formats

        check_formats.PRINTERS[args.format](problems, silenced)
    sys.stdout.flush()
    for path, pack, key in good:
        _keep(path, pack, key)
    return ERRORS if errors else CLEAN


def _keep(path: Path, pack: Pack, key: str) -> None:
    """Keep a large pack that was read, so that it starts at once; not one that was changed since.

    `key`: its fingerprint from before it was read.
    """
    if fingerprint(path) != key:
        return
    from quiz.generate.ready import make_ready
    from quiz.packs.library import keep

    with said_if_long(KEEPING):
        make_ready(keep(path, pack, key))


def _examine(
    path: Path,
    sources: Sequence[Path],
    today: dt.date,
    makes_questions: bool | None,
    *,
    hashed: bool,
) -> Book:
    from quiz.packs.checks import examine

    book = examine(path, sources=sources, today=today, hashed=hashed)
    if book.pack is not None and not book.has_errors and makes_questions is not False:
        from quiz.generate.coverage.problems import check  # deferred: the generator is 50 ms more

        check(book, thorough=makes_questions)
    return book


def _paths(args: argparse.Namespace) -> list[Path] | None:
    """Return the packs to check, or None after saying why there are none.

    Among several paths, what can be no pack is left out, so that `quiz check questions/*` works
    where a README lies beside the packs.
    """
    missing = [
        f"There is no folder {folder}." for folder in args.sources if not is_folder(Path(folder))
    ]
    missing += [f"There is nothing at {path}." for path in args.paths if not is_there(Path(path))]
    if missing:
        _complain(missing)
        return None
    paths = [Path(path) for path in args.paths]
    packs = [path for path in paths if is_folder(path) or path.suffix == ".toml"]
    if len(paths) > 1 and packs:
        _complain([f"Left out: {path} is no .toml file." for path in paths if path not in packs])
        return packs
    return paths


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        print(clean(line), file=sys.stderr)


def _print_text(
    problems: Sequence[Problem], silenced: int, paths: Sequence[Path], *, partial: bool
) -> None:
    output.as_text()
    width = min(WIDEST, shutil.get_terminal_size().columns)
    for file in dict.fromkeys(problem.file for problem in problems):
        found = [problem for problem in problems if problem.file == file]
        found.sort(key=lambda problem: _GRAVITY[problem.severity])
        for problem in found[:SHOWN]:
            output.say([*drawn(problem, width), ""])
        if len(found) > SHOWN:
            output.say([f"{file}: … and {len(found) - SHOWN} more.", ""])
    if partial:
        output.say(["Something could not be read. Once it is mended, there may be more to find."])
    if problems:
        output.say([_summary(problems, silenced)])
        code = min(problems, key=lambda problem: _GRAVITY[problem.severity]).code
        output.say([f"`quiz explain {code}` says more, and so for each code in [ ]."])
    else:
        also = f" {silenced} silenced." if silenced else ""
        checked = "" if len(paths) == 1 else f" in {len(paths)} places"
        output.say([f"No mistakes found{checked}.{also}"])


def _summary(problems: Sequence[Problem], silenced: int) -> str:
    counts = [
        _count(sum(problem.severity == severity for problem in problems), severity)
        for severity in _GRAVITY
    ]
    shown = counts[:2] if counts[2].startswith("0 ") else counts
    return ", ".join(shown) + (f"; {silenced} silenced." if silenced else ".")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
