"""HTML for the printer: no script, nothing from outside, as wide as the paper is."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.paper.explained import References, explained, in_style
from quiz.exchange.paper.sheets import key, lettered, sheets, shown
from quiz.exchange.told import TYPED, asked, is_single, line
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.exchange.format import Wanted
    from quiz.exchange.paper.explained import Explained, Said
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
        f"<style>\n{_style()}</style>\n</head>\n<body>\n"
    )
    if "sheet" in wanted.parts:
        for sheet in found:
            yield from _sheet(sheet, pack, wanted)
    if "key" in wanted.parts:
        yield from _key(found, pack, wanted)
    if "explained" in wanted.parts:
        yield from _explained(found, pack, wanted)
    yield "</body>\n</html>\n"


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
            f"{_body(question)}</div></article>\n"
        )
    yield f"{_foot(pack, wanted)}</section>\n"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _hint(text: str) -> str:
    return f'<p class="hint">{text}</p>'


def _body(question: Question) -> str:
    """Return where the answer goes."""
    form = question.form
    if form in TYPED:
        return '<i class="line"></i>'
    if form is Form.NUMBER:
        return '<i class="line short"></i>'
    if form is Form.TRUE_FALSE:
        return _judge(question)
    if form is Form.MATCH:
        return _pairs(question)
    if form is Form.ORDER:
        places = '<i class="place"></i>' * len(question.shown)
        hint = _hint("Write the letters in order.")
        return f"{_list(shown(question), box=False)}{hint}{places}"
    if form is Form.TIMELINE:
        return _timeline(question)
    hint = "" if is_single(question) else _hint("More than one may be right.")
    return hint + _list(shown(question))


def _list(rows: Sequence[tuple[str, str]], *, box: bool = True) -> str:
    mark = '<i class="box"></i>' if box else "<i></i>"
    lines = (
        f"<li>{mark}<span>{letter}</span><span>{_text(text)}</span></li>" for letter, text in rows
    )
    return f"<ul>{''.join(lines)}</ul>"


def _timeline(question: Question) -> str:
    """Return what stands on the line, with a box at each place before, between and after."""
    rows = (
        f'<li class="here"><i class="box"></i><span>{letter}</span></li>'
        + (f"<li><i></i><span>│</span><span>{_text(text)}</span></li>" if text else "")
        for letter, text in shown(question)
    )
    return f"<ul>{''.join(rows)}</ul>"


def _judge(question: Question) -> str:
    rows = "".join(
        f'<li><i class="box"></i><span></span><span>{_text(line(option.text))}</span></li>'
        for option in question.options
    )
    judged = f"<ul>{rows}</ul>"
    if question.correction is None:
        return judged
    options = lettered([option.text for option in question.correction.options])
    prompt = _text(line(question.correction.prompt))
    return f"{judged}<p>{_hint('If it is false:')}{prompt}</p>{_list(options)}"


def _pairs(question: Question) -> str:
    left = "".join(
        f'<li><span>{number}</span><span>{_text(line(text))}</span><i class="place"></i></li>'
        for number, (text, _) in enumerate(question.pairs, 1)
    )
    right = "".join(
        f"<li><span>{letter}</span><span>{_text(text)}</span></li>"
        for letter, text in shown(question)
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
)
