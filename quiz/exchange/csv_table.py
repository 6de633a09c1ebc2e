"""CSV: a row a question, for a spreadsheet. The columns are documented in the guide."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.exchange.told import (
    TYPED,
    accepted,
    choices,
    line,
    noted,
    paragraph,
    sources,
)
from quiz.exchange.told_numbers import plain
from quiz.model import Form
from quiz.play.feedback import right_answer
from quiz.play.grading import partners
from quiz.play.grading.numbers import interval
from quiz.text import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.exchange.reading.found import Reading
    from quiz.model import Question
    from quiz.packs.content import Pack

OPTIONS = 8
"""Options that a row has columns for."""
COLUMNS = (
    "id", "variant", "form", "topic", "level", "question", "answer", "accepted", "low", "high",
    "unit", "right", "explanation", "sources",
    *(f"{name}_{n}" for n in range(1, OPTIONS + 1)
      for name in ("option", "beside", "why", "source")),
)  # fmt: skip
BETWEEN = "; "


def write(questions: Iterable[Question], _pack: Pack, _wanted: Wanted) -> Iterator[str]:
    """Yield the headings and one row a question."""
    yield "\ufeff"  # without it a spreadsheet on Windows takes UTF-8 for an old encoding
    yield _row(COLUMNS)
    for question in questions:
        cells = _cells(question)
        yield _row([guarded(cells.get(column, "")) for column in COLUMNS])


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(question: Question) -> dict[str, str]:
    told, notes = noted(question)
    cells = {
        "id": line(question.id),
        "variant": question.variant,
        "form": str(question.form),
        "topic": line(question.topic),
        "level": str(question.level),
        "question": paragraph(question.prompt),
        "answer": line(right_answer(question)),
        "explanation": " ".join(text for text, _ in told),
        "sources": "\n".join(sources(notes)),
        "unit": line(question.unit),
    }
    if question.form in TYPED:
        cells["accepted"] = BETWEEN.join(text for text, _ in accepted(question))
    if question.form is Form.NUMBER:
        cells["low"], cells["high"] = map(plain, interval(question))
    for number, option in enumerate(_options(question), 1):
        for column, text in zip(("option", "beside", "why", "source"), option, strict=True):
            cells[f"{column}_{number}"] = text
    cells["right"] = BETWEEN.join(map(str, _right(question)))
    return cells


def _options(question: Question) -> list[tuple[str, str, str, str]]:
    """Return option, what stands beside it, why and source of each, as they are first shown."""
    if question.form is Form.MATCH:
        rows = [*question.pairs]
        rows += [("", text) for text in partners(question) if text in question.spare]
        return [(line(left), line(right), "", "") for left, right in rows]
    if question.form is Form.ORDER:
        dates = dict(zip(question.items, question.dates, strict=False))
        return [(line(item), line(dates.get(item, "")), "", "") for item in question.shown]
    return [
        (choice.text, "", choice.why, "\n".join(sources(choice.citations)))
        for choice in choices(question)
    ]


def _right(question: Question) -> list[int]:
    """Return the numbers of the right options; for an order, of all, the first one first."""
    if question.form is Form.ORDER:
        return [question.shown.index(item) + 1 for item in question.items]
    return [
        number
        for number, choice in enumerate(choices(question), 1)
        if choice.share > 0 and (question.form is not Form.TIMELINE or choice.share == 1)
    ]


def refuses(question: Question) -> str:
    """Return why a row cannot hold a question, or ""."""
    if len(_options(question)) > OPTIONS:
        return f"a row has columns for {OPTIONS} options"
    return ""


def loses(question: Question) -> str:
    """Return what has no column."""
    if question.correction is not None:
        return "what is right instead is not asked"
    return ""


def _read(text: str) -> Reading:
    from quiz.exchange.reading.csv_table import read  # deferred: most only write

    return read(text)


CSV = Format(
    name="csv",
    title="a table for a spreadsheet, a row a question",
    suffix=".csv",
    write=write,
    read=_read,
    refuses=refuses,
    loses=loses,
)
