"""Markdown: the same paper as text, for whoever lays it out otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.paper import places
from quiz.exchange.paper.explained import References, explained, in_style
from quiz.exchange.paper.sheets import key, sheets
from quiz.exchange.told import asked, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.exchange.format import Wanted
    from quiz.exchange.paper.explained import Explained, Said
    from quiz.exchange.paper.places import Part, Row
    from quiz.exchange.paper.sheets import Sheet
    from quiz.model import Question
    from quiz.packs.content import Pack

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$^=&-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
INDENT = "    "


def plain(text: str) -> str:
    """Return text in which nothing means anything to Markdown, nor its being empty."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", escaped) or "&nbsp;"


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield every version, the key, and the key with reasons."""
    found = sheets(tuple(questions), versions=wanted.versions, seed=wanted.seed)
    parts = (pack.title, ", ".join(pack.authors), pack.license, f"seed {wanted.seed}")
    foot = "\n" + plain(" · ".join(line(part) for part in parts if part)) + "\n"
    several = len(found) > 1
    if "sheet" in wanted.parts:
        for sheet in found:
            yield _heading(pack, f"version {sheet.letter}" if several else "")
            yield f"Name: {_line(30)} Date: {_line(12)} "
            yield f"Points: {_line(4)} of {len(sheet.questions)}\n"
            for number, question in enumerate(sheet.questions, 1):
                yield "\n".join(["", *_question(number, question), ""])
            yield foot
    if "key" in wanted.parts:
        yield _heading(pack, "key")
        yield _key(found) + foot
    if "explained" in wanted.parts:
        yield _heading(pack, "key, explained")
        yield from _explained(found, pack, wanted)
        yield foot


def _heading(pack: Pack, what: str) -> str:
    return f"\n# {plain(line(pack.title))}{f', {what}' if what else ''}\n\n"


def _line(length: int) -> str:
    return r"\_" * length


def _question(number: int, question: Question) -> list[str]:
    """Return the lines of a question; what belongs to it is indented below its number."""
    lines = [f"{number}. {plain(asked(question))}"]
    for part in places.parts(question):
        lines += ["", *(f"{INDENT}{row}".rstrip() for row in _part(part))]
    return lines


def _part(part: Part) -> list[str]:
    """Return the lines of a place where the answer goes, or of what is said of it."""
    if isinstance(part, places.Line):
        return [_line(12 if part.short else 40)]
    if isinstance(part, places.Hint):
        return [f"*{part.text}*"]
    if isinstance(part, places.Asked):
        return [f"*{places.INSTEAD}* {plain(part.text)}"]
    if isinstance(part, places.Rows):
        return [_row(row) for row in part.rows]
    if isinstance(part, places.Timeline):
        return [
            line
            for row in part.rows
            for line in (f"- ☐ {row.letter}", *([f"- {plain(row.text)}"] if row.text else []))
        ]
    if isinstance(part, places.Pairs):
        lefts = [f"- {number}\\. {plain(text)} {_line(3)}" for number, text in part.left]
        return [*lefts, "", *(f"- {letter}\\. {plain(text)}" for letter, text in part.right)]
    return [f"The letters in order: {' '.join([_line(3)] * part.count)}"]


def _row(row: Row) -> str:
    letter = f"{row.letter}\\. " if row.letter else ""
    return f"- {'☐ ' if row.box else ''}{letter}{plain(row.text)}"


def _key(found: Sequence[Sheet]) -> str:
    heads = [sheet.letter for sheet in found] if len(found) > 1 else ["Answer"]
    rows = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for number, row in enumerate(zip(*(sheet.questions for sheet in found), strict=True), 1):
        rows.append(f"| {number} | {' | '.join(plain(key(question)) for question in row)} |")
    return "\n".join([*rows, ""])


def _explained(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> Iterator[str]:
    references = References(found[0].questions, in_style(pack, wanted.style))
    for number, entry in enumerate(explained(found, references), 1):
        yield "\n".join([*_entry(number, entry), ""])
    yield "\n## References\n"
    for reference in references.listed:
        link = f" <{reference.url}>" if reference.url else ""
        yield f"\n{plain(reference.text)}{link}\n\n"
        for number, place in reference.places:
            yield f"- \\[{number}\\] {plain(place)}\n"


def _entry(number: int, entry: Explained) -> list[str]:
    counts = f" {plain(entry.counts_too)}" if entry.counts_too else ""
    elsewhere = f" ({entry.elsewhere})" if entry.elsewhere else ""
    lines = [
        f"**{number}.** {plain(entry.prompt)}{elsewhere}",
        "",
        f"**{plain(entry.answer)}**{counts}",
        "",
        *(f"- {plain(date)}" for date in entry.dates),
        *([""] if entry.dates else []),
        " ".join(map(_said, entry.reasons)),
    ]
    if entry.wrong:
        lines += ["", *(f"- *Not* {plain(why.option)}: {_said(why)}" for why in entry.wrong)]
    return [*lines, ""]


def _said(said: Said) -> str:
    notes = "".join(f"\\[{number}\\]" for number in said.notes)
    return f"{plain(said.text)} {notes}".strip()


MARKDOWN = Format(
    name="markdown",
    title="paper, as a text to lay out",
    suffix=".md",
    write=write,
    paper=True,
)
