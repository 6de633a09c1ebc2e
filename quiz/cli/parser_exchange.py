"""What `quiz export`, `quiz import` and `quiz sources` take.

The formats are named here, because to import them takes time.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.cli.parsing import Parser

FORMATS = (
    "moodle-xml",
    "gift",
    "aiken",
    "html",
    "markdown",
    "pdf",
    "csv",
    "json",
    "qti",
    "anki-text",
    "apkg",
)
"""A test compares them with those that are there."""
PARTS = ("sheet", "key", "explained")
SIZES = ("a4", "letter")
STYLES = ("apa", "mla", "chicago-notes", "chicago-author-date", "gost")
MOST_VERSIONS = 26

EXPORT = (
    "the same questions in Moodle, in Anki, in a table, on paper",
    """\
Write questions for other programs and for paper, with explanation and sources wherever
the format has a place for them. The same pack, settings and seed give the same questions
as `quiz questions`. What a format cannot hold is left out; you are told how much and why.""",
    """\
  quiz export trotsky-and-stalin --to moodle-xml --all --output trotsky.xml
  quiz export my-pack.toml --to pdf --count 20 --seed 7 --versions 2 --output test.pdf
  quiz export my-pack.toml --to gift --form choice,true-false > questions.gift
""",
)


SOURCES = ("moodle-xml", "gift", "aiken", "open-trivia", "csv", "quizlet", "anki-text")
"""What can be read; a test compares them too."""

IMPORT = (
    "a draft pack from questions of others",
    """\
Make a draft of a pack from a file of questions or cards. A question is less than a fact:
what it does not say, such as its source, is marked TODO, and `quiz check` names each place.
What cannot become a fact is left out and listed. Nothing is overwritten.""",
    """\
  quiz import questions.gift rivers-of-europe
  quiz import cards.txt french-words --from quizlet
""",
)


LIBRARIES = ("bibtex", "ris", "csl-json")
"""What sources can be read from; a test compares them too."""

LIBRARY = (
    "sources from a citation program, and back",
    """\
import: read BibTeX, BibLaTeX, RIS or CSL-JSON (Zotero writes all of them) into tables of
sources. With a PACK they are put into its file, behind the sources that it has; these stay
as they are, and a work that is there already is named and left out. Without one they are
printed. What a pack has no place for is listed with its line.
export: print the sources of a pack as CSL-JSON, or as a list in a style.""",
    """\
  quiz sources import library.bib                       print them
  quiz sources import library.bib my-pack.toml --dry-run
  quiz sources import library.bib my-pack.toml
  quiz sources export trotsky-and-stalin --style apa
""",
)


def add_sources(parser: Parser) -> None:
    """Add what `quiz sources` takes."""
    parser.add_argument("action", choices=("import", "export"), help="which way")
    parser.add_argument("what", metavar="FILE|PACK", help="import: the file; export: the pack")
    parser.add_argument("pack", nargs="?", metavar="PACK", help="import: the pack to put them into")
    parser.add_argument(
        "--from",
        dest="source",
        choices=LIBRARIES,
        help="import: what the file is (default: by what is in it)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="import: only say what would be done"
    )
    parser.add_argument(
        "--style", choices=STYLES, help="export: a list in this style (default: CSL-JSON)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write it to FILE (default: print it)"
    )
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def add_import(parser: Parser) -> None:
    """Add what `quiz import` takes."""
    parser.set_defaults(module="importing")
    parser.add_argument("file", metavar="FILE", help="the file to read")
    parser.add_argument("name", metavar="PACK", help="what the pack is to be called")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FORMAT",
        help=f"{', '.join(SOURCES)}, or one of another package (default: by what is in it)",
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="where to make the pack's folder (default: here)"
    )


def add_export(parser: Parser) -> None:
    """Add what is said of the file; the pack and the questions are added already."""
    parser.add_argument("--all", action="store_true", help="every question the pack yields")
    parser.add_argument(
        "--to",
        required=True,
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}, or one of another package",
    )
    parser.add_argument(
        "--versions",
        type=_versions,
        metavar="N",
        help="paper: so many sheets, A, B, C …, each in an order of its own (default: 1)",
    )
    parser.add_argument(
        "--parts",
        type=_parts,
        metavar="P,…",
        help=f"paper: only these of {', '.join(PARTS)} (the key with reasons and sources)",
    )
    parser.add_argument(
        "--paper",
        dest="size",
        choices=SIZES,
        help="paper: its size (default: pdf A4, html what is in the printer)",
    )
    parser.add_argument(
        "--style",
        choices=STYLES,
        help="paper: the style of the references (default: Footnote's own)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write it to FILE (default: print it)"
    )
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _versions(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= MOST_VERSIONS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_VERSIONS} is expected")
    return number


def _parts(text: str) -> tuple[str, ...]:
    found = [word.strip().lower() for word in text.split(",")]
    for word in found:
        if word not in PARTS:
            raise argparse.ArgumentTypeError(
                f"there is no part “{word}”; there are {', '.join(PARTS)}"
            )
    return tuple(part for part in PARTS if part in found)
