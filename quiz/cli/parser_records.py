"""The commands that read what is kept: scores, the log, the students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.parsing import add, add_format, add_student

if TYPE_CHECKING:
    from quiz.cli.parsing import Commands


def add_scores(commands: Commands) -> None:
    """Add `quiz scores`."""
    parser = add(
        commands,
        "scores",
        "how far you are in each pack",
        "Print what was seen and reached in each pack, as the log says it.",
        "  quiz scores\n  quiz scores --format json\n",
    )
    add_format(parser, "text", "json")
    add_student(parser, "whose; default: the one who played last")


def add_log(commands: Commands) -> None:
    """Add `quiz log`."""
    parser = add(
        commands,
        "log",
        "every answer, for a spreadsheet or a script",
        "Print the whole log, one line an answer.",
        "  quiz log --format csv > answers.csv\n  quiz log | tail -1\n",
    )
    add_format(parser, "jsonl", "csv")
    add_student(parser, "only this student's; default: everybody's")


def add_students(commands: Commands) -> None:
    """Add `quiz students`."""
    parser = add(
        commands,
        "students",
        "who plays here; add, rename, export, erase one",
        "List the students of this machine. Each has scores, a memory and settings apart. To\n"
        "erase one takes every trace out of the log and its backups; it asks first.",
        "  quiz students\n"
        "  quiz students add Anna\n"
        "  quiz students rename Anna 'Anna B.'\n"
        "  quiz students export Anna --output anna.jsonl    settings, sittings, answers\n"
        "  quiz students erase Anna\n",
    )
    parser.add_argument(
        "action",
        nargs="?",
        choices=("add", "rename", "export", "erase"),
        help="default: list them",
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help="rename: the old and the new one")
    parser.add_argument("--output", metavar="FILE", help="export: write it to FILE")
    parser.add_argument("--yes", action="store_true", help="erase: do not ask")
    add_format(parser, "text", "json")
