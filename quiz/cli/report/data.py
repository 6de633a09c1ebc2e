"""What `quiz report --format json` and `csv` print: stable fields, for scripts and spreadsheets."""

from __future__ import annotations

import csv
import io
from math import isfinite
from typing import TYPE_CHECKING, Any

from quiz.cli.report.words import why_not
from quiz.text import clean, guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.cli.report.words import Told
    from quiz.reports.classroom.questions import QuestionReport
    from quiz.reports.classroom.report import Share, StudentReport
    from quiz.reports.classroom.sets import SetReport
    from quiz.reports.intervals import Interval
    from quiz.reports.items.options import Options

VERSION = 1


def as_json(told: Told) -> dict[str, Any]:
    """Return the whole report; shares are 0 to 1, times seconds, None where too few answers."""
    report = told.report
    return {
        "format": "footnote-report",
        "version": VERSION,
        "pack": told.pack,
        "title": told.title,
        "seed": told.seed,
        "since": report.since,
        "until": report.until,
        "answers": report.answers,
        "first_answers": report.first_answers,
        "left_out": dict(report.left_out),
        "copies": report.copies,
        "read": {
            "files": told.files,
            "broken_lines": told.broken,
            "repeated_answers": told.repeated,
            "other_packs": dict(told.elsewhere),
        },
        "separation": _round(report.separation),
        "skewness": _round(report.skewness),
        "kurtosis": _round(report.kurtosis),
        "students": [_student(told, student) for student in report.students],
        "topics": [
            {
                "topic": topic.topic,
                "students": topic.students,
                "questions": topic.questions,
                **_share(topic.share),
            }
            for topic in report.topics
        ],
        "questions": [_question(told, question) for question in report.questions],
        "sets": [_set(told, each) for each in report.sets],
    }


def as_csv(told: Told, table: str) -> str:
    """Return one table as CSV (RFC 4180); nothing in it is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = _options_rows(told) if table == "options" else _rows(told, table)
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _rows(told: Told, table: str) -> Iterable[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = as_json(told)
    for row in found[table]:
        yield {key: value for key, value in row.items() if not isinstance(value, list | dict)}


def _options_rows(told: Told) -> Iterable[dict[str, Any]]:
    for question in told.report.questions:
        head = {"question": question.item, "prompt": told.words[question.item].prompt}
        for use in _options(question.options)["options"] if question.options else ():
            yield {**head, **use}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return guarded(clean(value, newlines=True)) if isinstance(value, str) else value


def _round(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, 4)


def _interval(name: str, interval: Interval | None) -> dict[str, float | None]:
    return {
        f"{name}_low": _round(interval.low) if interval else None,
        f"{name}_high": _round(interval.high) if interval else None,
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "n": share.n,
        "first": _round(share.first),
        **_interval("first", share.interval),
        "seen": share.seen,
        "now": _round(share.now),
    }


def _student(told: Told, student: StudentReport) -> dict[str, Any]:
    return {
        "student": told.who(student.person),
        "answers": student.answers,
        "days": student.days,
        "last": student.last,
        **_share(student.share),
        "expected": _round(student.expected),
        **_interval("expected", student.band),
        "topics": {topic: _share(share) for topic, share in student.topics.items()},
    }


def _question(told: Told, question: QuestionReport) -> dict[str, Any]:
    facility, found = question.facility, question.discrimination
    words = told.words[question.item]
    return {
        "question": question.item,
        "prompt": words.prompt,
        "key": words.key or None,
        "topic": question.topic,
        "form": question.form,
        "n": facility.n,
        "facility": _round(facility.share),
        **_interval("facility", facility.interval),
        "guess": _round(facility.guess),
        "facility_corrected": _round(facility.corrected),
        "rated_by": question.rated,
        "discrimination": _round(found.r) if found else None,
        **_interval("discrimination", found.interval if found else None),
        "discriminative_efficiency": _round(found.efficiency) if found else None,
        "upper_lower_27": _round(found.upper_lower) if found else None,
        "verdict": found.verdict if found else why_not(question),
        "unknown": question.unknown,
        "seconds": _round(question.seconds),
        "look": question.look.code,
        "advice": question.look.advice,
        "wrong": [{"text": text, "n": n} for text, n in question.wrong],
        **(_options(question.options) if question.options else {"options": []}),
    }


def _options(found: Options) -> dict[str, Any]:
    return {
        "distractor_efficiency": _round(found.efficiency),
        "options": [
            {
                "option": use.text,
                "key": use.key,
                "chosen": use.chosen,
                "shown": use.shown,
                "share": _round(use.share),
                **_interval("share", use.interval),
                "rest": _round(use.rest),
                "top_third": _round(use.top),
                "idle": use.idle,
            }
            for use in found.uses
        ],
    }


def _set(told: Told, found: SetReport) -> dict[str, Any]:
    figures = found.figures
    names = ("persons", "mean", "median", "sd", "skewness", "kurtosis", "alpha")
    more = ("kr20", "kr21", "sem", "error_ratio")
    return {
        "seed": found.seed,
        "begun": found.begun,
        "questions": len(found.items),
        "partly": found.partly,
        **{name: _round(getattr(figures, name)) for name in names},
        **_interval("alpha", figures.interval),
        **{name: _round(getattr(figures, name)) for name in more},
        "questions_wanted": _round(figures.wanted),
        "effective_weights": [
            {"question": item, "weight": _round(weight)}
            for item, weight in zip(found.items, figures.weights, strict=True)
        ],
        "marks": [
            {
                "student": told.who(mark.person),
                "total": _round(mark.total),
                **_interval("band", mark.band),
            }
            for mark in found.marks
        ],
    }
