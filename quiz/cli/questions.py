"""`quiz questions`: a set, printed."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

from quiz.cli import output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from quiz.model import Question


def run(args: argparse.Namespace) -> int:
    """Print the questions; return 0. Raises PackNotFound, PackError, NoQuestions."""
    from quiz.generate import all_questions, draw
    from quiz.packs.library import load

    pack = load(args.pack)
    seed = args.seed
    if seed is None:
        seed = secrets.token_hex(4)
        print(f"seed {seed}", file=sys.stderr)
    questions: Iterable[Question]
    if args.all:
        questions = all_questions(pack, seed=seed, forms=args.form, level=2)
    else:
        questions = draw(pack, count=args.count, seed=seed, forms=args.form)
    if args.format == "jsonl":
        _print_jsonl(questions)
    else:
        _print_text(questions)
    return 0


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
