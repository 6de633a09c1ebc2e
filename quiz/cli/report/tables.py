"""The tables of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.report.pictures import Row, safe, whiskers
from quiz.cli.report.words import coefficient, coefficients, percent, reached, span, why_not
from quiz.reports.intervals import Interval
from quiz.reports.items.discrimination import FEWEST as RATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.cli.report.words import Told
    from quiz.reports.classroom.questions import QuestionReport
    from quiz.reports.classroom.report import Share, StudentReport
    from quiz.reports.classroom.sets import SetReport

FEW = 3
"""Answers below which a cell of student and topic is set in italics."""


def _table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "plain"
) -> str:
    """Return a table of cells that are safe already; the first column heads its rows."""
    first, *rest = heads
    head = f'<th scope="col" class="text">{first}</th>' + "".join(
        f'<th scope="col">{cell}</th>' for cell in rest
    )
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:])
        for row in rows
    )
    return (
        f'<div class="wide"><table class="{kind}"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def question_table(told: Told, found: Sequence[QuestionReport]) -> str:
    """Return every figure of the questions."""
    told_of = [question for question in found if question.discrimination is not None]
    heads = ["question", "answers", "right", "less guessing", "median time"]
    if told_of:
        heads += ["discrimination", "of the possible", "best less last&nbsp;27&nbsp;%"]
    rows = []
    for number, question in enumerate(found, 1):
        facility = question.facility
        rows.append(
            [
                f"{number}. {safe(told.words[question.item].prompt)}",
                str(facility.n),
                f"{percent(facility.share)} {span(facility.interval)}",
                percent(facility.corrected),
                f"{question.seconds:.0f} s",
                *(_tells(question) if told_of else ()),
            ]
        )
    caption = (
        "Figures of the questions. “Less guessing”: the part that knew, had the others guessed."
    )
    if not told_of:
        caption += f" Which question tells who knows can be said from {RATED} answers on."
    return _table(caption, heads, rows, "figures")


def _tells(question: QuestionReport) -> list[str]:
    """Return the cells on discrimination."""
    found = question.discrimination
    if found is None:
        return [f'<span class="few">{why_not(question)}</span>', "", ""]
    verdict = f"<br>{safe(found.verdict)}" if found.verdict else ""
    possible = None if found.efficiency is None else found.efficiency / 100
    return [
        f"{coefficient(found.r)}<br>{coefficients(found.interval)}{verdict}",
        percent(possible),
        coefficient(found.upper_lower),
    ]


def topic_table(told: Told) -> str:
    """Return how the class stands in each topic, the weakest first."""
    rows = [
        (
            safe(topic.topic),
            str(topic.students),
            str(topic.questions),
            str(topic.share.n),
            reached(topic.share),
            percent(topic.share.now),
        )
        for topic in told.report.topics
    ]
    heads = ("topic", "students", "questions", "answers", "right at first", "right now")
    return _table("The weakest topic first.", heads, rows)


def students(told: Told) -> list[StudentReport]:
    """Return the students in the order in which they are listed."""
    found = list(told.report.students)
    if told.named:
        found.sort(key=lambda student: (student.person.name.casefold(), student.person.number))
    return found


def student_table(told: Told) -> str:
    """Return how each student stands."""
    rows = [
        (
            safe(told.who(student.person)),
            str(student.share.n),
            reached(student.share),
            f"{percent(student.expected)} {span(student.band)}",
            percent(student.share.now),
            str(student.days),
            safe(student.last[:10]),
        )
        for student in students(told)
    ]
    heads = ("student", "answers", "right at first", "on all alike", "right now", "days", "last")
    return _table("“Answers” are first answers.", heads, rows)


def heat(told: Told) -> str:
    """Return the table of students and topics: the stronger the colour, the more was right."""
    topics = [topic.topic for topic in told.report.topics]
    head = "".join(f'<th scope="col"><span>{safe(topic)}</span></th>' for topic in topics)
    rows = "".join(
        f'<tr><th scope="row">{safe(told.who(student.person))}</th>'
        + "".join(_cell(student.topics.get(topic)) for topic in topics)
        + "</tr>"
        for student in students(told)
    )
    return (
        '<div class="wide"><table class="heat"><caption>Right at first, in per cent: the stronger'
        f" the colour, the more. In italics: fewer than {FEW} answers.</caption>"
        f'<thead><tr><th scope="col" class="text">student</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(share: Share | None) -> str:
    if share is None or share.first is None:
        return "<td>·</td>"
    step = min(9, int(share.first * 10))
    few = " few" if share.n < FEW else ""
    return f'<td class="h{step}{few}">{100 * share.first:.0f}</td>'


def set_part(told: Told, found: SetReport) -> Iterator[str]:
    """Yield what stands about a set that students had whole."""
    figures = found.figures
    size = figures.items
    yield f"<h2>The set “{safe(found.seed)}”</h2>"
    yield (
        f"<p>The same {size} questions for {figures.persons} students, begun"
        f" {safe(found.begun[:10])}. Mean {figures.mean:.1f}, median {figures.median:.1f}, standard"
        f" deviation {figures.sd:.1f}, skewness {coefficient(figures.skewness)}, kurtosis"
        f" {coefficient(figures.kurtosis)}.</p>"
    )
    if figures.alpha is None or figures.sem is None:
        yield "<p>All have the same total: nothing can be said of its reliability.</p>"
    else:
        name = "Cronbach's alpha" if figures.kr20 is None else "KR-20"
        lower = f" (KR-21 {coefficient(figures.kr21)})" if figures.kr21 is not None else ""
        yield (
            f"<p>Reliability: {name} {coefficient(figures.alpha)} {coefficients(figures.interval)}"
            f"{lower}. Standard error of a total: {figures.sem:.1f} questions,"
            f" {figures.error_ratio or 0:.0f} % of the standard deviation.</p>"
        )
    rows = [
        Row(
            label=told.who(mark.person),
            at=mark.total / size,
            interval=mark.band and Interval(mark.band.low / size, mark.band.high / size),
            said=f"{mark.total:.4g} of {size}",
        )
        for mark in found.marks
    ]
    yield f'<figure class="long">{whiskers(rows, "Totals with their bands", ("0", str(size)))}'
    yield "<figcaption>Totals; the line is as wide as chance may make it.</figcaption></figure>"
    weights = [
        (
            safe(told.words[item].prompt if item in told.words else item),
            "works against the rest" if weight is None else f"{weight:.1f} %",
        )
        for item, weight in zip(found.items, figures.weights, strict=True)
    ]
    yield _table(
        f"Effective weights: what each question adds to the differences. Even: {100 / size:.1f} %.",
        ("question", "weight"),
        weights,
    )
