"""What plain mode says: feedback with its footnotes, sources, results, a question with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.plain.asking import ASKED, LETTERS, numbered
from quiz.plain.sure import summed_up
from quiz.play.certainty import SURE
from quiz.play.feedback import cite, right_answer
from quiz.play.grading import partners
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Citation, Question
    from quiz.packs.passages import Passage
    from quiz.play.feedback import Feedback
    from quiz.play.session import Results
    from quiz.records.log import Log


def footnotes(citations: Sequence[Citation]) -> list[str]:
    """Return the citations as lines "[1] …"."""
    return [f"  [{number}] {cite(citation)}" for number, citation in enumerate(citations, 1)]


def said(question: Question, feedback: Feedback, points: int | None) -> list[str]:
    """Return the feedback as lines; `points` None where the answer does not count."""
    counted = "" if points is None else f" {points} {'point' if points == 1 else 'points'}."
    lines = [sentence(feedback.headline) + counted]
    for line in feedback.lines:
        notes = "".join(f" [{number}]" for number in line.notes)
        lines.append(f"{line.text}{notes}")
    return [*lines, *dated(question), *footnotes(feedback.footnotes)]


def unsaved(log: Log, *, last: bool = False) -> list[str]:
    """Return that answers are not saved yet, or at last are lost; nothing where all is well."""
    number = log.unsaved
    if not number:
        return []
    answers = f"{number} {'answer' if number == 1 else 'answers'}"
    if last:
        are = "is" if number == 1 else "are"
        return [f"NOT SAVED: {answers} {are} lost, because {log.trouble}."]
    again = "at the end" if log.alone else "with the next one"
    return [
        f"Not saved yet: {answers}, because {log.trouble}. Kept in memory and tried again {again}."
    ]


def dated(question: Question) -> list[str]:
    """Return what was to be ordered or placed among, in order, with the dates that order it."""
    return [f"  {date}: {item}" for date, item in zip(question.dates, question.items, strict=False)]


def source(citation: Citation, passage: Passage | None) -> list[str]:
    """Return the full reference, and the passage around the phrase where there is a local copy."""
    lines = [cite(citation)]
    if citation.url:
        lines.append(f"  {citation.url}")
    if passage is not None:
        around = f"{passage.before}>>> {passage.phrase} <<<{passage.after}"
        lines += [f"  {part}" for part in around.split("\n") if part.strip()]
    return lines


def results(found: Results) -> list[str]:
    """Return the score, the score by topic, and what was missed as a reading list."""
    score = f"{found.right} of {found.total} right, {found.points} of {found.out_of} points"
    lines = ["Results", f"{score}, {found.best_streak} in a row at best, {spent(found.seconds)}."]
    if len(found.by_topic) > 1:
        lines.append("By topic:")
        lines += [f"  {part.topic}: {part.right} of {part.total}" for part in found.by_topic]
    lines += summed_up(found.certainty)
    if found.missed:
        lines += ["", "To read again:"]
    for missed in found.missed:
        question = missed.question
        lines.append(f"  {sentence(question.subject)} {question.prompt}")
        sure = ", and were sure" if missed.confidence == SURE else ""
        given = f" You said: {missed.given}{sure}." if missed.given else ""
        lines.append(f"    {sentence(f'The answer: {right_answer(question)}')}{given}")
        lines += [f"    {cite(citation)}" for citation in question.citations]
    return lines


def spent(seconds: int) -> str:
    """Return "45 seconds" or "3 minutes"."""
    if seconds < 90:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{round(seconds / 60)} minutes"


def described(question: Question) -> list[str]:
    """Return the question with its key marked by *, its explanation and its citations."""
    lines = [f"[{question.form}, level {question.level}] {question.topic}", question.prompt]
    if question.options:
        lines += [_marked(o.text, correct=o.correct) for o in question.options]
    elif question.form is Form.MATCH:
        letters = dict(zip(partners(question), LETTERS, strict=False))
        lines += ASKED[Form.MATCH].lines(question)
        key = " ".join(f"{n}{letters[right]}" for n, (_, right) in enumerate(question.pairs, 1))
        lines.append(f"  * {key}")
    else:
        lines += numbered(question.items if question.form is Form.TIMELINE else question.shown)
        lines += dated(question)
        lines.append(_marked(right_answer(question), correct=True))
    if question.correction is not None:
        lines.append(f"  {question.correction.prompt}")
        lines += [_marked(o.text, correct=o.correct) for o in question.correction.options]
    if question.form in (Form.TYPED, Form.CLOZE) and len(question.accepted) > 1:
        lines.append(f"  Also accepted: {'; '.join(question.accepted)}")
    if question.explanation:
        lines.append(question.explanation)
    return [*lines, *footnotes(question.citations)]


def _marked(text: str, *, correct: bool) -> str:
    return f"  {'*' if correct else '-'} {text}"
