"""The commands, their flags, and a help that teaches them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from quiz import __version__
from quiz.cli import parser_exchange, parser_records
from quiz.cli.parsing import Parser, add, add_format, add_student
from quiz.cli.wanted import MOST_QUESTIONS, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.cli.parsing import Commands
    from quiz.model import Form

FORMS = (
    "choice", "multi", "true-false", "typed", "number", "cloze", "order", "match", "odd-one-out",
    "timeline", "sources",
)  # fmt: skip
"""The forms of the model and the modes of play, named here because to import them takes longer
than all of `quiz --help`. A test compares them."""
MODES = {
    "practice": "feedback at once, and what you miss comes back",
    "review": "only what is due today",
    "missed": "only what you got wrong last time",
    "exam": "no feedback until the end",
    "timeline": "event after event on a growing line, until three misses",
    "sprint": "as many as you can in 90 seconds",
    "daily": "the same ten for everyone today",
    "duel": "two players at one keyboard",
}

TEMPLATES = ("history", "vocabulary", "table")
"""The examples of `quiz new`; a test compares them too."""

EXTRAS = (1.0, 1.25, 1.5, 2.0)
LEAST_MINUTES, MOST_MINUTES = 0.05, 600

_TOP = """\
A quiz in which every answer comes with its source.

  quiz                                 the home screen: packs, scores, go on
  quiz play trotsky-and-stalin         ten questions at once
  quiz questions PACK --count 20       the questions, printed, with key and citations
"""
_TOP_MORE = """\
QUIZ_HOME names the folder for the log, the cache and settings (default: the platform's own).
QUIZ_PACKS adds folders to look for packs in. `quiz COMMAND --help` says more about a command.
"""
_PACK = "id of a pack (`quiz packs` lists them), or the path of one"
_SEED = "any text; the same pack, settings and seed give the same questions"


def build_parser(given: Sequence[str] = ()) -> Parser:
    """Return the parser. `args.module` names the module of quiz.cli whose `run(args)` is meant.

    `given`: the arguments; where the first names a command, the others are left out.
    """
    parser = Parser(prog="quiz", description=_TOP, epilog=_TOP_MORE)
    parser.add_argument("--version", action="version", version=f"Footnote {__version__}")
    parser.set_defaults(module="home")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    adders = {
        "play": _add_play,
        "questions": _add_questions,
        "export": _add_export,
        "import": _add_import,
        "sources": _add_sources,
        "packs": _add_packs,
        "check": _add_check,
        "explain": _add_explain,
        "coverage": _add_coverage,
        "new": _add_new,
        "preview": _add_preview,
        "schema": _add_schema,
        "scores": parser_records.add_scores,
        "log": parser_records.add_log,
        "reports": parser_records.add_reports,
        "students": parser_records.add_students,
        "report": parser_records.add_report,
    }
    named = adders.get(given[0]) if given else None
    for add_command in (named,) if named is not None else adders.values():
        add_command(commands)
    return parser


def _add_play(commands: Commands) -> None:
    parser = add(
        commands,
        "play",
        "a sitting at once",
        "Play a set of questions. What you answer is kept; a sitting that was interrupted is\n"
        "offered again at the next start. Without a pack you choose one.",
        "  quiz play trotsky-and-stalin\n"
        "  quiz play trotsky-and-stalin --count 20 --topic 1917 --level 3\n"
        "  quiz play my-pack.toml --form typed,number --mode exam --time 20\n"
        "  quiz play trotsky-and-stalin --mode daily\n"
        "  quiz play trotsky-and-stalin --plain      line by line, for screen readers and pipes\n",
    )
    parser.add_argument("pack", nargs="?", default="", metavar="PACK", help=_PACK)
    parser.add_argument(
        "--mode",
        type=_mode,
        choices=tuple(MODES),
        default=Wanted.mode,
        help="; ".join(f"{mode}: {text}" for mode, text in MODES.items()),
    )
    _add_drawing(parser)
    parser.add_argument(
        "--time",
        type=_minutes,
        metavar="MINUTES",
        help="a time limit (default: none, but in a sprint)",
    )
    parser.add_argument(
        "--extra",
        type=float,
        choices=EXTRAS,
        help="extra time: every limit is that much longer",
    )
    parser.add_argument(
        "--confidence",
        action=argparse.BooleanOptionalAction,
        help="ask before each verdict how sure you are (default: as set with o on the home screen)",
    )
    parser.add_argument("--against", metavar="NAME", help="duel: player two (default: a guest)")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="line by line; by itself where there is no terminal, or TERM=dumb",
    )
    add_student(parser, "who plays; default: the one who played last")


def _add_questions(commands: Commands) -> None:
    parser = add(
        commands,
        "questions",
        "the questions of a set, printed",
        "Print the questions that a seed draws from a pack, with key, explanation and citations.\n"
        "Without --seed a random one is drawn and printed to stderr.",
        "  quiz questions trotsky-and-stalin --count 20 --seed 7\n"
        "  quiz questions trotsky-and-stalin --all --format text\n"
        "  quiz questions my-pack.toml --form choice,typed --all > questions.jsonl\n",
    )
    parser.add_argument("pack", metavar="PACK", help=_PACK)
    _add_drawing(parser)
    parser.add_argument("--all", action="store_true", help="every question the pack yields")
    add_format(parser, "jsonl", "text")


def _add_export(commands: Commands) -> None:
    parser = add(commands, "export", *parser_exchange.EXPORT)
    parser.add_argument("pack", metavar="PACK", help=_PACK)
    _add_drawing(parser)
    parser_exchange.add_export(parser)


def _add_import(commands: Commands) -> None:
    parser_exchange.add_import(add(commands, "import", *parser_exchange.IMPORT))


def _add_sources(commands: Commands) -> None:
    parser_exchange.add_sources(add(commands, "sources", *parser_exchange.LIBRARY))


def _add_packs(commands: Commands) -> None:
    parser = add(
        commands,
        "packs",
        "the packs that are found; add and remove those of others",
        "List the packs: those that ship with Footnote, those that you added, and those in the\n"
        "folders of QUIZ_PACKS. A pack is a folder, a zip or a .toml file; it is checked before\n"
        "anything is copied. To remove one keeps what was answered.",
        "  quiz packs\n"
        "  quiz packs add rivers.zip --dry-run    see what is in it\n"
        "  quiz packs add rivers.zip\n"
        "  quiz packs remove rivers\n"
        "  QUIZ_PACKS=~/my-packs quiz packs\n",
    )
    parser.add_argument("action", nargs="?", choices=("add", "remove"), help="default: list them")
    parser.add_argument(
        "what", nargs="*", metavar="PATH|ID", help="what to add: a path; remove: an id"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--replace", action="store_true", help="add: put it in place of an older one of the same id"
    )


def _add_check(commands: Commands) -> None:
    parser = add(
        commands,
        "check",
        "what is wrong with a pack",
        "Find every mistake in packs: file, line, column, what was expected.\n"
        "Exit status 0: clean; 1: errors found; 2: not run.",
        "  quiz check my-pack.toml\n"
        "  quiz check questions/* --sources ~/texts    look for cited phrases there too\n"
        "  quiz check my-pack.toml --format github     as annotations of a pull request\n"
        "  quiz check my-pack.toml --questions         and at all questions, however many\n"
        "  quiz check my-pack.toml --format sarif      for a service that scans code\n"
        "  quiz explain unknown-source                 what a code means, by example\n",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a pack: a TOML file or a folder")
    parser.add_argument(
        "--sources",
        action="append",
        default=[],
        metavar="DIR",
        help="look for local copies of sources in DIR too; may be given several times",
    )
    parser.add_argument(
        "--questions",
        action=argparse.BooleanOptionalAction,
        help="look at the questions too: which row yields none, which answer gives itself away "
        "(default: where the pack is small)",
    )
    add_format(parser, "text", "json", "github", "sarif")


def _add_explain(commands: Commands) -> None:
    parser = add(
        commands,
        "explain",
        "what a code of `quiz check` means",
        "Say what a code of `quiz check` means, why it matters, and show it wrong and right.\n"
        "Without a code, list all.",
        "  quiz explain unknown-source\n  quiz explain\n",
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="as it stands in [ ] in a message")


def _add_coverage(commands: Commands) -> None:
    parser = add(
        commands,
        "coverage",
        "which questions each fact yields, and which not",
        "Say of every fact and field of a pack which questions it yields, and of those that it\n"
        "does not, the rule that forbids them and what would have to be added.",
        "  quiz coverage my-pack.toml\n"
        "  quiz coverage my-pack.toml --fact october-revolution    all of one fact\n"
        "  quiz coverage trotsky-and-stalin --format json\n",
    )
    parser.add_argument("pack", metavar="PACK", help=_PACK)
    parser.add_argument("--fact", metavar="ID", help="only this fact: its id, kind/id or name")
    parser.add_argument("--seed", metavar="S", help=_SEED)
    add_format(parser, "text", "json")


def _add_new(commands: Commands) -> None:
    parser = add(
        commands,
        "new",
        "a pack of your own, begun",
        "Make a folder with a pack that already plays, full of remarks that explain it. Put your\n"
        "own facts in place of those that stand there. Nothing is overwritten.",
        "  quiz new rivers-of-europe\n"
        "  quiz new french-words --like vocabulary\n"
        "  quiz new rivers --from table.csv --source 'Westermann, School Atlas, 2024'\n",
    )
    parser.add_argument("name", metavar="NAME", help="what the pack is to be called")
    parser.add_argument(
        "--like",
        choices=TEMPLATES,
        help=f"the example to begin with (default: {TEMPLATES[0]})",
    )
    parser.add_argument(
        "--from",
        dest="table",
        metavar="TABLE",
        help="make the pack from a CSV file: a line of headings, then a line for each thing",
    )
    parser.add_argument(
        "--source", metavar="TITLE", help="with --from: the book or page that the table is from"
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="where to make the pack's folder (default: here)"
    )


def _add_preview(commands: Commands) -> None:
    parser = add(
        commands,
        "preview",
        "your pack's questions while you write it",
        "Show the rows of a pack, the questions made from each as students will see them, with\n"
        "key and sources, and what is wrong. Every save shows at once; while the file is broken,\n"
        "the last good questions stay. Enter opens $VISUAL or $EDITOR at the row.",
        "  quiz preview my-pack.toml\n  EDITOR='code' quiz preview my-pack\n",
    )
    parser.add_argument("pack", metavar="PACK", help=_PACK)


def _add_schema(commands: Commands) -> None:
    parser = add(
        commands,
        "schema",
        "what an editor needs to complete and check a pack",
        "Print a JSON Schema of packs. An editor that knows TOML (with Even Better TOML or\n"
        "taplo) finds it by a pack's first line, `#:schema pack.schema.json`. It completes the\n"
        "keys, says what each is for, and marks mistakes as you type. Given a pack, it knows the\n"
        "kinds, names and sources of that pack too.",
        "  quiz schema --output pack.schema.json\n"
        "  quiz schema my-pack --output my-pack/pack.schema.json --force\n",
    )
    parser.add_argument("pack", nargs="?", metavar="PACK", help=_PACK)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _add_drawing(parser: Parser) -> None:
    parser.add_argument(
        "--count",
        type=_count,
        default=Wanted.count,
        metavar="N",
        help=f"how many questions (default: {Wanted.count})",
    )
    parser.add_argument("--seed", metavar="S", help=_SEED)
    parser.add_argument(
        "--form",
        type=_forms,
        default=(),
        metavar="F,…",
        help=f"only these forms: {', '.join(FORMS)}",
    )
    parser.add_argument(
        "--topic",
        action="append",
        default=[],
        metavar="T",
        help="only questions of this topic; may be given several times",
    )
    parser.add_argument(
        "--level",
        type=int,
        choices=(1, 2, 3),
        default=Wanted.level,
        help="how alike the options are: 1 far apart, 3 close (default: 2)",
    )


def _mode(text: str) -> str:
    return "exam" if text == "test" else text  # what it was called before


def _minutes(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not LEAST_MINUTES <= number <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(
            f"minutes from {LEAST_MINUTES} to {MOST_MINUTES} are expected"
        )
    return number


def _forms(text: str) -> tuple[Form, ...]:
    names = [word.strip().lower() for word in text.split(",")]
    for name in names:
        if name not in FORMS:
            raise argparse.ArgumentTypeError(
                f"there is no form “{name}”; there are {', '.join(FORMS)}"
            )
    from quiz.model import Form  # deferred: 25 ms

    return tuple(dict.fromkeys(map(Form, names)))


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= MOST_QUESTIONS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_QUESTIONS} is expected")
    return number
