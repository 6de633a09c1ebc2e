"""The commands that read what is kept: scores, the log, the students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.parsing import add, add_format, add_student

if TYPE_CHECKING:
    from quiz.cli.parsing import Commands

REPORT_TABLES = ("questions", "students", "topics", "options")
"""The tables of `quiz report --format csv`."""


def add_scores(commands: Commands) -> None:
    """Add `quiz scores`."""
    parser = add(
        commands,
        "scores",
        "how far you are, and what is due",
        "Print what was seen and reached in each pack, and what the pages of progress show: days\n"
        "in a row, what is due, topics and facts by how well they are known, what is\n"
        "mixed up.",
        "  quiz scores\n  quiz scores --format json\n",
    )
    add_format(parser, "text", "json")
    add_student(parser, "whose; default: the one who played last")


def add_log(commands: Commands) -> None:
    """Add `quiz log`."""
    parser = add(
        commands,
        "log",
        "every answer, for a spreadsheet, a script or a learning record store",
        "Print the whole log, one line an answer; as xAPI, a JSON array of statements in which\n"
        "students are numbers.",
        "  quiz log --format csv > answers.csv\n"
        "  quiz log | tail -1\n"
        "  quiz log --format xapi > statements.json\n",
    )
    add_format(parser, "jsonl", "csv", "xapi")
    parser.add_argument("--names", action="store_true", help="xapi: name students")
    add_student(parser, "only this student's; default: everybody's")


def add_reports(commands: Commands) -> None:
    """Add `quiz reports`."""
    parser = add(
        commands,
        "reports",
        "what students say is wrong with questions",
        "List the questions that students reported, with the file and line of the fact, and what\n"
        "they typed and say was right, with the line that would make it so.",
        "  quiz reports\n"
        "  quiz reports trotsky-and-stalin --format json\n"
        "  quiz reports my-pack class-9b          what the logs in that folder say\n",
    )
    parser.add_argument("pack", nargs="?", metavar="PACK", help="only this pack's; default: all")
    parser.add_argument(
        "log",
        nargs="*",
        metavar="LOG",
        help="files of `quiz students export`, answers.db, or folders of them; default: your own",
    )
    add_format(parser, "text", "json")


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
    parser.add_argument("-o", "--output", metavar="FILE", help="export: write it to FILE")
    parser.add_argument("--yes", action="store_true", help="erase: do not ask")
    add_format(parser, "text", "json")


def add_report(commands: Commands) -> None:
    """Add `quiz report`."""
    parser = add(
        commands,
        "report",
        "what a class knows, and which questions want a look",
        "Read the logs of a class and say, per student, topic and question, what was known at\n"
        "first and what is by now; which key may be wrong, which options nobody takes, and how\n"
        "far the figures can be trusted. Students are numbered, so that a report can be passed\n"
        "on; --names puts their names in. Broken lines are told on stderr. moodle-grades and\n"
        "canvas-grades write marks that these import as they are; there students are named.",
        "  quiz report trotsky-and-stalin                    the log of this machine\n"
        "  quiz report trotsky-and-stalin class-9b --names   all logs in a folder\n"
        "  quiz report my-pack anna.jsonl boris.csv --format html --output report.html\n"
        "  quiz report my-pack class-9b --seed exam-1        only that set, such as an exam\n"
        "  quiz report my-pack class-9b --format csv --table students > marks.csv\n"
        "  quiz report my-pack class-9b --seed exam-1 --format canvas-grades --roster class.csv\n",
    )
    parser.add_argument(
        "pack", metavar="PACK", help="id of a pack (`quiz packs` lists them), or the path of one"
    )
    parser.add_argument(
        "logs",
        nargs="*",
        metavar="LOG",
        help="what `quiz log` or `quiz students export` wrote, an answers.db, or a folder of these"
        " (default: this machine's log)",
    )
    add_format(parser, "text", "json", "csv", "html", "moodle-grades", "canvas-grades")
    parser.add_argument(
        "--table",
        choices=REPORT_TABLES,
        default=REPORT_TABLES[0],
        help=f"which one as CSV (default: {REPORT_TABLES[0]})",
    )
    parser.add_argument("--seed", metavar="S", help="only the sets drawn with this seed")
    parser.add_argument("--names", action="store_true", help="name students")
    parser.add_argument(
        "--roster",
        metavar="FILE",
        help="grades: your class list, a CSV table such as Moodle and Canvas export",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
