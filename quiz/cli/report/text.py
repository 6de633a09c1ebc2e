"""The report in a terminal, 80 columns wide: what wants a look first, in plain words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.cli.report.words import (
    coefficient,
    coefficients,
    counted,
    left_out,
    percent,
    reached,
    span,
    when,
)
from quiz.reports.items.discrimination import FEWEST as RATED
from quiz.reports.items.facility import FEWEST
from quiz.reports.items.reliability import SATISFACTORY
from quiz.text import cells, clean, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.cli.report.words import Told
    from quiz.reports.classroom.questions import QuestionReport
    from quiz.reports.classroom.sets import SetReport

WIDTH = 79
QUESTIONS = 12
"""Questions that are told one by one; the other formats have all."""
SETS = 3
HALF = 0.5
"""Below it what was given instead is told too."""
TOPIC = 34
NAME = 24


def lines(told: Told) -> Iterator[str]:
    """Yield the report, line by line."""
    yield from _head(told)
    yield ""
    yield from _questions(told)
    for found in told.report.sets[:SETS]:
        yield ""
        yield from _set(told, found)
    yield ""
    yield from _topics(told)
    yield ""
    yield from _students(told)
    yield ""
    yield from _foot(told)


def _fill(text: str, indent: int = 0, more: int = 0) -> list[str]:
    return textwrap.wrap(
        clean(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + more),
        break_on_hyphens=False,
    )


def _cut(text: str, width: int) -> str:
    text = clean(text)
    if cells(text) <= width:
        return text
    return f"{text[: fitting(text, width - 1)].rstrip()}…"


def _head(told: Told) -> Iterator[str]:
    report = told.report
    yield from _fill(told.title + (f", the set “{told.seed}”" if told.seed is not None else ""))
    yield from _fill(
        f"{counted(len(report.students), 'student')},"
        f" {counted(report.first_answers, 'first answer')} to"
        f" {counted(len(report.questions), 'question')},"
        f" {when(report)}."
    )
    if report.left_out:
        yield from _fill(f"Left out: {left_out(told)}.")
    if report.copies:
        yield from _fill(
            f"{counted(report.copies, 'answer')} stood in two logs under different names: "
            "one log was made of another. They were counted once."
        )
    yield from _fill(
        "Only the first answer to a question says what a student knew. Behind a figure stands"
        " between which two the true one lies, in 95 of 100 such classes."
    )


def _questions(told: Told) -> Iterator[str]:
    found = told.report.questions
    plain = [question for question in found if question.look.code != "few"]
    few = len(found) - len(plain)
    yield "QUESTIONS, the ones to look at first" if plain else "QUESTIONS"
    for number, question in enumerate(plain[:QUESTIONS], 1):
        yield from _question(told, number, question)
    rest = []
    if len(plain) > QUESTIONS:
        looks = sum(bool(question.look.advice) for question in plain[QUESTIONS:])
        asked = f", {looks} of them to be looked at" if looks else ""
        rest.append(f"{len(plain) - QUESTIONS:,} more{asked}")
    if few:
        rest.append(f"{few:,} with too few answers (under {FEWEST})")
    if rest:
        yield from _fill(f"{'And ' if plain else ''}{'; '.join(rest)}. --format csv has them all.")
    if all(question.discrimination is None for question in found):
        yield from _fill(
            f"Which question tells who knows: too few answers (under {RATED}) to say of any."
        )


def _question(told: Told, number: int, question: QuestionReport) -> Iterator[str]:
    lead = f"{number:>2}. "
    yield from textwrap.wrap(
        told.words[question.item].prompt,
        WIDTH,
        initial_indent=lead,
        subsequent_indent="    ",
        break_on_hyphens=False,
    )
    facility, found = question.facility, question.discrimination
    figures = f"{percent(facility.share)} right {span(facility.interval)} of {facility.n}"
    if found is not None:
        verdict = f", {found.verdict}" if found.verdict else ""
        figures += (
            f"; discrimination {coefficient(found.r)} {coefficients(found.interval)}{verdict}"
        )
    elif question.rated >= RATED:
        figures += "; all answered alike"
    yield from _fill(figures, 4)
    if question.look.advice:
        yield from _fill(f"→ {question.look.advice}", 4, 2)
    used = _used(told, question)
    if used and (facility.share < HALF or question.look.code in ("mis-key", "invalid", "idle")):
        yield from _fill(used, 6, 2)


def _used(told: Told, question: QuestionReport) -> str:
    """Return what was chosen or typed, the most frequent first."""
    if question.options is not None:
        parts = [
            f"{'the key ' if use.key else ''}“{_cut(use.text, 40)}” {use.chosen}"
            for use in question.options.uses
            if use.chosen or use.key
        ]
    else:
        parts = [f"“{_cut(text, 40)}” {n}" for text, n in question.wrong]
    if question.unknown and parts:
        parts.append(f"don't know {question.unknown}")
    key = told.words[question.item].key
    told_key = f" in place of “{_cut(key, 40)}”" if key and question.options is None else ""
    return f"Given{told_key}: {', '.join(parts)}" if parts else ""


def _set(told: Told, found: SetReport) -> Iterator[str]:
    figures = found.figures
    yield from _fill(
        f"THE SET “{_cut(found.seed, 30)}”, the same {len(found.items)} questions for"
        f" {counted(figures.persons, 'student')}, begun {found.begun[:10]}"
    )
    yield from _fill(
        f"Mean {figures.mean:.1f} of {figures.items}, median {figures.median:.1f}, standard"
        f" deviation {figures.sd:.1f}.",
        2,
    )
    if figures.alpha is None or figures.sem is None:
        yield from _fill("All have the same total: nothing can be said of its reliability.", 2)
    else:
        name = "KR-20" if figures.kr20 is not None else "alpha"
        yield from _fill(
            f"Reliability ({name}) {coefficient(figures.alpha)} {coefficients(figures.interval)}"
            f"{_trust(found)}. Two students whose totals differ by less than"
            f" {1.96 * 2**0.5 * figures.sem:.0f} questions cannot be told apart.",
            2,
        )
    if found.partly:
        partly = "has" if found.partly == 1 else "have"
        yield f"  {counted(found.partly, 'student')} {partly} only part of it."
    rows = [
        (
            _cut(told.who(mark.person), NAME),
            f"{mark.total:.4g} of {figures.items}",
            f"({mark.band.low:.0f}–{mark.band.high:.0f})" if mark.band else "",
        )
        for mark in found.marks
    ]
    yield from (f"  {line}" for line in output.table([("student", "total", "band"), *rows]))


def _trust(found: SetReport) -> str:
    """Return whether the totals can bear marks, where the whole interval says so."""
    interval, wanted = found.figures.interval, found.figures.wanted
    if interval is None:
        return ""
    if interval.above(SATISFACTORY):
        return ": enough for marks"
    if interval.below(SATISFACTORY) and wanted is not None and wanted < 1000:
        return f": too little for marks; some {wanted:.0f} such questions would do"
    return ""


def _topics(told: Told) -> Iterator[str]:
    yield "TOPICS, the weakest first"
    rows = [
        (
            _cut(topic.topic, TOPIC),
            str(topic.students),
            str(topic.share.n),
            reached(topic.share),
            percent(topic.share.now),
        )
        for topic in told.report.topics
    ]
    head = ("topic", "students", "answers", "right at first", "right now")
    yield from (f"  {line}" for line in output.table([head, *rows]))


def _students(told: Told) -> Iterator[str]:
    yield "STUDENTS"
    rows = [
        (
            _cut(told.who(student.person), NAME),
            str(student.share.n),
            reached(student.share),
            f"{percent(student.expected)} {span(student.band)}",
            percent(student.share.now),
            student.last[:10],
        )
        for student in told.report.students
    ]
    if told.named:
        rows.sort(key=lambda row: row[0].casefold())
    head = ("student", "answers", "right at first", "on all alike", "right now", "last")
    yield from (f"  {line}" for line in output.table([head, *rows]))
    separation = told.report.separation
    if separation is not None:
        yield from _fill(
            f"Of what parts the students, {percent(separation)} is no chance (person separation"
            f" reliability {coefficient(separation)}).",
            2,
        )


def _foot(told: Told) -> Iterator[str]:
    yield from _fill(
        "“On all alike” is what the student would have right if all had had all questions;"
        " “right now” is the part of the questions seen whose last answer was right."
    )
    if not told.named:
        yield from _fill(
            "Students are numbered by who answered first. --names puts names in their place."
        )
