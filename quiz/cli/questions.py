"""`quiz questions`: a set, printed."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING, TypeVar

from quiz.cli import output
from quiz.errors import NoQuestions
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from quiz.model import Question
    from quiz.packs.content import Pack

T = TypeVar("T")


def run(args: argparse.Namespace) -> int:
    """Print the questions; return 0. Raises PackNotFound, PackError, NoQuestions."""
    from quiz.packs.library import load

    pack, seed = load(args.pack), seed_of(args)
    if args.format == "jsonl":
        output.as_data()
        for line in asked(args, pack, seed, _json):
            print(line)
    else:
        for number, lines in enumerate(asked(args, pack, seed, _lines), 1):
            print(f"{number}. {lines}", end="\n\n")
    return 0


def seed_of(args: argparse.Namespace) -> str:
    """Return the seed that was given, or a random one, printed to stderr."""
    seed: str | None = args.seed
    if seed is None:
        seed = secrets.token_hex(4)
        print(f"seed {seed}", file=sys.stderr)
    return seed


def asked(
    args: argparse.Namespace, pack: Pack, seed: str, tell: Callable[[Question], T]
) -> Iterable[T]:
    """Return what `tell` says of the questions that the arguments ask for.

    Of a set, or of all as they are made. Raises NoQuestions.
    """
    from quiz.generate import all_told, draw

    if args.all:
        return _some(
            pack,
            args,
            all_told(pack, tell, seed=seed, forms=args.form, topics=args.topic, level=args.level),
        )
    drawn = draw(
        pack,
        count=args.count,
        seed=seed,
        forms=args.form,
        topics=args.topic,
        level=args.level,
    )
    return [tell(question) for question in drawn]


def _some(pack: Pack, args: argparse.Namespace, told: Iterator[T]) -> Iterator[T]:
    """Hand them on as they are made; raise NoQuestions where there is none."""
    first = next(told, None)
    if first is None:
        from quiz.generate.draw import nothing_fits

        raise NoQuestions(nothing_fits(pack, args.form, args.topic))
    yield first
    yield from told


def _json(question: Question) -> str:
    from quiz.wire import question_to_json

    return output.json_line(question_to_json(question))


def _lines(question: Question) -> str:
    """Return the lines of a question, such that nothing in them can control the terminal."""
    from quiz.plain.saying import described

    return "\n   ".join(map(clean, described(question)))
