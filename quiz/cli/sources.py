"""`quiz sources`: the library of a citation program into a pack, and a pack's sources out again."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import QuizError
from quiz.paths import named
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from quiz.exchange.sources.shelf import Placed, Same
    from quiz.exchange.sources.work import Library

SHOWN = 200
"""Lines of one list; a count stands for the rest."""


def run(args: argparse.Namespace) -> int:
    """Do what is asked; return 0. Raises QuizError; then nothing was changed."""
    _must_fit(args)
    return _export(args) if args.action == "export" else _import(args)


def _must_fit(args: argparse.Namespace) -> None:
    if args.action == "export" and (args.pack or args.source or args.dry_run):
        raise QuizError("A second name, --from and --dry-run are for `quiz sources import`.")
    if args.action == "import" and args.style:
        raise QuizError("--style is for `quiz sources export`.")
    if args.pack and args.output:
        raise QuizError("Give a pack to put them into, or --output, not both.")


def _import(args: argparse.Namespace) -> int:
    from quiz.exchange.sources.shelf import place
    from quiz.packs.library import locate
    from quiz.packs.scaffold.insert import inserted, replace, sources_of

    path = named(args.what)
    library = _read(path, args.source)
    if not args.pack:
        placed, same = place(library.works, {})
        _give(args, placed)
        _report(library, same, [], print_to=sys.stderr)
        return 0
    book = sources_of(locate(args.pack))
    placed, same = place(library.works, book.sources)
    file = clean(str(book.path))
    head = []
    if placed:
        raw, line = inserted(book, [one.toml for one in placed])
        if not args.dry_run:
            replace(book, raw)
        done = "Would put" if args.dry_run else "Put"
        count = "1 source" if len(placed) == 1 else f"{len(placed):,} sources"
        head = [f"{done} {count} into {file}, from line {line:,}:"]
        head += _cut(f"  {one.id}: {one.work.text('title')}" for one in placed)
    else:
        head = [f"Nothing new for {file}."]
    _report(library, same, head, print_to=sys.stdout)
    if placed and not args.dry_run:
        checked = shlex.quote(str(args.pack))
        output.say(
            [
                "",
                f'Cite one as cite = {{ source = "{placed[0].id}", page = "…" }}; then',
                f"  quiz check {checked}",
            ]
        )
    return 0


def _give(args: argparse.Namespace, placed: Sequence[Placed]) -> None:
    """Print the tables, or write them to a file of their own."""
    text = "\n\n".join(one.toml for one in placed)
    text += "\n" if text else ""
    if args.dry_run:
        return
    if args.output:
        from quiz.cli.writing import write

        write(named(args.output), [text.encode()], force=args.force)
        return
    output.as_data()
    print(clean(text, newlines=True), end="")


def _read(path: Path, source: str | None) -> Library:
    from quiz.cli.importing import text_of
    from quiz.exchange.sources.read import READERS, guess, read
    from quiz.packs.diagnostics import printable

    text = text_of(path)
    shown = printable(path.name, 100)
    name = source or guess(text)
    if not name:
        raise QuizError(
            f"{shown} looks like none of {', '.join(READERS)}. Say with --from what it is."
        )
    try:
        library = read(name, text)
    except QuizError as error:
        raise QuizError(f"{shown} cannot be read as {name}. {error}") from None
    if not library.works:
        why = "".join(f"\n  {loss}" for loss in library.losses[:SHOWN])
        raise QuizError(f"No work could be read from {shown}.{why}")
    return library


def _report(
    library: Library, same: Sequence[Same], head: Sequence[str], *, print_to: object
) -> None:
    lines = [*head]
    if same:
        lines += ["", f"There already: {len(same):,}"]
        lines += _cut(
            f"  line {one.work.line}: {one.work.shown} is “{one.source}” ({one.why})"
            for one in same
        )
    if library.losses:
        lines += ["", f"Not carried over: {len(library.losses):,}"]
        lines += _cut(f"  {loss}" for loss in library.losses)
    if library.silent:
        told = ", ".join(f"{name} ({count:,})" for name, count in sorted(library.silent.items()))
        lines += ["", f"No part of a reference, and left out: {told}"]
    for line in lines if lines[:1] != [""] else lines[1:]:
        print(clean(line), file=print_to)  # type: ignore[call-overload]


def _cut(lines: Iterable[str]) -> list[str]:
    listed = [*lines]
    more = len(listed) - SHOWN
    return [*listed[:SHOWN], f"  … and {more:,} more"] if more > 0 else listed


def _export(args: argparse.Namespace) -> int:
    import json

    from quiz.cli.writing import write
    from quiz.packs.library import load

    pack = load(args.what)
    if not pack.sources:
        raise QuizError("The pack has no sources.")
    if args.style:
        from quiz.exchange.references import styled

        listed = styled(pack.sources.values(), args.style).values()
        text = "".join(f"{line}\n" for line in sorted(listed, key=str.casefold))
    else:
        works = [dict(source.csl) for source in pack.sources.values()]
        text = json.dumps(works, ensure_ascii=False, indent=1) + "\n"
    if args.output:
        write(named(args.output), [text.encode()], force=args.force)
        return 0
    output.as_data()
    print(clean(text, newlines=True), end="")
    return 0
