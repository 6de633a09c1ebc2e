"""Moodle XML: the richest of what Moodle imports, and what other systems read too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from quiz.exchange import moodle
from quiz.exchange.format import Format
from quiz.exchange.told import (
    accepted,
    asked,
    choices,
    html_explained,
    html_text,
    html_why,
    is_single,
    line,
)
from quiz.exchange.told_numbers import plain, steps
from quiz.model import Form
from quiz.play.grading import partners
from quiz.play.grading.pick import calls_it_false
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.exchange.reading.found import Reading
    from quiz.model import Question
    from quiz.packs.content import Pack

TYPES = {
    Form.CHOICE: "multichoice",
    Form.MULTI: "multichoice",
    Form.ODD_ONE_OUT: "multichoice",
    Form.SOURCES: "multichoice",
    Form.TIMELINE: "multichoice",
    Form.TRUE_FALSE: "truefalse",
    Form.TYPED: "shortanswer",
    Form.CLOZE: "shortanswer",
    Form.NUMBER: "numerical",
    Form.MATCH: "matching",
    Form.ORDER: "ordering",
}


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield the file, one question at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    yield _printed(_category(pack, wanted))
    for question in questions:
        yield _printed(element(question))
    yield "</quiz>\n"


def _printed(found: Element) -> str:
    return tostring(found, encoding="unicode") + "\n"


def _category(pack: Pack, wanted: Wanted) -> Element:
    found = Element("question", type="category")
    _text(SubElement(found, "category"), moodle.category(pack))
    info = [line(part) for part in (pack.description, *pack.authors, pack.license) if part]
    note = SubElement(found, "info", format="plain_text")
    _text(note, " ".join(map(sentence, [*info, f"Footnote, seed {line(wanted.seed)}"])))
    return found


def element(question: Question) -> Element:
    """Return one question as Moodle's element."""
    found = Element("question", type=TYPES[question.form])
    _text(SubElement(found, "name"), moodle.name(question))
    _html(found, "questiontext", f"<p>{html_text(asked(question))}</p>")
    _html(found, "generalfeedback", html_explained(question))
    for tag, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        SubElement(found, tag).text = value
    SubElement(found, "idnumber").text = moodle.identity(question)
    _BODIES[TYPES[question.form]](found, question)
    listed = SubElement(found, "tags")
    for tag in moodle.tags(question):
        _text(SubElement(listed, "tag"), tag)
    return found


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _html(parent: Element, tag: str, html: str) -> Element:
    found = SubElement(parent, tag, format="html")
    _text(found, html)
    return found


def _answer(parent: Element, share: float, text: str, why: str, *, html: bool = True) -> Element:
    kind = "html" if html else "moodle_auto_format"
    found = SubElement(parent, "answer", fraction=moodle.percent(share), format=kind)
    _text(found, text)
    _html(found, "feedback", why)
    return found


def _multichoice(found: Element, question: Question) -> None:
    SubElement(found, "single").text = str(is_single(question)).lower()
    # the order is the one that the seed gave, and numbers are sorted in it
    SubElement(found, "shuffleanswers").text = "false"
    SubElement(found, "answernumbering").text = "abc"
    for choice in choices(question):
        why = html_why(choice.why, choice.citations)
        _answer(found, choice.share, f"<p>{html_text(choice.text)}</p>", why)


def _truefalse(found: Element, question: Question) -> None:
    for index, choice in enumerate(choices(question)):
        word = "false" if calls_it_false(question, index) else "true"
        why = html_why(choice.why, choice.citations)
        _answer(found, choice.share, word, why, html=False)


def _shortanswer(found: Element, question: Question) -> None:
    SubElement(found, "usecase").text = "0"
    for text, told in accepted(question):
        _answer(found, 1, moodle.no_wildcard(text), html_text(told), html=False)


def _numerical(found: Element, question: Question) -> None:
    for centre, tolerance, worth in steps(question):
        answer = _answer(found, worth, plain(centre), "", html=False)
        SubElement(answer, "tolerance").text = plain(tolerance)


def _matching(found: Element, question: Question) -> None:
    SubElement(found, "shuffleanswers").text = "true"
    rows = [*question.pairs]
    rows += [("", text) for text in partners(question) if text in question.spare]
    for left, text in rows:
        part = _html(found, "subquestion", f"<p>{html_text(line(left))}</p>" if left else "")
        _text(SubElement(part, "answer"), line(text))


def _ordering(found: Element, question: Question) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        SubElement(found, tag).text = value
    for number, item in enumerate(question.items, 1):
        answer = SubElement(found, "answer", fraction=str(number), format="html")
        _text(answer, html_text(line(item)))


_BODIES: dict[str, Callable[[Element, Question], None]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}


def loses(question: Question) -> str:
    """Return what Moodle cannot hold of a question."""
    if question.form is Form.ORDER:
        return "it needs Moodle 4.4 or the type “Ordering”, which counts pairs in order"
    return moodle.loses(question)


def _read(text: str) -> Reading:
    from quiz.exchange.reading.moodle_xml import read  # deferred: most only write

    return read(text)


MOODLE_XML = Format(
    name="moodle-xml",
    title="Moodle's question bank, with all that it can hold",
    suffix=".xml",
    write=write,
    read=_read,
    loses=loses,
)
