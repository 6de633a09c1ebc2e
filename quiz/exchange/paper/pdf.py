"""PDF by typst: the same paper, laid out here rather than by a browser."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.exchange.format import Format
from quiz.exchange.paper import places
from quiz.exchange.paper.explained import References, explained, in_style
from quiz.exchange.paper.sheets import key, sheets
from quiz.exchange.told import asked, line
from quiz.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.exchange.format import Wanted
    from quiz.exchange.paper.explained import Explained, Said
    from quiz.exchange.paper.places import Part
    from quiz.exchange.paper.sheets import Sheet
    from quiz.model import Question
    from quiz.packs.content import Pack

STANDARD = "ua-1"
"""A PDF that can be read aloud: typst refuses letters without a glyph, so none is lost unseen."""
SIZES = {"a4": "a4", "letter": "us-letter"}
LONG_WORD = re.compile(r"\S{31,}")
_ADDRESS = re.compile(r"[“(<]?https?://(?:\w{1,30}\W+)*\w{0,30}\W*")
"""An address that typst parts by itself: what is copied from the page still leads there."""
PIECE = 10
"""Letters of a long word between two places where it may be parted."""
LINE = 60
"""Terminal cells that surely fit on a line."""
LONG = 16
"""Lines from which typst measures whether a question fits on a page."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-([A-Z]{2}))?")
TOLD = 12
"""Letters that are named one by one."""


@cache
def _layout() -> bytes:
    return Path(__file__).with_name("paper.typ").read_bytes()


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[bytes]:
    """Yield the file, the same bytes for the same seed. Raises QuizError without typst."""
    typst = _typst()
    found = sheets(tuple(questions), versions=wanted.versions, seed=wanted.seed)
    paper = _text(json.dumps(_paper(found, pack, wanted), ensure_ascii=False))
    yield _printed(typst, paper, wanted)


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise QuizError(
            "A PDF needs typst, which is not installed: pip install 'footnote-quiz[pdf]'. "
            "Without it, --to html makes a page that any browser prints."
        ) from None
    return typst


def _text(text: str) -> str:
    """Return text without half characters, which JSON cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _printed(typst: Any, paper: str, wanted: Wanted) -> bytes:
    """Lay out with typst's own fonts; with those of the machine where they have not all letters."""
    letters = "".join(sorted(set(paper)))
    own, every = typst.Fonts(include_system_fonts=False), None
    missing = _missing(typst, letters, own)
    if missing:
        every = typst.Fonts()
        still = _missing(typst, letters, every)
        lent = [letter for letter in missing if letter not in still]
        if lent:
            wanted.say(f"Set in a font of this machine, as typst brings none: {_named(lent)}.")
        if still:
            wanted.say(f"No font of this machine has: {_named(still)}. They are empty boxes.")
    given = {"paper": paper}
    fonts = every or own
    try:
        return _compiled(typst, _layout(), given, fonts, [STANDARD])
    except typst.TypstError:  # a letter without a glyph: told above
        pass
    try:
        return _compiled(typst, _layout(), given, fonts, [])
    except typst.TypstError as error:
        raise QuizError(f"typst cannot lay this paper out: {line(error.message)}.") from None


def _compiled(
    typst: Any, layout: bytes, given: dict[str, str], fonts: Any, standards: list[str]
) -> bytes:
    made: bytes = typst.compile(
        layout,
        font_paths=fonts,
        sys_inputs=given,
        format="pdf",
        pdf_standards=standards,
        timestamp=0,  # and so the same bytes
    )
    return made


_PROBE = b"#set document(title: [x])\n#for it in json(bytes(sys.inputs.letters)) [#it \\ ]\n"
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_SHAPED = ("L", "N", "P", "S")
"""Categories of characters that have a shape of their own: marks and spaces have none."""


def _missing(typst: Any, letters: Iterable[str], fonts: Any) -> list[str]:
    """Return those of the letters for which no font has a glyph."""
    shaped = [c for c in letters if c > "~" and unicodedata.category(c)[0] in _SHAPED]
    if not shaped:
        return []
    given = {"letters": json.dumps(shaped, ensure_ascii=False)}
    try:
        _compiled(typst, _PROBE, given, fonts, [STANDARD])
    except typst.TypstError as error:
        said = set("".join(_REFUSED.findall(error.diagnostic)))
        return [letter for letter in shaped if letter in said]
    return []


def _named(letters: Sequence[str]) -> str:
    more = len(letters) - TOLD
    return " ".join(letters[:TOLD]) + (f" and {more:,} more" if more > 0 else "")


def _paper(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> dict[str, Any]:
    """Return all that is printed: paper.typ lays it out."""
    language = _LANGUAGE.match(pack.language)
    told: list[dict[str, Any]] = []
    if "sheet" in wanted.parts:
        told += (_sheet(sheet, several=len(found) > 1) for sheet in found)
    if "key" in wanted.parts:
        told.append(_key(found))
    if "explained" in wanted.parts:
        told.append(_explained(found, pack, wanted))
    foot = (pack.title, ", ".join(pack.authors), pack.license, f"seed {wanted.seed}")
    return {
        "title": _set(line(pack.title)),
        "authors": [line(author) for author in pack.authors],
        "lang": language[1] if language else "en",
        "region": language[2] if language else None,
        "size": SIZES[wanted.size or "a4"],
        "foot": _set(" · ".join(line(each) for each in foot if each)),
        "parts": told,
    }


def _sheet(sheet: Sheet, *, several: bool) -> dict[str, Any]:
    return {
        "kind": "sheet",
        "head": sheet.letter if several else "",
        "name": f"version {sheet.letter}" if several else "",
        "questions": [_question(n, q) for n, q in enumerate(sheet.questions, 1)],
    }


def _question(number: int, question: Question) -> dict[str, Any]:
    told = [_part(part) for part in places.parts(question)]
    prompt = asked(question)
    return {
        "number": str(number),
        "prompt": _set(prompt),
        "parts": told,
        "long": _lines([prompt, *_texts(told)]) > LONG,
    }


def _part(part: Part) -> dict[str, Any]:
    """Return a place where the answer goes, named after its class."""
    told = {"part": type(part).__name__.lower(), **_each_set(asdict(part))}
    if isinstance(part, places.Asked):
        told["hint"] = places.INSTEAD
    return told


def _key(found: Sequence[Sheet]) -> dict[str, Any]:
    rows = zip(*(sheet.questions for sheet in found), strict=True)
    return {
        "kind": "key",
        "head": "Key",
        "name": "key",
        "heads": [sheet.letter for sheet in found] if len(found) > 1 else ["Answer"],
        "rows": [
            (str(number), [_set(key(question)) for question in row])
            for number, row in enumerate(rows, 1)
        ],
    }


def _explained(found: Sequence[Sheet], pack: Pack, wanted: Wanted) -> dict[str, Any]:
    references = References(found[0].questions, in_style(pack, wanted.style))
    return {
        "kind": "explained",
        "head": "Key, explained",
        "name": "key, explained",
        "entries": [_entry(n, each) for n, each in enumerate(explained(found, references), 1)],
        "works": [
            {
                "text": _set(work.text),
                "url": _set(work.url),
                "link": work.url,
                "places": [(str(number), _set(place)) for number, place in work.places],
            }
            for work in references.listed
        ],
    }


def _entry(number: int, entry: Explained) -> dict[str, Any]:
    told = {
        "prompt": entry.prompt,
        "elsewhere": entry.elsewhere,
        "answer": entry.answer,
        "counts": entry.counts_too,
        "dates": entry.dates,
        "reasons": [_said(each) for each in entry.reasons],
        "wrong": [{"option": each.option, **_said(each)} for each in entry.wrong],
    }
    long = _lines(_texts(told)) > LONG
    return {"number": str(number), "long": long, **_each_set(told)}


def _said(said: Said) -> dict[str, str]:
    return {"text": said.text, "notes": ", ".join(map(str, said.notes))}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in what is printed of a question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _lines(texts: Iterable[str]) -> int:
    """Return how many lines the texts take at most, short ones beside each other not counted."""
    return sum(1 + cells(row) // LINE for text in texts for row in text.split("\n") if len(row) > 2)


def _each_set(value: Any) -> Any:
    """Return the same with every text ready to be set."""
    if isinstance(value, str):
        return _set(value)
    if isinstance(value, dict):
        return {name: _each_set(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each_set(each) for each in value]
    return value


def _set(text: str) -> str:
    """Return the text with places in long words where they may be parted, so that all fits."""
    return LONG_WORD.sub(_parted, text)


def _parted(found: re.Match[str]) -> str:
    word, out, run = found[0], [], 0
    if _ADDRESS.fullmatch(word):
        return word
    for at, letter in enumerate(word):
        after = word[at - 1] if at else ""
        joined = unicodedata.category(letter)[0] == "M" or "\u200d" in (letter, after)
        if run and not joined and (run >= PIECE or after in "/?&=-_.,;"):
            out.append("\u200b")
            run = 0
        out.append(letter)
        run += 1
    return "".join(out)


PDF = Format(
    name="pdf",
    title="paper, laid out and ready to print (needs typst)",
    suffix=".pdf",
    write=write,
    paper=True,
    sized=True,
)
