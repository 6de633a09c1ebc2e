"""`quiz export`: the questions in a format of others, and what had to stay behind."""

from __future__ import annotations

import sys
import time
from collections.abc import Sized
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.cli.progress import Progress
from quiz.cli.questions import asked, seed_of
from quiz.errors import NoQuestions, QuizError
from quiz.paths import named
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from quiz.exchange import Format, Tally
    from quiz.model import Form, Question
    from quiz.packs.content import Pack

EVERY = 50
"""Questions between two signs of life."""
LONG = 200
"""From here on a sign of life is shown at all."""


def run(args: argparse.Namespace) -> int:
    """Write the questions; return 0. Raises QuizError; then no file is left behind."""
    from quiz.cli.writing import must_be_writable, write
    from quiz.exchange import PARTS, Tally, Wanted, find, held
    from quiz.packs.library import load

    form = find(args.to)
    if form.write is None:
        raise QuizError(f"Footnote reads {form.name}, but does not write it.")
    target = named(args.output) if args.output else None
    if target is not None:
        must_be_writable(target, force=args.force)
    if not form.paper and (args.versions or args.parts or args.style):
        raise QuizError(
            f"--versions, --parts and --style are for paper, such as pdf, not for {form.name}."
        )
    if args.size and not form.sized:
        raise QuizError(f"--paper is for what has pages, such as pdf, not for {form.name}.")
    pack = load(args.pack)
    remarks: list[str] = []
    wanted = Wanted(
        seed=seed_of(args),
        versions=args.versions or 1,
        style=args.style or "",
        moment=time.time(),
        parts=args.parts or PARTS,
        size=args.size or "",
        say=remarks.append,
    )
    tally = Tally()
    # printed to the same terminal, the questions themselves show how far it is
    shows = _is_watched() and (target is not None or not sys.stdout.isatty())
    progress = Progress(shows=shows)
    try:
        places = _places(args, pack) if shows and args.all else {}
        if not args.all and args.count >= LONG:
            progress.say(f"Drawing {args.count:,} questions …")
        made = _watched(asked(args, pack, wanted.seed, _itself), places, progress)
        questions = _some(held(form, made, tally), form, tally)
        pieces = _bytes(form.write(_then(questions, form, tally, progress), pack, wanted))
        if target is None:
            _print(pieces, form)
        else:
            write(target, pieces, force=args.force)
    finally:
        progress.clear()
    _report(form, tally, target)
    for remark in remarks:
        _say(remark)
    return 0


def _itself(question: Question) -> Question:
    return question


def _some(questions: Iterator[Question], form: Format, tally: Tally) -> Iterator[Question]:
    """Hand the questions on; raise NoQuestions where the format holds none of them."""
    first = next(questions, None)
    if first is None:
        why = "; ".join(sorted({reason for _, reason in tally.refused}))
        raise NoQuestions(f"None of the questions can be written as {form.name}: {clean(why)}.")
    yield first
    yield from questions


def _places(args: argparse.Namespace, pack: Pack) -> dict[str, int]:
    """Return the place of each facet among those that are asked in turn."""
    from quiz.generate import facets

    found = facets(pack, args.level, args.topic)
    return {each.facet: place for place, each in enumerate(found, 1)}


def _watched(
    questions: Iterable[Question], places: Mapping[str, int], progress: Progress
) -> Iterator[Question]:
    """Show on a terminal how far it is: by the questions of a set, else by the facets asked."""
    whole = len(questions) if isinstance(questions, Sized) else len(places)
    done = 0
    for count, question in enumerate(questions, 1):
        done = places.get(question.facet, done) if places else count
        if count >= LONG and not count % EVERY:
            progress.bar(done / max(whole, 1), f"{count:,} questions …")
        yield question


def _then(
    questions: Iterator[Question], form: Format, tally: Tally, progress: Progress
) -> Iterator[Question]:
    """Hand the questions on, and say what goes on when they are all there."""
    yield from questions
    if tally.held >= LONG:
        progress.say(f"Writing {tally.held:,} questions as {form.name} …")


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _bytes(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode("utf-8", "replace") if isinstance(piece, str) else piece


def _print(pieces: Iterator[bytes], form: Format) -> None:
    first = next(pieces, b"")
    if b"\0" in first and sys.stdout.isatty():
        raise QuizError(f"{form.name} is no text to print. Add --output FILE.")
    output.as_data()
    sys.stdout.flush()
    raw = getattr(sys.stdout, "buffer", None)
    for piece in (first, *pieces) if raw is None else ():
        print(piece.decode("utf-8", "replace"), end="")
    if raw is not None:
        raw.write(first)
        raw.writelines(pieces)
        raw.flush()


def _report(form: Format, tally: Tally, target: Path | None) -> None:
    where = f" to {target}" if target else ""
    what = "1 question" if tally.held == 1 else f"{tally.held:,} questions"
    _say(f"Wrote {what}{where} as {form.name}.")
    _list("Left out", tally.refused)
    _list("With less than they have", tally.lost)


def _list(head: str, counts: Mapping[tuple[Form, str], int]) -> None:
    if not counts:
        return
    _say(f"{head}: {sum(counts.values()):,}")
    by_reason: dict[str, dict[Form, int]] = {}
    for (form, reason), count in counts.items():
        by_reason.setdefault(reason, {})[form] = count
    for reason, forms in by_reason.items():
        which = ", ".join(f"{count:,} {form}" for form, count in forms.items())
        _say(f"  {which}: {reason}.")


def _say(text: str) -> None:
    print(clean(text), file=sys.stderr)
