"""The report as one page: no script, nothing from outside, and every foreign text escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.report.pictures import Bar, Row, bars, histogram, safe, whiskers
from quiz.cli.report.style import CSS, POLICY
from quiz.cli.report.tables import heat, question_table, set_part, student_table, topic_table
from quiz.cli.report.words import coefficient, counted, left_out, percent, span, when
from quiz.reports.items.facility import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.cli.report.words import Told
    from quiz.reports.classroom.questions import QuestionReport

CARDS = 40
"""Questions that are shown with their options; the table has all."""
_READ = (
    "“On all alike” is what the student would have right if all had had all questions. “Right now”"
    " is the part of the questions seen whose last answer was right. “Rest” beside an option is"
    " what those who chose it have right elsewhere: where it is higher than the key's, the key may"
    " be wrong. Discrimination is how well a question goes with the rest of the answers, −1 to 1;"
    " it is shown from 30 answers on, and a word stands beside it only where its whole interval"
    " says so."
)
_GRAVE = ("mis-key", "invalid", "guessing")


def page(told: Told) -> str:
    """Return the page, whole."""
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{safe(told.title)}: report of a class</title>",
            f"<style>{CSS}</style>\n</head>\n<body>",
            *_head(told),
            *_cards(told),
            *_questions(told),
            *_topics(told),
            *_students(told),
            *(part for found in told.report.sets for part in set_part(told, found)),
            *_foot(told),
            "</body>\n</html>\n",
        ]
    )


def _head(told: Told) -> Iterator[str]:
    report = told.report
    part = f", the set “{told.seed}”" if told.seed is not None else ""
    yield f"<h1>{safe(told.title + part)}</h1>"
    yield (
        f"<p>{counted(len(report.students), 'student')},"
        f" {counted(report.first_answers, 'first answer')} to"
        f" {counted(len(report.questions), 'question')},"
        f" {safe(when(report))}."
    )
    if report.left_out:
        yield f" Left out: {safe(left_out(told))}."
    if told.broken:
        yield f" {counted(told.broken, 'line')} of the logs could not be read."
    if report.copies:
        yield f" {counted(report.copies, 'answer')} stood in two logs under different names."
    yield "</p>"
    yield (
        '<p class="soft">Only the first answer to a question says what a student knew. In'
        " parentheses, and as a line beside a dot, stands between which two values the true one"
        " lies, in 95 of 100 such classes.</p>"
    )


def _cards(told: Told) -> Iterator[str]:
    shown = [q for q in told.report.questions if q.look.advice and q.look.code != "few"][:CARDS]
    yield "<h2>Questions to look at first</h2>"
    if not shown:
        yield "<p>No question stands out, as far as so many answers can tell.</p>"
        return
    yield '<ol class="cards">'
    for question in shown:
        grave = " grave" if question.look.code in _GRAVE else ""
        yield f'<li class="card{grave}"><h3>{safe(told.words[question.item].prompt)}</h3>'
        yield f'<p class="advice">→ {safe(question.look.advice)}</p>'
        yield f'<p class="soft">{_line(question)}</p>'
        yield _given(told, question)
        yield "</li>"
    yield "</ol>"


def _line(question: QuestionReport) -> str:
    facility = question.facility
    parts = [
        safe(question.topic),
        safe(question.form),
        f"{percent(facility.share)} right {span(facility.interval)} of {facility.n}",
        f"by guessing {percent(facility.guess)}",
    ]
    if question.discrimination is not None:
        parts.append(f"discrimination {coefficient(question.discrimination.r)}")
    return " · ".join(part for part in parts if part)


def _given(told: Told, question: QuestionReport) -> str:
    """Return the picture of what was chosen, or the list of what was typed."""
    prompt = told.words[question.item].prompt
    if question.options is not None:
        rows = [
            Bar(
                label=use.text,
                share=use.share,
                key=use.key,
                said=f"{use.chosen} of {use.shown}"
                + (f", rest {percent(use.rest)}" if use.rest is not None else ""),
            )
            for use in question.options.uses
        ]
        if question.unknown:
            part = question.unknown / question.facility.n
            said = f"{question.unknown}"
            rows.append(Bar(label="(I don't know)", share=part, key=False, said=said))
        return f"<figure>{bars(rows, f'What was chosen: {prompt}')}</figure>"
    if question.wrong:
        typed = ", ".join(f"“{safe(text)}” {n}" for text, n in question.wrong)
        key = told.words[question.item].key
        right = f"Right is “{safe(key)}”. " if key else ""
        return f"<p>{right}Given: {typed}.</p>"
    return ""


def _questions(told: Told) -> Iterator[str]:
    found = [q for q in told.report.questions if q.facility.n >= FEWEST]
    few = len(told.report.questions) - len(found)
    yield "<h2>All questions</h2>"
    if few:
        yield (
            f"<p>{counted(few, 'question')} had fewer than {FEWEST} answers: too few to say"
            " anything. They are not listed here.</p>"
        )
    if not found:
        return
    rows = [
        Row(
            label=f"{number}. {told.words[question.item].prompt}",
            at=question.facility.share,
            interval=question.facility.interval,
            guess=question.facility.guess,
            alarm=question.look.code in _GRAVE,
            said=f"{percent(question.facility.share)} of {question.facility.n}",
        )
        for number, question in enumerate(found, 1)
    ]
    yield '<figure class="long">'
    yield whiskers(rows, "How many were right at first, by question", ("nobody right", "all right"))
    yield (
        "<figcaption>Right at first. Dashed: what blind guessing reaches. A diamond: look at it."
        "</figcaption></figure>"
    )
    yield question_table(told, found)


def _topics(told: Told) -> Iterator[str]:
    yield "<h2>Topics</h2>"
    yield topic_table(told)
    yield heat(told)


def _students(told: Told) -> Iterator[str]:
    report = told.report
    yield "<h2>Students</h2>"
    shares = [s.share.first for s in report.students if s.share.first is not None]
    if len(shares) > 1:
        yield f"<figure>{histogram(shares, 'Students by what was right at first')}"
        moments = ""
        if report.skewness is not None and report.kurtosis is not None:
            moments = (
                f" Skewness {coefficient(report.skewness)},"
                f" kurtosis {coefficient(report.kurtosis)}."
            )
        yield (
            "<figcaption>How many students had how much right at first."
            f"{moments}</figcaption></figure>"
        )
    yield student_table(told)
    if report.separation is not None:
        yield (
            f"<p>Of what parts the students, {percent(report.separation)} is no chance (person"
            f" separation reliability {coefficient(report.separation)}).</p>"
        )


def _foot(told: Told) -> Iterator[str]:
    yield "<h2>How to read this</h2>"
    notes = [_READ]
    if not told.named:
        notes.append("Students are numbered in the order of their first answers.")
    yield f"<p>{' '.join(notes)}</p>"
