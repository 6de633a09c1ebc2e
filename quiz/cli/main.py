"""The entry: arguments in, exit status out, and never a traceback."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from quiz.cli import streams
from quiz.cli.output import as_text
from quiz.cli.signals import Ended, ending_in_order, leaving_at_once
from quiz.cli.wanted import plain_wish
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from quiz.cli.wanted import Wanted
    from quiz.errors import QuizError

FAILED = 1
INTERRUPTED = 130
PIPE_CLOSED = 141
BROKEN = 70
"""An error of the program itself (EX_SOFTWARE)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (default: the program's arguments) asks for.

    Returns the exit status. Errors are sentences on stderr. With QUIZ_DEBUG set, an error of the
    program itself shows its traceback.
    """
    if argv is not None:
        return _main(argv)
    status = _main(sys.argv[1:])
    leaving_at_once(status)
    return status


def _main(argv: Sequence[str]) -> int:
    try:
        try:
            streams.make_whole()
            as_text()
            return _run(_parsed(argv))
        except KeyboardInterrupt:
            _say("")
            return INTERRUPTED
    except KeyboardInterrupt:  # from somebody who presses it twice
        return INTERRUPTED
    except Ended as ended:  # which may come while the first ctrl+c is still being answered
        return ended.status


def _run(args: argparse.Namespace | Wanted | None) -> int:
    from quiz.errors import QuizError  # deferred: 8 ms that --help does without

    try:
        command = import_module(f"quiz.cli.{args.module}" if args else "quiz.cli.home")
        with ending_in_order():  # so that half a file is never left
            status: int = command.run(args)
            sys.stdout.flush()
    except QuizError as error:
        _say_error(error)
        return FAILED
    except BrokenPipeError:
        streams.give_up_stdout()
        return PIPE_CLOSED
    except Exception as error:  # the last door: nobody is shown a traceback
        if end := _end_behind(error):
            raise end from None
        if trouble := streams.not_written(error):
            _say(f"What was to be written could not be: {trouble}.")
            streams.give_up_stdout()
            return FAILED
        if scarce := streams.too_little(error):
            _say(f"The system gives this program too little to run: {scarce}.")
            return FAILED
        if os.environ.get("QUIZ_DEBUG"):
            raise
        _say(f"Something broke inside Footnote: {_where(error)}. Please report it.")
        return BROKEN
    else:
        return status


def _parsed(given: Sequence[str]) -> argparse.Namespace | Wanted | None:
    """Return what the arguments say; None where there are none."""
    if not given:
        return None
    if (wanted := plain_wish(given)) is not None:
        return wanted
    from quiz.cli.parser import build_parser  # deferred: 6 ms that a plain start does without

    return build_parser(given).parse_args(given)


def _say(text: str) -> None:
    print(clean(text, newlines=True), file=sys.stderr)


def _say_error(error: QuizError) -> None:
    from quiz.errors import PackError

    _say(str(error))
    if isinstance(error, PackError) and error.problems:
        from quiz.cli.check import SHOWN  # deferred: only where a pack is wrong

        for problem in error.problems[:SHOWN]:
            _say(str(problem))
        if len(error.problems) > SHOWN:
            _say(f"… and {len(error.problems) - SHOWN} more; `quiz check` lists them.")


def _end_behind(error: BaseException | None) -> BaseException | None:
    """Return the ctrl+c or the signal that an error came of; None where there was none.

    One that comes while a class is made is told as a RuntimeError by Python 3.11.
    """
    while error is not None and not isinstance(error, KeyboardInterrupt | Ended):
        error = error.__cause__ or error.__context__
    return error


def _where(error: Exception) -> str:
    """Return what broke and where: no values, which could give an answer away."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "?")
        place = f" in {name}, line {trace.tb_lineno}"
    return f"{type(error).__name__}{place}"
