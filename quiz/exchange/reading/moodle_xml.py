"""Moodle XML, as Moodle and others write it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from quiz.errors import QuizError
from quiz.exchange.reading.found import Found, Kind, Reading, flat, several
from quiz.exchange.reading.gaps import cloze, numbered
from quiz.exchange.reading.tags import explained, plain, shows
from quiz.exchange.told_numbers import bounds
from quiz.packs import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class _NoEntities(TreeBuilder):
    """A file that declares a document type could blow up; Moodle writes none."""

    def doctype(self, *_: object) -> None:
        """Refuse it."""
        raise QuizError("The file declares a document type, which no question bank needs.")


def read(text: str) -> Reading:
    """Return the questions of a file. Raises QuizError where it is no Moodle XML."""
    parser = XMLParser(target=_NoEntities())  # noqa: S314  # no entities, see above
    try:
        parser.feed(text)
        root = parser.close()
    except ParseError as error:
        line, column = error.position
        raise QuizError(f"It is no XML: line {line}, column {column + 1}.") from None
    except ValueError:
        raise QuizError("It is no XML.") from None
    if not isinstance(root, Element) or root.tag != "quiz":
        raise QuizError("It is XML, but not Moodle's: that begins with <quiz>.")
    reading, topic = Reading(), ""
    for element in root.iterfind("question"):
        kind = element.get("type", "")
        if kind == "category":
            topic = category(_text(element.find("category")))
            continue
        if kind in _GAPS:
            _read_gaps(element, _Common(element, topic), kind, reading)
            continue
        reader = _READERS.get(kind)
        prompt = _text(element.find("questiontext"))
        if reader is None:
            reading.drop(plain(prompt), f"a question of the type “{flat(kind)[:40]}” holds no fact")
        elif what := shows(prompt):
            reading.drop(plain(prompt), f"it shows what is no text ({what})")
        elif what := next(filter(None, map(shows, map(_text, element.iterfind("answer")))), ""):
            reading.drop(plain(prompt), f"its options show what is no text ({what})")
        else:
            reading.add(reader(element, _Common(element, topic)))
    return reading


def category(path: str) -> str:
    """Return the last part of a category's path; Moodle doubles a slash that parts nothing."""
    last = path.replace("//", "\0").rsplit("/", 1)[-1].replace("\0", "/")
    return flat("" if last in ("top", "$course$", "$system$") else last)


def _text(element: Element | None) -> str:
    if element is None:
        return ""
    inner = element.find("text")
    return (inner.text if inner is not None else element.text) or ""


class _Common:
    """What questions of every type have."""

    def __init__(self, element: Element, topic: str) -> None:
        self.prompt = plain(_text(element.find("questiontext")))
        self.note, self.sources = explained(_text(element.find("generalfeedback")))
        tags = [flat(_text(tag)) for tag in element.iterfind("tags/tag")]
        self.id = flat(element.findtext("idnumber") or "")
        ours = self.id.count("/") > 2  # the category is the whole pack, the first tag its topic
        self.topic = next(filter(None, (*tags[:1], topic) if ours else (topic, *tags[:1])), "")

    def found(self, kind: Kind, **parts: object) -> Found:
        """Return the question with its own parts."""
        return Found(
            kind=kind,
            prompt=self.prompt,
            note=self.note,
            sources=self.sources,
            topic=self.topic,
            id=self.id,
            **parts,  # type: ignore[arg-type]
        )


def _fraction(answer: Element) -> float:
    return number(answer.get("fraction", ""))


def number(text: str) -> float:
    """Return a number that was written by a program; 0 where it is none."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and abs(value) <= limits.INTEGER else 0.0


def _chosen(element: Element, common: _Common) -> Found:
    answers = list(element.iterfind("answer"))
    texts = [plain(_text(answer)) for answer in answers]
    single = (element.findtext("single") or "true").strip() != "false"
    worth = [_fraction(answer) for answer in answers]
    enough = max(worth, default=0) if single else 0.001
    right = [t for t, w in zip(texts, worth, strict=True) if w > 0 and w >= enough]
    good = set(right)
    part = {t: w for t, w in zip(texts, worth, strict=True) if w > 0 and t not in good}
    return common.found(
        Kind.CHOICE,
        right=several(right),
        wrong=several(t for t in texts if t not in good and t not in part),
        options=several(texts),
        why=_whys(answers, texts),
        remarks=partly(part),
    )


def partly(worth: Mapping[str, float]) -> tuple[str, ...]:
    """Return remarks on answers that are right in part: they are not right, and not wrong."""
    return tuple(f"There {value:g} % right: {text}" for text, value in worth.items() if text)


def _whys(answers: list[Element], texts: list[str]) -> dict[str, str]:
    told = (plain(_text(answer.find("feedback"))) for answer in answers)
    return {text: why for text, why in zip(texts, told, strict=True) if why and text}


def _judged(element: Element, common: _Common) -> Found:
    right = [_text(a).strip() for a in element.iterfind("answer") if _fraction(a) > 0]
    return common.found(Kind.TRUE_FALSE, true=right[:1] == ["true"])


def _typed(element: Element, common: _Common) -> Found:
    answers = [(plain_star(flat(_text(a))), _fraction(a)) for a in element.iterfind("answer")]
    right = several(text for text, worth in answers if worth >= 100)
    part = {text: worth for text, worth in answers if 0 < worth < 100 and text not in right}
    return common.found(Kind.TYPED, right=right, remarks=partly(part))


def plain_star(text: str) -> str:
    """Return an answer without Moodle's wildcards; "" where it is nothing else."""
    kept = text.replace(r"\*", "\0").replace("*", " ").replace("\0", "*")
    return " ".join(kept.split())


def _number(element: Element, common: _Common) -> Found:
    best = next((a for a in element.iterfind("answer") if _fraction(a) >= 100), None)
    if best is None or not _is_number(_text(best)):
        return common.found(Kind.TYPED)
    at, off = number(_text(best)), abs(number(best.findtext("tolerance") or "0"))
    low, high = bounds(at, off)
    units = several(_text(unit) for unit in element.iterfind("units/unit/unit_name"))
    said = tuple(f"There in {unit}" for unit in units)
    return common.found(Kind.NUMBER, low=low, high=high, remarks=said)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _paired(element: Element, common: _Common) -> Found:
    rows = [
        (plain(_text(part)), flat(_text(part.find("answer"))))
        for part in element.iterfind("subquestion")
    ]
    pairs = tuple((left, right) for left, right in rows if left and right)
    return common.found(
        Kind.MATCH, pairs=pairs, spare=several(right for left, right in rows if not left)
    )


def _read_gaps(element: Element, common: _Common, kind: str, reading: Reading) -> None:
    """Add a question for each gap of a text."""
    tag = _GAPS[kind]
    if tag:
        options = [
            (plain(_text(option)), option.findtext("group") or "")
            for option in element.iterfind(tag)
        ]
        gaps = numbered(common.prompt, options)
    else:
        gaps = cloze(common.prompt)
    if what := shows(_text(element.find("questiontext"))):
        reading.drop(common.prompt, f"it shows what is no text ({what})")
        return
    if not gaps:
        reading.drop(common.prompt, "its gaps cannot be read")
    for prompt, gap in gaps:
        found = common.found(
            gap.kind,
            right=gap.right,
            wrong=gap.wrong,
            options=(*gap.right, *gap.wrong) if gap.kind is Kind.CHOICE else (),
            low=gap.low,
            high=gap.high,
            remarks=tuple(f"There right in part: {text}" for text in gap.part),
        )
        reading.add(replace(found, prompt=flat(prompt)))


def _ordered(element: Element, common: _Common) -> Found:
    answers = sorted(element.iterfind("answer"), key=_fraction)
    return common.found(Kind.ORDER, right=several(plain(_text(a)) for a in answers))


_GAPS = {"cloze": "", "multianswer": "", "gapselect": "selectoption", "ddwtos": "dragbox"}
"""Texts with gaps, and the tag of their options."""
_READERS: dict[str, Callable[[Element, _Common], Found]] = {
    "multichoice": _chosen,
    "truefalse": _judged,
    "shortanswer": _typed,
    "numerical": _number,
    "matching": _paired,
    "ordering": _ordered,
}
