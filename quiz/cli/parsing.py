"""What the parsers of all commands are made of."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from quiz.text import clean

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001  # has no other name


class Parser(argparse.ArgumentParser):
    """Teaches: examples keep their lines, and a mistake says where help is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit status 2."""
        self.exit(2, f"{self.prog}: {clean(message)}\nTry `{self.prog} --help`.\n")


def add(commands: Commands, name: str, help_: str, text: str, examples: str) -> Parser:
    """Add a command; `quiz.cli.NAME` has its `run`."""
    parser = commands.add_parser(
        name,
        help=help_,
        description=text,
        epilog=f"examples:\n{examples}",
    )
    parser.set_defaults(module=name)
    return parser


def add_format(parser: Parser, default: str, *others: str) -> None:
    """Add --format, the first one being what is printed where it is not given."""
    parser.add_argument(
        "--format",
        choices=(default, *others),
        default=default,
        help=f"how to print (default: {default})",
    )


def add_student(parser: Parser, help_: str) -> None:
    """Add --student."""
    parser.add_argument("--student", metavar="NAME", help=help_)
