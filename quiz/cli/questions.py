"""`quiz questions`: a set, printed."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.errors import NoQuestions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from quiz.model import Question
    from quiz.packs.content import Pack


def run(args: argparse.Namespace) -> int:
    """Print the questions; return 0. Raises PackNotFound, PackError, NoQuestions."""
    from quiz.packs.library import load

    questions = asked(args, load(args.pack), seed_of(args))
    if args.format == "jsonl":
        _print_jsonl(questions)
    else:
        _print_text(questions)
    return 0


def seed_of(args: argparse.Namespace) -> str:
    """Return the seed that was given, or a random one, printed to stderr."""
    seed: str | None = args.seed
    if seed is None:
        seed = secrets.token_hex(4)
        print(f"seed {seed}", file=sys.stderr)
    return seed


def asked(args: argparse.Namespace, pack: Pack, seed: str) -> Iterable[Question]:
    """Return the questions that the arguments ask for: all as they are made, or a set.

    Raises NoQuestions.
    """
    from quiz.generate import all_questions, draw

    if args.all:
        return _some(
            pack,
            args,
            all_questions(pack, seed=seed, forms=args.form, topics=args.topic, level=args.level),
        )
    return draw(
        pack,
        count=args.count,
        seed=seed,
        forms=args.form,
        topics=args.topic,
        level=args.level,
    )


def _some(
    pack: Pack, args: argparse.Namespace, questions: Iterator[Question]
) -> Iterator[Question]:
    """Hand the questions on as they are made; raise NoQuestions where there is none."""
    first = next(questions, None)
    if first is None:
        from quiz.generate.draw import nothing_fits

        raise NoQuestions(nothing_fits(pack, args.form, args.topic))
    yield first
    yield from questions


def _print_jsonl(questions: Iterable[Question]) -> None:
    from quiz.wire import question_to_json

    output.as_data()
    for question in questions:
        print(output.json_line(question_to_json(question)))


def _print_text(questions: Iterable[Question]) -> None:
    from quiz.plain.saying import described

    for number, question in enumerate(questions, 1):
        first, *rest = described(question)
        output.say([f"{number}. {first}", *(f"   {line}" for line in rest), ""])
