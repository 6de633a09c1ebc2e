"""HTML for the printer: no script, nothing from outside, as wide as the paper is."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.paper.explained import References, explained, in_style
from quiz.exchange.paper.places import (
    INSTEAD,
    Asked,
    Hint,
    Line,
    Pairs,
    Rows,
    Timeline,
    parts,
)
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


@cache
def _style() -> str:
    return Path(__file__).with_name("sheet.css").read_text("utf-8")


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield the page: every version, the key, the key with reasons, each on paper of its own."""
    found = sheets(tuple(questions), versions=wanted.versions, seed=wanted.seed)
    title = escape(line(pack.title))
    yield (
        f'<!doctype html>\n<html lang="{escape(pack.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{_style()}{_size(wanted)}</style>\n</head>\n<body>\n"
    )
    if "sheet" in wanted.parts:
        for sheet in found:
            yield from _sheet(sheet, pack, wanted)
    if "key" in wanted.parts:
        yield from _key(found, pack, wanted)
    if "explained" in wanted.parts:
        yield from _explained(found, pack, wanted)
    yield "</body>\n</html>\n"


def _size(wanted: Wanted) -> str:
    return f"@page {{ size: {wanted.size}; }}\n" if wanted.size else ""


def _foot(pack: Pack, wanted: Wanted) -> str:
    """Return the last line of each part, by which the same questions can be made again."""
    parts = (pack.title, ", ".join(pack.authors), pack.license, f"seed {wanted.seed}")
    return f"<footer>{' · '.join(escape(line(part)) for part in parts if part)}</footer>\n"


def _head(pack: Pack, right: str) -> str:
    return f'<header><h1 dir="auto">{escape(line(pack.title))}</h1><b>{right}</b></header>\n'


def _sheet(sheet: Sheet, pack: Pack, wanted: Wanted) -> Iterator[str]:
    yield f'<section class="sheet">\n{_head(pack, sheet.letter if wanted.versions > 1 else "")}'
    yield (
        '<div class="who"><span class="long">Name</span><span>Class</span><span>Date</span>'
        f"<span>Points, of {len(sheet.questions)}</span></div>\n"
    )
    for number, question in enumerate(sheet.questions, 1):
        yield (
            f'<article><b>{number}.</b><div dir="auto"><p>{_text(asked(question))}</p>'
            f"{''.join(map(_part, parts(question)))}</div></article>\n"
        )
    yield f"{_foot(pack, wanted)}</section>\n"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _part(part: Part) -> str:
    """Return a place where the answer goes, or what is said of it."""
    if isinstance(part, Line):
        return f'<i class="line{" short" if part.short else ""}"></i>'
    if isinstance(part, Hint):
        return _hint(part.text)
    if isinstance(part, Asked):
        return f"{_hint(INSTEAD)}<p>{_text(part.text)}</p>"
    if isinstance(part, Rows):
        return f"<ul>{''.join(map(_row, part.rows))}</ul>"
    if isinstance(part, Timeline):
        return f"<ul>{''.join(map(_place, part.rows))}</ul>"
    if isinstance(part, Pairs):
        return _pairs(part)
    return _hint("Write the letters in order.") + '<i class="place"></i>' * part.count


def _hint(text: str) -> str:
    return f'<p class="hint">{text}</p>'


def _row(row: Row) -> str:
    mark = '<i class="box"></i>' if row.box else "<i></i>"
    return f"<li>{mark}<span>{row.letter}</span><span>{_text(row.text)}</span></li>"


def _place(row: Row) -> str:
    """Return a box to tick, and below it what stands on the line there."""
    stands = f"<li><i></i><span>│</span><span>{_text(row.text)}</span></li>" if row.text else ""
    return f'<li class="here"><i class="box"></i><span>{row.letter}</span></li>{stands}'


def _pairs(part: Pairs) -> str:
    left = "".join(
        f'<li><span>{number}</span><span>{_text(text)}</span><i class="place"></i></li>'
        for number, text in part.left
    )
    right = "".join(
        f"<li><span>{letter}</span><span>{_text(text)}</span></li>" for letter, text in part.right
    )
    return f'<div class="pairs"><ul>{left}</ul><ul>{right}</ul></div>'


def _key(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> Iterator[str]:
    yield f'<section class="key">\n{_head(pack, "Key")}<table>\n<thead><tr><th></th>'
    heads = [sheet.letter for sheet in found] if len(found) > 1 else ["Answer"]
    yield "".join(f"<th>{head}</th>" for head in heads) + "</tr></thead>\n<tbody>\n"
    for number, row in enumerate(zip(*(sheet.questions for sheet in found), strict=True), 1):
        cells = "".join(f'<td dir="auto">{_text(key(question))}</td>' for question in row)
        yield f"<tr><th>{number}</th>{cells}</tr>\n"
    yield f"</tbody></table>\n{_foot(pack, wanted)}</section>\n"


def _explained(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> Iterator[str]:
    references = References(found[0].questions, in_style(pack, wanted.style))
    yield f'<section class="explained">\n{_head(pack, "Key, explained")}<br>\n'
    for number, entry in enumerate(explained(found, references), 1):
        yield _entry(number, entry)
    yield "<h2>References</h2>\n"
    for reference in references.listed:
        url = escape(reference.url)
        link = f' <a href="{url}">{url}</a>' if url else ""
        yield f'<p class="work">{_text(reference.text)}{link}</p>\n<ol class="places">\n'
        for number, place in reference.places:
            yield f'<li value="{number}">{_text(place)}</li>\n'
        yield "</ol>\n"
    yield f"{_foot(pack, wanted)}</section>\n"


def _entry(number: int, entry: Explained) -> str:
    counts = f" {_text(entry.counts_too)}" if entry.counts_too else ""
    dates = "".join(f'<p class="why">{_text(date)}</p>' for date in entry.dates)
    reasons = " ".join(map(_said, entry.reasons))
    wrong = "".join(
        f'<p class="why"><em>Not {_text(why.option)}:</em> {_said(why)}</p>' for why in entry.wrong
    )
    elsewhere = f' <span class="places">{entry.elsewhere}</span>' if entry.elsewhere else ""
    return (
        f'<article><b>{number}.</b><div dir="auto"><p>{_text(entry.prompt)}{elsewhere}</p>'
        f"<p><strong>{_text(entry.answer)}</strong>{counts}</p>{dates}<p>{reasons}</p>{wrong}"
        "</div></article>\n"
    )


def _said(said: Said) -> str:
    notes = f"<sup>{', '.join(map(str, said.notes))}</sup>" if said.notes else ""
    return _text(said.text) + notes


HTML = Format(
    name="html",
    title="paper, by any browser: sheets, key, key with reasons and references",
    suffix=".html",
    write=write,
    paper=True,
    sized=True,
)
