"""A question with its key, as an author looks at it: what students see, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from quiz.generate.coverage.cover import NO_VALUE
from quiz.model import Form, Response, Verdict
from quiz.play.feedback import feedback, right_answer
from quiz.play.grading import partners
from quiz.play.heading import heading
from quiz.text import sentence
from quiz.ui.marks import RIGHT, letter, superscript
from quiz.ui.safe import block, join, said, say, text
from quiz.ui.widgets.feedback import footnote_rows, reason_rows
from quiz.ui.widgets.forms.base import dated
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Citation, Option, Question
    from quiz.ui.preview.bench import Lack, Made

MOST_ACCEPTED = 12
"""Spellings of a typed answer that are shown."""
ASIDE = "It is not meant to be asked itself: other rows name it, or it says to skip what it has."
_FULL = Verdict(score=1.0, correct=True, given="")


class Specimen(Prose):
    """Sets its rows with a small margin: it has half a screen."""

    PAGE_MARGIN: ClassVar[int | None] = 7


def question_rows(question: Question) -> list[Row]:
    """Return the question as it is asked, its key marked, then all that may be said afterwards."""
    told = feedback(question, Response(), _FULL)
    notes = list(told.footnotes)
    wrong = _wrong_rows(question, notes)
    return [
        Row(body=text(heading(question), "$faint")),
        Row(body=block(question.prompt, "bold")),
        BLANK,
        *_asked(question),
        *_corrections(question),
        BLANK,
        *reason_rows(told.lines, answer_is_seen=True),
        *(
            [BLANK, Row(body=text("If one of the others is chosen", "$faint")), *wrong]
            if wrong
            else []
        ),
        *footnote_rows(notes),
    ]


def _asked(question: Question) -> list[Row]:
    if question.options:
        return [_option(index, each) for index, each in enumerate(question.options)]
    if question.form is Form.MATCH:
        return _match(question)
    rows: list[Row] = []
    if question.form is Form.ORDER:
        shown = [_numbered(index, body) for index, body in enumerate(question.shown)]
        rows = [*shown, BLANK, Row(body=text("In the right order", "$faint"))]
        return rows + _dated(question)
    if question.form is Form.TIMELINE:
        rows = [Row(body=block(body)) for body in question.shown]
        rows += [BLANK, Row(body=text("Among these", "$faint")), *_dated(question)]
    return [*rows, _right(right_answer(question)), *_accepted(question)]


def _numbered(index: int, body: str) -> Row:
    return Row(margin=text(index + 1, "$faint"), body=block(body), air=True)


def _right(answer: str) -> Row:
    return Row(margin=text(RIGHT, "$right"), body=block(answer, "bold"))


def _option(index: int, option: Option) -> Row:
    key = str(index + 1)
    if not option.correct:
        return Row(margin=text(key, "$faint"), body=block(option.text), air=True)
    margin = join([text(RIGHT, "$right"), text(key, "$right")], " ")
    return Row(margin=margin, body=block(option.text, "bold"), air=True)


def _match(question: Question) -> list[Row]:
    shown = partners(question)
    rows = [_numbered(index, left) for index, (left, _) in enumerate(question.pairs)]
    rows += [BLANK]
    rows += [
        Row(margin=text(letter(i).lower(), "$faint"), body=block(b)) for i, b in enumerate(shown)
    ]
    key = [
        "".join((str(number), letter(shown.index(right)).lower()))
        for number, (_, right) in enumerate(question.pairs, start=1)
    ]
    return [*rows, BLANK, _right("  ".join(key))]


def _dated(question: Question) -> list[Row]:
    dates = (*question.dates, *([""] * len(question.items)))
    return [
        Row(
            margin=join([text(RIGHT, "$right"), text(index + 1, "$right")], " ")
            if question.form is Form.ORDER
            else text("·", "$faint"),
            body=dated(item, dates[index]),
        )
        for index, item in enumerate(question.items)
    ]


def _accepted(question: Question) -> list[Row]:
    rows: list[Row] = []
    others = [one for one in question.accepted if one != right_answer(question)]
    if others:
        more = " …" if len(others) > MOST_ACCEPTED else ""
        listed = "; ".join(others[:MOST_ACCEPTED]) + more
        rows.append(Row(body=say("Also right: {listed}", "$faint", listed=listed)))
    if question.form is Form.NUMBER and question.low is not None and question.high is not None:
        low, high = question.low - question.tolerance, question.high + question.tolerance
        if low < high:
            unit = "".join((" ", question.unit)) if question.unit else ""
            rows.append(
                Row(
                    body=say(
                        "Right from {low:.10g} to {high:.10g}{unit}",
                        "$faint",
                        low=low,
                        high=high,
                        unit=unit,
                    )
                )
            )
    rows += [
        Row(body=say("Right too, as some sources have it: {name}", "$faint", name=one.text))
        for one in question.documented
    ]
    return rows


def _corrections(question: Question) -> list[Row]:
    if question.correction is None:
        return []
    options = question.correction.options
    head = Row(body=block(question.correction.prompt, "bold"))
    return [BLANK, head, *(_option(index, each) for index, each in enumerate(options))]


def _wrong_rows(question: Question, notes: list[Citation]) -> list[Row]:
    """Return what is said of each wrong option; its citations are added to the notes."""
    wrong = [(str(i + 1), o) for i, o in enumerate(question.options) if not o.correct]
    if question.correction is not None:
        if question.form is Form.TRUE_FALSE:
            wrong = []
        corrections = enumerate(question.correction.options)
        wrong += [(str(i + 1), o) for i, o in corrections if not o.correct]
    return [
        Row(
            margin=text(key, "$faint"),
            body=block(sentence(option.why)).append(
                text(superscript(*_numbers(option.citations, notes)), "$note")
            ),
            air=True,
        )
        for key, option in wrong
        if option.why
    ]


def _numbers(citations: Sequence[Citation], notes: list[Citation]) -> list[int]:
    """Return the footnotes of citations; the same place in a source has one number."""
    numbers = []
    for citation in citations:
        places = [(note.source, note.locator, note.phrase) for note in notes]
        place = (citation.source, citation.locator, citation.phrase)
        if place not in places:
            notes.append(citation)
            places.append(place)
        numbers.append(places.index(place) + 1)
    return list(dict.fromkeys(numbers))


def lacking_rows(made: Made, form: Form | None) -> list[Row]:
    """Return what is not asked of a row, by which rule, and what would have to be added."""
    rows: list[Row] = []
    if made.aside:
        rows += [BLANK, Row(body=text(ASIDE))]
    for lack in made.lacks:
        told = _lacks(lack, form)
        if told:
            way = " asked back" if lack.back else ""
            rows += [BLANK, Row(body=say("{field}{way}", "bold", field=lack.field, way=way)), *told]
    if made.minor:
        named = ", ".join(made.minor)
        rows += [BLANK, Row(body=say("Only asked at level 3: {named}", named=named))]
    empty = [one.field for one in made.unasked if one.why == NO_VALUE]
    if empty and form is None:
        named = ", ".join(empty)
        rows += [BLANK, Row(body=say("It has no value for {named}.", "$faint", named=named))]
    for one in made.unasked if form is None else ():
        if one.why != NO_VALUE:
            way = " asked back" if one.back else ""
            rows += [BLANK, Row(body=say("{field}{way}", "bold", field=one.field, way=way))]
            rows += _reason(one.why, one.add)
    return rows or [BLANK, Row(body=text("Nothing that could be asked is missing."))]


def _lacks(lack: Lack, form: Form | None) -> list[Row]:
    """Return each reason once, with the forms that it forbids."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in lack.missing:
        if form in (None, one.form) and (one.fits or form is not None):
            why = ", ".join(filter(None, (one.rule, one.why)))
            reasons.setdefault((why, one.add), []).append(one.form.value)
    rows: list[Row] = []
    for (why, add), forms in reasons.items():
        rows += _reason(said("not {forms}: {why}", forms=", ".join(forms), why=why), add)
    return rows


def _reason(why: str, add: str) -> list[Row]:
    rows = [Row(body=text(why))]
    if add:
        rows.append(Row(margin=text("→", "$note"), body=text(add, "$note")))
    return rows
